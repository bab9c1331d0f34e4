"""Who hears a digest and what it holds: the same to the job that says it and to whoever looks ahead."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.digest import DigestKind, Item, Need
from data.domain.escalation import reminded
from data.domain.extension import Extension
from data.domain.leave import Leaves, in_place_of
from data.domain.permissions import Action, may
from data.domain.person import OFFICE_ROLES, Person, Role
from data.domain.question import TaskFilter
from data.domain.task import Assignment, Status
from data.office.acting import Rules
from data.office.asking import ask

HEARERS: Mapping[DigestKind, frozenset[Role]] = MappingProxyType(
    {DigestKind.OFFICE: frozenset(OFFICE_ROLES), DigestKind.LEADER: frozenset({Role.LEADER})}
)
"""Whose digests are messages of their own."""
_UNANSWERED = {Status.BLOCKED: Need.DIFFICULTY, Status.REFUSED: Need.REFUSED}
"""What an agency has said that waits for the office's answer."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the office's digests are made of; `found` is all that is followed."""

    found: Sequence[Assignment]
    wishes: Sequence[Extension]
    people: Sequence[Person]
    paired: frozenset[int]
    unreached: Mapping[int, datetime]

    @property
    def owed(self) -> list[Assignment]:
        """Return what is not done."""
        return [one for one in self.found if one.open]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is away, and who can be reached."""

    leaves: Leaves
    reached: Sequence[Person]

    def hearer(self, person: Person, kind: DigestKind) -> Person | None:
        """Return who hears what is for `person`; None while they are away and nobody does, or has it anyway.

        A digest speaks of all work: whoever may not see that does not stand in for it (domain rule 15).
        """
        if person.id not in self.leaves:
            return person
        found = next(iter(in_place_of(person, self.reached, self.leaves)), None)
        return found if found is not None and found.role not in HEARERS[kind] and may(found, Action.SEE_ALL) else None


async def presence_at(uow: UnitOfWork, moment: datetime, calendar: WorkingCalendar) -> Presence:
    """Return who is away and who can be reached at a moment, as far as is known now."""
    leaves = {one.person_id: one for one in await uow.leaves.going_on() if one.covers(moment, calendar)}
    paired = await uow.people.paired_ids()
    return Presence(leaves, [one for one in await uow.people.active() if one.id in paired])


async def listeners_of(uow: UnitOfWork, kind: DigestKind, day: date) -> list[Person]:
    """Return who can be reached and has not had that day's digest."""
    settled = await uow.digests.settled(kind, day)
    paired = await uow.people.paired_ids()
    people = await uow.people.with_roles(HEARERS[kind])
    return [person for person in people if person.id in paired and person.id not in settled]


async def facts_of(uow: UnitOfWork, now: datetime, rules: Rules) -> Facts:
    """Return what there is to tell the office."""
    return Facts(
        found=(await ask(uow, TaskFilter(), now, rules)).assignments,
        wishes=await uow.extensions.waiting(),
        people=await uow.people.active(),
        paired=frozenset(await uow.people.paired_ids()),
        unreached=await uow.people.unreached(),
    )


def is_known_since_before(found: Collection[Assignment], now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether any of the work is older than today: of the first day's there is no change to tell a leader."""
    today = calendar.office_day(now)
    return any(calendar.office_day(one.entered_at) < today for one in found)


def items_for(person: Person, facts: Facts, spoken: Collection[tuple[int, int]]) -> Iterator[Item]:
    """Yield all that waits for `person` of the office, once for each need and task.

    `spoken` are the persons and assignments of which a reminder speaks that same day.
    """
    owed = {one.id: one for one in facts.owed}
    for wish in facts.wishes:
        one = owed.get(wish.assignment_id)
        if one is not None and may(person, Action.DECIDE_EXTENSION, one, asked_by=wish.asked_by):
            yield Item(Need.DECIDE, one, wish.asked_at)
    for one in owed.values():
        if one.status in _UNANSWERED:
            yield Item(_UNANSWERED[one.status], one, one.heard_at or one.entered_at)
    for one in facts.found:
        if one.status is Status.REPORTED_DONE:
            yield Item(Need.CONFIRM, one, one.reported_done_at or one.entered_at)
    for item in _unreached(facts):
        # An escalation of this morning says so of the task already.
        if (person.id, item.assignment.id) not in spoken:
            yield item


def _unreached(facts: Facts) -> Iterator[Item]:
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
