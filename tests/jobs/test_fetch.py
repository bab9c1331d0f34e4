"""Files that were heard: fetched with no transaction open, and handled once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.message import Heard, HeardFile, Message
from data.intake.attachment import Attachment
from data.intake.draft import Reason
from data.ports import Capabilities, NotSent
from jobs.fetch import LEASE, fetch_next
from jobs.hear import MAX_ATTEMPTS, handle_inbox
from tests.fakes.saying import CHANNEL
from tests.jobs.test_hear import MACHINE, Listener

EMPTY = Attachment(reason=Reason.EMPTY)


@dataclass
class Cabinet:
    """A channel that hands out files of nothing, after as many refusals as it is told; `shown` is its typing."""

    database: Database
    refusals: list[NotSent] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    name: str = "paper"
    capabilities: Capabilities = field(default=Capabilities(buttons=True, edits=False, files=True, max_text=4096))

    async def send(self, _chat: str, _message: Message) -> tuple[str, ...]:
        return ()

    async def fetch(self, key: str) -> bytes:
        self.asked.append(key)
        async with self.database.work() as uow:
            # Somebody else writes meanwhile: this would wait in vain for a transaction that is open.
            await uow.inbox.store(Heard("paper", "binh", f"while {key}", MACHINE.now(), "chen"), MACHINE.now())
            await uow.commit()
        if self.refusals:
            raise self.refusals.pop(0)
        return b""

    @asynccontextmanager
    async def typing(self, chat: str) -> AsyncIterator[None]:
        self.shown.append(f"{chat} …")
        yield
        self.shown.append(f"{chat} .")


async def _store(database: Database, clock: FrozenClock, *said: tuple[str, str, str]) -> None:
    """Store updates: chat, words, and the key of a file or nothing."""
    async with database.work() as uow:
        for number, (chat, text, key) in enumerate(said):
            file = HeardFile(key, f"{key}.txt", 3) if key else None
            await uow.inbox.store(Heard("paper", chat, str(number), clock.now(), text, file=file), clock.now())
        await uow.commit()


async def _fetch(cabinet: Cabinet, listener: Listener, clock: FrozenClock, machine: FrozenClock = MACHINE) -> bool:
    return await fetch_next(cabinet.database, {"paper": cabinet}, listener, clock, machine)


async def test_file_is_fetched_and_read_before_its_update_is_handled(database: Database, clock: FrozenClock) -> None:
    listener, cabinet = Listener(), Cabinet(database)
    await _store(database, clock, ("an", "một", "a"))
    assert await handle_inbox(database, listener, clock, MACHINE) == 0
    assert await _fetch(cabinet, listener, clock)
    assert (listener.heard, listener.attachments, cabinet.shown) == (["một"], [EMPTY], ["an …", "an ."])
    assert not await _fetch(cabinet, listener, clock)


async def test_what_was_said_after_a_file_waits_for_it_and_other_chats_do_not(
    database: Database, clock: FrozenClock
) -> None:
    listener, cabinet = Listener(), Cabinet(database)
    await _store(database, clock, ("an", "một", "a"), ("an", "hai", ""), ("duc", "ba", ""), ("an", "bốn", "b"))
    await handle_inbox(database, listener, clock, MACHINE)
    assert listener.heard == ["ba"]
    assert await _fetch(cabinet, listener, clock)
    assert not await _fetch(cabinet, listener, clock)
    await handle_inbox(database, listener, clock, MACHINE)
    assert await _fetch(cabinet, listener, clock)
    assert listener.heard == ["ba", "một", "hai", "chen", "bốn"]


async def test_file_that_nobody_wants_is_never_fetched(database: Database, clock: FrozenClock) -> None:
    listener, cabinet = Listener(), Cabinet(database)
    await _store(database, clock, ("người lạ", "lạ", "a"))
    assert await _fetch(cabinet, listener, clock)
    assert await handle_inbox(database, listener, clock, MACHINE) == 1
    assert (cabinet.asked, listener.heard, listener.attachments) == ([], ["lạ"], [None])


async def test_refusal_that_may_pass_is_tried_again_and_one_for_good_is_handled_without(
    database: Database, clock: FrozenClock
) -> None:
    listener, machine = Listener(), FrozenClock(MACHINE.now())
    cabinet = Cabinet(database, [NotSent("timed out", again=True), NotSent("too old", again=False)])
    await _store(database, clock, ("an", "một", "a"))
    assert await _fetch(cabinet, listener, clock, machine)
    assert not await _fetch(cabinet, listener, clock, machine)
    machine.advance(timedelta(minutes=1))
    assert await _fetch(cabinet, listener, clock, machine)
    assert listener.attachments == [Attachment()]


async def test_file_that_never_comes_does_not_hold_up_its_chat_for_ever(database: Database, clock: FrozenClock) -> None:
    listener, machine = Listener(), FrozenClock(MACHINE.now())
    cabinet = Cabinet(database, [NotSent("timed out", again=True) for _ in range(2 * MAX_ATTEMPTS)])
    await _store(database, clock, ("an", "một", "a"))
    for _ in range(2 * MAX_ATTEMPTS):
        await _fetch(cabinet, listener, clock, machine)
        machine.advance(timedelta(minutes=1))
    assert (listener.heard, listener.attachments, len(cabinet.asked)) == (["một"], [Attachment()], MAX_ATTEMPTS)


async def test_work_of_a_dead_process_is_taken_up_when_its_lease_has_passed(
    database: Database, clock: FrozenClock
) -> None:
    listener, machine, cabinet = Listener(), FrozenClock(MACHINE.now()), Cabinet(database)
    await _store(database, clock, ("an", "một", "a"))
    async with database.work() as uow:
        assert await uow.inbox.next_file(machine.now(), LEASE, {CHANNEL})
        await uow.commit()
    assert not await _fetch(cabinet, listener, clock, machine)
    machine.advance(LEASE)
    assert await _fetch(cabinet, listener, clock, machine)
    assert listener.heard == ["một"]


async def test_two_that_fetch_the_same_file_handle_it_once(database: Database, clock: FrozenClock) -> None:
    listener, machine = Listener(), FrozenClock(MACHINE.now())
    cabinet = Slow(database)
    await _store(database, clock, ("an", "một", "a"))
    first = asyncio.create_task(_fetch(cabinet, listener, clock, machine))
    await cabinet.entered.wait()
    machine.advance(LEASE)
    second = asyncio.create_task(_fetch(cabinet, listener, clock, machine))
    await cabinet.both.wait()
    cabinet.open.set()
    await asyncio.gather(first, second)
    assert listener.heard == ["một"]


@dataclass
class Slow(Cabinet):
    """Hands out nothing until it is open."""

    entered: asyncio.Event = field(default_factory=asyncio.Event)
    both: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def fetch(self, key: str) -> bytes:
        self.asked.append(key)
        (self.both if self.entered.is_set() else self.entered).set()
        await self.open.wait()
        return b""


async def test_update_whose_handling_fails_is_tried_again_and_then_apologised_for(
    database: Database, clock: FrozenClock
) -> None:
    listener, machine, cabinet = Listener(), FrozenClock(MACHINE.now()), Cabinet(database)
    await _store(database, clock, ("an", "hỏng", "a"))
    for _ in range(MAX_ATTEMPTS):
        assert await _fetch(cabinet, listener, clock, machine)
        machine.advance(timedelta(minutes=1))
    assert listener.apologies == ["hỏng"]
