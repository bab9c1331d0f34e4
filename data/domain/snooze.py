"""Snooze: an official asks to be reminded of a task later, though never past its deadline."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from data.domain.calendar import WorkingCalendar
from data.domain.reminders import Rung, RungKind
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

    Those due after it was asked for and before it ends wait until it ends, and a rung of its own speaks then: folded,
    they are one reminder, and a rung of the ladder that is due at that very moment speaks for them all.
    """
    if snooze is None or (wake_at := wakes_at(snooze, assignment, calendar)) <= snooze.said_at:
        yield from rungs
        return
    promised = Rung(f"{SNOOZE}-{snooze.until_on}", wake_at, assignment.deadline_version, RungKind.SNOOZED)
    waiting = True
    for rung in rungs:
        if waiting and rung.due_at >= wake_at:
            yield promised
            waiting = False
        yield replace(rung, due_at=wake_at) if snooze.said_at < rung.due_at < wake_at else rung
    if waiting:
        yield promised
