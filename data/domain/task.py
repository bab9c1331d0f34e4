"""Tasks and their assignments: one task given to several leads has one assignment each."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from data.domain.deadline import NO_DEADLINE, Deadline
from data.domain.policy import Ladder


def number_of(code: str) -> int:
    """Return the number that a task's code carries: 12 of "NV12"."""
    return int(code.removeprefix("NV"))


class TaskState(StrEnum):
    """Whether a task is followed at all.

    A merged draft went into another one; replaced and revoked tasks ended with their directive, done or not.
    """

    DRAFT = "draft"
    OPEN = "open"
    UNTRACKED = "untracked"
    MERGED = "merged"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Part(StrEnum):
    """An agency's part in a task: chủ trì or phối hợp."""

    LEAD = "lead"
    COORDINATING = "coordinating"


class Status(StrEnum):
    """Where one assignment stands; overdue is computed, never stored."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    REFUSED = "refused"
    PAUSED = "paused"
    RETURNED = "returned"
    REPORTED_DONE = "reported_done"
    CONFIRMED = "confirmed"
    REASSIGNED = "reassigned"
    REVOKED = "revoked"
    REPLACED = "replaced"


CLAIMED = frozenset({Status.REPORTED_DONE, Status.CONFIRMED})
"""The agency says it is done, or the office has closed it: nobody is reminded any more."""
ENDED = frozenset({Status.REASSIGNED, Status.REVOKED, Status.REPLACED})
"""The share is no longer the agency's and is counted nowhere; everything that was said of it stays."""
RESTING = CLAIMED | ENDED | {Status.PAUSED}
"""Nobody is reminded of these."""


@dataclass(frozen=True, slots=True)
class Task:
    """One assigned piece of work. `code` ("NV12") is given in document order and never used again.

    `confidence` (0 to 1) is how sure the reading was of it.
    """

    id: int
    code: str
    directive_id: int
    content: str
    title: str
    state: TaskState
    deadline: Deadline = NO_DEADLINE
    recurrence: str | None = None
    urgency: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """An agency's share of a task, with everything that reminding and answering need to know.

    `agency_id` is None when the registry does not know `agency_name`. `deadline` is the version in force,
    `due_at` the moment it ends, `first_due_on` the original day, which cards go on showing. Rungs of the ladder up to
    and including the office day of `ladder_from` are covered by what was said then (the assignment, the decision
    on an extension, a return). `heard_at` is the last word from the agency. `next_at` is when the planner must look
    again. `revision` grows with every change, so that a second writer notices the first. `extensions` counts how often
    more time was granted. A coordinating share has the latest deadline of the leads that still owe the task, and is
    `resting` when none does. Each `period` of a task with a `recurrence` has assignments of its own.
    """

    id: int
    task_id: int
    code: str
    title: str
    directive_id: int
    part: Part
    agency_id: int | None
    agency_name: str
    status: Status
    deadline: Deadline
    deadline_version: int
    due_at: datetime | None
    first_due_on: date | None
    entered_at: datetime
    ladder_from: datetime
    ladder: Ladder
    percent: int | None = None
    urgency: str | None = None
    acknowledged_at: datetime | None = None
    heard_at: datetime | None = None
    reported_done_at: datetime | None = None
    confirmed_at: datetime | None = None
    leader_id: int | None = None
    next_at: datetime | None = None
    revision: int = 1
    extensions: int = 0
    resting: bool = False
    recurrence: str | None = None
    period: date | None = None

    @property
    def open(self) -> bool:
        """Whether the agency still owes the work, even if it is paused."""
        return self.status not in CLAIMED | ENDED and not self.resting

    @property
    def paused(self) -> bool:
        """Whether the office has stopped the clock of what is owed."""
        return self.status is Status.PAUSED and not self.resting

    @property
    def chased(self) -> bool:
        """Whether people are reminded of it: it is owed and not paused."""
        return self.status not in RESTING and not self.resting

    @property
    def settled(self) -> bool:
        """Whether nothing is to be said of it any more: it is confirmed or ended otherwise."""
        return self.status in ENDED | {Status.CONFIRMED}


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """A task with the agencies that share it, by name; `unmatched` are the leads that the registry does not know."""

    task: Task
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the form that `nhacviec import --json` prints."""
        return {
            "code": self.task.code,
            "content": self.task.content,
            "lead": list(self.lead),
            "coordinating": list(self.coordinating),
            "deadline": self.task.deadline.as_json(),
            "state": self.task.state.value,
        }
