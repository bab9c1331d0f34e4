"""One query builder for every road by which tasks are asked for: commands, questions, digests, the command line."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.assignments import assignment_of, joined
from data.db.tables import AssignmentRow, DirectiveRow, ExtensionRow, TaskRow
from data.domain.question import Condition, Day, TaskFilter
from data.domain.task import CLAIMED, Assignment, Status

_CLAIMED = AssignmentRow.status.in_(CLAIMED)
_DATED = AssignmentRow.due_at.is_not(None)
_LATE_WHEN_DONE = and_(_CLAIMED, _DATED, AssignmentRow.reported_done_at > AssignmentRow.due_at)


def _overdue(now: datetime) -> ColumnElement[bool]:
    return and_(not_(_CLAIMED), _DATED, AssignmentRow.due_at < now)


def _condition(condition: Condition, asked: TaskFilter, now: datetime) -> ColumnElement[bool]:
    """Return the rule behind one condition (domain rule 6: overdue is computed, never stored)."""
    soon = asked.soon_until or now
    rules: dict[Condition, ColumnElement[bool]] = {
        Condition.OVERDUE: _overdue(now),
        Condition.DUE_SOON: and_(not_(_CLAIMED), AssignmentRow.due_at >= now, AssignmentRow.due_at <= soon),
        Condition.NOT_DONE: not_(_CLAIMED),
        Condition.IN_PROGRESS: AssignmentRow.status.in_([Status.IN_PROGRESS, Status.BLOCKED, Status.RETURNED]),
        Condition.NOT_STARTED: AssignmentRow.status.in_([Status.ASSIGNED, Status.ACKNOWLEDGED]),
        Condition.DONE: _CLAIMED,
        Condition.DONE_LATE: _LATE_WHEN_DONE,
        Condition.BLOCKED: AssignmentRow.status == Status.BLOCKED,
        Condition.EXTENSION: exists().where(ExtensionRow.assignment_id == AssignmentRow.id),
        Condition.NO_REPORT: and_(not_(_CLAIMED), AssignmentRow.heard_at.is_(None)),
        Condition.NO_DEADLINE: and_(not_(_CLAIMED), AssignmentRow.due_at.is_(None)),
        Condition.TO_CONFIRM: AssignmentRow.status == Status.REPORTED_DONE,
    }
    return rules[condition]


_DAYS = {
    Day.DUE: AssignmentRow.due_at,
    Day.ISSUED: AssignmentRow.entered_at,
    Day.DONE: AssignmentRow.reported_done_at,
    Day.EVENT: AssignmentRow.heard_at,
}


def _where(asked: TaskFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions that a filter stands for."""
    where: list[ColumnElement[bool]] = []
    if asked.conditions:
        where.append(or_(*(_condition(condition, asked, now) for condition in asked.conditions)))
    if asked.agency_ids is not None:
        where.append(AssignmentRow.agency_id.in_(asked.agency_ids))
    if asked.part is not None:
        where.append(AssignmentRow.part == asked.part)
    if asked.start_at is not None:
        where.append(_DAYS[asked.day] >= asked.start_at)
    if asked.end_at is not None:
        where.append(_DAYS[asked.day] < asked.end_at)
    if asked.numbers:
        where.append(TaskRow.number.in_(asked.numbers))
    if asked.words:
        where.extend(TaskRow.folded.contains(word, autoescape=True) for word in asked.words.split())
    return where + _of_directive(asked)


def _of_directive(asked: TaskFilter) -> list[ColumnElement[bool]]:
    wanted = {
        DirectiveRow.id: asked.directive_id,
        DirectiveRow.number: asked.directive_number,
        DirectiveRow.leader_id: asked.leader_id,
    }
    where: list[ColumnElement[bool]] = [column == value for column, value in wanted.items() if value is not None]
    if asked.directive_symbol:
        where.append(DirectiveRow.symbol.startswith(asked.directive_symbol, autoescape=True))
    return where


class QuestionStore:
    """Answers filters with assignments."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(
        self, asked: TaskFilter, now: datetime, *, limit: int | None = None, offset: int = 0
    ) -> list[Assignment]:
        """Return what is meant, or a page of it: by deadline, those without one last."""
        query: Select[AssignmentRow, TaskRow, DirectiveRow] = (
            joined()
            .where(*_where(asked, now))
            .order_by(AssignmentRow.due_at.is_(None), AssignmentRow.due_at, TaskRow.number, AssignmentRow.id)
            .limit(limit)
            .offset(offset)
        )
        return [assignment_of(found) for found in await self._session.execute(query)]
