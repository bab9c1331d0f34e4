from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.office import ChannelOffice, furnish
from tests.channels.telegram.given import TelegramOffice
from tests.channels.web.office import WebOffice
from tests.channels.zalo.given import ZaloOffice
from tests.fakes.mornings import Mornings
from tests.stories.office import EVERYBODY

CHANNELS: Mapping[str, Callable[[Database, FrozenClock], ChannelOffice[Any]]] = {
    "web": WebOffice,
    "telegram": TelegramOffice,
    "zalo": ZaloOffice,
}
"""Every channel joins here, with a driver of its own."""


@pytest.fixture(params=CHANNELS)
async def empty_office(
    request: pytest.FixtureRequest, database: Database, clock: FrozenClock
) -> AsyncIterator[ChannelOffice[Any]]:
    """An office on each channel in turn; nobody is paired."""
    office = CHANNELS[request.param](database, clock)
    async with office.open():
        await office.opens()
        yield office


@pytest.fixture
async def office(empty_office: ChannelOffice[Any], mornings: Mornings) -> ChannelOffice[Any]:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive is live and its first notices are said."""
    await mornings.begin(type(empty_office).__name__, empty_office, lambda: furnish(empty_office, *EVERYBODY))
    return empty_office
