from collections.abc import AsyncIterator

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.office import furnish
from tests.channels.telegram.given import TelegramOffice
from tests.fakes.mornings import Mornings
from tests.stories.office import EVERYBODY


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
async def office(empty_office: TelegramOffice, mornings: Mornings) -> TelegramOffice:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive is live and its first notices are said."""
    await mornings.begin(("telegram", empty_office.webhook), empty_office, lambda: furnish(empty_office, *EVERYBODY))
    return empty_office
