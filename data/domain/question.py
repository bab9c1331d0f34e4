"""What one may ask of the tasks, as a value that one query builder turns into SQL."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.domain.task import Part


class Condition(StrEnum):
    """A state that a question may ask for; most are computed from status and deadline."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NOT_DONE = "not_done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    DONE = "done"
    DONE_LATE = "done_late"
    BLOCKED = "blocked"
    EXTENSION = "extension"
    NO_REPORT = "no_report"
    NO_DEADLINE = "no_deadline"
    TO_CONFIRM = "to_confirm"


class Day(StrEnum):
    """Which moment of a task a date range speaks of."""

    DUE = "due"
    ISSUED = "issued"
    DONE = "done"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which assignments are meant. Empty fields do not filter; several conditions are alternatives.

    `start_at` (included) and `end_at` (excluded) are moments; `numbers` are those of the codes; `words` is folded text;
    `soon_until` is the moment up to which a deadline counts as due soon.
    """

    conditions: tuple[Condition, ...] = ()
    agency_ids: tuple[int, ...] | None = None
    part: Part | None = Part.LEAD
    start_at: datetime | None = None
    end_at: datetime | None = None
    day: Day = Day.DUE
    numbers: tuple[int, ...] = ()
    directive_number: str | None = None
    directive_symbol: str | None = None
    directive_id: int | None = None
    words: str | None = None
    leader_id: int | None = None
    soon_until: datetime | None = None
