"""Bringing a database to the present version with Alembic."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from data.db.engine import Database
from data.db.version import MIGRATIONS, NewerDatabase, Version, version_of


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's settings for our migrations, bound to an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run every migration still missing up to `revision`, in one transaction.

    Raises `NewerDatabase` when the database knows more than we do.
    """
    if version_of(connection) is Version.NEWER:
        raise NewerDatabase
    command.upgrade(config(connection), revision)


async def migrate(database: Database) -> None:
    """Bring the database to the present version."""
    async with rebuilding(database) as connection:
        await connection.run_sync(upgrade)


class LostReference(Exception):
    """A row points to one that is not there; the text names its table."""


@asynccontextmanager
async def rebuilding(database: Database) -> AsyncIterator[AsyncConnection]:
    """Open a transaction in which tables may be made anew; it ends as it began when a reference would lead nowhere.

    SQLite alters a table by copying it, dropping the old one and giving its name to the copy. While it minds references
    it takes the drop for the end of all rows, and refuses when others point to them; outside a transaction it can be
    told to look at the end only (https://www.sqlite.org/lang_altertable.html, 7). Raises `LostReference`.
    """
    async with database.connect() as connection:
        await _mind_references(connection, database, "OFF")
        try:
            async with connection.begin():
                yield connection
                if database.embedded:
                    lost = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
                    if lost is not None:
                        raise LostReference(lost[0])
        finally:
            await _mind_references(connection, database, "ON")


async def _mind_references(connection: AsyncConnection, database: Database, switch: str) -> None:
    """Turn the look at each reference on or off; within a transaction that would do nothing."""
    if database.embedded:
        driver: Any = (await connection.get_raw_connection()).driver_connection
        await (await driver.execute(f"PRAGMA foreign_keys={switch}")).close()
