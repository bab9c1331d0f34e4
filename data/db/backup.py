"""Saving a database while it is in use: one snapshot of every table, in a form that either engine takes back."""

import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Select, Table, Text, cast, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine

from data.db.archive import ArchiveWriter, Each, Manifest, written_beside
from data.db.engine import Database
from data.db.tables import METADATA
from data.db.types import Moment

KINDS: dict[type[TypeEngine[Any]], str] = {
    Moment: "moment",
    Date: "date",
    Boolean: "flag",
    LargeBinary: "bytes",
    JSON: "json",
    Integer: "plain",
    Float: "plain",
    Text: "plain",
}
"""The kind of a column's values by its type. JSON goes as the text that it is, so that nothing of it changes."""

_WRITE: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.isoformat,
    "date": date.isoformat,
    "flag": bool,
    "bytes": lambda value: base64.b64encode(value).decode(),
    "json": str,
    "plain": lambda value: value,
}
_BATCH = 500


def kind_of(column_type: TypeEngine[Any]) -> str:
    """Return the kind of values of that type; TypeError for one that no backup can hold yet."""
    for known, kind in KINDS.items():
        if isinstance(column_type, known):
            return kind
    raise TypeError(f"no backup holds values of {column_type!r} yet")


async def back_up(database: Database, file: Path, version: str, at: datetime, each: Each[Table] = iter) -> Manifest:
    """Write all that the database holds at one moment into `file`; OSError leaves what was there before.

    Others go on reading and writing meanwhile. At most a batch of rows is in memory, of tables with files one row.
    """
    with written_beside(file) as target, ArchiveWriter(target) as writer:
        async with _snapshot(database) as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
            for table in each(METADATA.sorted_tables):
                await _copy(connection, table, writer)
        return writer.finish(str(revision), version, at)


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """Open a transaction that sees one moment of the whole database and holds nobody up."""
    options: dict[str, Any] = {"only_reads": True}
    if not database.embedded:
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    async with database.engine.execution_options(**options).connect() as connection:
        yield connection


async def _copy(connection: AsyncConnection, table: Table, writer: ArchiveWriter) -> None:
    kinds = {column.name: kind_of(column.type) for column in table.columns}
    writers = [_WRITE[kind] for kind in kinds.values()]
    batch = 1 if "bytes" in kinds.values() else _BATCH
    with writer.table(table.name, kinds) as write:
        async with connection.stream(_rows_of(table), execution_options={"yield_per": batch}) as rows:
            async for part in rows.partitions():
                for row in part:
                    write(
                        [None if value is None else as_json(value) for as_json, value in zip(writers, row, strict=True)]
                    )


def _rows_of(table: Table) -> Select[Any]:
    columns = [cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns]
    return select(*columns).order_by(*table.primary_key.columns)
