"""What is not said: what waits, for now or for later, and what did not reach its person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.stores.outbox import Kind
from data.db.tables import OutboxRow


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that did not reach its person: what it spoke of, whether that is final, and what the platform said."""

    person_id: int | None
    kind: Kind
    due_at: datetime
    about: tuple[int, ...]
    final: bool
    attempts: int
    error: str | None


class UnsaidStore:
    """Reads what the outbox still holds, and what it gave up."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def due_left(self, now: datetime) -> int:
        """Count the messages that are due and not said."""
        due = (OutboxRow.state == "queued") & (OutboxRow.due_at <= now) & OutboxRow.held_at.is_(None)
        return await self._session.scalar(select(func.count()).select_from(OutboxRow).where(due)) or 0

    async def ahead(self, now: datetime) -> list[tuple[datetime, int, list[int]]]:
        """Return what waits for a later moment than `now`: the moment, the person and the assignments spoken of."""
        rows = await self._session.execute(
            select(OutboxRow.due_at, OutboxRow.person_id, OutboxRow.about)
            .where(OutboxRow.state == "queued", OutboxRow.due_at > now, OutboxRow.person_id.is_not(None))
            .order_by(OutboxRow.due_at, OutboxRow.id)
        )
        return [(due_at, person_id, about) for due_at, person_id, about in rows if person_id is not None]

    async def undelivered(self, now: datetime, limit: int) -> list[Undelivered]:
        """Return what did not reach its person, newest first: refused for good, or tried in vain until now."""
        refused = OutboxRow.state == "failed"
        tried = (OutboxRow.state == "queued") & (OutboxRow.due_at <= now) & OutboxRow.error.is_not(None)
        rows = await self._session.scalars(
            select(OutboxRow).where(or_(refused, tried)).order_by(OutboxRow.id.desc()).limit(limit)
        )
        return [
            Undelivered(
                row.person_id,
                Kind(row.kind),
                row.due_at,
                tuple(row.about),
                row.state == "failed",
                row.attempts,
                row.error,
            )
            for row in rows
        ]
