from collections.abc import AsyncIterator

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.web.given import Site


@pytest.fixture
async def site(sqlite_url: str, clock: FrozenClock) -> AsyncIterator[Site]:
    database = Database(sqlite_url)
    opened = Site(database, clock)
    async with opened.browser:
        yield opened
    await database.close()
