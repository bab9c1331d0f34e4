"""Forgetting what was said and heard long ago, but nothing that is still needed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, Delete, Select, delete, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import (
    AssignmentRow,
    ChoiceRow,
    DirectiveRow,
    EvidenceRow,
    InboxRow,
    OutboxFileRow,
    OutboxRow,
    PairingCodeRow,
    ReceiptRow,
    TaskRow,
    WebMessageRow,
)
from data.domain.task import Status, TaskState

_CLOSED = ("sent", "dropped", "failed")
_HANDLED = ("done", "failed")
_FOLLOWED = (TaskState.DRAFT.value, TaskState.OPEN.value)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of old messages: the ids to forget, and the last id that was looked at, None at the end."""

    forget: tuple[int, ...]
    last_id: int | None


class RetentionStore:
    """Finds and forgets what is old; office time."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def unfinished(self) -> frozenset[int]:
        """Return the assignments not confirmed yet: a late reply to an old message must find them."""
        rows = select(AssignmentRow.id).join(TaskRow, TaskRow.id == AssignmentRow.task_id)
        owed = AssignmentRow.status != Status.CONFIRMED.value
        return frozenset(await self._session.scalars(rows.where(owed, TaskRow.state.in_(_FOLLOWED))))

    async def page(self, before: datetime, after_id: int, keep: Collection[int], limit: int) -> Page:
        """Return which of the next `limit` messages closed before that moment may be forgotten.

        Those stay that speak of an assignment in `keep`, or offer a choice about a directive not confirmed yet.
        """
        old = (
            select(OutboxRow.id, OutboxRow.about)
            .where(OutboxRow.state.in_(_CLOSED), func.coalesce(OutboxRow.sent_at, OutboxRow.made_at) < before)
            .where(OutboxRow.body.is_not(null()), OutboxRow.id > after_id)
            .order_by(OutboxRow.id)
            .limit(limit)
        )
        rows = (await self._session.execute(old)).all()
        waiting = await self._about_drafts([row.id for row in rows])
        forget = tuple(row.id for row in rows if row.id not in waiting and not set(row.about) & set(keep))
        return Page(forget, rows[-1].id if len(rows) == limit else None)

    async def _about_drafts(self, outbox_ids: Collection[int]) -> set[int]:
        """Return which messages offer something about a directive that still waits for its review."""
        offers = select(ChoiceRow.outbox_id, ChoiceRow.args).where(
            ChoiceRow.outbox_id.in_(outbox_ids), ChoiceRow.used_at.is_(None)
        )
        by_directive: dict[int, set[int]] = {}
        for outbox_id, args in await self._session.execute(offers):
            if isinstance(args.get("directive"), int):
                by_directive.setdefault(args["directive"], set()).add(outbox_id)
        waits = select(DirectiveRow.id).where(DirectiveRow.id.in_(by_directive), DirectiveRow.confirmed_at.is_(None))
        return {outbox_id for directive in await self._session.scalars(waits) for outbox_id in by_directive[directive]}

    async def forget_messages(self, outbox_ids: Collection[int]) -> None:
        """Forget what these messages said, offered and carried, and where they stand; that they were sent is kept."""
        for table in (ChoiceRow, OutboxFileRow, ReceiptRow):
            await self._session.execute(delete(table).where(table.outbox_id.in_(outbox_ids)))
        these = OutboxRow.id.in_(outbox_ids)
        await self._session.execute(update(OutboxRow).where(these).values(body=null(), outdated_at=None, error=None))

    async def forget_heard(self, before: datetime, limit: int) -> int:
        """Forget up to `limit` updates handled before that moment; return how many."""
        old = select(InboxRow.id).where(InboxRow.state.in_(_HANDLED), InboxRow.done_at < before).limit(limit)
        return await self._delete(delete(InboxRow).where(InboxRow.id.in_(old)))

    async def forget_files(self, before: datetime, limit: int) -> int:
        """Forget files sent before that moment, and those that proved nothing; return how many."""
        said = select(OutboxRow.id).where(
            OutboxRow.state.in_(_CLOSED), func.coalesce(OutboxRow.sent_at, OutboxRow.made_at) < before
        )
        sent: Select[str] = select(OutboxFileRow.token).where(OutboxFileRow.outbox_id.in_(said)).limit(limit)
        loose = select(EvidenceRow.id).where(EvidenceRow.assignment_id.is_(None), EvidenceRow.at < before).limit(limit)
        gone = await self._delete(delete(OutboxFileRow).where(OutboxFileRow.token.in_(sent)))
        return gone + await self._delete(delete(EvidenceRow).where(EvidenceRow.id.in_(loose)))

    async def forget_codes(self, before: datetime) -> int:
        """Forget pairing codes that ended or expired before that moment; return how many."""
        ended = func.coalesce(PairingCodeRow.ended_at, PairingCodeRow.expires_at)
        return await self._delete(delete(PairingCodeRow).where(ended < before))

    async def forget_web(self, before: datetime) -> int:
        """Forget what web chats showed before that moment; return how many lines."""
        return await self._delete(delete(WebMessageRow).where(WebMessageRow.at < before))

    async def _delete(self, statement: Delete) -> int:
        done = await self._session.execute(statement)
        return done.rowcount if isinstance(done, CursorResult) else 0
