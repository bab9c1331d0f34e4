"""What one may ask of the tasks, as a value that one query builder turns into SQL."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
    REFUSED = "refused"
    PAUSED = "paused"
    EXTENSION = "extension"
    NO_REPORT = "no_report"
    NO_DEADLINE = "no_deadline"
    TO_CONFIRM = "to_confirm"
    UNASSIGNED = "unassigned"
    ONGOING = "ongoing"
    RECURRING = "recurring"


class Day(StrEnum):
    """Which moment of a task a date range speaks of."""

    DUE = "due"
    ISSUED = "issued"
    DONE = "done"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which lead assignments are meant. Empty fields do not filter; several conditions are alternatives.

    A task belongs to those who lead it: `agency_ids` and `agency_names` (a group or a name that the registry does not
    know) are alternatives, `coordinator_ids` means tasks in which one of these agencies has the other part, and
    `visible_to` those in which that agency has any. `start_at` (included) and `end_at` (excluded) are midnights in
    the office's zone; `soon_until` (excluded) ends what counts as due soon. `numbers` are those of the codes, `words`
    is folded text.
    """

    conditions: tuple[Condition, ...] = ()
    agency_ids: tuple[int, ...] = ()
    agency_names: tuple[str, ...] = ()
    coordinator_ids: tuple[int, ...] = ()
    visible_to: int | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    day: Day = Day.DUE
    numbers: tuple[int, ...] = ()
    directive_ids: tuple[int, ...] | None = None
    words: str | None = None
    leader_ids: tuple[int, ...] = ()
    soon_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a list that are shown: `size` of them, after the first `offset`."""

    offset: int
    size: int


NO_ROWS = Page(0, 0)
"""Of a question that only counts."""
