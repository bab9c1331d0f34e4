"""The audit trail is only added to, by one writer after another, and shows where somebody changed it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.migrate import config, migrate
from data.domain.message import Heard
from data.domain.trail import Entry, Verdict

SUBJECT = "assignment:1"


async def _notes(database: Database, clock: FrozenClock, *actions: str) -> None:
    async with database.work() as uow:
        for action in actions:
            uow.audit.note(at=clock.now(), action=action, subject=SUBJECT, after={"số": 1, "moments": ["a", None]})
        await uow.commit()


async def _entries(database: Database) -> list[Entry]:
    async with database.work() as uow:
        return await uow.audit.of([SUBJECT])


async def _verdict(database: Database) -> Verdict:
    async with database.work() as uow:
        return await uow.audit.verify()


async def _tamper(database: Database, *statements: str) -> None:
    """Change the table as somebody would who can take the triggers away."""
    async with database.connect() as connection, connection.begin():
        for statement in statements:
            await connection.exec_driver_sql(statement)


async def _without_triggers(database: Database) -> None:
    names = ("audit_refuses_update", "audit_refuses_delete")
    if database.embedded:
        await _tamper(database, *(f"DROP TRIGGER {name}" for name in names))
    else:
        await _tamper(database, *(f"DROP TRIGGER {name} ON audit" for name in names))


async def test_an_empty_trail_is_whole(database: Database) -> None:
    assert await _verdict(database) == Verdict(0)


async def test_what_was_committed_is_chained_in_its_order(database: Database, clock: FrozenClock) -> None:
    await _notes(database, clock, "one", "two")
    await _notes(database, clock, "three")
    assert [(entry.id, entry.action) for entry in await _entries(database)] == [(1, "one"), (2, "two"), (3, "three")]
    assert await _verdict(database) == Verdict(3)


async def test_what_was_rolled_back_leaves_no_gap(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        uow.audit.note(at=clock.now(), action="never", subject=SUBJECT)
        await uow.rollback()
        await uow.commit()
    await _notes(database, clock, "one")
    assert [entry.action for entry in await _entries(database)] == ["one"]
    assert await _verdict(database) == Verdict(1)


async def test_an_entry_names_the_message_that_caused_it(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        uow.audit.caused_by(Heard("telegram", "chat", "4711", clock.now()))
        uow.audit.note(at=clock.now(), action="report_done", subject=SUBJECT)
        await uow.commit()
    (entry,) = await _entries(database)
    assert (entry.channel, entry.update) == ("telegram", "4711")


async def test_writers_at_the_same_time_link_one_after_another(database: Database, clock: FrozenClock) -> None:
    async def write(name: str) -> None:
        for turn in range(5):
            await _notes(database, clock, f"{name}-{turn}", f"{name}-{turn}-again")

    await asyncio.gather(*(write(name) for name in "abcd"))
    assert await _verdict(database) == Verdict(40)


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'other'", "DELETE FROM audit"])
async def test_the_database_refuses_to_change_or_delete(database: Database, clock: FrozenClock, statement: str) -> None:
    await _notes(database, clock, "one")
    with pytest.raises(DBAPIError, match="only added to"):
        await _tamper(database, statement)
    assert await _verdict(database) == Verdict(1)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit SET subject = 'assignment:2' WHERE id = 2", 2),
        ("UPDATE audit SET person_id = 9 WHERE id = 3", 3),
        ("DELETE FROM audit WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 3", 3),
        ("DELETE FROM audit", 1),
    ],
)
async def test_the_first_broken_row_is_named(
    database: Database, clock: FrozenClock, statement: str, broken: int
) -> None:
    await _notes(database, clock, "one", "two", "three")
    await _without_triggers(database)
    await _tamper(database, statement)
    assert await _verdict(database) == Verdict(broken - 1, broken)


def _at_0010(connection: Connection) -> None:
    command.upgrade(config(connection), "0010")


@pytest.fixture(params=["sqlite", "postgres"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/old.db"
    else:
        with request.getfixturevalue("postgres_server").empty() as url:
            yield url


@pytest.fixture
async def old_database(old_url: str) -> AsyncIterator[Database]:
    """A database from before the chain."""
    opened = Database(old_url)
    async with opened.connect() as connection, connection.begin():
        await connection.run_sync(_at_0010)
    yield opened
    await opened.close()


_OLD_ROW = (
    "INSERT INTO audit (id, at, person_id, channel, action, subject, before, after) VALUES "
    """({id}, '2024-05-13 01:00:00.500000', 3, 'telegram', 'undo', 'assignment:1', '{{"b": 1, "á": [2]}}', NULL)"""
)


async def test_rows_from_before_are_chained_by_the_migration(old_database: Database, clock: FrozenClock) -> None:
    await _tamper(old_database, *(_OLD_ROW.format(id=number) for number in (2, 5)))
    await migrate(old_database)
    assert await _verdict(old_database) == Verdict(2)
    await _notes(old_database, clock, "three")
    assert [entry.id for entry in await _entries(old_database)] == [1, 2, 3]
    assert await _verdict(old_database) == Verdict(3)
