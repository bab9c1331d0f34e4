"""A furnished office, on each engine in turn."""

from collections.abc import AsyncIterator

import pytest

from data.db.engine import Database
from tests.answers.office import Office


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.work() as uow:
        furnished = Office(uow)
        await furnished.furnish()
        yield furnished
