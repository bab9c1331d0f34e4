"""What the office may look forward to: when the clock speaks next, to whom, and of which tasks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.foresight import foresee
from data.domain.person import Person
from data.domain.planning import Audiences
from data.domain.task import number_of

NOTICE = "notice"
"""The rung of what was said to others in the evening and waits for the morning."""


@dataclass(frozen=True, slots=True)
class Coming:
    """What one person will hear: codes by rung, in the order of the codes."""

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
    found: defaultdict[datetime, list[tuple[int, str, int]]] = defaultdict(list)
    for at, reminders in islice(foresee(assignments, hearers, ledger, calendar, now), most):
        found[at] += [(one.person_id, one.rung, one.assignment_id) for one in reminders]
    for due_at, person_id, about in await uow.unsaid.ahead(now):
        found[calendar.next_push(due_at)] += [(person_id, NOTICE, assignment_id) for assignment_id in about]
    known = await uow.assignments.some({assignment_id for said in found.values() for _, _, assignment_id in said})
    numbers = {one.id: number_of(one.code) for one in known.values()}
    people = {person.id: person for person in hearers.people}
    moments = [Upcoming(at, _hearers(said, numbers, people)) for at, said in sorted(found.items())]
    return [one for one in moments if one.hearers][:most]


def _hearers(
    said: list[tuple[int, str, int]], numbers: Mapping[int, int], people: Mapping[int, Person]
) -> tuple[Coming, ...]:
    by_person: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for person_id, rung, assignment_id in said:
        if person_id in people and assignment_id in numbers:
            by_person[person_id][rung].add(numbers[assignment_id])
    return tuple(
        Coming(people[person_id], {rung: _codes(found) for rung, found in rungs.items()})
        for person_id, rungs in by_person.items()
    )


def _codes(numbers: set[int]) -> tuple[str, ...]:
    return tuple(f"NV{number}" for number in sorted(numbers))
