"""Escalation: who above the contacts hears when an agency stays silent or late (domain rule 11)."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from data.domain.calendar import WorkingCalendar
from data.domain.leave import NOBODY_AWAY, Leaves, hearing_for
from data.domain.person import Person, Role
from data.domain.reminders import covered_through, ladder, notice_at
from data.domain.task import Assignment, Part, Status

RANKS = (Role.HEAD, Role.SPECIALIST, Role.CHIEF, Role.LEADER)
"""Who hears, from the lowest up; a rank for which nobody is paired passes to the next."""

NOBODY_PAIRED = "nobody-paired"
"""What the office hears when nobody of an agency can be reminded."""
AWAY = "away-"
"""Begins the name of what the office hears of a rung because everybody of the agency is away."""
UNMATCHED = "unmatched"
"""What the office hears when the registry does not know the agency that leads."""


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of escalation and the rank it is meant for; fold it per person with `reminders.fold`."""

    name: str
    due_at: datetime
    deadline_version: int
    role: Role


@dataclass(frozen=True, slots=True)
class Audience:
    """Who hears a step. `missing` are the ranks passed over for want of anybody paired: the office hears of them."""

    people: tuple[Person, ...]
    missing: tuple[Role, ...]


def escalations(assignment: Assignment, calendar: WorkingCalendar, *, reachable: bool = True) -> Iterator[Step]:
    """Yield the steps of an open assignment in order of `due_at`; of a coordinating one only the alarm.

    `reachable` is whether anybody of the agency can be reminded (`reminded` is not empty); if not, the office's
    specialists hear that once, at the moment of the notice that reaches nobody: nobody of the agency is paired, or
    the registry does not know the agency. A helper that it does not know is a group ("các đơn vị liên quan").
    """
    if not assignment.chased:
        return
    leads = assignment.part is Part.LEAD
    steps = [*_unacknowledged(assignment, calendar), *_overdue(assignment, calendar)] if leads else []
    if not reachable and (leads or assignment.agency_id is not None):
        name = UNMATCHED if assignment.agency_id is None else NOBODY_PAIRED
        steps.append(Step(name, notice_at(assignment, calendar), 1, Role.SPECIALIST))
    yield from sorted(steps, key=lambda step: step.due_at)


def blames_silence(rung: str) -> bool:
    """Whether a rung of that name raises to others that an agency has not answered: "overdue-3" alone does not."""
    kind, _, rest = rung.partition("-")
    return kind == "unacknowledged" or (kind == "overdue" and rest.partition("-")[2] in set(RANKS))


def audience(
    step: Step,
    assignment: Assignment,
    people: Iterable[Person],
    paired: AbstractSet[int],
    leaves: Leaves = NOBODY_AWAY,
) -> Audience:
    """Return who hears `step`: the paired people of its rank, else those of the next rank that has any.

    Who is away is stood in for (`leave.in_place_of`): a head by the deputy of the agency.
    """
    reached = [person for person in people if person.active and person.id in paired]
    missing: list[Role] = []
    for role in RANKS[RANKS.index(step.role) :]:
        if listeners := hearing_for(_rank(role, assignment, reached), reached, leaves):
            return Audience(listeners, tuple(missing))
        missing.append(role)
    return Audience((), tuple(missing))


def reminded(
    assignment: Assignment, people: Iterable[Person], paired: AbstractSet[int], leaves: Leaves = NOBODY_AWAY
) -> tuple[Person, ...]:
    """Return whom the ladder speaks to: the paired contacts of the assignment's agency, or else its paired deputies.

    Who is away is stood in for (`leave.in_place_of`).
    """
    return contacts_of(_reached_of(assignment, people, paired), leaves)


def contacts_of(reached: Sequence[Person], leaves: Leaves = NOBODY_AWAY) -> tuple[Person, ...]:
    """Return who hears what is for an agency, of its people that can be `reached`."""
    for role in (Role.CONTACT, Role.DEPUTY):
        if found := hearing_for([person for person in reached if person.role is role], reached, leaves):
            return found
    return ()


def away_since(
    assignment: Assignment, people: Iterable[Person], paired: AbstractSet[int], leaves: Leaves
) -> datetime | None:
    """Return since when everybody whom the ladder would speak to is away; None when nobody is."""
    own = _reached_of(assignment, people, paired)
    away = [leaves[one.id].since for one in own if one.id in leaves and one.role in {Role.CONTACT, Role.DEPUTY}]
    return max(away, default=None)


def for_the_absent(assignment: Assignment, since: datetime, calendar: WorkingCalendar, now: datetime) -> Iterator[Step]:
    """Yield what the office's specialists hear while a whole lead agency is away: each rung due after `since`."""
    if assignment.part is not Part.LEAD:
        return
    for rung in takewhile(lambda rung: rung.due_at <= now, ladder(assignment, calendar)):
        if rung.due_at > since:
            yield Step(AWAY + rung.name, rung.due_at, rung.deadline_version, Role.SPECIALIST)


def _reached_of(assignment: Assignment, people: Iterable[Person], paired: AbstractSet[int]) -> list[Person]:
    """Return the paired people of the assignment's agency."""
    agency_id = assignment.agency_id
    if agency_id is None:
        return []
    return [person for person in people if person.active and person.agency_id == agency_id and person.id in paired]


def _unacknowledged(assignment: Assignment, calendar: WorkingCalendar) -> Iterator[Step]:
    if assignment.status is not Status.ASSIGNED or assignment.acknowledged_at is not None:
        return
    day = calendar.add_working(covered_through(assignment, calendar), assignment.ladder.unacknowledged_days)
    yield Step("unacknowledged", calendar.morning(day), 1, Role.HEAD)


def _overdue(assignment: Assignment, calendar: WorkingCalendar) -> Iterator[Step]:
    """Yield the steps of lateness; those already past when the agency was told wait for the next morning.

    A task entered or returned long after its day is not raised to a leader in the hour the agency first hears of it.
    """
    if assignment.due_at is None:
        return
    due_on = calendar.office_day(assignment.due_at)
    earliest = calendar.add_working(covered_through(assignment, calendar), 1)
    for days, role in assignment.ladder.overdue_escalation:
        day = max(calendar.add_working(due_on, days), earliest)
        yield Step(f"overdue-{days}-{role}", calendar.morning(day), assignment.deadline_version, role)


def _rank(role: Role, assignment: Assignment, reached: list[Person]) -> tuple[Person, ...]:
    """Return those of `reached` who hold `role` towards the assignment."""
    holders = tuple(person for person in reached if person.role is role)
    if role is Role.HEAD:
        known = assignment.agency_id is not None
        return tuple(person for person in holders if known and person.agency_id == assignment.agency_id)
    if role is Role.LEADER:
        named = tuple(person for person in holders if person.id == assignment.leader_id)
        return named or holders
    return holders
