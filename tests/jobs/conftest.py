import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.jobs.office import Office


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> Office:
    """An office on each engine in turn, Monday 13/5/2024 before eight, nothing assigned yet."""
    office = Office(database, clock)
    await office.opens()
    return office
