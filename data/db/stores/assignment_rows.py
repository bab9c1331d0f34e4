"""How assignments are read: joined with their task and directive, and turned into what the rules work on."""

from typing import Any

from sqlalchemy import Row, Select, func, select

from data.db.codec import unpack_deadline, unpack_ladder
from data.db.tables import AssignmentRow, DirectiveRow, ExtensionRow, TaskRow
from data.domain.extension import ExtensionState
from data.domain.task import CLAIMED, ENDED, RESTING, Assignment, Part, Status, TaskState

Joined = Row[Any]

_EXTENSIONS = (
    select(func.count())
    .where(ExtensionRow.assignment_id == AssignmentRow.id, ExtensionRow.state == ExtensionState.GRANTED)
    .correlate(AssignmentRow)
    .scalar_subquery()
)
"""How often more time was granted for an assignment."""

_OWN = (
    "id task_id part agency_id agency_name status deadline deadline_version due_at first_due_on entered_at ladder_from"
)
_HEARD = "percent acknowledged_at heard_at reported_done_at confirmed_at next_at revision resting period"
_READ = (
    *(getattr(AssignmentRow, name) for name in f"{_OWN} {_HEARD}".split()),
    *(TaskRow.number, TaskRow.title, TaskRow.directive_id, TaskRow.ladder, TaskRow.urgency, TaskRow.recurrence),
    DirectiveRow.leader_id,
    _EXTENSIONS.label("extensions"),
)
"""What an assignment is made of; whole rows would carry every task's content and evidence along."""


_LIVE = (TaskRow.state == TaskState.OPEN, AssignmentRow.status.not_in(ENDED))
"""Its task is open, and the agency's share of it has not ended."""
OWED = AssignmentRow.status.in_(sorted(set(Status) - CLAIMED - ENDED))
"""What the lead of an open task still owes, even if it is paused. Each standing is named, so that an index helps.

Of a coordinating share one must also know that it does not rest: `data.db.stores.figures.is_open` asks that.
"""
CHASED = (AssignmentRow.status.not_in(RESTING), AssignmentRow.resting.is_(False))
"""People are reminded of it: `Assignment.chased`."""


def joined() -> Select[Any]:
    """Return the query of live assignments with their task and directive."""
    return _every().where(*_LIVE)


def live(*columns: Any) -> Select[Any]:  # noqa: ANN401 - of any type
    """Return the query of some columns of live assignments and their tasks."""
    query = select(*columns).select_from(AssignmentRow).join(TaskRow, TaskRow.id == AssignmentRow.task_id)
    return query.where(*_LIVE)


def followed() -> Select[Any]:
    """Return the query of all assignments that were ever live, also of tasks that have ended since."""
    return _every().where(AssignmentRow.entered_at.is_not(None))


def _every() -> Select[Any]:
    return (
        select(*_READ)
        .select_from(AssignmentRow)
        .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        .join(DirectiveRow, DirectiveRow.id == TaskRow.directive_id)
    )


def assignment_of(row: Joined) -> Assignment:
    """Turn a row of `joined` into the value that the rules work on."""
    assert row.entered_at is not None and row.ladder_from is not None  # noqa: S101, PT018 - true of open tasks
    return Assignment(
        id=row.id,
        task_id=row.task_id,
        code=f"NV{row.number}",
        title=row.title,
        directive_id=row.directive_id,
        part=Part(row.part),
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        status=Status(row.status),
        deadline=unpack_deadline(row.deadline),
        deadline_version=row.deadline_version,
        due_at=row.due_at,
        first_due_on=row.first_due_on,
        entered_at=row.entered_at,
        ladder_from=row.ladder_from,
        ladder=unpack_ladder(row.ladder),
        percent=row.percent,
        urgency=row.urgency,
        acknowledged_at=row.acknowledged_at,
        heard_at=row.heard_at,
        reported_done_at=row.reported_done_at,
        confirmed_at=row.confirmed_at,
        leader_id=row.leader_id,
        next_at=row.next_at,
        revision=row.revision,
        extensions=row.extensions,
        resting=row.resting,
        recurrence=row.recurrence,
        period=row.period,
    )
