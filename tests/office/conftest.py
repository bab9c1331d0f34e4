import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.office.office import Office


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> Office:
    office = Office(database, clock)
    await office.opens()
    return office
