"""Occurrences of recurring tasks: given out one after another, each once."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import pack_deadline, unpack_deadline, unpack_ladder
from data.db.tables import AssignmentRow, DeadlineVersionRow, TaskRow
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.occurrences import Occurrence, next_after, occurrences, opens_at
from data.domain.task import ENDED, Status, TaskState


class OccurrenceStore:
    """Gives out the occurrences of recurring tasks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def open_due(self, calendar: WorkingCalendar, now: datetime, limit: int) -> int:
        """Give out the next occurrence of up to `limit` tasks for which it is time; return of how many.

        The task's row is locked and a share has each period once: other processes, restarts and a clock that jumps
        double nothing.
        """
        due = (TaskRow.state == TaskState.OPEN) & (TaskRow.next_occurrence_at <= now)
        tasks = await self._session.scalars(
            select(TaskRow)
            .where(due)
            .order_by(TaskRow.next_occurrence_at, TaskRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        )
        found = tasks.all()
        for task in found:
            await self._open_next(task, calendar, now)
        return len(found)

    async def _open_next(self, task: TaskRow, calendar: WorkingCalendar, now: datetime) -> None:
        rows = await self._session.scalars(
            select(AssignmentRow).where(AssignmentRow.task_id == task.id, AssignmentRow.period.is_not(None))
        )
        shares = rows.all()
        last = max(share.period for share in shares if share.period)
        anchor = min(calendar.office_day(share.entered_at) for share in shares if share.entered_at)
        pair = next_after(task.recurrence or "", anchor, last, calendar)
        fresh = [_again(share) for share in shares if share.period == last and share.status not in ENDED]
        task.next_occurrence_at = None
        if pair is not None and fresh:
            self._session.add_all(fresh)
            await self._session.flush()
            self._session.add_all([enter_occurrence(share, pair[1], calendar, now) for share in fresh])
            task.next_occurrence_at = _next_opening(task, anchor, pair[1].period, calendar)
        await self._session.flush()


def enter_first(
    task: TaskRow, shares: Sequence[AssignmentRow], calendar: WorkingCalendar, now: datetime
) -> list[DeadlineVersionRow]:
    """Make the shares of a task that goes live its first occurrence; empty when it does not recur (any more)."""
    anchor = calendar.office_day(now)
    first = next(occurrences(task.recurrence or "", anchor, calendar), None)
    if first is None:
        return []
    task.next_occurrence_at = _next_opening(task, anchor, first.period, calendar)
    return [enter_occurrence(share, first, calendar, now) for share in shares]


def enter_occurrence(
    share: AssignmentRow, occurrence: Occurrence, calendar: WorkingCalendar, now: datetime
) -> DeadlineVersionRow:
    """Give a share out for one occurrence, and return the first version of its deadline."""
    stated = unpack_deadline(share.deadline)
    kind = DeadlineKind.DATETIME if isinstance(occurrence.due, datetime) else DeadlineKind.RECURRING
    deadline = Deadline(kind, occurrence.due, stated.text)
    share.period, share.series_id = occurrence.period, share.series_id or share.id
    share.deadline, share.first_due_on = pack_deadline(deadline), occurrence.due_on
    share.due_at = calendar.due_moment(deadline)
    share.entered_at = share.ladder_from = share.next_at = now
    return DeadlineVersionRow(
        assignment_id=share.id, version=1, deadline=share.deadline, due_at=share.due_at, set_at=now, cause="assigned"
    )


def _again(share: AssignmentRow) -> AssignmentRow:
    """Return a fresh share of the same agency for the next occurrence; what is paused stays so."""
    paused = share.status == Status.PAUSED
    return AssignmentRow(
        task_id=share.task_id,
        part=share.part,
        agency_id=share.agency_id,
        agency_name=share.agency_name,
        status=Status.PAUSED.value if paused else Status.ASSIGNED.value,
        deadline=share.deadline,
        series_id=share.series_id,
    )


def _next_opening(task: TaskRow, anchor: date, period: date, calendar: WorkingCalendar) -> datetime | None:
    pair = next_after(task.recurrence or "", anchor, period, calendar)
    return opens_at(*pair, unpack_ladder(task.ladder), calendar) if pair else None
