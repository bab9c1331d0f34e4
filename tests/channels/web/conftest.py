from collections.abc import AsyncIterator

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.web.given import Site
from tests.channels.web.office import WebOffice
from tests.stories.office import EVERYBODY


@pytest.fixture
async def site(sqlite_url: str, clock: FrozenClock) -> AsyncIterator[Site]:
    database = Database(sqlite_url)
    opened = Site(database, clock)
    async with opened.browser:
        yield opened
    await database.close()


@pytest.fixture
async def web_office(sqlite_url: str, clock: FrozenClock) -> AsyncIterator[WebOffice]:
    """Everybody of the story on the page, paired."""
    database = Database(sqlite_url)
    async with WebOffice(database, clock).open() as office:
        await office.opens()
        await office.knows(*EVERYBODY)
        yield office
    await database.close()
