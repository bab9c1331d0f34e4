"""One query builder for every road by which tasks are asked for: commands, questions, digests, the command line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.assignments import assignment_of, joined
from data.db.tables import AssignmentRow, DirectiveRow, ExtensionRow, TaskRow
from data.domain.figures import Figures, TimeClass
from data.domain.question import Condition, Day, TaskFilter
from data.domain.task import CLAIMED, Assignment, Status, TaskState

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


def _time_class(now: datetime) -> ColumnElement[str]:
    return case(
        (_LATE_WHEN_DONE, TimeClass.DONE_LATE.value),
        (_CLAIMED, TimeClass.DONE_ON_TIME.value),
        (not_(_DATED), TimeClass.NO_DEADLINE.value),
        (_overdue(now), TimeClass.DOING_OVERDUE.value),
        else_=TimeClass.DOING_IN_TIME.value,
    )


class QuestionStore:
    """Answers filters with assignments and figures."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, asked: TaskFilter, now: datetime, *, limit: int, offset: int = 0) -> list[Assignment]:
        """Return a page of what is meant: by deadline, those without one last."""
        query: Select[tuple[AssignmentRow, TaskRow, DirectiveRow]] = (
            joined()
            .where(*_where(asked, now))
            .order_by(AssignmentRow.due_at.is_(None), AssignmentRow.due_at, TaskRow.number, AssignmentRow.id)
            .limit(limit)
            .offset(offset)
        )
        return [assignment_of(found) for found in await self._session.execute(query)]

    async def figures(self, asked: TaskFilter, now: datetime) -> Figures:
        """Return how many are meant, by time class; the classes add up to the total."""
        counted = await self._grouped(asked, now)
        return Figures.of({TimeClass(name): count for _agency, name, count in counted})

    async def figures_by_agency(self, asked: TaskFilter, now: datetime) -> dict[str, Figures]:
        """Return the figures of each agency that has any, by its name."""
        classes: dict[str, dict[TimeClass, int]] = {}
        for agency, name, count in await self._grouped(asked, now):
            classes.setdefault(agency, {})[TimeClass(name)] = count
        return {agency: Figures.of(counts) for agency, counts in classes.items()}

    async def _grouped(self, asked: TaskFilter, now: datetime) -> Sequence[tuple[str, str, int]]:
        time_class = _time_class(now).label("time_class")
        rows = await self._session.execute(
            select(AssignmentRow.agency_name, time_class, func.count())
            .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
            .join(DirectiveRow, DirectiveRow.id == TaskRow.directive_id)
            .where(TaskRow.state == TaskState.OPEN, *_where(asked, now))
            .group_by(AssignmentRow.agency_name, time_class)
        )
        return [(agency, name, count) for agency, name, count in rows]
