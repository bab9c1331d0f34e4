"""Taking a backup back into a database of either engine: all of it or nothing, in one transaction."""

import base64
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    LargeBinary,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    event,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.dml import Insert
from sqlalchemy.types import NullType, TypeEngine

from data.db.archive import Archive, Content, Each, NewerBackup
from data.db.engine import Database
from data.db.migrate import LostReference, rebuilding, upgrade
from data.db.tables import METADATA, AgencyRow, DirectiveRow, InboxRow, OutboxRow, PersonRow
from data.db.types import Moment
from data.db.upkeep import Care
from data.db.version import REVISIONS, NewerDatabase, Version, version_of

_VERSION_TABLE = "alembic_version"
_WORTH_KEEPING = (AgencyRow, PersonRow, DirectiveRow, InboxRow, OutboxRow)
"""A database with a row in one of these is in use or was; the rest may be what migrations put in."""
_TYPES: dict[str, TypeEngine[Any]] = {"date": Date(), "flag": Boolean(), "bytes": LargeBinary()}
_READ: dict[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "bytes": base64.b64decode,
}
_BATCH_ROWS = 500
_BATCH_CHARACTERS = 1_000_000
_ALONE_MILLISECONDS = 500


class InUse(Exception):
    """Another program has the database open."""


class NotEmpty(Exception):
    """The database holds something that would be lost."""


class ForeignDatabase(Exception):
    """The database holds tables that are not ours; the text names them."""


class Incomplete(Exception):
    """A table does not hold what the backup says; nothing was changed."""


async def restore(
    database: Database, archive: Archive, now: datetime, *, force: bool, each: Each[Content] = iter
) -> None:
    """Make the database hold what the archive does, brought to the present version.

    `archive` must have been verified. With `force` what the database holds is lost. Raises `NewerBackup`, `InUse`,
    `NotEmpty`, `ForeignDatabase`, `NewerDatabase` and `Incomplete`; then everything is as it was.
    """
    if archive.manifest.revision not in REVISIONS:
        raise NewerBackup
    try:
        async with _alone(database), rebuilding(database) as connection:
            await connection.run_sync(_replace, archive, force, each)
    except LostReference as error:
        raise Incomplete(str(error)) from None
    async with database.work() as uow:
        made_at = archive.manifest.made_at
        await uow.upkeep.note(Care.BACKUP, made_at)
        uow.audit.note(at=now, action="restore", subject="database", after={"made_at": made_at.isoformat()})
        await uow.commit()


@asynccontextmanager
async def _alone(database: Database) -> AsyncIterator[None]:
    """Keep everybody else out of an embedded database, and leave no file behind where there was none.

    In exclusive mode SQLite refuses whoever comes while another has the file open, between its transactions too.
    """
    made = database.file is not None and not database.file.exists()

    def claim(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_ALONE_MILLISECONDS}")
        cursor.execute("PRAGMA locking_mode=EXCLUSIVE")
        cursor.close()

    if database.embedded:
        event.listen(database.engine.sync_engine, "connect", claim, insert=True)
    try:
        yield
    except BaseException as error:
        if made and database.file is not None:
            await database.close()
            _remove(database.file)
        if isinstance(error, OperationalError) and "locked" in str(error.orig) and database.embedded:
            raise InUse from None
        raise


def _remove(file: Path) -> None:
    """Remove an embedded database with what SQLite keeps beside it."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


def _replace(connection: Connection, archive: Archive, force: bool, each: Each[Content]) -> None:  # noqa: FBT001 - run_sync passes on places
    _refuse(connection, force=force)
    _clear(connection)
    upgrade(connection, archive.manifest.revision)
    loose = _references_ahead(connection, [one.name for one in archive.manifest.tables])
    for statement in loose:
        connection.execute(text(f"{statement} DEFERRABLE INITIALLY DEFERRED"))
    for content in each(archive.manifest.tables):
        _load(connection, content, archive.rows(content))
    if loose:
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    for statement in loose:
        connection.execute(text(f"{statement} NOT DEFERRABLE"))
    upgrade(connection)


def _refuse(connection: Connection, *, force: bool) -> None:
    """Raise what speaks against overwriting the database."""
    names = set(inspect(connection).get_table_names())
    if version_of(connection) is Version.NEWER:
        raise NewerDatabase
    if strange := names - set(METADATA.tables) - {_VERSION_TABLE}:
        raise ForeignDatabase(", ".join(sorted(strange)))
    if connection.dialect.name == "postgresql" and connection.scalar(text(_OTHERS)):
        raise InUse
    kept = [row.__table__ for row in _WORTH_KEEPING if row.__tablename__ in names]
    if not force and any(connection.execute(select(1).select_from(one).limit(1)).first() for one in kept):
        raise NotEmpty


_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
)
_FUNCTIONS = (
    "SELECT DISTINCT CAST(CAST(p.oid AS regprocedure) AS text) FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND c.relnamespace = CAST(current_schema() AS regnamespace) "
    "AND p.pronamespace = c.relnamespace"
)
"""The functions behind the triggers of our tables, which outlive the tables."""


def _clear(connection: Connection) -> None:
    """Drop all that is ours. Rows are not deleted first: triggers refuse that where a trail is kept."""
    present = set(inspect(connection).get_table_names())
    names = [one.name for one in reversed(METADATA.sorted_tables) if one.name in present]
    names += [_VERSION_TABLE] * (_VERSION_TABLE in present)
    quote = connection.dialect.identifier_preparer.quote
    if connection.dialect.name == "sqlite":
        for name in names:
            connection.execute(text(f"DROP TABLE {quote(name)}"))
        return
    functions = connection.scalars(text(_FUNCTIONS)).all()
    for name in names:
        connection.execute(text(f"DROP TABLE {quote(name)} CASCADE"))
    for function in functions:
        connection.execute(text(f"DROP FUNCTION {function}"))


def _references_ahead(connection: Connection, order: Sequence[str]) -> list[str]:
    """Return how to alter each constraint that points to a row loaded later, as a parent in the same table may be.

    On SQLite one switch holds all of them back.
    """
    if connection.dialect.name == "sqlite":
        return []
    quote = connection.dialect.identifier_preparer.quote
    place = {name: number for number, name in enumerate(order)}
    return [
        f"ALTER TABLE {quote(name)} ALTER CONSTRAINT {quote(str(key['name']))}"
        for name in order
        for key in inspect(connection).get_foreign_keys(name)
        if place[key["referred_table"]] >= place[name]
    ]


def _load(connection: Connection, content: Content, rows: Iterable[list[Any]]) -> None:
    """Fill one table and see that it holds what it should."""
    target = table(content.name, *(column(name, _type_of(kind)) for name, kind in content.columns.items()))
    if connection.execute(select(1).select_from(target).limit(1)).first():
        # What a migration put in; where nothing is, triggers might refuse even to delete nothing.
        connection.execute(target.delete())
    statement = _insertion(connection, target, content)
    for batch in _batches(rows, content):
        connection.execute(statement, batch)
    if connection.scalar(select(func.count()).select_from(target)) != content.rows:
        raise Incomplete(content.name)
    if connection.dialect.name == "postgresql" and "id" in content.columns:
        connection.execute(text(_CONTINUE.format(table=content.name)))


_CONTINUE = (
    "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table})) "
    "WHERE pg_get_serial_sequence('{table}', 'id') IS NOT NULL AND EXISTS (SELECT 1 FROM {table})"
)
"""Lets new rows be numbered after those that were loaded with theirs."""


def _type_of(kind: str) -> TypeEngine[Any]:
    return Moment() if kind == "moment" else _TYPES.get(kind, NullType())


def _insertion(connection: Connection, target: TableClause, content: Content) -> Insert:
    """Return the statement that adds a row; a server must be told which texts are JSON."""
    as_text = {name for name, kind in content.columns.items() if kind == "json"}
    if connection.dialect.name == "sqlite" or not as_text:
        return insert(target)
    values = {
        name: cast(bindparam(name, type_=Text), JSON) if name in as_text else bindparam(name)
        for name in content.columns
    }
    return insert(target).values(values)


def _batches(rows: Iterable[list[Any]], content: Content) -> Iterator[list[dict[str, Any]]]:
    """Yield rows as the database takes them, so many at a time that memory stays small whatever they hold."""
    names, readers = list(content.columns), [_READ.get(kind) for kind in content.columns.values()]
    batch: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        values = [
            read(value) if read and value is not None else value for read, value in zip(readers, row, strict=True)
        ]
        batch.append(dict(zip(names, values, strict=True)))
        size += sum(len(value) for value in row if isinstance(value, str))
        if len(batch) >= _BATCH_ROWS or size >= _BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
