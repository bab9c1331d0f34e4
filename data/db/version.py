"""How a database's version stands to ours, told without Alembic: loading it costs more than most commands."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from data.db.engine import Database

MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(file.stem[1:5] for file in (MIGRATIONS / "versions").glob("v*.py")))
"""Our revisions, oldest first: the file `v0001_first_tables.py` holds revision 0001."""


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


def version_of(connection: Connection) -> Version:
    """Compare the database's revision with those that we know."""
    known = inspect(connection).has_table("alembic_version")
    revision = connection.scalar(text("SELECT version_num FROM alembic_version")) if known else None
    if revision is None:
        return Version.EMPTY
    if revision == REVISIONS[-1]:
        return Version.PRESENT
    return Version.OLDER if revision in REVISIONS else Version.NEWER


async def version(database: Database) -> Version:
    """Tell how the database's version stands to ours."""
    async with database.connect() as connection:
        return await connection.run_sync(version_of)


async def prepare(database: Database) -> None:
    """Make a database ready for use: an embedded one is migrated, a server's must have been.

    Raises `NotMigrated` or `NewerDatabase`.
    """
    match await version(database):
        case Version.PRESENT:
            return
        case Version.NEWER:
            raise NewerDatabase
        case _ if not database.embedded:
            raise NotMigrated
    from data.db.migrate import migrate  # noqa: PLC0415 - loads Alembic, which most starts do not need

    await migrate(database)
