"""How much a person was told in a day, and what is held back until the next."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import unpack_message
from data.db.stores.outbox import Kind, Outgoing
from data.db.tables import OutboxRow
from data.domain.message import Guard


class HeldStore:
    """Counts what was said and keeps what is too much."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def said_since(self, person_id: int, since: datetime) -> int:
        """Count the messages that the person got since then, answers aside."""
        said = (OutboxRow.person_id == person_id) & (OutboxRow.sent_at >= since) & (OutboxRow.kind != Kind.ANSWER)
        return await self._session.scalar(select(func.count()).select_from(OutboxRow).where(said)) or 0

    async def hold(self, outbox_id: int, until: datetime, now: datetime) -> None:
        """Leave a message queued, to be merged with others at `until`."""
        this = OutboxRow.id == outbox_id
        held = update(OutboxRow).where(this).values(due_at=until, held_at=now, leased_until=None)
        await self._session.execute(held)

    async def holds(self, person_id: int) -> bool:
        """Whether anything waits for the person already."""
        mine = (OutboxRow.person_id == person_id) & (OutboxRow.state == "queued") & OutboxRow.held_at.is_not(None)
        return await self._session.scalar(select(OutboxRow.id).where(mine).limit(1)) is not None

    async def due(self, now: datetime) -> dict[int, list[Outgoing]]:
        """Take what was held until now, oldest first, by person; another process passes it by."""
        held = (OutboxRow.state == "queued") & OutboxRow.held_at.is_not(None) & (OutboxRow.due_at <= now)
        rows = await self._session.scalars(
            select(OutboxRow).where(held).order_by(OutboxRow.id).with_for_update(skip_locked=True)
        )
        by_person: defaultdict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            if row.person_id is not None and row.body is not None:
                guard = Guard(**row.guard) if row.guard else None
                message = unpack_message(row.body)
                by_person[row.person_id].append(
                    Outgoing(Kind(row.kind), row.due_at, message, row.person_id, guard=guard, id=row.id)
                )
        return dict(by_person)

    async def release(self, ids: Collection[int]) -> None:
        """Let messages go their way as they are."""
        await self._session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(held_at=None))
