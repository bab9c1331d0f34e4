"""Figures of a report: time classes, counts that add up, and the formulas shown with every rate."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, datetime
from enum import StrEnum

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import DeadlineKind
from data.domain.task import Assignment, Status


class TimeClass(StrEnum):
    """Where an assignment stands in time (Decision 42/2014/QĐ-TTg, as amended by 23/2018/QĐ-TTg).

    What the office has paused stands in a class of its own, with a deadline or without: its clock stands.
    """

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DOING_IN_TIME = "doing_in_time"
    DOING_OVERDUE = "doing_overdue"
    NO_DEADLINE = "no_deadline"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of assignments. The six time classes add up to `total`; the last four are parts of them.

    `due_soon` is part of `doing_in_time`, `no_deadline_done` of `no_deadline`; `to_confirm` (claimed and not yet
    confirmed) and `updated` (heard of in the period) may lie in any.
    """

    total: int
    done_on_time: int
    done_late: int
    doing_in_time: int
    doing_overdue: int
    no_deadline: int
    paused: int
    due_soon: int
    no_deadline_done: int
    to_confirm: int
    updated: int

    @property
    def done(self) -> int:
        """What had a deadline and is done."""
        return self.done_on_time + self.done_late

    @property
    def due_completion(self) -> float | None:
        """Done / (done + overdue not done), of what had a deadline; None when nothing was due."""
        return _share(self.done, self.done + self.doing_overdue)

    @property
    def on_time_share(self) -> float | None:
        """Done on time / done, of what had a deadline; None when nothing is done."""
        return _share(self.done_on_time, self.done)

    @property
    def update_rate(self) -> float | None:
        """Heard of in the period / followed; None when nothing is followed."""
        return _share(self.updated, self.total)


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """The figures of what was given to one agency under one name; `agency_id` None is none of the registry."""

    agency_id: int | None
    name: str
    figures: Figures


def summed(parts: Iterable[Figures]) -> Figures:
    """Return the figures of all parts together."""
    nothing = (0,) * len(Figures.__dataclass_fields__)
    return Figures(*map(sum, zip(nothing, *map(astuple, parts), strict=True)))


def figures(
    assignments: Iterable[Assignment], now: datetime, calendar: WorkingCalendar, since: datetime | None = None
) -> Figures:
    """Count `assignments` as they stand at `now`; `updated` counts what was heard of from `since` to `now`.

    Give lead assignments only: a coordinating share has no completion of its own.
    """
    counted = [(assignment, time_class(assignment, now, calendar)) for assignment in assignments]
    classes = [found for _, found in counted]
    undated = [one for one, found in counted if found is TimeClass.NO_DEADLINE]
    return Figures(
        total=len(counted),
        **{each.value: classes.count(each) for each in TimeClass},
        due_soon=sum(is_due_soon(one, now, calendar) for one, _ in counted),
        no_deadline_done=sum(not one.open for one in undated),
        to_confirm=sum(one.status is Status.REPORTED_DONE for one, _ in counted),
        updated=sum(_heard_between(one, since, now) for one, _ in counted),
    )


def by_agency(
    assignments: Iterable[Assignment], now: datetime, calendar: WorkingCalendar, since: datetime | None = None
) -> tuple[AgencyFigures, ...]:
    """Count `assignments` as `figures` does, for each agency and name that they were given to."""
    theirs = defaultdict[tuple[int | None, str], list[Assignment]](list)
    for one in assignments:
        theirs[one.agency_id, one.agency_name].append(one)
    return tuple(AgencyFigures(*key, figures(own, now, calendar, since)) for key, own in theirs.items())


def time_class(assignment: Assignment, now: datetime, calendar: WorkingCalendar) -> TimeClass:
    """Return the time class at `now`; computed, never stored.

    A day that passes while the work is paused makes it overdue only when it is taken up again.
    On time is judged by the day the agency reported completion, not the day the office confirmed it, unless the policy
    says so (domain rule 6); a deadline stated to the hour is judged by the hour.
    """
    if assignment.paused:
        return TimeClass.PAUSED
    if assignment.due_at is None:
        return TimeClass.NO_DEADLINE
    if assignment.open:
        return TimeClass.DOING_OVERDUE if now > assignment.due_at else TimeClass.DOING_IN_TIME
    done_at = _done_at(assignment, calendar) or now
    if assignment.deadline.kind is DeadlineKind.DATETIME:
        late = done_at > assignment.due_at
    else:
        late = calendar.office_day(done_at) > calendar.office_day(assignment.due_at)
    return TimeClass.DONE_LATE if late else TimeClass.DONE_ON_TIME


def days_left(assignment: Assignment, today: date, calendar: WorkingCalendar) -> int | None:
    """Return the working days left after `today`, negative when the day has passed; None without a deadline.

    On 13/5 a task due on Thursday 16/5 has 3 left.
    """
    if assignment.due_at is None:
        return None
    return calendar.working_days_between(today, calendar.office_day(assignment.due_at))


def days_late(assignment: Assignment, now: datetime, calendar: WorkingCalendar) -> int:
    """Return by how many working days it is late, or was when reported done; 0 in time, paused or undated."""
    if assignment.due_at is None or assignment.paused:
        return 0
    ended_at = now if assignment.open else _done_at(assignment, calendar) or now
    due_on = calendar.office_day(assignment.due_at)
    return max(0, calendar.working_days_between(due_on, calendar.office_day(ended_at)))


def is_due_soon(assignment: Assignment, now: datetime, calendar: WorkingCalendar) -> bool:
    """Whether it is owed, not yet overdue, and few working days are left (`Policy.due_soon_days`)."""
    if time_class(assignment, now, calendar) is not TimeClass.DOING_IN_TIME:
        return False
    left = days_left(assignment, calendar.office_day(now), calendar)
    return left is not None and left <= calendar.policy.due_soon_days


def soon_until(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the midnight that ends what is due soon: that of the first day with too many working days left."""
    first = calendar.add_working(calendar.office_day(now), calendar.policy.due_soon_days + 1)
    return calendar.start_of_day(first)


def _done_at(assignment: Assignment, calendar: WorkingCalendar) -> datetime | None:
    """Return the moment by which a claim is judged."""
    reported_at, confirmed_at = assignment.reported_done_at, assignment.confirmed_at
    if calendar.policy.on_time_judged_by == "confirmed":
        return confirmed_at or reported_at
    return reported_at or confirmed_at


def _heard_between(assignment: Assignment, since: datetime | None, now: datetime) -> bool:
    heard_at = assignment.heard_at
    return heard_at is not None and (since is None or since <= heard_at) and heard_at <= now


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
