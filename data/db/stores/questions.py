"""One query builder for every road by which tasks are asked for: commands, questions, digests, the command line."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from data.db.stores.assignment_rows import OWED, assignment_of, joined, live
from data.db.stores.figures import counts, done_late, figures_of
from data.db.tables import AssignmentRow, DirectiveRow, ExtensionRow, TaskRow
from data.domain.deadline import DeadlineKind
from data.domain.figures import AgencyFigures
from data.domain.policy import Policy
from data.domain.question import Condition, Day, Page, TaskFilter
from data.domain.task import CLAIMED, RESTING, Assignment, Part, Status
from data.folding import fold

_CLAIMED = AssignmentRow.status.in_(CLAIMED)
_OTHER = aliased(AssignmentRow)  # once: making one takes longer than asking with it
_TICKING = AssignmentRow.status.in_(sorted(set(Status) - RESTING))
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
        return and_(OWED, or_(AssignmentRow.heard_at.is_(None), not_(_within(AssignmentRow.heard_at, asked))))
    return and_(OWED, AssignmentRow.heard_at.is_(None))


_STANDING: Mapping[Condition, ColumnElement[bool]] = {
    Condition.NOT_DONE: OWED,
    Condition.IN_PROGRESS: AssignmentRow.status.in_([Status.IN_PROGRESS, Status.BLOCKED, Status.RETURNED]),
    Condition.NOT_STARTED: AssignmentRow.status.in_([Status.ASSIGNED, Status.ACKNOWLEDGED, Status.REFUSED]),
    Condition.DONE: _CLAIMED,
    Condition.BLOCKED: AssignmentRow.status == Status.BLOCKED,
    Condition.REFUSED: AssignmentRow.status == Status.REFUSED,
    Condition.PAUSED: AssignmentRow.status == Status.PAUSED,
    Condition.NO_DEADLINE: and_(_TICKING, AssignmentRow.due_at.is_(None)),
    Condition.TO_CONFIRM: AssignmentRow.status == Status.REPORTED_DONE,
    Condition.UNASSIGNED: AssignmentRow.agency_id.is_(None),
    Condition.ONGOING: _is(DeadlineKind.ONGOING),
    Condition.RECURRING: or_(_is(DeadlineKind.RECURRING), TaskRow.recurrence.is_not(None)),
}
"""The rules that look at the standing alone."""


def _condition(condition: Condition, asked: TaskFilter, now: datetime, policy: Policy) -> ColumnElement[bool]:
    """Return the rule behind one condition (domain rule 6: overdue is computed, never stored)."""
    row, soon = AssignmentRow, asked.soon_until or now
    match condition:
        case Condition.OVERDUE:
            return and_(_TICKING, row.due_at < now)
        case Condition.DUE_SOON:
            return and_(_TICKING, row.due_at >= now, row.due_at < soon)
        case Condition.DONE_LATE:
            return and_(_CLAIMED, done_late(now, policy))
        case Condition.EXTENSION:
            return _extension(asked)
        case Condition.NO_REPORT:
            return _no_report(asked)
        case _:
            return _STANDING[condition]


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
    shares = (_OTHER.task_id == AssignmentRow.task_id) & _OTHER.agency_id.in_(agency_ids)
    return exists().where(shares if part is None else shares & (_OTHER.part == part))


def _agencies(asked: TaskFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    named: list[ColumnElement[bool]] = []
    if asked.agency_ids:
        named.append(AssignmentRow.agency_id.in_(asked.agency_ids))
    if asked.agency_names:
        named.append(AssignmentRow.agency_name.in_(asked.agency_names))
    if named:  # an empty alternative would keep the engine from its index
        where.append(or_(*named))
    if asked.coordinator_ids:
        where.append(_shared_with(asked.coordinator_ids, Part.COORDINATING))
    if asked.visible_to is not None:
        where.append(_shared_with([asked.visible_to]))
    return where


def _where(asked: TaskFilter, now: datetime, policy: Policy) -> list[ColumnElement[bool]]:
    """Return the conditions that a filter stands for."""
    where = conditions_of(asked)
    if asked.conditions:
        where.append(or_(*(_condition(condition, asked, now, policy) for condition in asked.conditions)))
    return where


def conditions_of(asked: TaskFilter) -> list[ColumnElement[bool]]:
    """Return all that a filter stands for save its `conditions`."""
    where = [AssignmentRow.part == Part.LEAD, *_agencies(asked), *_days(asked)]
    if asked.numbers:
        where.append(TaskRow.number.in_(asked.numbers))
    if asked.words:
        where.extend(TaskRow.folded.contains(word, autoescape=True) for word in asked.words.split())
    if asked.directive_ids is not None:
        where.append(TaskRow.directive_id.in_(asked.directive_ids))
    if asked.leader_ids:
        where.append(DirectiveRow.leader_id.in_(asked.leader_ids))
    return where


def _only_of(asked: TaskFilter, now: datetime, policy: Policy, *columns: Any) -> Select[Any]:  # noqa: ANN401 - of any type
    """Return the query of these columns of what is meant; directives are looked at where they are asked for only."""
    query = live(*columns)
    if asked.leader_ids or asked.day is Day.ISSUED:
        query = query.join(DirectiveRow, DirectiveRow.id == TaskRow.directive_id)
    return query.where(*_where(asked, now, policy))


_DEFAULT = Policy()
_ORDER = (AssignmentRow.due_at.is_(None), AssignmentRow.due_at, TaskRow.number, AssignmentRow.id)
"""By deadline, those without one last."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a filter counts up to: by agency and name, and the task or the directive that is the only one, if any."""

    agencies: tuple[AgencyFigures, ...]
    number: int | None
    directive_id: int | None


@dataclass(frozen=True, slots=True)
class Answered:
    """So many assignments that an agency was given at one moment and acknowledged at another."""

    agency: str
    entered_at: datetime
    acknowledged_at: datetime
    count: int


class QuestionStore:
    """Answers filters with assignments."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, asked: TaskFilter, now: datetime, policy: Policy = _DEFAULT) -> list[Assignment]:
        """Return all that is meant: by deadline, those without one last; only what is done late asks the policy."""
        query = joined().where(*_where(asked, now, policy)).order_by(*_ORDER)
        return [assignment_of(found) for found in await self._session.execute(query)]

    async def page(
        self, asked: TaskFilter, now: datetime, policy: Policy, page: Page, first: Collection[int] = ()
    ) -> list[Assignment]:
        """Return the rows of one page of `find`, in which the tasks with the ids `first` come first."""
        order = (AssignmentRow.task_id.not_in(first), *_ORDER) if first else _ORDER
        # Ids alone are sorted: whole rows would be read, and extensions counted, of all that is not shown.
        ids = _only_of(asked, now, policy, AssignmentRow.id).order_by(*order)
        wanted = list(await self._session.scalars(ids.limit(page.size).offset(page.offset)))
        rows = await self._session.execute(joined().where(AssignmentRow.id.in_(wanted)))
        found = {row.id: assignment_of(row) for row in rows}
        return [found[one] for one in wanted if one in found]  # one may have ended since

    async def count(
        self, asked: TaskFilter, now: datetime, policy: Policy, soon_until: datetime, since: datetime | None
    ) -> Counted:
        """Return what `data.domain.figures.by_agency` says of all that is meant, without loading it."""
        figures = counts(now, policy, soon_until, since)
        one_of = (func.min(TaskRow.number), func.max(TaskRow.number))
        one_from = (func.min(TaskRow.directive_id), func.max(TaskRow.directive_id))
        agency = (AssignmentRow.agency_id, AssignmentRow.agency_name)
        columns = (func.count().filter(counted) for counted in figures.values())
        query = _only_of(asked, now, policy, *agency, *one_of, *one_from, *columns).group_by(*agency)
        rows = [tuple(row) for row in await self._session.execute(query)]
        return Counted(
            tuple(AgencyFigures(row[0], row[1], figures_of(dict(zip(figures, row[6:], strict=True)))) for row in rows),
            _only([number for row in rows for number in row[2:4]]),
            _only([directive for row in rows for directive in row[4:6]]),
        )

    async def wishes(self, asked: TaskFilter, now: datetime, policy: Policy) -> Counter[str]:
        """Count how often more time was asked for in what is meant, by the agency's name."""
        query = _only_of(asked, now, policy, AssignmentRow.agency_name, func.count())
        query = query.join(ExtensionRow, ExtensionRow.assignment_id == AssignmentRow.id)
        counted = query.group_by(AssignmentRow.agency_name)
        return Counter({row[0]: row[1] for row in await self._session.execute(counted)})

    async def answered(self, asked: TaskFilter, now: datetime, policy: Policy) -> AsyncIterator[Answered]:
        """Yield, agency by agency, when what is meant was given to it and acknowledged."""
        row = AssignmentRow
        when = (row.agency_name, row.entered_at, row.acknowledged_at)
        query = _only_of(asked, now, policy, *when, func.count()).where(row.acknowledged_at.is_not(None))
        query = query.group_by(*when)
        async for found in await self._session.stream(query):
            yield Answered(*found)

    async def wishes_for(self, assignment_ids: Collection[int]) -> Counter[int]:
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


def _only(values: Sequence[int]) -> int | None:
    """Return the one value there is; None when there are several, or none."""
    return values[0] if len(set(values)) == 1 else None


def _named(wanted: tuple[str, str], own: tuple[str, str]) -> bool:
    return own[0].lstrip("0") == wanted[0] and fold(own[1]).startswith(wanted[1])
