"""Messages that reached nobody: the office phones instead, from one list a morning."""

from dataclasses import dataclass
from datetime import datetime

from data.domain.calendar import WorkingCalendar
from data.domain.person import Person
from data.domain.task import Assignment


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was given up: for whom, which assignments it spoke of, and why it could not be delivered.

    `repeats` is whether it held reminders that are planned again by themselves once the person can be reached: then
    nobody needs to phone. `due_at` is when the office is to hear of it.
    """

    outbox_id: int
    person_id: int
    about: tuple[int, ...]
    why: str
    at: datetime
    due_at: datetime
    repeats: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class Unreached:
    """A person to phone, with what was not delivered."""

    person: Person
    agency: str
    assignments: tuple[Assignment, ...]
    whys: tuple[str, ...]


def listed_at(at: datetime, calendar: WorkingCalendar, *, urgent: bool) -> datetime:
    """Return when the office hears of a failure at `at`.

    What is urgent is told at once within pushing hours; all else in the one list of the working morning, at
    `Policy.failures_at`: that of the same day when it is still to come, otherwise that of the next working day.
    """
    return calendar.next_push(at) if urgent else calendar.next_hour(at, calendar.policy.failures_at)
