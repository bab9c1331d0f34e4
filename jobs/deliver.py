"""Delivering the outbox: claim under a lease, check that it is still true, send, keep the receipt.

Claiming and recording are separate transactions and the network call sits between them with none open. A crash in
that gap repeats a message after the lease and never loses one.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.message import Message
from data.domain.person import OFFICE_ROLES
from data.domain.planning import Mention, Reminder, Said, still_true
from data.ports import Blames, Channel, NotSent, Wording

LEASE = timedelta(seconds=20)
"""Longer than a send may take, shorter than the 30 s within which a dead process's work must be taken up."""
SEND_TIMEOUT = timedelta(seconds=12)
LONGEST_WAIT = timedelta(minutes=10)
"""Back-off doubles up to this and then goes on at this pace: it never ends in silence."""
BATCH = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Deliverer:
    """What delivering needs: where messages are kept, the ways out, the words, the calendar and both clocks."""

    database: Database
    channels: Mapping[str, Channel]
    wording: Wording
    calendar: WorkingCalendar
    office: Clock
    machine: Clock


@dataclass(frozen=True, slots=True)
class _Ready:
    """A claimed message with its body and address."""

    outgoing: Outgoing
    channel: Channel
    chat: str
    message: Message
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What one round did: messages claimed, and those that the platforms took."""

    claimed: int
    taken: int


class _NotWorded(Exception):
    """The words for a message could not be found; the text names the error."""


async def deliver_outbox(parts: Deliverer) -> int:
    """Deliver all that is due; return how many messages the platforms took."""
    taken = 0
    while (batch := await deliver_batch(parts)).claimed:
        taken += batch.taken
    return taken


async def deliver_batch(parts: Deliverer) -> Batch:
    """Claim and deliver one batch of what is due."""
    until = parts.machine.now() + LEASE
    claimed = await _claim(parts)
    chats = _by_chat(await _prepare(parts, claimed))
    taken = await asyncio.gather(*(_deliver_in_order(parts, chat, until) for chat in chats))
    return Batch(len(claimed), sum(taken))


def _by_chat(ready: Sequence[_Ready]) -> list[list[_Ready]]:
    chats: dict[tuple[str, str], list[_Ready]] = {}
    for one in ready:
        chats.setdefault((one.channel.name, one.chat), []).append(one)
    return list(chats.values())


async def _deliver_in_order(parts: Deliverer, chat: Sequence[_Ready], until: datetime) -> int:
    """Send one chat's messages one after another, for their order is part of what they say; return how many got out.

    The first that is not taken holds back those behind it. What could outlast the lease is left for the next claim:
    another process may hold it by then.
    """
    for place, ready in enumerate(chat):
        if parts.machine.now() + SEND_TIMEOUT > until:
            return place
        wait = await _deliver(parts, ready)
        if wait is not None:
            await _hold_back(parts, chat[place + 1 :], wait)
            return place
    return len(chat)


async def _hold_back(parts: Deliverer, chat: Sequence[_Ready], wait: timedelta) -> None:
    async with parts.database.work() as uow:
        for ready in chat:
            await uow.outbox.again(ready.outgoing.id, parts.machine.now() + wait, "an earlier message was not taken")
        await uow.commit()


async def _claim(parts: Deliverer) -> list[Outgoing]:
    async with parts.database.work() as uow:
        claimed = await uow.outbox.claim(parts.office.now(), parts.machine.now(), LEASE, BATCH)
        await uow.commit()
    return claimed


async def _prepare(parts: Deliverer, claimed: Sequence[Outgoing]) -> list[_Ready]:
    """Find address and body of each message; close those that are no longer true or have nowhere to go."""
    async with parts.database.work() as uow:
        carried = await uow.reminders.of_outbox([outgoing.id for outgoing in claimed])
        prepared = [await _prepare_one(parts, uow, one, carried.get(one.id, [])) for one in claimed]
        await uow.commit()
    return [ready for ready in prepared if ready is not None]


async def _prepare_one(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder]
) -> _Ready | None:
    now = parts.office.now()
    if outgoing.kind is not Kind.ANSWER and (opening := parts.calendar.next_push(now)) > now:
        await _postpone(uow, outgoing, reminders, opening, now)
        return None
    address = await _address(uow, outgoing)
    if address is None:
        await _give_back(uow, outgoing, reminders, "no chat is paired")
        return None
    channel, chat = address
    if channel not in parts.channels:
        # Another process may have it: what we leave must be taken up soon.
        await uow.outbox.again(outgoing.id, parts.machine.now() + LEASE, f"channel {channel} is not running")
        return None
    try:
        message, live = await _body(parts, uow, outgoing, reminders, now)
    except _NotWorded as error:
        await uow.outbox.again(outgoing.id, parts.machine.now() + LONGEST_WAIT, str(error))
        return None
    if message is None:
        await uow.outbox.drop(outgoing.id, "no longer true")
        return None
    return _Ready(outgoing, parts.channels[channel], chat, _sendable(parts, channel, message), tuple(live))


def _sendable(parts: Deliverer, channel: str, message: Message) -> Message:
    """Return the message as far as the channel can carry it."""
    if message.files and not parts.channels[channel].capabilities.files:
        return parts.wording.without_files(message)
    return message


async def _address(uow: UnitOfWork, outgoing: Outgoing) -> tuple[str, str] | None:
    if outgoing.channel is not None and outgoing.chat is not None:
        return outgoing.channel, outgoing.chat
    link = await uow.people.address(outgoing.person_id) if outgoing.person_id is not None else None
    return (link.channel, link.chat) if link else None


async def _body(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder], now: datetime
) -> tuple[Message | None, list[Reminder]]:
    """Return what to say now and the reminders in it; None when nothing of it is true any more."""
    if outgoing.kind is not Kind.REMINDER:
        return (outgoing.message if await _guard_holds(uow, outgoing) else None), []
    assignments = await uow.assignments.some({one.assignment_id for one in reminders})
    reminders = [one for one in reminders if one.state is Said.PLANNED]
    reminders = await _newest(parts, uow, outgoing, reminders, now)
    live = [one for one in reminders if still_true(one, assignments.get(one.assignment_id))]
    await uow.reminders.settle([one.id for one in reminders if one not in live], Said.VOID)
    if not live or outgoing.person_id is None:
        return None, []
    directives = await uow.directives.some({assignments[one.assignment_id].directive_id for one in live})
    mentions = [
        Mention(one, assignments[one.assignment_id], directives[assignments[one.assignment_id].directive_id])
        for one in live
    ]
    person = await uow.people.get(outgoing.person_id)
    try:
        message = parts.wording.reminder(person, mentions, now)
    except Exception as error:
        # Words that cannot be found for one message must not hold up the others.
        log.exception("message_not_worded", outbox=outgoing.id, error=type(error).__name__)
        raise _NotWorded(type(error).__name__) from error
    return await uow.outbox.write(outgoing.id, message), live


async def _newest(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder], now: datetime
) -> list[Reminder]:
    """Return the reminders that no newer one has overtaken while the message was held up since an earlier day.

    After an outage of the way out only the newest rung is said, like after one of ours (domain rule 10).
    """
    if parts.calendar.office_day(outgoing.due_at) == parts.calendar.office_day(now):
        return reminders
    ledger = await uow.reminders.of_assignments({one.assignment_id for one in reminders})
    newest: dict[tuple[int, int], datetime] = {}
    for entry in ledger:
        if entry.state in {Said.PLANNED, Said.SAID}:
            place = (entry.assignment_id, entry.person_id)
            newest[place] = max(entry.due_at, newest.get(place, entry.due_at))
    overtaken = [one for one in reminders if one.due_at < newest[one.assignment_id, one.person_id]]
    await uow.reminders.settle([one.id for one in overtaken], Said.COVERED)
    return [one for one in reminders if one not in overtaken]


async def _guard_holds(uow: UnitOfWork, outgoing: Outgoing) -> bool:
    guard = outgoing.guard
    if guard is None:
        return True
    if guard.directive_id is not None:
        return await uow.directives.waits(guard.directive_id)
    found = await uow.assignments.some([guard.assignment_id] if guard.assignment_id is not None else [])
    return any(assignment.revision == guard.revision for assignment in found.values())


async def _postpone(
    uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder], opening: datetime, now: datetime
) -> None:
    """Keep a message for the next pushing hours; reminders are given back, to be folded with that morning's."""
    if outgoing.kind is Kind.REMINDER:
        await _give_back(uow, outgoing, reminders, "outside pushing hours")
        await uow.assignments.set_next(dict.fromkeys((one.assignment_id for one in reminders), now))
    else:
        await uow.outbox.defer(outgoing.id, opening)


async def _give_back(uow: UnitOfWork, outgoing: Outgoing, reminders: Sequence[Reminder], why: str) -> None:
    """Close a message that cannot go out; its reminders may be planned again."""
    await uow.reminders.settle([one.id for one in reminders], Said.UNDELIVERED)
    await uow.outbox.fail(outgoing.id, why)


async def _deliver(parts: Deliverer, ready: _Ready) -> timedelta | None:
    """Send one message and record what became of it; return how long to wait when it has to be tried again."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            ids = await ready.channel.send(ready.chat, ready.message)
    except NotSent as refusal:
        return await _refused(parts, ready, refusal)
    except TimeoutError:
        return await _refused(parts, ready, NotSent("timed out; the outcome is unknown", again=True))
    except Exception as error:
        # One message's error must not end the loop for all later ones.
        log.exception("send_failed", outbox=ready.outgoing.id, error=type(error).__name__)
        return await _refused(parts, ready, NotSent(type(error).__name__, again=True))
    async with parts.database.work() as uow:
        await uow.outbox.sent(ready.outgoing.id, ready.channel.name, ready.chat, ids, parts.office.now())
        await uow.reminders.settle([one.id for one in ready.reminders], Said.SAID)
        await uow.commit()
    return None


async def _refused(parts: Deliverer, ready: _Ready, refusal: NotSent) -> timedelta | None:
    """Queue the message again and return after how long, or close it and let the office know whom it did not reach.

    What is wrong with the bot itself, a revoked token say, is no reason to give a message up: somebody will mend it.
    """
    wait = None
    async with parts.database.work() as uow:
        if refusal.again or refusal.blames is Blames.BOT:
            wait = refusal.wait or (backoff(ready.outgoing.attempts) if refusal.again else LONGEST_WAIT)
            await uow.outbox.again(ready.outgoing.id, parts.machine.now() + wait, str(refusal))
        else:
            await _close(parts, uow, ready, refusal)
        await uow.commit()
    return wait


async def _close(parts: Deliverer, uow: UnitOfWork, ready: _Ready, refusal: NotSent) -> None:
    """Give a message up for good; of a person or a reminder that is lost the office hears.

    Not of a lost notice: the notice of it could be lost the same way, and so on without end.
    """
    log.warning("message_given_up", outbox=ready.outgoing.id, blames=refusal.blames.value, error=str(refusal))
    await _give_back(uow, ready.outgoing, ready.reminders, str(refusal))
    if refusal.blames is Blames.PERSON:
        now = parts.office.now()
        await uow.people.unreachable(ready.channel.name, ready.chat, str(refusal), now)
        await uow.assignments.wake(now)
    if refusal.blames is Blames.PERSON or ready.outgoing.kind is Kind.REMINDER:
        await _tell_office(parts, uow, ready, str(refusal))


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after that many attempts: 2, 4, 8 … seconds, at most ten minutes, for ever."""
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


async def _tell_office(parts: Deliverer, uow: UnitOfWork, ready: _Ready, why: str) -> None:
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
