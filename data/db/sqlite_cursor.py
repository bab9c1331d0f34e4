"""The embedded database's driver with one errand a statement.

The driver lives in a thread, and SQLAlchemy's adapter sends it there four times a statement: to open a cursor, to
execute, to fetch, to close. Here all of it is one errand, which spares three quarters of the waiting on each other.
"""

import sqlite3
from collections import deque
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)

Rows = list[Any]


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Executes, fetches and closes at once; what is streamed has another cursor."""

    __slots__ = ("_described", "_last_id", "_touched")

    def _make_new_cursor(self, connection: Any) -> Any:  # noqa: ANN401, ARG002 - the adapter's own
        """Open nothing yet."""
        self._described: Any = None
        self._touched, self._last_id = -1, 0

    def _aenter_cursor(self, cursor: Any) -> Any:  # noqa: ANN401 - the adapter's own
        """Enter nothing."""

    @property
    def description(self) -> Any:  # noqa: ANN401 - the driver's own
        """Return the columns of what was fetched; None when the statement returns no rows."""
        return self._described

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement changed."""
        return self._touched

    @property
    def lastrowid(self) -> int:
        """Return the key of the row that was added last."""
        return self._last_id

    async def _async_soft_close(self) -> None:
        """Close nothing: it is closed."""

    def close(self) -> None:
        """Let go of what was not taken."""
        self._rows.clear()

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:  # noqa: ANN401 - the adapter's own
        await self._run(lambda cursor: cursor.execute(operation, () if parameters is None else parameters))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:  # noqa: ANN401 - the adapter's own
        await self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    async def _run(self, errand: Callable[[sqlite3.Cursor], object]) -> None:
        async with self._adapt_connection._execute_mutex:  # noqa: SLF001 - the adapter's own, as its own cursor does
            done = await self._connection._execute(_in_thread, self._connection._conn, errand)  # noqa: SLF001 - see above
        self._described, self._touched, self._last_id, rows = done
        self._rows = deque(rows)


def _in_thread(
    connection: sqlite3.Connection, errand: Callable[[sqlite3.Cursor], object]
) -> tuple[Any, int, int, Rows]:
    cursor = connection.cursor()
    try:
        errand(cursor)
        rows = cursor.fetchall() if cursor.description else []
        return cursor.description, cursor.rowcount, cursor.lastrowid or 0, rows
    finally:
        cursor.close()


class _Connection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()
    _cursor_cls = _Cursor


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What an engine is given as its `module`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:  # noqa: ANN401 - the driver's own
        """Open a connection."""
        return _Connection(self, super().connect(*arg, **kw)._connection)  # noqa: SLF001 - the adapter's own
