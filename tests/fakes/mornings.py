"""Mornings that many tests begin with: lived through once in a test run, and taken up from there by all later tests."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Hashable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from data.clock import FrozenClock
from data.db.engine import Database
from tests.fakes.databases import PostgresServer

BUSY_REST_SECONDS = 0.005


class Lived(Protocol):
    """Something whose state is a database, two clocks and what it remembers itself."""

    database: Database
    clock: FrozenClock
    machine: FrozenClock

    def memories(self) -> object:
        """Return all else that a later test must know, fit to be copied; None when it cannot be told."""
        ...

    def recall(self, memories: object) -> None:
        """Take up what another has remembered."""
        ...


Copy = sqlite3.Connection | str
"""A database in memory, or the name of one on the PostgreSQL server."""


@dataclass(frozen=True)
class _Kept:
    database: Copy
    clock: datetime
    machine: datetime
    memories: object


@dataclass
class Mornings:
    """What was lived through, by name and engine. `server` gives the PostgreSQL server of the tests."""

    server: Callable[[], PostgresServer]
    _kept: dict[tuple[Hashable, bool], _Kept] = field(default_factory=dict)

    async def begin(self, name: Hashable, lived: Lived, live: Callable[[], Awaitable[None]]) -> None:
        """Bring `lived` to where `live` brings it from its beginning."""
        kept = self._kept.get((name, lived.database.embedded))
        if kept is not None:
            await self._put(kept.database, lived.database)
            lived.clock.moment, lived.machine.moment = kept.clock, kept.machine
            lived.recall(deepcopy(kept.memories))
            return
        await live()
        memories = lived.memories()
        if memories is not None:
            copy = await self._copy(lived.database)
            self._kept[name, lived.database.embedded] = _Kept(
                copy, lived.clock.moment, lived.machine.moment, deepcopy(memories)
            )

    async def _copy(self, database: Database) -> Copy:
        if database.file is not None:
            return await asyncio.to_thread(_copy_of, database.file)
        await database.close()
        return self.server().keep(_url_of(database))

    async def _put(self, copy: Copy, database: Database) -> None:
        if isinstance(copy, str):
            await database.close()
            self.server().put(copy, _url_of(database))
        elif database.file is not None:
            await asyncio.to_thread(_put_into, database.file, copy)

    def close(self) -> None:
        """Forget what is in memory; the PostgreSQL server forgets its own."""
        for kept in self._kept.values():
            if isinstance(kept.database, sqlite3.Connection):
                kept.database.close()


def _url_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def _copy_of(file: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    source = sqlite3.connect(file)
    source.backup(copy, sleep=BUSY_REST_SECONDS)
    source.close()
    return copy


def _put_into(file: Path, copy: sqlite3.Connection) -> None:
    """Write the copy over what stands in the file, also for those who have it open."""
    target = sqlite3.connect(file)
    copy.backup(target, sleep=BUSY_REST_SECONDS)
    target.close()
