"""Planning: what the ledger must hold by now for one assignment, as a pure function that may run again at any time."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.domain.calendar import WorkingCalendar
from data.domain.directive import Directive
from data.domain.escalation import NOBODY_PAIRED, UNMATCHED, Step, audience, escalations, reminded
from data.domain.person import OFFICE_ROLES, Person
from data.domain.reminders import ASSIGNED, Plan, Rung, fold, ladder
from data.domain.task import Assignment, Part, Status

UNHEARD = "-unheard"
"""Ends the name of what the office hears when a rank had nobody to hear the step."""


class Said(StrEnum):
    """What became of a rung for one person. An undelivered one may be planned again, every other state is final."""

    PLANNED = "planned"
    SAID = "said"
    COVERED = "covered"
    VOID = "void"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rung or a step of escalation for one person."""

    assignment_id: int
    rung: str
    person_id: int
    deadline_version: int
    due_at: datetime
    state: Said = Said.PLANNED
    id: int = 0

    @property
    def key(self) -> tuple[int, str, int, int]:
        """Return what makes this reminder the only one of its kind."""
        return (self.assignment_id, self.rung, self.person_id, self.deadline_version)


@dataclass(frozen=True, slots=True)
class Mention:
    """A reminder with what it speaks of, for the message that carries it."""

    reminder: Reminder
    assignment: Assignment
    directive: Directive


@dataclass(frozen=True, slots=True)
class Planned:
    """New entries of the ledger, and when to look at the assignment again (None: when somebody changes it)."""

    reminders: tuple[Reminder, ...]
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Audiences:
    """Everybody who may hear, and who of them can be reached by chat."""

    people: Sequence[Person]
    paired: AbstractSet[int]


def plan(
    assignment: Assignment, hearers: Audiences, ledger: Iterable[Reminder], calendar: WorkingCalendar, now: datetime
) -> Planned:
    """Lay out what must be said of an assignment by `now` and was not, each thing once to each person.

    Of several rungs past, the newest is said and the others are covered by it; what the ledger holds already is not
    planned again, so that running twice, restarting or a clock that goes back repeats nothing.
    """
    told = [entry for entry in ledger if entry.state is not Said.UNDELIVERED]
    entries: list[Reminder] = []
    contacts = reminded(assignment, hearers.people, hearers.paired)
    for person in contacts:
        entries.extend(_entries(assignment, person, fold(ladder(assignment, calendar), now, _said(told, person))))
    steps = list(escalations(assignment, calendar, reachable=bool(contacts)))
    for person, own in _steps_by_person(steps, assignment, hearers, now):
        entries.extend(_entries(assignment, person, fold(own, now, _said(told, person))))
    ahead = (fold(ladder(assignment, calendar), now, frozenset()).next_at, fold(steps, now, frozenset()).next_at)
    return Planned(tuple(entries), min((moment for moment in ahead if moment), default=None))


def still_true(reminder: Reminder, assignment: Assignment | None) -> bool:
    """Whether a reminder that was planned may be said now: the work is still owed under the same deadline."""
    if assignment is None or not assignment.chased or assignment.part is not Part.LEAD:
        return False
    if reminder.rung.startswith("unacknowledged"):
        return assignment.status is Status.ASSIGNED
    if reminder.rung.startswith(UNMATCHED):
        return assignment.agency_id is None
    if reminder.rung.startswith((ASSIGNED, NOBODY_PAIRED)):
        return True
    return reminder.deadline_version == assignment.deadline_version


def _said(told: Iterable[Reminder], person: Person) -> frozenset[tuple[str, int]]:
    return frozenset((entry.rung, entry.deadline_version) for entry in told if entry.person_id == person.id)


def _entries(assignment: Assignment, person: Person, folded: Plan[Rung] | Plan[Step]) -> Iterator[Reminder]:
    for state, sayables in ((Said.PLANNED, (folded.say,)), (Said.COVERED, folded.covered)):
        for one in sayables:
            if one is not None:
                yield Reminder(assignment.id, one.name, person.id, one.deadline_version, one.due_at, state)


def _steps_by_person(
    steps: Iterable[Step], assignment: Assignment, hearers: Audiences, now: datetime
) -> Iterator[tuple[Person, list[Step]]]:
    """Yield each person with the steps due that are theirs to hear; the office hears of ranks passed over."""
    theirs: dict[int, tuple[Person, list[Step]]] = {}
    for step in steps:
        if step.due_at > now:
            break
        found = audience(step, assignment, hearers.people, hearers.paired)
        for person in found.people:
            theirs.setdefault(person.id, (person, []))[1].append(step)
        if found.missing:
            unheard = Step(step.name + UNHEARD, step.due_at, step.deadline_version, step.role)
            told = {person.id for person in found.people}
            for person in hearers.people:
                if person.role in OFFICE_ROLES and person.id in hearers.paired and person.id not in told:
                    theirs.setdefault(person.id, (person, []))[1].append(unheard)
    yield from theirs.values()
