from collections.abc import AsyncIterator

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.page.office import PageOffice
from tests.stories.office import EVERYBODY


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A database of the test's own; what both engines do alike is tested elsewhere."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> PageOffice:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive waits for its review."""
    office = PageOffice(database, clock)
    await office.opens()
    await office.knows(*EVERYBODY)
    await office.imports()
    await office.morning_of("13/05/2024")
    return office
