"""Who had to hear what the auditor reckons: contacts and their stand-ins, ranks, and the office for want of anybody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from data.domain.person import Person, Role
from data.domain.task import Assignment, Part
from jobs.reckoning import Owed

_RANKS = (Role.HEAD, Role.SPECIALIST, Role.CHIEF, Role.LEADER)
_OFFICE = (Role.SPECIALIST, Role.CHIEF)
NOBODY = ("nobody-paired", "unmatched")


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who could be reached at a moment, and who of them, by id, was away then, since when, and named whom instead."""

    people: Sequence[Person]
    away: Mapping[int, int | None] = field(default_factory=dict)
    since: Mapping[int, datetime] = field(default_factory=dict)

    def hearing(self, holders: Iterable[Person]) -> list[Person]:
        """Return who hears for `holders`, each once: themselves, or who stands in for those that are away."""
        found = {one.id: one for holder in holders for one in self._instead_of(holder)}
        return list(found.values())

    def _instead_of(self, person: Person) -> list[Person]:
        if person.id not in self.away:
            return [person]
        colleagues = [one for one in self.people if one.id not in self.away and one.agency_id == person.agency_id]
        named = [one for one in colleagues if one.id == self.away[person.id]]
        official = person.role in {Role.CONTACT, Role.DEPUTY, Role.HEAD}
        return named or [one for one in colleagues if official and one.role is Role.DEPUTY]


def contacts(stood: Assignment, listeners: Listeners) -> list[Person]:
    """Return whom the ladder speaks to: contacts, without any the deputies; for who is away, who stands in."""
    own = [one for one in listeners.people if stood.agency_id is not None and one.agency_id == stood.agency_id]
    first = listeners.hearing(person for person in own if person.role is Role.CONTACT)
    return first or listeners.hearing(person for person in own if person.role is Role.DEPUTY)


def raised_to(rank: Role, stood: Assignment, listeners: Listeners) -> tuple[list[Person], bool]:
    """Return who hears a step meant for `rank`, and whether a rank had to be passed over."""
    for place, role in enumerate(_RANKS[_RANKS.index(rank) :]):
        holders = [person for person in listeners.people if person.role is role]
        if role is Role.HEAD:
            holders = [one for one in holders if stood.agency_id is not None and one.agency_id == stood.agency_id]
        elif role is Role.LEADER:
            holders = [person for person in holders if person.id == stood.leader_id] or holders
        if told := listeners.hearing(holders):
            return told, place > 0
    return [], True


def hearers(owed: Owed, listeners: Listeners) -> Iterator[tuple[str, Person]]:
    """Yield the name of the rung and each person who must hear it."""
    own = contacts(owed.assignment, listeners)
    if owed.rank is None:
        yield from ((owed.rung, person) for person in own if owed.for_whom in {None, person.id})
        if not own and owed.for_whom is None:
            yield from _for_nobody(owed, listeners)
        return
    told, passed = raised_to(owed.rank, owed.assignment, listeners)
    yield from _raised(owed.rung, told, listeners, passed=passed)


def _for_nobody(owed: Owed, listeners: Listeners) -> Iterator[tuple[str, Person]]:
    """Yield what specialists hear where nobody of an agency does: of a lead every rung while all of it are away."""
    leads, known = owed.assignment.part is Part.LEAD, owed.assignment.agency_id is not None
    told, passed = raised_to(Role.SPECIALIST, owed.assignment, listeners)
    if there := _own(owed.assignment, listeners):
        began = [listeners.since[one.id] for one in there if one.id in listeners.since]
        if leads and (not began or owed.due_at is None or owed.due_at > max(began)):
            yield from _raised(f"away-{owed.rung}", told, listeners, passed=passed)
    elif owed.rung == "assigned" and (leads or known):
        yield from _raised(NOBODY[not known], told, listeners, passed=passed)


def _own(stood: Assignment, listeners: Listeners) -> list[Person]:
    """Return whom of the agency the ladder might speak to if nobody were away."""
    roles = {Role.CONTACT, Role.DEPUTY}
    own = [one for one in listeners.people if stood.agency_id is not None and one.agency_id == stood.agency_id]
    return [one for one in own if one.role in roles]


def _raised(rung: str, told: Sequence[Person], listeners: Listeners, *, passed: bool) -> Iterator[tuple[str, Person]]:
    """Yield who hears a step, and who of the office only hears that a rank was `passed` over for want of anybody."""
    yield from ((rung, person) for person in told)
    ids = {person.id for person in told}
    for one in listeners.people if passed else ():
        if one.role in _OFFICE and one.id not in ids and one.id not in listeners.away:
            yield f"{rung}-unheard", one
