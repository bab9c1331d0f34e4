"""The migrations make what the tables say, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data.db.engine import Database
from data.db.migrate import config, migrate
from data.db.tables import METADATA
from data.db.version import REVISIONS, Version, version


def _drift(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), METADATA))


async def test_migrated_database_has_exactly_our_tables(database: Database) -> None:
    async with database.connect() as connection:
        assert await connection.run_sync(_drift) == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await migrate(database)
    assert await version(database) is Version.PRESENT


async def test_tests_do_not_see_each_other(database: Database) -> None:
    async with database.work() as uow:
        assert await uow.people.everybody() == []


def test_file_names_tell_the_revisions_that_alembic_finds() -> None:
    found = [script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS
