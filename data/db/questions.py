"""One query builder for every road by which tasks are asked for: commands, questions, digests, the command line."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from data.db.assignments import assignment_of, joined
from data.db.tables import AssignmentRow, DirectiveRow, ExtensionRow, TaskRow
from data.domain.deadline import DeadlineKind
from data.domain.question import Condition, Day, TaskFilter
from data.domain.task import CLAIMED, Assignment, Part, Status
from data.folding import fold

_CLAIMED = AssignmentRow.status.in_(CLAIMED)
_OPEN = not_(_CLAIMED)
_TICKING = AssignmentRow.status.not_in([*CLAIMED, Status.PAUSED])
"""Owed, and not paused: the clock of what is paused stands."""
_Moments = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


def _is(kind: DeadlineKind) -> ColumnElement[bool]:
    stated: ColumnElement[str] = AssignmentRow.deadline["kind"].as_string()
    return stated == kind.value


def _within(column: _Moments, asked: TaskFilter) -> ColumnElement[bool]:
    """Return whether a moment lies in the days asked for."""
    bounds: list[ColumnElement[bool]] = [column.is_not(None)]
    if asked.start_at is not None:
        bounds.append(column >= asked.start_at)
    if asked.end_at is not None:
        bounds.append(column < asked.end_at)
    return and_(*bounds)


def _extension(asked: TaskFilter) -> ColumnElement[bool]:
    """Return whether more time was asked for, within the days asked for when these speak of events."""
    wished = ExtensionRow.assignment_id == AssignmentRow.id
    if asked.day is Day.EVENT:
        wished &= _within(ExtensionRow.asked_at, asked)
    return exists().where(wished)


def _no_report(asked: TaskFilter) -> ColumnElement[bool]:
    """Return whether nothing was heard: ever, or within the days asked for."""
    if asked.day is Day.EVENT:
        return and_(_OPEN, or_(AssignmentRow.heard_at.is_(None), not_(_within(AssignmentRow.heard_at, asked))))
    return and_(_OPEN, AssignmentRow.heard_at.is_(None))


def _condition(condition: Condition, asked: TaskFilter, now: datetime) -> ColumnElement[bool]:
    """Return the rule behind one condition (domain rule 6: overdue is computed, never stored).

    `DONE_LATE` is wider than the rule, which judges by office days: `data.office.asking` narrows it.
    """
    row, soon = AssignmentRow, asked.soon_until or now
    late = or_(row.reported_done_at > row.due_at, row.confirmed_at > row.due_at)
    rules: dict[Condition, ColumnElement[bool]] = {
        Condition.OVERDUE: and_(_TICKING, row.due_at < now),
        Condition.DUE_SOON: and_(_TICKING, row.due_at >= now, row.due_at < soon),
        Condition.NOT_DONE: _OPEN,
        Condition.IN_PROGRESS: row.status.in_([Status.IN_PROGRESS, Status.BLOCKED, Status.RETURNED]),
        Condition.NOT_STARTED: row.status.in_([Status.ASSIGNED, Status.ACKNOWLEDGED, Status.REFUSED]),
        Condition.DONE: _CLAIMED,
        Condition.DONE_LATE: and_(_CLAIMED, late),
        Condition.BLOCKED: row.status == Status.BLOCKED,
        Condition.REFUSED: row.status == Status.REFUSED,
        Condition.PAUSED: row.status == Status.PAUSED,
        Condition.EXTENSION: _extension(asked),
        Condition.NO_REPORT: _no_report(asked),
        Condition.NO_DEADLINE: and_(_TICKING, row.due_at.is_(None)),
        Condition.TO_CONFIRM: row.status == Status.REPORTED_DONE,
        Condition.UNASSIGNED: row.agency_id.is_(None),
        Condition.ONGOING: _is(DeadlineKind.ONGOING),
        Condition.RECURRING: or_(_is(DeadlineKind.RECURRING), TaskRow.recurrence.is_not(None)),
    }
    return rules[condition]


_SPEAK_OF_DAYS = frozenset({Condition.EXTENSION, Condition.NO_REPORT})
"""Conditions that hold the days of an event within themselves."""


def _days(asked: TaskFilter) -> list[ColumnElement[bool]]:
    """Return the days asked for; a directive without a date was issued when it was entered."""
    if asked.start_at is None and asked.end_at is None:
        return []
    if asked.day is Day.ISSUED:
        return [or_(_issued(asked), and_(DirectiveRow.issued_on.is_(None), _within(AssignmentRow.entered_at, asked)))]
    if asked.day is Day.EVENT and _SPEAK_OF_DAYS.intersection(asked.conditions):
        return []
    columns: dict[Day, _Moments] = {
        Day.DUE: AssignmentRow.due_at,
        Day.DONE: AssignmentRow.reported_done_at,
        Day.EVENT: AssignmentRow.heard_at,
    }
    return [_within(columns[asked.day], asked)]


def _issued(asked: TaskFilter) -> ColumnElement[bool]:
    bounds: list[ColumnElement[bool]] = [DirectiveRow.issued_on.is_not(None)]
    if asked.start_at is not None:
        bounds.append(DirectiveRow.issued_on >= asked.start_at.date())
    if asked.end_at is not None:
        bounds.append(DirectiveRow.issued_on < asked.end_at.date())
    return and_(*bounds)


def _shared_with(agency_ids: Collection[int], part: Part | None = None) -> ColumnElement[bool]:
    """Return whether one of these agencies has a part, or that part, in the task."""
    other = aliased(AssignmentRow)
    shares = (other.task_id == AssignmentRow.task_id) & other.agency_id.in_(agency_ids)
    return exists().where(shares if part is None else shares & (other.part == part))


def _agencies(asked: TaskFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if asked.agency_ids or asked.agency_names:
        named = AssignmentRow.agency_name.in_(asked.agency_names)
        where.append(or_(AssignmentRow.agency_id.in_(asked.agency_ids), named))
    if asked.coordinator_ids:
        where.append(_shared_with(asked.coordinator_ids, Part.COORDINATING))
    if asked.visible_to is not None:
        where.append(_shared_with([asked.visible_to]))
    return where


def _where(asked: TaskFilter, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions that a filter stands for."""
    where = conditions_of(asked)
    if asked.conditions:
        where.append(or_(*(_condition(condition, asked, now) for condition in asked.conditions)))
    return where


def conditions_of(asked: TaskFilter) -> list[ColumnElement[bool]]:
    """Return all that a filter stands for save its `conditions`."""
    where = [AssignmentRow.part == Part.LEAD, *_agencies(asked), *_days(asked)]
    if asked.numbers:
        where.append(TaskRow.number.in_(asked.numbers))
    if asked.words:
        where.extend(TaskRow.folded.contains(word, autoescape=True) for word in asked.words.split())
    if asked.directive_ids is not None:
        where.append(DirectiveRow.id.in_(asked.directive_ids))
    if asked.leader_ids:
        where.append(DirectiveRow.leader_id.in_(asked.leader_ids))
    return where


class QuestionStore:
    """Answers filters with assignments."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, asked: TaskFilter, now: datetime) -> list[Assignment]:
        """Return what is meant: by deadline, those without one last."""
        query = (
            joined()
            .where(*_where(asked, now))
            .order_by(AssignmentRow.due_at.is_(None), AssignmentRow.due_at, TaskRow.number, AssignmentRow.id)
        )
        return [assignment_of(found) for found in await self._session.execute(query)]

    async def extensions(self, assignment_ids: Collection[int]) -> Counter[int]:
        """Count how often more time was asked for, by assignment."""
        counted = (
            select(ExtensionRow.assignment_id, func.count())
            .where(ExtensionRow.assignment_id.in_(assignment_ids))
            .group_by(ExtensionRow.assignment_id)
        )
        return Counter({row[0]: row[1] for row in await self._session.execute(counted)})

    async def names_agency(self, name: str) -> bool:
        """Whether tasks were given to that name as it is written, such as a group that is no agency."""
        given = exists().where(AssignmentRow.agency_name == name, AssignmentRow.agency_id.is_(None))
        return bool(await self._session.scalar(select(given)))

    async def directives_numbered(self, number: str, symbol: str = "") -> list[int]:
        """Return the directives with that number whose symbol begins so, letter case and diacritics aside."""
        rows = await self._session.execute(
            select(DirectiveRow.id, DirectiveRow.number, DirectiveRow.symbol).where(DirectiveRow.number.is_not(None))
        )
        wanted = (number.lstrip("0"), fold(symbol))
        return [found for found, own, mark in rows if _named(wanted, (own or "", mark or ""))]

    async def directives_about(self, words: str) -> list[int]:
        """Return the directives whose subject holds all these words, letter case and diacritics aside."""
        rows = await self._session.execute(
            select(DirectiveRow.id, DirectiveRow.subject).where(DirectiveRow.subject.is_not(None))
        )
        wanted = set(fold(words).split())
        return [found for found, subject in rows if wanted <= set(fold(subject or "").replace(",", " ").split())]


def _named(wanted: tuple[str, str], own: tuple[str, str]) -> bool:
    return own[0].lstrip("0") == wanted[0] and fold(own[1]).startswith(wanted[1])
