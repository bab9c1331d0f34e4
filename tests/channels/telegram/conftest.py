from collections.abc import AsyncIterator

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.telegram.given import TelegramOffice
from tests.stories.office import EVERYBODY


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """A database of the test's own; what both engines do alike is tested elsewhere."""
    opened = Database(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture(params=["polling", "webhook"])
async def empty_office(
    request: pytest.FixtureRequest, database: Database, clock: FrozenClock
) -> AsyncIterator[TelegramOffice]:
    """An office on Telegram, each way of listening in turn; nobody is paired."""
    office = TelegramOffice(database, clock, webhook=request.param == "webhook")
    async with office.open():
        await office.opens()
        yield office


@pytest.fixture
async def office(empty_office: TelegramOffice) -> TelegramOffice:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive is live and its first notices are said."""
    await empty_office.pairs(*EVERYBODY)
    await empty_office.imports()
    await empty_office.morning_of("13/05/2024")
    await empty_office.presses("vp-1", "Đúng cả")
    return empty_office
