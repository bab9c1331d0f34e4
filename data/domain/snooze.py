"""Snooze: an official asks to be reminded of a task later, though never past its deadline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from data.domain.calendar import WorkingCalendar
from data.domain.reminders import ASSIGNED, Rung, RungKind, covered_through
from data.domain.task import Assignment

SNOOZE = "snooze"
"""Begins the name of the rung that a snooze promised."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Snooze:
    """What one person asked of one assignment at `said_at`: to be reminded of it on the day `until_on`.

    It silences nobody else, and of several only the last counts.
    """

    assignment_id: int
    person_id: int
    said_at: datetime
    until_on: date


def wakes_at(snooze: Snooze, assignment: Assignment, calendar: WorkingCalendar) -> datetime:
    """Return when a snooze ends: the morning of the first working day from the day asked for on.

    A dated task wakes no later than on the last working morning before its deadline ends, one without a deadline
    after `Policy.snooze_days` at most. A moment that is not after `said_at` means that there is no room to snooze.
    """
    if assignment.due_at is None:
        last_on = calendar.office_day(snooze.said_at) + timedelta(days=calendar.policy.snooze_days)
        return calendar.morning(calendar.next_working(min(snooze.until_on, last_on)))
    day = calendar.next_working(snooze.until_on)
    last_on = calendar.office_day(assignment.due_at)
    while not calendar.is_working(last_on) or calendar.morning(last_on) > assignment.due_at:
        last_on -= _DAY
    return calendar.morning(min(day, last_on))


def snoozed(
    rungs: Iterable[Rung], snooze: Snooze | None, assignment: Assignment, calendar: WorkingCalendar
) -> Iterator[Rung]:
    """Yield a person's rungs as their snooze moves them, in order of `due_at`.

    All that is unsaid and due before it ends waits until then, what an earlier snooze held back too, and a rung of its
    own speaks then: folded, they are one reminder, and a rung of the ladder that is due at that very moment speaks for
    them all. A snooze that has ended by the day of a new deadline or a return is over: that decision spoke for it.
    """
    wake_at = None if snooze is None else wakes_at(snooze, assignment, calendar)
    over = wake_at is None or calendar.office_day(wake_at) <= covered_through(assignment, calendar)
    if snooze is None or wake_at is None or over or wake_at <= snooze.said_at:
        yield from rungs
        return
    promised = Rung(f"{SNOOZE}-{snooze.until_on}", wake_at, assignment.deadline_version, RungKind.SNOOZED)
    waiting = True
    for rung in rungs:
        if waiting and rung.due_at >= wake_at:
            yield promised
            waiting = False
        yield replace(rung, due_at=wake_at) if rung.due_at < wake_at and rung.name != ASSIGNED else rung
    if waiting:
        yield promised
