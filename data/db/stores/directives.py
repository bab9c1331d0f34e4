"""Directives and their tasks, from draft to live."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import unpack_deadline
from data.db.stores.drafts import DraftStore
from data.db.stores.occurrences import enter_first
from data.db.tables import AssignmentRow, DeadlineVersionRow, DirectiveRow, TaskRow
from data.domain.agency import Registry
from data.domain.calendar import WorkingCalendar
from data.domain.directive import DIRECT, Directive
from data.domain.policy import Policy
from data.domain.task import Part, Status, Task, TaskSheet, TaskState
from data.intake.draft import DirectiveDraft


@dataclass(frozen=True, slots=True)
class Stored:
    """A directive in the database, and whether it was not there before."""

    directive: Directive
    new: bool


_NOT_PASSED_ON = AssignmentRow.status != Status.REASSIGNED
"""Leaves out the shares of agencies that the task was taken from: it is another's now."""


def _directive(row: DirectiveRow) -> Directive:
    return Directive(
        row.id,
        row.number,
        row.symbol,
        row.kind,
        row.issued_on,
        row.issuer,
        row.subject,
        row.signer,
        row.urgency,
        row.leader_id,
    )


def task_of(row: TaskRow) -> Task:
    """Turn a row into the value that the rules work on."""
    return Task(
        row.id,
        f"NV{row.number}",
        row.directive_id,
        row.content,
        row.title,
        TaskState(row.state),
        unpack_deadline(row.deadline),
        row.recurrence,
        row.urgency,
        row.confidence,
    )


def digest_of(text: str) -> str:
    """Return what recognises the same text again, whatever its spacing."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


class DirectiveStore:
    """Reads and writes directives."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, directive_id: int) -> Directive:
        """Return the directive with that id; NoResultFound when there is none."""
        return _directive(await self._session.get_one(DirectiveRow, directive_id))

    async def waits(self, directive_id: int) -> bool:
        """Whether nobody has confirmed the directive's drafts yet."""
        waiting = (DirectiveRow.id == directive_id) & DirectiveRow.confirmed_at.is_(None)
        return await self._session.scalar(select(DirectiveRow.id).where(waiting)) is not None

    async def some(self, ids: Collection[int]) -> dict[int, Directive]:
        """Return these directives by id."""
        rows = await self._session.scalars(select(DirectiveRow).where(DirectiveRow.id.in_(ids)))
        return {row.id: _directive(row) for row in rows}

    async def unconfirmed(self) -> list[int]:
        """Return the ids of the directives whose drafts nobody has made live yet, oldest first."""
        waiting = select(DirectiveRow.id).where(DirectiveRow.confirmed_at.is_(None)).order_by(DirectiveRow.id)
        return list(await self._session.scalars(waiting))

    async def newest(self, limit: int) -> list[Directive]:
        """Return the directives that came last, the newest first."""
        rows = await self._session.scalars(select(DirectiveRow).order_by(DirectiveRow.id.desc()).limit(limit))
        return [_directive(row) for row in rows]

    async def incomplete(self) -> list[Directive]:
        """Return the directives whose number or day of issue is blank; what has no document lacks none."""
        blank = DirectiveRow.number.is_(None) | DirectiveRow.issued_on.is_(None)
        blank &= func.coalesce(DirectiveRow.kind, "") != DIRECT
        return [_directive(row) for row in await self._session.scalars(select(DirectiveRow).where(blank))]

    async def text(self, directive_id: int) -> str:
        """Return the text that the directive was read from, into which every span of its tasks points."""
        return await self._session.scalar(select(DirectiveRow.text).where(DirectiveRow.id == directive_id)) or ""

    async def numbered(self, number: str, symbol: str | None, year: int | None) -> list[Directive]:
        """Return the directives of that number and symbol; `year` None leaves the year open."""
        same = (DirectiveRow.number == number) & (DirectiveRow.symbol == symbol)
        if year is not None:
            same &= (DirectiveRow.year == year) | DirectiveRow.year.is_(None)
        return [_directive(row) for row in await self._session.scalars(select(DirectiveRow).where(same))]

    async def end(self, task_ids: Collection[int], state: TaskState) -> None:
        """Put open tasks into `state`, which is not open; everything that was ever said of them stays."""
        open_ones = TaskRow.id.in_(task_ids) & (TaskRow.state == TaskState.OPEN)
        await self._session.execute(update(TaskRow).where(open_ones).values(state=state.value))
        shares = AssignmentRow.task_id.in_(task_ids)
        await self._session.execute(update(AssignmentRow).where(shares).values(next_at=None))

    async def find(self, draft: DirectiveDraft) -> Directive | None:
        """Return the stored directive with the same text or the same (issuer, year, number, symbol)."""
        same = DirectiveRow.digest == digest_of(draft.text)
        if draft.number and draft.issued_on:
            same |= (
                (DirectiveRow.issuer == draft.issuer)
                & (DirectiveRow.year == draft.issued_on.year)
                & (DirectiveRow.number == draft.number)
                & (DirectiveRow.symbol == draft.symbol)
            )
        row = await self._session.scalar(select(DirectiveRow).where(same).limit(1))
        return _directive(row) if row else None

    async def add(
        self, draft: DirectiveDraft, registry: Registry, policy: Policy, leader_id: int | None, now: datetime
    ) -> Stored:
        """Store a directive with its tasks as drafts; the same one again is only found."""
        if (known := await self.find(draft)) is not None:
            return Stored(known, new=False)
        row = DirectiveRow(
            number=draft.number,
            symbol=draft.symbol,
            year=draft.issued_on.year if draft.issued_on else None,
            kind=draft.kind,
            issued_on=draft.issued_on,
            issuer=draft.issuer,
            subject=draft.subject,
            signer=draft.signer,
            urgency=draft.urgency,
            leader_id=leader_id,
            digest=digest_of(draft.text),
            text=draft.text,
            received_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        await DraftStore(self._session).add(row.id, draft.tasks, registry, policy)
        return Stored(_directive(row), new=True)

    async def sheets(self, directive_id: int) -> list[TaskSheet]:
        """Return the directive's tasks with their agencies, in document order."""
        return await self._sheets(TaskRow.directive_id == directive_id)

    async def sheets_of(self, task_ids: Collection[int]) -> dict[int, TaskSheet]:
        """Return these tasks with their agencies, by id."""
        return {sheet.task.id: sheet for sheet in await self._sheets(TaskRow.id.in_(task_ids))}

    async def _sheets(self, wanted: ColumnElement[bool]) -> list[TaskSheet]:
        rows = await self._session.scalars(select(TaskRow).where(wanted).order_by(TaskRow.number))
        tasks = [task_of(row) for row in rows]
        parts = defaultdict[int, list[AssignmentRow]](list)
        shares = AssignmentRow.task_id.in_([task.id for task in tasks]) & _NOT_PASSED_ON
        for part in await self._session.scalars(select(AssignmentRow).where(shares).order_by(AssignmentRow.id)):
            parts[part.task_id].append(part)
        return [_sheet(task, parts[task.id]) for task in tasks]

    async def task(self, number: int) -> Task | None:
        """Return the task NV`number`, draft or live."""
        row = await self._session.scalar(select(TaskRow).where(TaskRow.number == number))
        return task_of(row) if row else None

    async def confirm(self, directive_id: int, person_id: int | None, calendar: WorkingCalendar, now: datetime) -> bool:
        """Make the directive's drafts live; False when somebody has done so before."""
        unconfirmed = (DirectiveRow.id == directive_id) & DirectiveRow.confirmed_at.is_(None)
        done = await self._session.execute(
            update(DirectiveRow)
            .where(unconfirmed)
            .values(confirmed_at=now, confirmed_by=person_id)
            .returning(DirectiveRow.id)
        )
        if done.one_or_none() is None:
            return False
        drafts = (TaskRow.directive_id == directive_id) & (TaskRow.state == TaskState.DRAFT)
        await self._session.execute(update(TaskRow).where(drafts).values(state=TaskState.OPEN.value))
        found = await self._session.execute(
            select(TaskRow, AssignmentRow)
            .join(AssignmentRow, TaskRow.id == AssignmentRow.task_id)
            .where(TaskRow.directive_id == directive_id, TaskRow.state == TaskState.OPEN)
            .order_by(AssignmentRow.id)
            .execution_options(populate_existing=True)
        )
        by_task: defaultdict[TaskRow, list[AssignmentRow]] = defaultdict(list)
        for task, part in found:
            by_task[task].append(part)
        for task, parts in by_task.items():
            versions = enter_first(task, parts, calendar, now)
            self._session.add_all(versions or [self._enter(part, calendar, now) for part in parts])
        await self._session.flush()
        return True

    def _enter(self, part: AssignmentRow, calendar: WorkingCalendar, now: datetime) -> DeadlineVersionRow:
        part.due_at = calendar.due_moment(unpack_deadline(part.deadline))
        part.entered_at = part.ladder_from = now
        part.next_at = now
        return DeadlineVersionRow(
            assignment_id=part.id, version=1, deadline=part.deadline, due_at=part.due_at, set_at=now, cause="assigned"
        )

    async def fill_in(self, directive_id: int, number: str | None, issued_on: date | None) -> Directive:
        """Fill in the number and date that were blank when the directive was read; NoResultFound for a wrong id."""
        row = await self._session.get_one(DirectiveRow, directive_id)
        row.number = number or row.number
        row.issued_on = issued_on or row.issued_on
        row.year = row.issued_on.year if row.issued_on else None
        await self._session.flush()
        return _directive(row)


def _sheet(task: Task, parts: list[AssignmentRow]) -> TaskSheet:
    leads = [part for part in parts if part.part == Part.LEAD]
    return TaskSheet(
        task,
        lead=tuple(part.agency_name for part in leads),
        coordinating=tuple(part.agency_name for part in parts if part.part == Part.COORDINATING),
        unmatched=tuple(part.agency_name for part in leads if part.agency_id is None),
    )
