"""Who is away until when."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import LeaveRow
from data.domain.leave import Leave


def _leave(row: LeaveRow) -> Leave:
    return Leave(row.person_id, row.since, row.until_on, row.stand_in_id, row.ended_at, row.id)


class LeaveStore:
    """Reads and writes leaves."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def begin(self, leave: Leave) -> None:
        """Write a leave down; it takes the place of one that goes on."""
        await self.end(leave.person_id, leave.since)
        row = LeaveRow(
            person_id=leave.person_id, stand_in_id=leave.stand_in_id, since=leave.since, until_on=leave.until_on
        )
        self._session.add(row)
        await self._session.flush()

    async def end(self, person_id: int, now: datetime) -> bool:
        """End a person's leave; return whether there was one."""
        mine = (LeaveRow.person_id == person_id) & LeaveRow.ended_at.is_(None)
        ended = await self._session.execute(update(LeaveRow).where(mine).values(ended_at=now).returning(LeaveRow.id))
        return ended.first() is not None

    async def going_on(self) -> list[Leave]:
        """Return the leaves that nobody has ended, those whose last day is over too."""
        return [_leave(row) for row in await self._session.scalars(select(LeaveRow).where(LeaveRow.ended_at.is_(None)))]

    async def over(self, today: date) -> list[Leave]:
        """Take the leaves whose last day is over and that were not ended; another process passes them by."""
        over = LeaveRow.ended_at.is_(None) & (LeaveRow.until_on < today)
        rows = select(LeaveRow).where(over).order_by(LeaveRow.id).with_for_update(skip_locked=True)
        return [_leave(row) for row in await self._session.scalars(rows)]
