"""What every test may ask for: a database of either engine, and a clock that stands still."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

import pytest
from hypothesis import settings

from data.clock import FrozenClock
from data.db.engine import Database
from tests.fakes.databases import PostgresServer, SqliteFiles, running_postgres
from tests.fakes.mornings import Mornings

# How long an example takes says more of a shared machine than of our code.
# `--hypothesis-profile thorough` tries more of them.
settings.register_profile("patient", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("patient")


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 13/5/2024, five minutes before the office speaks."""
    return FrozenClock(datetime.fromisoformat("2024-05-13T07:55:00+07:00"))


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """One PostgreSQL for all tests of this process; NHACVIEC_TEST_POSTGRES_URL names another that already runs."""
    outside = os.environ.get("NHACVIEC_TEST_POSTGRES_URL")
    with running_postgres(outside, lock=tmp_path_factory.getbasetemp().parent / "postgres.lock") as server:
        yield server


@pytest.fixture(scope="session")
def mornings(request: pytest.FixtureRequest) -> Iterator[Mornings]:
    """What tests of this process have lived through and others begin with."""

    def server() -> PostgresServer:
        found: PostgresServer = request.getfixturevalue("postgres_server")
        return found

    kept = Mornings(server)
    yield kept
    kept.close()


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """A migrated SQLite database of the test's own."""
    with sqlite_files.copy() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own."""
    with postgres_server.copy() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, on each engine in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    opened = Database(database_url)
    yield opened
    await opened.close()
