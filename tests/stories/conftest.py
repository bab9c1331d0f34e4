"""Offices to tell stories with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from tests.fakes.mornings import Mornings
from tests.stories.office import EVERYBODY, Office

HERE = Path(__file__).parent


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the story's own: SQLite, and PostgreSQL too for stories marked `both_engines`.

    What the stores do on either engine is tested room by room (tests/db, jobs, office, answers); a conversation does
    not know on which it is held.
    """
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the stories on PostgreSQL that are not marked."""
    items[:] = [item for item in items if "[postgres" not in item.name or _on_both(item)]


def _on_both(item: pytest.Item) -> bool:
    return HERE not in item.path.parents or item.get_closest_marker("both_engines") is not None


@pytest.fixture
async def empty_office(database: Database, clock: FrozenClock, mornings: Mornings) -> AsyncIterator[Office]:
    """An office with its registry, where nobody is paired and nothing is given out."""
    office = Office(database, clock)
    await mornings.begin("an empty office", office, office.opens)
    yield office
    assert await office.told_wrong() == []


@pytest.fixture
async def office(database: Database, clock: FrozenClock, mornings: Mornings) -> AsyncIterator[Office]:
    """Monday 13/5/2024 08:00: everybody is paired, the sample directive is live and its first notices are said."""
    office = Office(database, clock)
    await mornings.begin("an office at eight", office, lambda: _until_eight(office))
    yield office
    assert await office.told_wrong() == []


async def _until_eight(office: Office) -> None:
    await office.opens()
    await office.knows(*EVERYBODY)
    await office.imports()
    await office.morning_of("13/05/2024")
    await office.presses("vp-1", "Đúng cả")
