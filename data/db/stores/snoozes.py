"""Wishes to be reminded later."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import SnoozeRow
from data.domain.snooze import Snooze


class SnoozeStore:
    """Reads and adds snoozes."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, snooze: Snooze) -> None:
        """Write a snooze down; earlier ones of the same person count no more."""
        row = SnoozeRow(
            assignment_id=snooze.assignment_id,
            person_id=snooze.person_id,
            said_at=snooze.said_at,
            until_on=snooze.until_on,
        )
        self._session.add(row)
        await self._session.flush()

    async def last_of(self, assignment_ids: Collection[int]) -> list[Snooze]:
        """Return the last snooze of each person on each of these assignments."""
        rows = await self._session.scalars(
            select(SnoozeRow).where(SnoozeRow.assignment_id.in_(assignment_ids)).order_by(SnoozeRow.id)
        )
        last = {(row.assignment_id, row.person_id): row for row in rows}
        return [Snooze(row.assignment_id, row.person_id, row.said_at, row.until_on) for row in last.values()]
