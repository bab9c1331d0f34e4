"""What the office may look forward to: when the clock speaks next, to whom, and of which tasks."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.digest import DigestKind, newest_day, office_digest
from data.domain.foresight import foresee
from data.domain.person import Person
from data.domain.planning import Audiences
from data.domain.task import number_of
from data.office.acting import Rules
from data.office.digesting import (
    HEARERS,
    Facts,
    facts_of,
    is_known_since_before,
    items_for,
    listeners_of,
    presence_at,
)

NOTICE = "notice"
"""The rung of what was said to others in the evening and waits for the morning."""
DIGEST = "digest"
"""The rung of a digest, which speaks of no task by its code."""
DAYS_AHEAD = 15
"""How far ahead digests are looked for: over the longest holidays to the first working days after them."""
DIGESTS_AHEAD = 3
"""How many digests of a kind are looked at: who has nothing to hear in these has, as things stand, nothing later."""
_Said = tuple[int, str, int]
"""Whom something is said to, its rung, and the assignment that it is about."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What one person will hear: codes by rung, in the order of the codes; a digest has none."""

    person: Person
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A moment at which something will be said, and who hears it."""

    at: datetime
    hearers: tuple[Coming, ...]


async def upcoming(uow: UnitOfWork, calendar: WorkingCalendar, now: datetime, most: int = 3) -> list[Upcoming]:
    """Return the next `most` moments at which somebody is told something, if nobody says anything until then."""
    assignments = await uow.assignments.watched()
    hearers = Audiences(await uow.people.active(), await uow.people.paired_ids())
    ledger = await uow.reminders.of_assignments([one.id for one in assignments])
    found: defaultdict[datetime, list[_Said]] = defaultdict(list)
    for at, reminders in islice(foresee(assignments, hearers, ledger, calendar, now), most):
        found[at] += [(one.person_id, one.rung, one.assignment_id) for one in reminders]
    for due_at, person_id, about in await uow.unsaid.ahead(now):
        found[calendar.next_push(due_at)] += [(person_id, NOTICE, assignment_id) for assignment_id in about]
    digests = await _digests(uow, found, calendar, now)
    known = await uow.assignments.some({assignment_id for said in found.values() for _, _, assignment_id in said})
    numbers = {one.id: number_of(one.code) for one in known.values()}
    people = {person.id: person for person in hearers.people}
    moments = [
        Upcoming(at, _hearers(found.get(at, []), digests.get(at, []), numbers, people))
        for at in sorted(found.keys() | digests.keys())
    ]
    return [one for one in moments if one.hearers][:most]


async def _digests(
    uow: UnitOfWork, found: Mapping[datetime, list[_Said]], calendar: WorkingCalendar, now: datetime
) -> dict[datetime, list[int]]:
    """Return when the next digest of each kind will be said and to whom; `found` are the reminders ahead."""
    facts = await facts_of(uow, now, Rules(calendar))
    digests: defaultdict[datetime, list[int]] = defaultdict(list)
    for kind in HEARERS:
        asked: set[date] = set()
        for at in _digest_moments(calendar, now):
            day = newest_day(kind, calendar.office_day(at), calendar)
            if day in asked:
                continue
            if len(asked) == DIGESTS_AHEAD:
                break
            asked.add(day)
            listeners = await listeners_of(uow, kind, day)
            today = [said for moment, said in found.items() if calendar.office_day(moment) == calendar.office_day(at)]
            spoken = {(person_id, about) for said in today for person_id, _, about in said}
            presence = await presence_at(uow, at, calendar)
            heard = [hearer for one in listeners if (hearer := presence.hearer(one, kind)) is not None]
            hearers = [one.id for one in heard if _has_news(kind, one, facts, spoken, calendar, at)]
            if hearers:
                digests[at] += hearers
                break
    return digests


def _digest_moments(calendar: WorkingCalendar, now: datetime) -> Iterator[datetime]:
    """Yield the moments of the days ahead at which digests may be said."""
    for days in range(DAYS_AHEAD):
        day = calendar.office_day(now) + timedelta(days=days)
        if calendar.is_working(day):
            at = calendar.next_push(max(now, calendar.digest_moment(day)))
            if calendar.office_day(at) == day:
                yield at


def _has_news(
    kind: DigestKind,
    person: Person,
    facts: Facts,
    spoken: Collection[tuple[int, int]],
    calendar: WorkingCalendar,
    at: datetime,
) -> bool:
    """Whether the job that says digests will have something to say to that person then."""
    if kind is DigestKind.LEADER:
        return is_known_since_before(facts.found, at, calendar)
    return office_digest(items_for(person, facts, spoken), at, calendar) is not None


def _hearers(
    said: list[_Said], digests: Collection[int], numbers: Mapping[int, int], people: Mapping[int, Person]
) -> tuple[Coming, ...]:
    by_person: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for person_id in digests:
        by_person[person_id][DIGEST] = set()
    for person_id, rung, assignment_id in said:
        if person_id in people and assignment_id in numbers:
            by_person[person_id][rung].add(numbers[assignment_id])
    return tuple(
        Coming(people[person_id], {rung: _codes(found) for rung, found in rungs.items()})
        for person_id, rungs in by_person.items()
    )


def _codes(numbers: set[int]) -> tuple[str, ...]:
    return tuple(f"NV{number}" for number in sorted(numbers))
