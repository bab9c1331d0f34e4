"""The reminder ladder: when an assignment is spoken of, and what one person is told of it now.

Domain rule 10. A rung is asked for as "due by now and not said", never as "due today", so nothing missed is lost.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain, count, dropwhile, takewhile
from typing import Generic, Protocol, TypeVar

from data.domain.calendar import WorkingCalendar
from data.domain.policy import Ladder
from data.domain.task import Assignment, Part, Status

ASSIGNED = "assigned"
_WEEK = timedelta(days=7)


class RungKind(StrEnum):
    """What a rung says."""

    ASSIGNED = "assigned"
    BEFORE = "before"
    DAY = "day"
    OVERDUE = "overdue"
    SILENT = "silent"
    QUIET = "quiet"
    SNOOZED = "snoozed"


@dataclass(frozen=True, slots=True)
class Rung:
    """One moment of the ladder. `name` with `deadline_version` is its stable key: a new deadline speaks anew."""

    name: str
    due_at: datetime
    deadline_version: int
    kind: RungKind


class Sayable(Protocol):
    """A rung of the ladder or a step of escalation."""

    @property
    def name(self) -> str:
        """The stable name."""
        ...

    @property
    def due_at(self) -> datetime:
        """The moment from which it may be said."""
        ...

    @property
    def deadline_version(self) -> int:
        """The version of the deadline it speaks of."""
        ...


S = TypeVar("S", bound=Sayable)


@dataclass(frozen=True, slots=True)
class Plan(Generic[S]):
    """What to say now, what that covers (both to be recorded as said), and when to look again."""

    say: S | None
    covered: tuple[S, ...]
    next_at: datetime | None


def fold(rungs: Iterable[S], now: datetime, said: AbstractSet[tuple[str, int]]) -> Plan[S]:
    """Fold what is due by `now` and not in `said` (name, deadline version) into one message: the newest speaks.

    `rungs` come in order of `due_at` and may be endless. Three stale nudges on one morning teach people to ignore the
    bot, so the older ones are covered; none vanishes, for each is said or covered once. Of equal moments the
    assignment notice speaks, otherwise the later rung.
    """
    due: list[S] = []
    next_at = None
    for rung in rungs:
        if rung.due_at > now:
            next_at = rung.due_at
            break
        if (rung.name, rung.deadline_version) not in said:
            due.append(rung)
    say = max(reversed(due), key=lambda rung: (rung.due_at, rung.name == ASSIGNED), default=None)
    return Plan(say, tuple(rung for rung in due if rung is not say), next_at)


def ladder(assignment: Assignment, calendar: WorkingCalendar) -> Iterator[Rung]:
    """Yield the rungs of an open assignment in order of `due_at`, lazily; a lead's are mostly without end.

    A coordinating agency hears of the assignment and on `Ladder.coordinating_before`, of nothing else. Rungs up to the
    day of the assignment notice, a new deadline or a return are left out: see `covered`.
    """
    if not assignment.chased:
        return
    through = covered_through(assignment, calendar)
    yield Rung(ASSIGNED, notice_at(assignment, calendar), 1, RungKind.ASSIGNED)
    yield from dropwhile(lambda rung: calendar.office_day(rung.due_at) <= through, _rungs(assignment, calendar))


def covered(assignment: Assignment, calendar: WorkingCalendar) -> tuple[Rung, ...]:
    """Return the rungs that the assignment notice, the new deadline or the return already spoke for."""
    through = covered_through(assignment, calendar)
    rungs = _rungs(assignment, calendar)
    return tuple(takewhile(lambda rung: calendar.office_day(rung.due_at) <= through, rungs))


def notice_at(assignment: Assignment, calendar: WorkingCalendar) -> datetime:
    """Return when the agency is told that the work is its own."""
    return calendar.next_push(assignment.entered_at)


def covered_through(assignment: Assignment, calendar: WorkingCalendar) -> date:
    """Return the last office day on which what was said to the agency as a whole covers every rung."""
    told_on = calendar.office_day(notice_at(assignment, calendar))
    return max(told_on, calendar.office_day(assignment.ladder_from))


def _rungs(assignment: Assignment, calendar: WorkingCalendar) -> Iterator[Rung]:
    """Yield every rung but the notice, each moved to a working morning."""
    heard_at = max(assignment.entered_at, assignment.heard_at or assignment.entered_at)
    due_on = calendar.office_day(assignment.due_at) if assignment.due_at else None
    days: Iterator[tuple[str, date, RungKind]]
    if assignment.part is Part.COORDINATING:
        days = _before(due_on, assignment.ladder.coordinating_before, calendar) if due_on else iter(())
    elif due_on is None:
        days = _silences(calendar.office_day(heard_at), assignment.ladder)
    else:
        days = chain(_quiet(assignment, due_on, calendar), _dated(due_on, assignment.ladder, calendar))
    for name, day, kind in days:
        yield Rung(name, calendar.morning(calendar.next_working(day)), assignment.deadline_version, kind)


def _before(due_on: date, counts: Iterable[int], calendar: WorkingCalendar) -> Iterator[tuple[str, date, RungKind]]:
    for days in sorted(counts, reverse=True):
        yield f"before-{days}", calendar.add_working(due_on, -days), RungKind.BEFORE


def _dated(due_on: date, given: Ladder, calendar: WorkingCalendar) -> Iterator[tuple[str, date, RungKind]]:
    yield from _before(due_on, given.before, calendar)
    yield "day", due_on, RungKind.DAY
    last = due_on
    for days in range(1, given.overdue_days + 1):
        last = calendar.add_working(due_on, days)
        yield f"overdue-{days}", last, RungKind.OVERDUE
    monday = last - timedelta(days=last.weekday())
    for weeks in count(1):
        # Named for its Monday even when a holiday moves it, so that a change of the calendar never says it twice.
        yield f"overdue-{monday + _WEEK * weeks}", monday + _WEEK * weeks, RungKind.OVERDUE


def _quiet(assignment: Assignment, due_on: date, calendar: WorkingCalendar) -> Iterator[tuple[str, date, RungKind]]:
    """Yield every so many calendar days without a word from an agency that is at work on a dated task.

    They end with the day before the first of `before` (or of the due day itself), from where on the ladder speaks.
    """
    given, heard_at = assignment.ladder, assignment.heard_at
    if assignment.status is not Status.IN_PROGRESS or heard_at is None:
        return
    first_rung = calendar.next_working(calendar.add_working(due_on, -max(given.before, default=0)))
    for times in count(1):
        day = calendar.office_day(heard_at) + timedelta(days=given.quiet_calendar_days) * times
        if calendar.next_working(day) >= first_rung:
            return
        yield f"quiet-{day}", day, RungKind.QUIET


def _silences(heard_on: date, given: Ladder) -> Iterator[tuple[str, date, RungKind]]:
    for times in count(1):
        day = heard_on + timedelta(days=given.silence_calendar_days) * times
        yield f"silent-{day}", day, RungKind.SILENT
