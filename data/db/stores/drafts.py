"""Draft tasks: entered with new codes, rewritten and put aside while nobody has confirmed their directive."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import pack_deadline, pack_ladder, unpack_deadline
from data.db.tables import AssignmentRow, CounterRow, DirectiveRow, TaskRow
from data.domain.agency import Registry
from data.domain.deadline import Deadline
from data.domain.policy import Policy
from data.domain.task import Part, Status, TaskState
from data.domain.titles import short_title
from data.folding import fold
from data.intake.draft import Span, TaskDraft


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A task as it was read or put right since, under its code; `state` tells whether it still is a draft."""

    task_id: int
    number: int
    directive_id: int
    state: TaskState
    draft: TaskDraft

    @property
    def code(self) -> str:
        """Return the code that people use."""
        return f"NV{self.number}"


class DraftStore:
    """Reads and writes drafts."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, directive_id: int, drafts: Sequence[TaskDraft], registry: Registry, policy: Policy
    ) -> list[StoredDraft]:
        """Enter drafts of a directive under the next codes, in their order."""
        directive = await self._session.get_one(DirectiveRow, directive_id)
        first = await self._numbers(len(drafts))
        rows = [
            TaskRow(
                number=number,
                directive_id=directive_id,
                ref=draft.ref,
                state=TaskState.DRAFT.value,
                urgency=directive.urgency,
                ladder=pack_ladder(policy.ladder(directive.urgency)),
                **_columns(draft),
            )
            for number, draft in enumerate(drafts, first)
        ]
        self._session.add_all(rows)
        await self._session.flush()
        for row, draft in zip(rows, drafts, strict=True):
            self._share_out(row.id, draft, registry)
        await self._session.flush()
        return [await self._stored(row) for row in rows]

    async def get(self, number: int) -> StoredDraft | None:
        """Return the task NV`number` in whatever state."""
        row = await self._session.scalar(select(TaskRow).where(TaskRow.number == number))
        return await self._stored(row) if row else None

    async def of(self, directive_id: int) -> list[StoredDraft]:
        """Return the tasks of a directive, in whatever state, by code."""
        rows = await self._session.scalars(
            select(TaskRow).where(TaskRow.directive_id == directive_id).order_by(TaskRow.number)
        )
        return [await self._stored(row) for row in rows.all()]

    async def hold(self, directive_id: int) -> bool:
        """Keep others from confirming a directive until the end of this work; False when somebody has done so."""
        waiting = (DirectiveRow.id == directive_id) & DirectiveRow.confirmed_at.is_(None)
        held = select(DirectiveRow.id).where(waiting).with_for_update()
        return await self._session.scalar(held) is not None

    async def write(self, task_id: int, draft: TaskDraft, registry: Registry) -> None:
        """Put `draft` in the place of what stands under a code."""
        row = await self._session.get_one(TaskRow, task_id)
        for name, value in _columns(draft).items():
            setattr(row, name, value)
        await self._session.execute(delete(AssignmentRow).where(AssignmentRow.task_id == task_id))
        self._share_out(task_id, draft, registry)
        await self._session.flush()

    async def set_deadline(self, task_id: int, deadline: Deadline) -> None:
        """Note the deadline of a task that is no draft any more; its shares have versions of their own."""
        row = await self._session.get_one(TaskRow, task_id)
        row.deadline = pack_deadline(deadline)
        await self._session.flush()

    async def set_state(self, task_id: int, state: TaskState) -> None:
        """Put a draft aside or take it up again."""
        row = await self._session.get_one(TaskRow, task_id)
        row.state = state.value
        await self._session.flush()

    async def _numbers(self, count: int) -> int:
        """Take `count` task numbers that nobody will get again; return the first."""
        counter = await self._session.get(CounterRow, "task", with_for_update=True)
        if counter is None:
            counter = CounterRow(name="task", value=0)
            self._session.add(counter)
        counter.value += count
        await self._session.flush()
        return counter.value - count + 1

    def _share_out(self, task_id: int, draft: TaskDraft, registry: Registry) -> None:
        for part, names in ((Part.LEAD, draft.lead), (Part.COORDINATING, draft.coordinating)):
            # Two spellings of one agency are one share.
            agencies = [(name, registry.find(name)) for name in names]
            for name, agency in {found.name if found else name: (name, found) for name, found in agencies}.values():
                share = AssignmentRow(
                    task_id=task_id,
                    part=part.value,
                    agency_id=agency.id if agency else None,
                    agency_name=agency.name if agency else name,
                    status=Status.ASSIGNED.value,
                    deadline=pack_deadline(draft.deadline),
                    first_due_on=draft.deadline.due_on,
                )
                self._session.add(share)

    async def _stored(self, row: TaskRow) -> StoredDraft:
        shares = list(
            await self._session.scalars(
                select(AssignmentRow)
                .where(AssignmentRow.task_id == row.id, AssignmentRow.status != Status.REASSIGNED)
                .order_by(AssignmentRow.id)
            )
        )
        evidence: Mapping[str, Mapping[str, int]] = row.evidence
        draft = TaskDraft(
            row.ref,
            row.content,
            tuple(share.agency_name for share in shares if share.part == Part.LEAD),
            tuple(share.agency_name for share in shares if share.part == Part.COORDINATING),
            unpack_deadline(row.deadline),
            row.recurrence,
            {name: Span(**span) for name, span in evidence.items()},
            row.confidence,
        )
        return StoredDraft(row.id, row.number, row.directive_id, TaskState(row.state), draft)


def _columns(draft: TaskDraft) -> dict[str, object]:
    """Return what a row of a task holds of its draft; `ref` stays what it was when it was entered."""
    return {
        "content": draft.content,
        "folded": fold(draft.content),
        "title": short_title(draft.content),
        "recurrence": draft.recurrence,
        "deadline": pack_deadline(draft.deadline),
        "evidence": {name: asdict(span) for name, span in draft.evidence.items()},
        "confidence": draft.confidence,
    }
