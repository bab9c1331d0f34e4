"""Offices to tell stories with."""

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.stories.office import EVERYBODY, Office


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tell a story on SQLite; those marked `both_engines` on PostgreSQL too.

    What the stores do on either engine is tested room by room (tests/db, jobs, office, answers); a conversation does
    not know under which it is held.
    """
    if "database_url" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_engines")
        metafunc.parametrize("database_url", ["sqlite", "postgres"] if both else ["sqlite"], indirect=True)


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
