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

from data.db.outbox import Kind, Outgoing, Recipients
from data.db.unit import UnitOfWork
from data.domain.person import OFFICE_ROLES
from data.domain.planning import Said
from data.ports import Blames, NotSent
from jobs.pictures import with_pictures
from jobs.prepare import LONGEST_WAIT, Deliverer, Ready, give_back, prepare

LEASE = timedelta(seconds=20)
"""Longer than a send may take, shorter than the 30 s within which a dead process's work must be taken up."""
SEND_TIMEOUT = timedelta(seconds=12)
Turn = AbstractAsyncContextManager[None]
"""Lets one after another write down what became of a message."""
IN_FLIGHT = 40
"""How many messages may be claimed at once, and to how many chats we may be speaking.

More than a platform takes in a second, for a chat with several messages takes as many seconds.
"""

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

    def __init__(self, parts: Deliverer, on_end: Callable[[], None] = lambda: None) -> None:
        self._parts, self._on_end = parts, on_end
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._speaking: set[asyncio.Task[None]] = set()
        self._closing = False
        # Forty writers that compete for an embedded database's one lock starve each other; in a queue none waits long.
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
        room = IN_FLIGHT - len(self._speaking)
        if room <= 0:
            return False
        until = self._parts.machine.now() + LEASE
        claimed = await self._claim(room)
        for key, messages in _by_chat(await prepare(self._parts, claimed)).items():
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
        self._see_who_ended()

    def _see_who_ended(self) -> None:
        ended = {one for one in self._speaking if one.done()}
        self._speaking -= ended
        errors = [error for one in ended if not one.cancelled() and (error := one.exception())]
        if errors:
            raise errors[0]

    async def _claim(self, most: int) -> list[Outgoing]:
        busy = Recipients(
            chats=frozenset(self._lanes),
            people=frozenset(
                one.outgoing.person_id
                for lane in self._lanes.values()
                for one in lane.messages
                if one.outgoing.person_id is not None
            ),
        )
        async with self._parts.database.work() as uow:
            claimed = await uow.outbox.claim(
                self._parts.office.now(), self._parts.machine.now(), LEASE, most, busy=busy
            )
            await uow.commit()
        return claimed

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
                wait = await _deliver(self._parts, ready, self._turn)
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


async def _deliver(parts: Deliverer, ready: Ready, turn: Turn) -> timedelta | None:
    """Send one message and record what became of it, in turn; return how long to wait when it has to be tried again."""
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
        async with turn:
            await _taken(parts, ready, ids)
        return None
    async with turn:
        return await _refused(parts, ready, refusal)


async def _taken(parts: Deliverer, ready: Ready, ids: Sequence[str]) -> None:
    """Keep the platform's receipt."""
    async with parts.database.work() as uow:
        await uow.outbox.sent(ready.outgoing.id, ready.channel.name, ready.chat, ids, parts.office.now())
        await uow.reminders.settle([one.id for one in ready.reminders], Said.SAID)
        await uow.commit()
    parts.meter.said(ready.channel.name, ready.outgoing.kind.value)


async def _refused(parts: Deliverer, ready: Ready, refusal: NotSent) -> timedelta | None:
    """Queue the message again and return after how long, or close it and let the office know whom it did not reach.

    What is wrong with the bot itself, a revoked token say, is no reason to give a message up: somebody will mend it.
    """
    wait = None
    async with parts.database.work() as uow:
        if refusal.again or refusal.blames is Blames.BOT:
            wait = refusal.wait or (backoff(ready.outgoing.attempts) if refusal.again else LONGEST_WAIT)
            retry_at = parts.machine.now() + wait
            await uow.outbox.again(ready.outgoing.id, retry_at, str(refusal), unknown=refusal.unknown)
        else:
            await _close(parts, uow, ready, refusal)
        await uow.commit()
    parts.meter.refused(ready.channel.name, for_good=wait is None)
    return wait


async def _close(parts: Deliverer, uow: UnitOfWork, ready: Ready, refusal: NotSent) -> None:
    """Give a message up for good; of a person or a reminder that is lost the office hears.

    Not of a lost notice: the notice of it could be lost the same way, and so on without end.
    """
    if refusal.blames is Blames.PERSON and await _goes_another_way(parts, uow, ready, refusal):
        return
    log.warning("message_given_up", outbox=ready.outgoing.id, blames=refusal.blames.value, error=str(refusal))
    await give_back(uow, ready.outgoing, ready.reminders, str(refusal))
    if refusal.blames is Blames.PERSON:
        now = parts.office.now()
        await uow.people.unreachable(ready.channel.name, ready.chat, str(refusal), now)
        for group in await uow.groups.lost(ready.channel.name, ready.chat, now):
            agency = (await uow.agencies.registry()).get(group.agency_id)
            await uow.outbox.put(
                Outgoing(Kind.NOTICE, now, parts.wording.group_lost(agency.name), person_id=group.linked_by), now
            )
        await uow.assignments.wake(now)
    if refusal.blames is Blames.PERSON or ready.outgoing.kind is Kind.REMINDER:
        await _tell_office(parts, uow, ready, str(refusal))


async def _goes_another_way(parts: Deliverer, uow: UnitOfWork, ready: Ready, refusal: NotSent) -> bool:
    """Queue a message for another chat of the person's; False when it was an answer, or there is no such chat.

    The office does not hear of it: the person does.
    """
    outgoing = ready.outgoing
    if outgoing.person_id is None or outgoing.chat is not None:
        return False
    await uow.people.unreachable(ready.channel.name, ready.chat, str(refusal), parts.office.now())
    if all(link.refused for link in await uow.people.links(outgoing.person_id)):
        return False
    await uow.outbox.again(outgoing.id, parts.machine.now(), str(refusal))
    return True


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after that many attempts: 2, 4, 8 … seconds, at most ten minutes, for ever."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


async def _tell_office(parts: Deliverer, uow: UnitOfWork, ready: Ready, why: str) -> None:
    """Queue a notice to the office that a person was not reached; about the office itself there is nobody to tell."""
    if ready.outgoing.person_id is None:
        return
    person = await uow.people.get(ready.outgoing.person_id)
    now = parts.office.now()
    notice = parts.wording.undeliverable(person, why)
    for colleague in await uow.people.with_roles(OFFICE_ROLES):
        if colleague.id != person.id:
            due_at = parts.calendar.next_push(now)
            await uow.outbox.put(Outgoing(Kind.NOTICE, due_at, notice, person_id=colleague.id), now)
