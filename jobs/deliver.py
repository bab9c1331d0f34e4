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
SEND_TIMEOUT_SECONDS = 15
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


async def deliver_outbox(parts: Deliverer) -> int:
    """Deliver all that is due; return how many messages the platforms took."""
    delivered = 0
    while claimed := await _claim(parts):
        chats = _by_chat(await _prepare(parts, claimed))
        delivered += sum(await asyncio.gather(*(_deliver_in_order(parts, chat) for chat in chats)))
    return delivered


def _by_chat(ready: Sequence[_Ready]) -> list[list[_Ready]]:
    chats: dict[tuple[str, str], list[_Ready]] = {}
    for one in ready:
        chats.setdefault((one.channel.name, one.chat), []).append(one)
    return list(chats.values())


async def _deliver_in_order(parts: Deliverer, chat: Sequence[_Ready]) -> int:
    """Send one chat's messages one after another, for their order is part of what they say."""
    return sum([await _deliver(parts, ready) for ready in chat])


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
        await uow.outbox.again(outgoing.id, parts.machine.now() + LONGEST_WAIT, f"channel {channel} is not running")
        return None
    message, live = await _body(parts, uow, outgoing, reminders, now)
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
    return await uow.outbox.write(outgoing.id, parts.wording.reminder(person, mentions, now)), live


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


async def _deliver(parts: Deliverer, ready: _Ready) -> bool:
    """Send one message and record what became of it; return whether the platform took it."""
    try:
        async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
            ids = await ready.channel.send(ready.chat, ready.message)
    except NotSent as refusal:
        await _refused(parts, ready, refusal)
        return False
    except TimeoutError:
        await _refused(parts, ready, NotSent("timed out; the outcome is unknown", again=True))
        return False
    except Exception as error:
        # One message's error must not end the loop for all later ones.
        log.exception("send_failed", outbox=ready.outgoing.id, error=type(error).__name__)
        await _refused(parts, ready, NotSent(type(error).__name__, again=True))
        return False
    async with parts.database.work() as uow:
        await uow.outbox.sent(ready.outgoing.id, ready.channel.name, ready.chat, ids, parts.office.now())
        await uow.reminders.settle([one.id for one in ready.reminders], Said.SAID)
        await uow.commit()
    return True


async def _refused(parts: Deliverer, ready: _Ready, refusal: NotSent) -> None:
    """Queue the message again, or close it and let the office know whom it did not reach."""
    async with parts.database.work() as uow:
        if refusal.again:
            wait = refusal.wait or backoff(ready.outgoing.attempts)
            await uow.outbox.again(ready.outgoing.id, parts.machine.now() + wait, str(refusal))
        else:
            await _give_back(uow, ready.outgoing, ready.reminders, str(refusal))
            if refusal.blames is Blames.PERSON:
                await uow.people.unreachable(ready.channel.name, ready.chat, str(refusal), parts.office.now())
            await _tell_office(parts, uow, ready, str(refusal))
        await uow.commit()


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after that many attempts: 1, 2, 4 … seconds, at most ten minutes, for ever."""
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
