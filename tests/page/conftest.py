import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.page.office import PageOffice
from tests.stories.office import EVERYBODY


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone; what both engines do alike is tested elsewhere."""
    return sqlite_url


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> PageOffice:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive waits for its review."""
    office = PageOffice(database, clock)
    await office.opens()
    await office.knows(*EVERYBODY)
    await office.imports()
    await office.morning_of("13/05/2024")
    return office
