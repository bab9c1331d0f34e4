"""Bringing a database to the present version with Alembic."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.db.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class Version(StrEnum):
    """How a database's version stands to ours."""

    EMPTY = "empty"
    OLDER = "older"
    PRESENT = "present"
    NEWER = "newer"


class NewerDatabase(Exception):
    """The database was made by a newer nhacviec; touching it could destroy what we do not know of."""


class NotMigrated(Exception):
    """The server's database is older than we are; somebody has to run the migration deliberately."""


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's settings for our migrations, bound to an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    return settings


def version_of(connection: Connection) -> Version:
    """Compare the database's revision with the newest that we know."""
    revision = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(config())
    if revision is None:
        return Version.EMPTY
    if revision == scripts.get_current_head():
        return Version.PRESENT
    known = {script.revision for script in scripts.walk_revisions()}
    return Version.OLDER if revision in known else Version.NEWER


def upgrade(connection: Connection) -> None:
    """Run every migration still missing, in one transaction; `NewerDatabase` when it knows more than we do."""
    if version_of(connection) is Version.NEWER:
        raise NewerDatabase
    command.upgrade(config(connection), "head")


async def migrate(database: Database) -> None:
    """Bring the database to the present version."""
    async with database.connect() as connection, connection.begin():
        await connection.run_sync(upgrade)


async def version(database: Database) -> Version:
    """Tell how the database's version stands to ours."""
    async with database.connect() as connection:
        return await connection.run_sync(version_of)


async def prepare(database: Database) -> None:
    """Make a database ready for use: an embedded one is migrated, a server's must have been.

    Raises `NotMigrated` or `NewerDatabase`.
    """
    if database.embedded:
        await migrate(database)
        return
    match await version(database):
        case Version.NEWER:
            raise NewerDatabase
        case Version.EMPTY | Version.OLDER:
            raise NotMigrated
