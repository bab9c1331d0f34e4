"""The migrations make what the tables say, on both engines."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from data.db.engine import Database
from data.db.migrate import Version, migrate, version
from data.db.tables import Base


def _drift(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


async def test_migrated_database_has_exactly_our_tables(database: Database) -> None:
    async with database.connect() as connection:
        assert await connection.run_sync(_drift) == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await migrate(database)
    assert await version(database) is Version.PRESENT


async def test_tests_do_not_see_each_other(database: Database) -> None:
    async with database.work() as uow:
        assert await uow.people.everybody() == []
