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
    """Something said about an assignment; all but the last two are words of the agency."""

    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    PROGRESS = "progress"
    BLOCK = "block"
    REPORT_DONE = "report_done"
    CONFIRM = "confirm"
    RETURN = "return"


class Unlawful(Exception):
    """`event` cannot happen to an assignment that stands at `status`."""

    def __init__(self, status: Status, event: Event) -> None:
        super().__init__(f"{event} cannot follow {status}")
        self.status, self.event = status, event


_OWED = (Status.ASSIGNED, Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.BLOCKED, Status.RETURNED)

TRANSITIONS: Mapping[tuple[Status, Event], Status] = MappingProxyType(
    {(status, event): status for status in _OWED for event in (Event.ACKNOWLEDGE, Event.NOTE)}
    | {(Status.ASSIGNED, event): Status.ACKNOWLEDGED for event in (Event.ACKNOWLEDGE, Event.NOTE)}
    | {(status, Event.PROGRESS): Status.IN_PROGRESS for status in _OWED}
    | {(status, Event.BLOCK): Status.BLOCKED for status in _OWED}
    | {(status, Event.REPORT_DONE): Status.REPORTED_DONE for status in _OWED}
    | {(status, Event.NOTE): status for status in (Status.REPORTED_DONE, Status.CONFIRMED)}
    | {
        (Status.REPORTED_DONE, Event.CONFIRM): Status.CONFIRMED,
        (Status.REPORTED_DONE, Event.RETURN): Status.RETURNED,
    }
)
"""Every lawful event and what it makes of an assignment (domain rule 7); what is not here is unlawful."""

_OF_THE_OFFICE = frozenset({Event.CONFIRM, Event.RETURN})


def apply(assignment: Assignment, event: Event, at: datetime, percent: int | None = None) -> Assignment:
    """Return `assignment` after `event` at `at`, one revision on; `percent` (0-100) where one was stated.

    Any word of the agency acknowledges. A returned claim counts as not completed, and its return speaks for the rungs
    of that day. Raises `Unlawful`.
    """
    status = TRANSITIONS.get((assignment.status, event))
    if status is None:
        raise Unlawful(assignment.status, event)
    changes: dict[str, Any] = {"status": status, "revision": assignment.revision + 1}
    if event not in _OF_THE_OFFICE:
        changes |= {"heard_at": at, "acknowledged_at": assignment.acknowledged_at or at}
    if event in {Event.PROGRESS, Event.BLOCK} and percent is not None:
        changes["percent"] = percent
    return replace(assignment, **changes | _moments(event, at))


def with_deadline(assignment: Assignment, deadline: Deadline, due_at: datetime | None, at: datetime) -> Assignment:
    """Return `assignment` with the next version of its deadline, decided at `at`, one revision on.

    `first_due_on` stays, so that cards show the original day too (domain rule 8); figures judge by the day in force.
    """
    return replace(
        assignment,
        deadline=deadline,
        due_at=due_at,
        deadline_version=assignment.deadline_version + 1,
        ladder_from=at,
        revision=assignment.revision + 1,
    )


def _moments(event: Event, at: datetime) -> dict[str, Any]:
    """Return what the claim, its confirmation and its return write down beside the status."""
    if event is Event.REPORT_DONE:
        return {"reported_done_at": at, "percent": 100}
    if event is Event.CONFIRM:
        return {"confirmed_at": at}
    if event is Event.RETURN:
        return {"reported_done_at": None, "percent": None, "ladder_from": at}
    return {}
