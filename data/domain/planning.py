"""Planning: what the ledger must hold by now for one assignment, as a pure function that may run again at any time."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from data.domain.calendar import WorkingCalendar
from data.domain.directive import Directive
from data.domain.escalation import (
    AWAY,
    NOBODY_PAIRED,
    UNMATCHED,
    Step,
    audience,
    away_since,
    escalations,
    for_the_absent,
    reminded,
)
from data.domain.leave import Leaves
from data.domain.person import OFFICE_ROLES, Person
from data.domain.reminders import ASSIGNED, Plan, Rung, S, fold, ladder
from data.domain.snooze import Snooze, snoozed
from data.domain.task import Assignment, Part, Status

_OF_THE_TASK = (ASSIGNED, AWAY + ASSIGNED, NOBODY_PAIRED, UNMATCHED)
"""What hangs on no deadline and nothing else tells: that there is a task, and that nobody of its agency hears of it."""
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
    """A rung or a step of escalation for one person; `planned_at` is when it came into the ledger."""

    assignment_id: int
    rung: str
    person_id: int
    deadline_version: int
    due_at: datetime
    state: Said = Said.PLANNED
    id: int = 0
    planned_at: datetime | None = None

    @property
    def key(self) -> tuple[int, str, int, int]:
        """Return what makes this reminder the only one of its kind."""
        return (self.assignment_id, self.rung, self.person_id, self.deadline_version)


@dataclass(frozen=True, slots=True)
class Mention:
    """A reminder with what it speaks of, for the message that carries it; `leads` are who leads a task coordinated."""

    reminder: Reminder
    assignment: Assignment
    directive: Directive
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """New entries of the ledger, and when to look at the assignment again (None: when somebody changes it)."""

    reminders: tuple[Reminder, ...]
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Audiences:
    """Everybody who may hear, who of them can be reached by chat, and who is away now."""

    people: Sequence[Person]
    paired: AbstractSet[int]
    leaves: Leaves = field(default_factory=dict)


def plan(
    assignment: Assignment,
    hearers: Audiences,
    ledger: Iterable[Reminder],
    calendar: WorkingCalendar,
    now: datetime,
    snoozes: Iterable[Snooze] = (),
) -> Planned:
    """Lay out what must be said of an assignment by `now` and was not, each thing once to each person.

    Of several rungs past, the newest is said and the others are covered by it, also by what was said before; what the
    ledger holds already is not planned again, so that running twice, restarting or a clock that goes back repeats
    nothing. `snoozes` are the last that each person asked for.
    """
    told = [entry for entry in ledger if entry.state is not Said.UNDELIVERED]
    asked = {snooze.person_id: snooze for snooze in snoozes}
    entries: list[Reminder] = []
    ahead = [fold(ladder(assignment, calendar), now, frozenset()).next_at]
    contacts = reminded(assignment, hearers.people, hearers.paired, hearers.leaves)
    for person in contacts:
        rungs = snoozed(ladder(assignment, calendar), asked.get(person.id), assignment, calendar)
        folded = fold(rungs, now, _said(told, person))
        own = _entries(assignment, person, _unless_outdone(folded, told, person))
        entries.extend(replace(one, state=Said.VOID) if _too_late(one, assignment, now) else one for one in own)
        ahead.append(folded.next_at)
    steps = _steps(assignment, hearers, calendar, now, reachable=bool(contacts))
    for person, risen in _steps_by_person(steps, assignment, hearers, now):
        raised = _unless_outdone(fold(risen, now, _said(told, person)), told, person)
        entries.extend(_entries(assignment, person, raised))
    ahead.append(fold(steps, now, frozenset()).next_at)
    return Planned(tuple(entries), min((moment for moment in ahead if moment), default=None))


def _steps(
    assignment: Assignment, hearers: Audiences, calendar: WorkingCalendar, now: datetime, *, reachable: bool
) -> list[Step]:
    """Return the steps of escalation; while everybody of the agency is away, its rungs are among them."""
    since = None
    if not reachable:
        since = away_since(assignment, hearers.people, hearers.paired, hearers.leaves)
    steps = list(escalations(assignment, calendar, reachable=reachable or since is not None))
    if since is not None:
        steps += for_the_absent(assignment, since, calendar, now)
    return sorted(steps, key=lambda step: step.due_at)


def still_true(reminder: Reminder, assignment: Assignment | None) -> bool:
    """Whether a reminder that was planned may be said now: the work is still owed under the same deadline."""
    if assignment is None or not assignment.chased:
        return False
    if reminder.rung.startswith("unacknowledged"):
        return assignment.status is Status.ASSIGNED
    if reminder.rung.startswith(UNMATCHED):
        return assignment.agency_id is None
    if reminder.rung.startswith(_OF_THE_TASK):
        return True
    return reminder.deadline_version == assignment.deadline_version


def _too_late(entry: Reminder, assignment: Assignment, now: datetime) -> bool:
    """Whether a coordinating agency would hear of a deadline only after it: of what is overdue it hears nothing."""
    past = assignment.due_at is not None and assignment.due_at < now
    return assignment.part is Part.COORDINATING and past and entry.rung != ASSIGNED


def _said(told: Iterable[Reminder], person: Person) -> frozenset[tuple[str, int]]:
    return frozenset((entry.rung, entry.deadline_version) for entry in told if entry.person_id == person.id)


def _unless_outdone(folded: Plan[S], told: Iterable[Reminder], person: Person) -> Plan[S]:
    """Return the plan without a word where the person was told something newer, or since, of the same deadline.

    A step may come to somebody late: when the rank it was for could not be reached after all. After an outage that may
    be on the morning on which they were told of an older step.
    """
    say = folded.say
    if say is None or say.name.startswith(_OF_THE_TASK):
        return folded
    spoken = (one for one in told if one.person_id == person.id and one.state in {Said.PLANNED, Said.SAID})
    same = [one for one in spoken if one.deadline_version == say.deadline_version]
    if any(one.due_at > say.due_at or (one.planned_at or one.due_at) >= say.due_at for one in same):
        return replace(folded, say=None, covered=(*folded.covered, say))
    return folded


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
        found = audience(step, assignment, hearers.people, hearers.paired, hearers.leaves)
        for person in found.people:
            theirs.setdefault(person.id, (person, []))[1].append(step)
        if found.missing:
            unheard = Step(step.name + UNHEARD, step.due_at, step.deadline_version, step.role)
            told = {person.id for person in found.people}
            for person in hearers.people:
                office = person.role in OFFICE_ROLES and person.id in hearers.paired
                if office and person.id not in told and person.id not in hearers.leaves:
                    theirs.setdefault(person.id, (person, []))[1].append(unheard)
    yield from theirs.values()
