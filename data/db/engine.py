"""Opening a database: SQLite with WAL as the embedded default, PostgreSQL by URL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import Connection, event, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from data.db.bells import patient
from data.db.sqlite_cursor import Driver
from data.db.stores.figures import later_day
from data.db.unit import UnitOfWork

BUSY_SECONDS = 10
"""How long a writer waits for another before the database counts as locked."""
IDLE_SECONDS = 20
"""How long a transaction may rest on PostgreSQL: the locks of a process that stands still must not outlast that."""
ADVISORY_CLASS = 20240513
"""Sets our advisory locks apart from those of others in the same database."""


class BadUrl(ValueError):
    """The database URL is not one that we can open; the text says why."""


class DatabaseGone(Exception):
    """The file of the embedded database was removed while we used it."""


def database_url(text: str) -> URL:
    """Read a database URL as people write it (`sqlite:///file`, `postgresql://…`); `BadUrl` when it is neither."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise BadUrl(f"not a database URL: {error}") from None
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite+aiosqlite")
        case "postgresql":
            return url.set(drivername="postgresql+psycopg")
        case other:
            raise BadUrl(f"only sqlite and postgresql are supported, not {other!r}")


def file_of(url: URL) -> Path | None:
    """Return the file of an embedded database; None for a server's and for one in memory."""
    name = url.database if url.get_backend_name() == "sqlite" else None
    return Path(name) if name and name != ":memory:" else None


class Database:
    """One database; `work()` opens a unit of work on it."""

    def __init__(self, url: str) -> None:
        self.url = database_url(url)
        self.embedded = self.url.get_backend_name() == "sqlite"
        self.file = file_of(self.url)
        self.engine: AsyncEngine = _sqlite_engine(self.url) if self.embedded else _postgres_engine(self.url)
        self._reader = self.engine.execution_options(only_reads=True)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work; what was not committed inside is rolled back. Raises `DatabaseGone`."""
        async with self._session(self.engine) as session:
            yield UnitOfWork(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[UnitOfWork]:
        """Open a unit of work that only reads: it waits for no writer and holds none up. Raises `DatabaseGone`."""
        async with self._session(self._reader) as session:
            yield UnitOfWork(session)

    def _session(self, engine: AsyncEngine) -> AsyncSession:
        if self.file is not None and not self.file.exists():
            # The open connections would go on writing into a file without a name, and all of it would be lost.
            raise DatabaseGone(self.file.name)
        return AsyncSession(engine, expire_on_commit=False, autoflush=False)

    @asynccontextmanager
    async def alone(self, task: str) -> AsyncIterator[bool]:
        """Tell whether no other process is at `task`, and keep the others from it until the block ends.

        A process that dies or stands still for long lets go of it; two at one task must therefore do no harm. An
        embedded database has one process.
        """
        if self.embedded:
            yield True
            return
        connection = await self.engine.connect()
        try:
            lock = func.pg_try_advisory_xact_lock(ADVISORY_CLASS, func.hashtext(task))
            yield bool(await connection.scalar(select(lock)))
        finally:
            with suppress(DBAPIError):  # the server may have ended it: then the lock is gone too
                await connection.close()

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[AsyncConnection]:
        """Open a bare connection, for migrations and health checks."""
        async with self.engine.connect() as connection:
            yield connection

    async def answers(self) -> bool:
        """Whether the database is there, answers and stands at a version; never waits for a writer."""
        if self.file is not None and not self.file.exists():
            return False
        async with self._reader.connect() as connection:
            return await connection.scalar(text("SELECT version_num FROM alembic_version")) is not None

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


async def _sqlite_connection(*place: str, **options: Any) -> aiosqlite.Connection:  # noqa: ANN401 - the driver's own
    """Open a connection; one that cannot be opened leaves no thread behind."""
    connection = aiosqlite.connect(*place, **options)
    thread = connection._thread  # noqa: SLF001 - the driver has no other way to tell that it has ended
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        # Its last word goes to the event loop, which may be closed by then: a command has just failed.
        await asyncio.to_thread(thread.join)
        raise


def _sqlite_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        module=Driver(),
        connect_args={"timeout": BUSY_SECONDS, "async_creator_fn": _sqlite_connection},
    )

    @event.listens_for(engine.sync_engine, "do_connect")
    def make_folder(*_of_the_connection: object) -> None:
        # Only now, so that whoever merely asks about a database leaves no folder behind.
        if (file := file_of(url)) is not None:
            file.parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # The driver must not open transactions on its own: it would do so too late for BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "synchronous=FULL",
            f"busy_timeout={BUSY_SECONDS * 1000}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        connection.create_function("later_day", 3, later_day, deterministic=True)

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait for another writer: it must fail. Taking the
        # write lock at once lets the busy timeout do its work.
        only_reads = connection.get_execution_options().get("only_reads", False)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: URL) -> AsyncEngine:
    own = patient(url, options=f"-c idle_in_transaction_session_timeout={IDLE_SECONDS}s")
    return create_async_engine(own, hide_parameters=True, pool_pre_ping=True, pool_size=10, max_overflow=10)
