"""Bringing a database to the present version with Alembic."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

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
    async with database.connect() as connection, connection.begin():
        await connection.run_sync(upgrade)
