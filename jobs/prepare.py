"""Preparing a message to be sent: where to, in which words, and whether it is still true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.addresses import Route, route, unanswered_since
from data.domain.calendar import WorkingCalendar
from data.domain.digest import DigestKind, Standing, newest_day
from data.domain.failure import Failure, listed_at
from data.domain.figures import soon_until
from data.domain.message import Message, OutFile
from data.domain.person import ChatLink, Person, Role
from data.domain.planning import Mention, Reminder, Said, still_true
from data.domain.task import Part
from data.ports import Capabilities, Channel, Meter, Unmeasured, Wording
from jobs.known import Known, look_up
from jobs.quota import Quota

LONGEST_WAIT = timedelta(minutes=10)
"""Back-off doubles up to this and then goes on at this pace: it never ends in silence."""
ELSEWHERE_WAIT = timedelta(seconds=20)
"""How long a message for a channel that does not run here is left to other processes."""

DOWN_AFTER = 15
"""After so many attempts, some five minutes, a channel that runs nowhere is passed over for a person's other one."""

STUCK_TRIES, STUCK_AFTER = 3, timedelta(minutes=30)
"""After so many attempts over so long a time a message goes to a person's other chat."""

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
    meter: Meter = field(default_factory=Unmeasured)


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed message with its body and address."""

    outgoing: Outgoing
    channel: Channel
    chat: str
    message: Message
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True, slots=True)
class _Worded:
    """A message that is still true, and the way that it goes; its reminders if it carries any."""

    outgoing: Outgoing
    channel: Channel
    way: Route
    message: Message
    reminders: tuple[Reminder, ...]


class _NotWorded(Exception):
    """The words for a message could not be found; the text names the error."""


async def prepare(parts: Deliverer, uow: UnitOfWork, claimed: Sequence[Outgoing]) -> list[Ready]:
    """Find address and body of each message; close those that are no longer true or have nowhere to go."""
    if not claimed:
        return []
    carried = await uow.reminders.of_outbox([outgoing.id for outgoing in claimed])
    known = await look_up(uow, claimed, carried)
    worded = [await _word(parts, uow, one, carried.get(one.id, []), known) for one in claimed]
    return await _written(parts, uow, [one for one in worded if one is not None], known)


async def _written(parts: Deliverer, uow: UnitOfWork, worded: Sequence[_Worded], known: Known) -> list[Ready]:
    """Write down the words that were only found now, all at once, and hold back what is too much for a day."""
    standing = await _standing(parts, uow, worded, known)
    found = {
        one.outgoing.id: parts.wording.with_standing(one.message, standing[one.outgoing.id])
        if one.outgoing.id in standing
        else one.message
        for one in worded
        if one.outgoing.kind is Kind.REMINDER
    }
    written = await uow.outbox.write(found)
    quota = Quota(uow, parts.wording, parts.calendar, parts.office.now())
    ready = []
    for one in worded:
        message = written.get(one.outgoing.id, one.message)
        if not await quota.holds_back(one.outgoing, message):
            sendable = _sendable(parts, one.channel, one.way, message)
            ready.append(Ready(one.outgoing, one.channel, one.way.link.chat, sendable, one.reminders))
    return ready


async def _word(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder], known: Known
) -> _Worded | None:
    """Find the way and the words of one message; None when it cannot go out now, which is noted."""
    if await _waits(parts, uow, outgoing, reminders):
        return None
    way = await _route(parts, uow, outgoing, reminders, known)
    if way is None:
        await give_back(uow, outgoing, reminders, "no chat is paired")
        if outgoing.kind is Kind.NOTICE and outgoing.message is not None:
            await note_failure(parts, uow, outgoing, outgoing.message, "no chat is paired")
        return None
    # Taken once: when another process takes the channel over it goes from among ours at any moment.
    channel = parts.channels.get(way.link.channel)
    if channel is None:
        # Another process may have it: what we leave must be taken up soon.
        why = f"channel {way.link.channel} is not running"
        await uow.outbox.again(outgoing.id, parts.machine.now() + ELSEWHERE_WAIT, why)
        return None
    try:
        message, live = await _body(parts, uow, outgoing, reminders, known)
    except _NotWorded as error:
        await uow.outbox.again(outgoing.id, parts.machine.now() + LONGEST_WAIT, str(error))
        return None
    if message is None:
        await uow.outbox.drop(outgoing.id, "no longer true")
        return None
    return _Worded(outgoing, channel, way, message, tuple(live))


async def _waits(parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: Sequence[Reminder]) -> bool:
    """Put off what may not be said at this hour, and let reminders of an earlier day be planned anew."""
    now = parts.office.now()
    closed = outgoing.kind is not Kind.ANSWER and (opening := parts.calendar.next_push(now)) > now
    stale = parts.calendar.office_day(outgoing.due_at) < parts.calendar.office_day(now)
    if outgoing.kind is Kind.REMINDER and (closed or stale):
        await _hand_back(uow, outgoing, await _newest(uow, reminders), now)
        return True
    if closed:
        await uow.outbox.defer(outgoing.id, opening)
    return closed


def _sendable(parts: Deliverer, channel: Channel, way: Route, message: Message) -> Message:
    """Return the message as far as the channel can carry it, saying why it comes this way if it should not have."""
    carried = _carried(message.files, channel.capabilities)
    if left := [file for file in message.files if file not in carried]:
        message = replace(parts.wording.without_files(replace(message, files=tuple(left))), files=carried)
    if way.instead_of is not None and way.why is not None:
        return parts.wording.another_way(message, way.link.channel, way.instead_of, way.why)
    return message


def _carried(files: tuple[OutFile, ...], can: Capabilities) -> tuple[OutFile, ...]:
    """Return those of a message's files that the channel can carry."""
    if can.files:
        return files
    return tuple(file for file in files if can.pictures and file.media_type.startswith("image/"))


async def _route(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: Sequence[Reminder], known: Known
) -> Route | None:
    """Return where the message goes: an answer to where it was asked, all else to where the person is reached."""
    person_id = outgoing.person_id
    if outgoing.channel is not None and outgoing.chat is not None:
        return Route(ChatLink(person_id or 0, outgoing.channel, outgoing.chat))
    if person_id is None:
        return None
    links = known.links.get(person_id, ())
    if len(links) < 2:
        return route(links, None)
    ledger = await uow.reminders.of_assignments({one.assignment_id for one in reminders})
    now = parts.office.now()
    return route(links, unanswered_since(ledger, person_id, now), _down(parts, outgoing, links, now))


def _down(parts: Deliverer, outgoing: Outgoing, links: Sequence[ChatLink], now: datetime) -> set[str]:
    """Return the channels that do not carry this message: those that run nowhere, and the chosen one while it is stuck.

    A channel is stuck when its platform takes nothing from our bot, a month's quota being used up, say.
    """
    down = {link.channel for link in links} - set(parts.channels) if outgoing.attempts >= DOWN_AFTER else set()
    stuck = outgoing.attempts >= STUCK_TRIES and now - outgoing.due_at >= STUCK_AFTER
    return down | {links[0].channel} if stuck else down


async def _body(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, reminders: list[Reminder], known: Known
) -> tuple[Message | None, list[Reminder]]:
    """Return what to say now and the reminders in it; None when nothing of it is true any more."""
    now, assignments, directives = parts.office.now(), known.assignments, known.directives
    if outgoing.kind is not Kind.REMINDER:
        return (outgoing.message if await guard_holds(parts, uow, outgoing) else None), []
    reminders = [one for one in reminders if one.state is Said.PLANNED]
    live = [one for one in reminders if still_true(one, assignments.get(one.assignment_id))]
    await uow.reminders.settle([one.id for one in reminders if one not in live], Said.VOID)
    if not live or outgoing.person_id is None:
        return None, []
    mentions = [
        Mention(one, share, directives[share.directive_id], known.leads.get(share.task_id, ()))
        for one, share in ((one, assignments[one.assignment_id]) for one in live)
    ]
    person = known.people[outgoing.person_id]
    try:
        message = parts.wording.reminder(person, mentions, now)
    except Exception as error:
        # Words that cannot be found for one message must not hold up the others.
        log.exception("message_not_worded", outbox=outgoing.id, error=type(error).__name__)
        raise _NotWorded(type(error).__name__) from error
    return message, live


async def _standing(parts: Deliverer, uow: UnitOfWork, worded: Sequence[_Worded], known: Known) -> dict[int, Standing]:
    """Return how all of the agency's tasks stand for each official's first reminder of the day: the official's digest.

    There is none for a message that speaks of all of them anyway.
    """
    now = parts.office.now()
    theirs = {one.outgoing.id: (one, person) for one in worded if (person := _official(one, known))}
    agencies = {person.agency_id for _, person in theirs.values() if person.agency_id is not None}
    owed = await uow.assignments.standing(agencies, now, soon_until(now, parts.calendar)) if agencies else {}
    longer = {
        outbox_id: person
        for outbox_id, (one, person) in theirs.items()
        if person.agency_id in owed and owed[person.agency_id].open > _told_of(one, person, known)
    }
    pairs = [(person.id, outbox_id) for outbox_id, person in longer.items()]
    carrying = await uow.digests.carry(pairs, DigestKind.OFFICIAL, parts.calendar.office_day(now), now)
    return {each: owed[person.agency_id or 0] for each, person in longer.items() if each in carrying}


def _official(one: _Worded, known: Known) -> Person | None:
    """Return whom a message with reminders goes to, when that is an agency's official."""
    person = known.people[one.outgoing.person_id or 0] if one.reminders else None
    return person if person is not None and person.role in {Role.CONTACT, Role.DEPUTY} else None


def _told_of(one: _Worded, person: Person, known: Known) -> int:
    """Count the tasks that the person's agency owes as lead and the message speaks of."""
    shares = [known.assignments[each] for each in one.message.about]
    return sum(share.part is Part.LEAD and share.open and share.agency_id == person.agency_id for share in shares)


async def _newest(uow: UnitOfWork, reminders: Sequence[Reminder]) -> list[Reminder]:
    """Return the reminders of a message held up since an earlier day that no newer one has overtaken.

    After an outage of the way out only the newest rung is said, like after one of ours (domain rule 10).
    """
    reminders = [one for one in reminders if one.state is Said.PLANNED]
    ledger = await uow.reminders.of_assignments({one.assignment_id for one in reminders})
    newest: dict[tuple[int, int], datetime] = {}
    for entry in ledger:
        if entry.state in {Said.PLANNED, Said.SAID}:
            place = (entry.assignment_id, entry.person_id)
            newest[place] = max(entry.due_at, newest.get(place, entry.due_at))
    overtaken = [one for one in reminders if one.due_at < newest[one.assignment_id, one.person_id]]
    await uow.reminders.settle([one.id for one in overtaken], Said.COVERED)
    return [one for one in reminders if one not in overtaken]


async def guard_holds(parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing) -> bool:
    """Whether what a message depends on is still so."""
    guard = outgoing.guard
    if guard is None:
        return True
    if guard.digest is not None:
        today = parts.calendar.office_day(parts.office.now())
        return newest_day(DigestKind(guard.digest), today, parts.calendar).isoformat() == guard.day
    if guard.directive_id is not None:
        return await uow.directives.waits(guard.directive_id)
    found = await uow.assignments.some([guard.assignment_id] if guard.assignment_id is not None else [])
    return any(assignment.revision == guard.revision for assignment in found.values())


async def _hand_back(uow: UnitOfWork, outgoing: Outgoing, reminders: Sequence[Reminder], now: datetime) -> None:
    """Let the planner fold reminders that were held up with those of the morning on which they can be said.

    Whoever delivers first on that morning would otherwise say yesterday's a moment before today's of the same task.
    """
    held = [one for one in reminders if one.state is Said.PLANNED]
    await uow.reminders.settle([one.id for one in held], Said.UNDELIVERED)
    await uow.assignments.set_next(dict.fromkeys((one.assignment_id for one in held), now))
    await uow.outbox.drop(outgoing.id, "held up; planned anew")


async def give_back(uow: UnitOfWork, outgoing: Outgoing, reminders: Sequence[Reminder], why: str) -> None:
    """Close a message that cannot go out; its reminders may be planned again."""
    await uow.reminders.settle([one.id for one in reminders], Said.UNDELIVERED)
    await uow.outbox.fail(outgoing.id, why)


async def note_failure(
    parts: Deliverer, uow: UnitOfWork, outgoing: Outgoing, message: Message, why: str, *, repeats: bool = False
) -> None:
    """Put a lost message on the list of whom the office must phone; nobody is phoned about a stranger's answer."""
    if outgoing.person_id is None:
        return
    now = parts.office.now()
    due_at = listed_at(now, parts.calendar, urgent=message.urgent)
    await uow.failures.note(Failure(outgoing.id, outgoing.person_id, message.about, why, now, due_at, repeats))
