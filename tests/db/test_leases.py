"""Several processes on one PostgreSQL: who speaks for a bot, who plans, and how they hear of each other's work."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from data.clock import FrozenClock
from data.db.bells import Bell, listening
from data.db.engine import Database
from data.db.leases import lease_name
from data.db.stores.outbox import Kind, Outgoing
from data.domain.message import Heard, Message

BOTS = (lease_name("telegram", "123:secret"), lease_name("zalo", "456:secret"))
LONG, OVER = timedelta(minutes=1), timedelta(seconds=-1)


@pytest.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    opened = Database(postgres_url)
    yield opened
    await opened.close()


async def _takes(database: Database, holder: str, *names: str, lasts: timedelta = LONG) -> bool:
    async with database.work() as uow:
        taken = await uow.leases.take(names or BOTS, holder, lasts)
        if taken:
            await uow.commit()
    return taken


async def test_lease_is_one_process_s_until_it_is_over_or_given_back(database: Database) -> None:
    assert await _takes(database, "a")
    assert await _takes(database, "a", lasts=OVER)
    assert await _takes(database, "b")
    assert not await _takes(database, "a")
    async with database.work() as uow:
        await uow.leases.give_back("b")
        await uow.commit()
    assert await _takes(database, "a")


async def test_all_leases_are_taken_or_none(database: Database) -> None:
    assert await _takes(database, "a", BOTS[1])
    assert not await _takes(database, "b")
    assert await _takes(database, "c", BOTS[0])


async def test_name_of_a_lease_does_not_tell_the_token() -> None:
    assert not [name for name in BOTS if "secret" in name]
    assert len(set(BOTS)) == 2


async def test_two_who_take_at_the_same_moment_do_not_both_get_it(database: Database) -> None:
    taken = await asyncio.gather(*(_takes(database, str(number)) for number in range(8)))
    assert sum(taken) == 1


async def test_only_one_is_alone_at_a_task(database: Database) -> None:
    async with database.alone("plan") as first, database.alone("plan") as second, database.alone("digest") as other:
        assert (first, second, other) == (True, False, True)
    async with database.alone("plan") as again:
        assert again


async def test_task_is_free_when_the_server_ends_the_connection_of_whoever_was_at_it(database: Database) -> None:
    others = text("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'")
    async with database.alone("plan") as first:
        async with database.connect() as connection:
            await connection.execute(others)
        async with database.alone("plan") as second:
            assert (first, second) == (True, True)


async def test_bells_sound_when_what_they_tell_of_is_committed(database: Database, clock: FrozenClock) -> None:
    heard: asyncio.Queue[Bell] = asyncio.Queue()
    now = clock.now()
    async with asyncio.timeout(10), listening(database.url, heard.put_nowait):
        assert {await heard.get() for _ in Bell} == set(Bell)
        async with database.work() as uow:
            await uow.outbox.put(Outgoing(Kind.NOTICE, now, Message("rolled back"), channel="paper", chat="an"), now)
            await uow.rollback()
        async with database.work() as uow:
            assert await uow.inbox.store(Heard("paper", "an", "1", now, "chào"), now)
            await uow.commit()
        assert await heard.get() is Bell.HEAR
        async with database.work() as uow:
            await uow.outbox.put(Outgoing(Kind.NOTICE, now, Message("chào"), channel="paper", chat="an"), now)
            await uow.leases.give_back("nobody")
            await uow.commit()
        assert {await heard.get(), await heard.get()} == {Bell.DELIVER, Bell.LEASE}


async def test_cut_line_is_listened_to_again(database: Database) -> None:
    heard: asyncio.Queue[Bell] = asyncio.Queue()
    listener = text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    async with asyncio.timeout(10), listening(database.url, heard.put_nowait):
        assert {await heard.get() for _ in Bell} == set(Bell)
        async with database.connect() as connection:
            await connection.execute(listener)
        assert {await heard.get() for _ in Bell} == set(Bell)


async def test_embedded_database_has_no_bells_and_nobody_to_share_with(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    heard: list[Bell] = []
    async with listening(database.url, heard.append), database.alone("plan") as one, database.alone("plan") as other:
        assert (one, other) == (True, True)
    await database.close()
    assert heard == []
