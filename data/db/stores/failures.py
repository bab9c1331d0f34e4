"""What could not be delivered and whom to phone for it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import FailureRow
from data.domain.failure import Failure


class FailureStore:
    """Reads and writes the list of whom to phone."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, failure: Failure) -> None:
        """Write a failure down, once for each message."""
        same = select(FailureRow.id).where(FailureRow.outbox_id == failure.outbox_id)
        if await self._session.scalar(same) is None:
            row = FailureRow(
                outbox_id=failure.outbox_id,
                person_id=failure.person_id,
                about=list(failure.about),
                why=failure.why,
                at=failure.at,
                due_at=failure.due_at,
                repeats=failure.repeats,
            )
            self._session.add(row)
            await self._session.flush()

    async def due(self, now: datetime) -> list[Failure]:
        """Take what the office is to hear of by now and did not; another process passes it by."""
        waiting = FailureRow.told_at.is_(None) & (FailureRow.due_at <= now)
        rows = await self._session.scalars(
            select(FailureRow).where(waiting).order_by(FailureRow.id).with_for_update(skip_locked=True)
        )
        return [
            Failure(row.outbox_id, row.person_id, tuple(row.about), row.why, row.at, row.due_at, row.repeats, row.id)
            for row in rows
        ]

    async def told(self, ids: Collection[int], now: datetime) -> None:
        """Note that the office has heard."""
        await self._session.execute(update(FailureRow).where(FailureRow.id.in_(ids)).values(told_at=now))
