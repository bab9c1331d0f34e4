"""Delivering the outbox: claim under a lease, check that it is still true, send, keep the receipt.

Claiming and recording are separate transactions and the network call sits between them with none open. A crash in
that gap repeats a message after the lease and never loses one.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from data.db.stores.outbox import Kind, Outgoing, Receipt, Recipients
from data.db.unit import UnitOfWork
from data.db.waits import ends_at
from data.ports import Blames, NotSent
from jobs.pictures import with_pictures
from jobs.prepare import LONGEST_WAIT, Deliverer, Ready, give_back, note_failure, prepare
from jobs.receipts import Receipts

LEASE = timedelta(seconds=20)
"""Longer than a send may take, shorter than the 30 s within which a dead process's work must be taken up."""
SEND_TIMEOUT = timedelta(seconds=12)
Turn = AbstractAsyncContextManager[None]
"""Lets one after another write down what became of a message."""
IN_FLIGHT = 30
"""How many messages may be claimed at once, and to how many chats we may be speaking.

As many as Telegram takes in a second: a crash leaves no more than these in doubt, however slowly receipts are written.
"""
GATHER_SECONDS = 0.01
"""How long to wait for more places to become free while most are taken."""

log = structlog.get_logger()


async def deliver_outbox(parts: Deliverer) -> int:
    """Deliver all that is due; return how many messages the platforms took."""
    courier = Courier(parts)
    try:
        while await courier.round() or courier.speaking:
            await courier.some_end()
    finally:
        await courier.close()
    return courier.taken


@dataclass(frozen=True, slots=True)
class _Lane:
    """One chat's claimed messages, in order; after `until` another process may claim what is left of them."""

    messages: Sequence[Ready]
    until: datetime


class Courier:
    """Delivers round after round, speaking to many chats at once and to each about one thing at a time.

    A chat that is slow to take a message holds up its own later ones, which are not claimed meanwhile, and nobody
    else's. `taken` counts the messages that the platforms took; `on_end` is called when there is room again.
    """

    def __init__(self, parts: Deliverer, on_end: Callable[[], None] = lambda: None, in_flight: int = IN_FLIGHT) -> None:
        self._parts, self._on_end, self._in_flight = parts, on_end, in_flight
        self._receipts = Receipts(parts.database, parts.office)
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._speaking: set[asyncio.Task[None]] = set()
        self._closing = False
        # Thirty writers that compete for an embedded database's one lock starve each other; in a queue none waits long.
        self._turn: Turn = asyncio.Lock() if parts.database.embedded else nullcontext()
        self.taken = 0

    @property
    def speaking(self) -> bool:
        """Tell whether messages are on their way."""
        return bool(self._speaking)

    async def round(self) -> bool:
        """Claim what there is room for and begin to send it; return whether there was anything.

        Raises what kept an earlier message's end from being recorded.
        """
        self._see_who_ended()
        if len(self._speaking) > self._in_flight // 4:
            # A transaction for each place that becomes free would cost more than sending does.
            await asyncio.wait(self._speaking, timeout=GATHER_SECONDS)
            self._see_who_ended()
        room = self._in_flight - len(self._speaking)
        if room <= 0 or not self._parts.channels:
            return False  # without a channel another process speaks, or none does yet
        until = self._parts.machine.now() + LEASE
        claimed, ready = await self._take(room)
        for key, messages in _by_chat(ready).items():
            if key in self._lanes:
                # Known only now to go to a chat that we are speaking to: from a stranger's answer to a person's news.
                await _hold_back(self._parts, messages, SEND_TIMEOUT, "an earlier message is being sent")
            else:
                self._begin(key, _Lane(messages, until))
        return bool(claimed)

    async def some_end(self) -> None:
        """Wait until we have come to the end of what was claimed for some chat; raises what went wrong there."""
        if self._speaking:
            await asyncio.wait(self._speaking, return_when=asyncio.FIRST_COMPLETED)
        self._see_who_ended()

    async def close(self) -> None:
        """Let what is just being sent arrive and leave the rest for others; when cancelled, cut it off."""
        self._closing = True
        await asyncio.gather(*self._speaking, return_exceptions=True)
        await self._receipts.close()
        self._see_who_ended()

    def _see_who_ended(self) -> None:
        ended = {one for one in self._speaking if one.done()}
        self._speaking -= ended
        errors = [error for one in ended if not one.cancelled() and (error := one.exception())]
        if errors:
            raise errors[0]

    async def _take(self, most: int) -> tuple[list[Outgoing], list[Ready]]:
        """Claim and prepare in one transaction: each one more waits for the disk, and this is what sending waits for.

        What cannot be prepared is claimed all the same, so that for the time of its lease others have their turn.
        """
        async with self._parts.database.work() as uow:
            claimed = await self._claim(uow, most)
            try:
                ready = await prepare(self._parts, uow, claimed)
            except Exception:
                await uow.rollback()
                await self._claim(uow, most)
                await uow.commit()
                raise
            await uow.commit()
        return claimed, ready

    async def _claim(self, uow: UnitOfWork, most: int) -> list[Outgoing]:
        busy = Recipients(
            chats=frozenset(self._lanes),
            people=frozenset(
                one.outgoing.person_id
                for lane in self._lanes.values()
                for one in lane.messages
                if one.outgoing.person_id is not None
            ),
        )
        office, machine = self._parts.office.now(), self._parts.machine.now()
        return await uow.outbox.claim(office, machine, LEASE, most, busy=busy)

    def _begin(self, key: tuple[str, str], lane: _Lane) -> None:
        self._lanes[key] = lane
        task = asyncio.create_task(self._speak(key))
        task.add_done_callback(lambda _: self._on_end())
        self._speaking.add(task)

    async def _speak(self, key: tuple[str, str]) -> None:
        """Send one chat's messages one after another, for their order is part of what they say.

        The first that is not taken holds back those behind it. What could outlast the lease is left for a later
        claim.
        """
        lane = self._lanes[key]
        try:
            for place, claimed in enumerate(lane.messages):
                ready = await with_pictures(self._parts, claimed)
                if self._closing or self._parts.machine.now() + SEND_TIMEOUT > lane.until:
                    await self._leave(lane, place)
                    return
                wait = await _deliver(self._parts, self._receipts, ready, self._turn)
                if wait is not None:
                    await _hold_back(self._parts, lane.messages[place + 1 :], wait, "an earlier message was not taken")
                    return
                self.taken += 1
        finally:
            del self._lanes[key]

    async def _leave(self, lane: _Lane, place: int) -> None:
        """Give back what is left of a lane, unless its lease is over: another process may hold it then."""
        if self._parts.machine.now() < lane.until:
            await _hold_back(self._parts, lane.messages[place:], timedelta(0), "left for a later round")


def _by_chat(ready: Sequence[Ready]) -> dict[tuple[str, str], list[Ready]]:
    chats: dict[tuple[str, str], list[Ready]] = {}
    for one in ready:
        chats.setdefault((one.channel.name, one.chat), []).append(one)
    return chats


async def _hold_back(parts: Deliverer, messages: Sequence[Ready], wait: timedelta, why: str) -> None:
    async with parts.database.work() as uow:
        for ready in messages:
            await uow.outbox.again(ready.outgoing.id, parts.machine.now() + wait, why)
        await uow.commit()


async def _deliver(parts: Deliverer, receipts: Receipts, ready: Ready, turn: Turn) -> timedelta | None:
    """Send one message and record what became of it; return how long to wait when it has to be tried again."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            ids = await ready.channel.send(ready.chat, ready.message)
    except NotSent as error:
        refusal = error
    except TimeoutError:
        refusal = NotSent("timed out; the outcome is unknown", again=True, unknown=True)
    except Exception as error:
        # One message's error must not end the loop for all later ones.
        log.exception("send_failed", outbox=ready.outgoing.id, error=type(error).__name__)
        refusal = NotSent(type(error).__name__, again=True, unknown=True)
    else:
        receipt = Receipt(ready.outgoing.id, ready.channel.name, ready.chat, ids)
        await receipts.record(receipt, [one.id for one in ready.reminders])
        parts.meter.said(ready.channel.name, ready.outgoing.kind.value)
        return None
    async with turn:
        return await _refused(parts, ready, refusal)


async def _refused(parts: Deliverer, ready: Ready, refusal: NotSent) -> timedelta | None:
    """Queue the message again and return after how long, or close it and let the office know whom it did not reach.

    What is wrong with the bot itself, a revoked token say, is no reason to give a message up: somebody will mend it.
    """
    wait = None
    async with parts.database.work() as uow:
        if refusal.again or refusal.blames is Blames.BOT:
            wait = refusal.wait or (backoff(ready.outgoing.attempts) if refusal.again else LONGEST_WAIT)
            retry_at = ends_at(parts.machine.now(), wait)
            await uow.outbox.again(ready.outgoing.id, retry_at, str(refusal), unknown=refusal.unknown)
        else:
            await _close(parts, uow, ready, refusal)
        await uow.commit()
    parts.meter.refused(ready.channel.name, for_good=wait is None)
    return wait


async def _close(parts: Deliverer, uow: UnitOfWork, ready: Ready, refusal: NotSent) -> None:
    """Give a message up for good; of a person or a reminder that is lost the office hears.

    Not of a notice that a platform finds unfit: that of it could be lost the same way, and so on without end.
    """
    if refusal.blames is Blames.PERSON and await _goes_another_way(parts, uow, ready, refusal):
        return
    log.warning("message_given_up", outbox=ready.outgoing.id, blames=refusal.blames.value, error=str(refusal))
    await give_back(uow, ready.outgoing, ready.reminders, str(refusal))
    if refusal.blames is Blames.PERSON:
        now = parts.office.now()
        await _note_unreachable(parts, uow, ready, refusal)
        await _lose_groups(parts, uow, ready, now)
        await uow.assignments.wake(now)
    if refusal.blames is Blames.PERSON or ready.outgoing.kind is Kind.REMINDER:
        repeats = refusal.blames is Blames.PERSON and ready.outgoing.kind is Kind.REMINDER
        await note_failure(parts, uow, ready.outgoing, ready.message, str(refusal), repeats=repeats)


async def _goes_another_way(parts: Deliverer, uow: UnitOfWork, ready: Ready, refusal: NotSent) -> bool:
    """Queue a message for another chat of the person's; False when it was an answer, or there is no such chat.

    The office does not hear of it: the person does.
    """
    outgoing = ready.outgoing
    if outgoing.person_id is None or outgoing.chat is not None:
        return False
    await _note_unreachable(parts, uow, ready, refusal)
    if all(link.refused for link in await uow.people.links(outgoing.person_id)):
        return False
    await uow.outbox.again(outgoing.id, parts.machine.now(), str(refusal))
    return True


async def _lose_groups(parts: Deliverer, uow: UnitOfWork, ready: Ready, now: datetime) -> None:
    """Unlink the group that refused us, if it is one; whoever linked it hears so."""
    for group in await uow.groups.lost(ready.channel.name, ready.chat, now):
        who, agency = await uow.people.get(group.linked_by), (await uow.agencies.registry()).get(group.agency_id)
        notice = parts.wording.group_lost(who, agency.name)
        await uow.outbox.put(Outgoing(Kind.NOTICE, now, notice, person_id=group.linked_by), now)


async def _note_unreachable(parts: Deliverer, uow: UnitOfWork, ready: Ready, refusal: NotSent) -> None:
    """Note that a chat refuses us for good, and keep since when: the auditor asks who could be reached then."""
    channel, chat, now = ready.channel.name, ready.chat, parts.office.now()
    person = await uow.people.by_chat(channel, chat)
    await uow.people.unreachable(channel, chat, str(refusal), now)
    if person is not None:
        uow.audit.note(at=now, action="unreachable", subject=f"person:{person.id}", channel=channel)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after that many attempts: 2, 4, 8 … seconds, at most ten minutes, for ever."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)
