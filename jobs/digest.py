"""Digests: each said once to each person for its day, over restarts, clock jumps and several processes.

What is for somebody on leave goes to the colleague they named, who may get one of that kind anyway and then hears
nothing more; without one the day is settled without a word, so that nothing piles up for their return.

The official's digest is no message of its own but a tail of the day's first reminder (`jobs.prepare`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.clock import Clock
from data.db.engine import Database
from data.db.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.digest import (
    MAX_ROWS,
    DigestKind,
    Item,
    LeaderDigest,
    Need,
    change,
    newest_day,
    office_digest,
    silent_agencies,
    worst_first,
)
from data.domain.escalation import reminded
from data.domain.extension import Extension
from data.domain.figures import TimeClass, time_class
from data.domain.leave import Leaves, in_place_of
from data.domain.message import Guard, Message
from data.domain.permissions import Action, may
from data.domain.person import OFFICE_ROLES, Person, Role
from data.domain.question import TaskFilter
from data.domain.task import Assignment, Status
from data.office.acting import Rules
from data.office.asking import Answer, ask, recall
from data.ports import Wording

_WEEK = timedelta(days=7)
_UNANSWERED = {Status.BLOCKED: Need.DIFFICULTY, Status.REFUSED: Need.REFUSED}
"""What an agency has said that waits for the office's answer."""


async def tell_digests(database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock) -> int:
    """Queue the digests that are due and unsaid; return how many messages that makes.

    Of several days missed only the newest is said. A day on which there is nothing to say is settled without a word.
    """
    now = clock.now()
    if now < calendar.digest_moment(calendar.office_day(now)) or calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        teller = _Teller(uow, wording, calendar, now)
        told = await teller.tell_office() + await teller.tell_leaders()
        await uow.commit()
    return told


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the office's digests are made of."""

    owed: Sequence[Assignment]
    claims: Sequence[Assignment]
    wishes: Sequence[Extension]
    people: Sequence[Person]
    paired: frozenset[int]
    unreached: dict[int, datetime]
    reminded: frozenset[tuple[int, int]]
    """Who was reminded today of which assignment."""


@dataclass(frozen=True, slots=True)
class _Presence:
    """Who is away, and who can be reached."""

    leaves: Leaves
    reached: Sequence[Person]

    def hearer(self, person: Person, roles: frozenset[Role] | set[Role]) -> Person | None:
        """Return who hears what is for `person`; None while they are away and nobody does, or has it anyway.

        A digest speaks of all work: whoever may not see that does not stand in for it (domain rule 15).
        """
        if person.id not in self.leaves:
            return person
        found = next(iter(in_place_of(person, self.reached, self.leaves)), None)
        return found if found is not None and found.role not in roles and may(found, Action.SEE_ALL) else None


@dataclass(frozen=True, slots=True)
class _Teller:
    """Queues digests in one unit of work."""

    uow: UnitOfWork
    wording: Wording
    calendar: WorkingCalendar
    now: datetime

    async def tell_office(self) -> int:
        """Tell specialists and the chief what waits for them; return how many messages that makes."""
        listeners, day = await self._listeners(DigestKind.OFFICE, OFFICE_ROLES)
        if not listeners:
            return 0
        facts, presence, told = await self._facts(listeners), await self._presence(), 0
        for person in listeners:
            starred, hearer = await self.uow.stars.of(person.id), presence.hearer(person, OFFICE_ROLES)
            items = _items(facts, hearer) if hearer else ()
            digest = office_digest(items, self.now, self.calendar, starred)
            message = self.wording.office_digest(hearer, digest, self.now) if hearer and digest else None
            said = self._in_place_of(person, hearer, message, presence)
            told += await self._say(person, DigestKind.OFFICE, day, said)
        return told

    async def tell_leaders(self) -> int:
        """Tell leaders how all work stands; return how many messages that makes."""
        listeners, day = await self._listeners(DigestKind.LEADER, {Role.LEADER})
        if not listeners:
            return 0
        rules, since, told = Rules(self.calendar), self.now - _WEEK, 0
        present = await ask(self.uow, TaskFilter(), self.now, rules, since=since)
        past = await recall(self.uow, TaskFilter(), since, rules, since=since - _WEEK)
        today = self.calendar.office_day(self.now)
        presence = await self._presence()
        lived = any(self.calendar.office_day(one.entered_at) < today for one in present.assignments)
        for person in listeners:
            starred, hearer = await self.uow.stars.of(person.id), presence.hearer(person, {Role.LEADER})
            digest = self._leader_digest(present, past, since, starred) if lived else None
            message = self.wording.leader_digest(hearer, digest, self.now) if hearer and digest else None
            said = self._in_place_of(person, hearer, message, presence)
            told += await self._say(person, DigestKind.LEADER, day, said)
        return told

    async def _presence(self) -> "_Presence":
        leaves = {one.person_id: one for one in await self.uow.leaves.going_on() if one.covers(self.now, self.calendar)}
        paired = await self.uow.people.paired_ids()
        return _Presence(leaves, [one for one in await self.uow.people.active() if one.id in paired])

    def _leader_digest(self, present: Answer, past: Answer, since: datetime, starred: frozenset[int]) -> LeaderDigest:
        found, now, calendar = present.assignments, self.now, self.calendar
        late = [one for one in found if time_class(one, now, calendar) is TimeClass.DOING_OVERDUE]
        worst = worst_first(late, now, calendar, starred)
        return LeaderDigest(
            figures=present.figures,
            before=past.figures,
            change=change(past.assignments, found, since, now, calendar),
            since=since,
            overdue=tuple(worst[:MAX_ROWS]),
            more_overdue=max(0, len(worst) - MAX_ROWS),
            silent=tuple(silent_agencies(found, now, calendar.policy.silent_agency_days)),
            starred=starred,
        )

    async def _listeners(self, kind: DigestKind, roles: frozenset[Role] | set[Role]) -> tuple[list[Person], date]:
        """Return who can be reached and has not had the newest digest of that kind, and its day."""
        day = newest_day(kind, self.calendar.office_day(self.now), self.calendar)
        settled = await self.uow.digests.settled(kind, day)
        paired = await self.uow.people.paired_ids()
        people = await self.uow.people.with_roles(roles)
        return [person for person in people if person.id in paired and person.id not in settled], day

    async def _facts(self, listeners: Sequence[Person]) -> _Facts:
        found = (await ask(self.uow, TaskFilter(), self.now, Rules(self.calendar))).assignments
        owed = [one for one in found if one.open]
        since = self.calendar.start_of_day(self.calendar.office_day(self.now))
        return _Facts(
            owed=owed,
            claims=[one for one in found if one.status is Status.REPORTED_DONE],
            wishes=await self.uow.extensions.waiting(),
            people=await self.uow.people.active(),
            paired=frozenset(await self.uow.people.paired_ids()),
            unreached=await self.uow.people.unreached(),
            reminded=await self.uow.reminders.spoken_since({one.id for one in listeners}, since),
        )

    def _in_place_of(
        self, person: Person, hearer: Person | None, message: Message | None, presence: _Presence
    ) -> tuple[Person, Message] | None:
        """Return who hears what, a stand-in also for whom; None when there is nothing to say or nobody to hear it."""
        if hearer is None or message is None:
            return None
        if hearer.id != person.id:
            message = self.wording.in_place_of(message, person, presence.leaves[person.id].until_on)
        return hearer, message

    async def _say(self, person: Person, kind: DigestKind, day: date, said: tuple[Person, Message] | None) -> bool:
        """Enter the day's digest into the ledger and queue its message, if any; return whether one was queued."""
        if not await self.uow.digests.take(person.id, kind, day, self.now) or said is None:
            return False
        hearer, message = said
        guard = Guard(digest=kind.value, day=day.isoformat())
        outgoing = Outgoing(Kind.NOTICE, self.now, message, person_id=hearer.id, guard=guard)
        await self.uow.digests.attach(person.id, kind, day, await self.uow.outbox.put(outgoing, self.now))
        return True


def _items(facts: _Facts, person: Person) -> Iterator[Item]:
    """Yield all that waits for `person` of the office, once for each need and task."""
    owed = {one.id: one for one in facts.owed}
    for wish in facts.wishes:
        one = owed.get(wish.assignment_id)
        if one is not None and may(person, Action.DECIDE_EXTENSION, one, asked_by=wish.asked_by):
            yield Item(Need.DECIDE, one, wish.asked_at)
    for one in facts.owed:
        if one.status in _UNANSWERED:
            yield Item(_UNANSWERED[one.status], one, one.heard_at or one.entered_at)
    for one in facts.claims:
        yield Item(Need.CONFIRM, one, one.reported_done_at or one.entered_at)
    for item in _unreached(facts):
        # An escalation of this morning says so of the task already.
        if (person.id, item.assignment.id) not in facts.reminded:
            yield item


def _unreached(facts: _Facts) -> Iterator[Item]:
    """Yield the tasks whose agency hears nothing, and the people whom nothing reaches any more."""
    gone: defaultdict[int | None, list[Person]] = defaultdict(list)
    for person in facts.people:
        if person.id in facts.unreached and person.agency_id is not None:
            gone[person.agency_id].append(person)
    for one in (one for one in facts.owed if one.chased):
        for person in gone[one.agency_id]:
            yield Item(Need.UNREACHED, one, facts.unreached[person.id], who=person.name)
        if not gone[one.agency_id] and not reminded(one, facts.people, facts.paired):
            need = Need.UNMATCHED if one.agency_id is None else Need.UNPAIRED
            yield Item(need, one, one.entered_at)
