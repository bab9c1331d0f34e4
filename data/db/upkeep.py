"""When the house was last cared for: saved, tidied."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import UpkeepRow


class Care(StrEnum):
    """What is done for the house. A backup is noted in machine time, tidying in office time."""

    BACKUP = "backup"
    TIDY = "tidy"


class UpkeepStore:
    """Reads and writes when the house was last cared for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last(self, care: Care) -> datetime | None:
        """Return when that was last done; None when it never was."""
        row = await self._session.get(UpkeepRow, care.value)
        return row.at if row else None

    async def note(self, care: Care, at: datetime) -> None:
        """Note that it was done."""
        await self._session.merge(UpkeepRow(name=care.value, at=at))
        await self._session.flush()
