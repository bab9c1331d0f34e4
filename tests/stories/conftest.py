"""Offices to tell stories with."""

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.stories.office import EVERYBODY, Office


@pytest.fixture
async def empty_office(database: Database, clock: FrozenClock) -> Office:
    """An office with its registry, where nobody is paired and nothing is given out."""
    office = Office(database, clock)
    await office.opens()
    return office


@pytest.fixture
async def office(empty_office: Office) -> Office:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive is live and its first notices are said."""
    await empty_office.knows(*EVERYBODY)
    await empty_office.imports()
    await empty_office.morning_of("13/05/2024")
    await empty_office.presses("vp-1", "Đúng cả")
    return empty_office
