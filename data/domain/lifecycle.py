"""What may happen to an assignment, and what it becomes: completion is claimed by the agency, confirmed by the office.

An undo is no event here: it brings back what stood before.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from data.domain.deadline import Deadline
from data.domain.task import Assignment, Status


class Event(StrEnum):
    """Something said about an assignment: first the words of the agency, then those of the office."""

    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    PROGRESS = "progress"
    BLOCK = "block"
    REFUSE = "refuse"
    EXPLAIN = "explain"
    REPORT_DONE = "report_done"
    CONFIRM = "confirm"
    RETURN = "return"
    ASK_MORE = "ask_more"
    ANSWER = "answer"
    RAISE = "raise"
    KEEP = "keep"
    ASK_EXPLANATION = "ask_explanation"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    REASSIGN = "reassign"
    REVOKE = "revoke"
    REPLACE = "replace"


OF_THE_AGENCY = frozenset(
    {
        Event.ACKNOWLEDGE,
        Event.NOTE,
        Event.PROGRESS,
        Event.BLOCK,
        Event.REFUSE,
        Event.EXPLAIN,
        Event.REPORT_DONE,
    }
)
"""What the agency says; any of it acknowledges. Everything else is the office's to say."""


class Unlawful(Exception):
    """`event` cannot happen to an assignment that stands at `status`."""

    def __init__(self, status: Status, event: Event) -> None:
        super().__init__(f"{event} cannot follow {status}")
        self.status, self.event = status, event


_OWED = (
    Status.ASSIGNED,
    Status.ACKNOWLEDGED,
    Status.IN_PROGRESS,
    Status.BLOCKED,
    Status.REFUSED,
    Status.RETURNED,
)
_OPEN = (*_OWED, Status.PAUSED)
_LIVE = (*_OPEN, Status.REPORTED_DONE, Status.CONFIRMED)
_REMARKS = (Event.NOTE, Event.EXPLAIN, Event.ASK_EXPLANATION, Event.ANSWER)

TRANSITIONS: Mapping[tuple[Status, Event], Status] = MappingProxyType(
    # What is only said leaves everything as it stands, save what the next lines tell.
    {(status, event): status for status in _LIVE for event in _REMARKS}
    | {(Status.ASSIGNED, event): Status.ACKNOWLEDGED for event in (Event.ACKNOWLEDGE, Event.NOTE, Event.EXPLAIN)}
    | {(status, Event.ACKNOWLEDGE): status for status in _OPEN if status is not Status.ASSIGNED}
    | {(Status.REFUSED, event): Status.ACKNOWLEDGED for event in (Event.ACKNOWLEDGE, Event.KEEP)}
    | {(status, Event.PROGRESS): Status.IN_PROGRESS for status in _OWED}
    | {(status, Event.BLOCK): Status.BLOCKED for status in _OWED}
    | {(status, Event.REFUSE): Status.REFUSED for status in _OWED}
    | {(Status.PAUSED, event): Status.PAUSED for event in (Event.PROGRESS, Event.BLOCK)}
    | {(status, Event.REPORT_DONE): Status.REPORTED_DONE for status in _OPEN}
    | {(Status.BLOCKED, Event.ANSWER): Status.IN_PROGRESS, (Status.BLOCKED, Event.RAISE): Status.BLOCKED}
    | {
        (Status.REPORTED_DONE, Event.CONFIRM): Status.CONFIRMED,
        (Status.REPORTED_DONE, Event.RETURN): Status.RETURNED,
        (Status.REPORTED_DONE, Event.ASK_MORE): Status.REPORTED_DONE,
    }
    | {(status, Event.PAUSE): Status.PAUSED for status in _OWED}
    | {(Status.PAUSED, Event.RESUME): Status.IN_PROGRESS}
    | {(status, Event.CLOSE): Status.CONFIRMED for status in _OPEN}
    | {(status, Event.REASSIGN): Status.REASSIGNED for status in _OPEN}
    | {(status, Event.REVOKE): Status.REVOKED for status in (*_OPEN, Status.REPORTED_DONE)}
    | {(status, Event.REPLACE): Status.REPLACED for status in (*_OPEN, Status.REPORTED_DONE)}
)
"""Every lawful event and what it makes of an assignment (domain rule 7); what is not here is unlawful.

Work that nobody had acknowledged when it was paused is assigned anew by resuming it (`apply`).
"""


def lawful(assignment: Assignment, event: Event) -> bool:
    """Whether `event` may happen to `assignment` as it stands."""
    return (assignment.status, event) in TRANSITIONS


def apply(assignment: Assignment, event: Event, at: datetime, percent: int | None = None) -> Assignment:
    """Return `assignment` after `event` at `at`, one revision on; `percent` (0-100) where one was stated.

    Any word of the agency acknowledges. A returned claim counts as not completed, and its return speaks for the rungs
    of that day, as does the word that resumes what was paused. Raises `Unlawful`.
    """
    status = TRANSITIONS.get((assignment.status, event))
    if status is None:
        raise Unlawful(assignment.status, event)
    if event is Event.RESUME and assignment.acknowledged_at is None:
        status = Status.ASSIGNED
    changes: dict[str, Any] = {"status": status, "revision": assignment.revision + 1}
    if event in OF_THE_AGENCY:
        changes |= {"heard_at": at, "acknowledged_at": assignment.acknowledged_at or at}
    if event in {Event.PROGRESS, Event.BLOCK} and percent is not None:
        changes["percent"] = percent
    return replace(assignment, **changes | _moments(assignment, event, at))


def with_deadline(assignment: Assignment, deadline: Deadline, due_at: datetime | None, at: datetime) -> Assignment:
    """Return `assignment` with the next version of its deadline, decided at `at`, one revision on.

    `first_due_on` stays, so that cards show the original day too (domain rule 8); figures judge by the day in force.
    """
    return replace(
        assignment,
        deadline=deadline,
        due_at=due_at,
        deadline_version=assignment.deadline_version + 1,
        ladder_from=max(assignment.ladder_from, at),
        revision=assignment.revision + 1,
    )


def _moments(assignment: Assignment, event: Event, at: datetime) -> dict[str, Any]:
    """Return what the claim, its confirmation, its return and a resumption write down beside the status.

    What was covered stays covered when a clock has gone back.
    """
    covered = {"ladder_from": max(assignment.ladder_from, at)}
    if event is Event.REPORT_DONE:
        return {"reported_done_at": at, "percent": 100}
    if event in {Event.CONFIRM, Event.CLOSE}:
        return {"confirmed_at": at}
    if event is Event.RETURN:
        return {"reported_done_at": None, "percent": None, **covered}
    if event is Event.RESUME:
        return covered
    return {}
