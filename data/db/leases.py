"""Leases of bots on a shared database: one process speaks for a bot, another takes over when it dies."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import delete, func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.bells import Bell, ring
from data.db.tables import LeaseRow


def lease_name(channel: str, token: str) -> str:
    """Return the name under which the bot with that token is leased; nobody can tell the token from it."""
    return f"{channel}:{hashlib.sha256(token.encode()).hexdigest()[:16]}"


class LeaseStore:
    """Takes and gives back leases. PostgreSQL only: an embedded database has one process."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, names: Collection[str], holder: str, lasts: timedelta) -> bool:
        """Take or renew all these leases; False when another holds one, and then the caller must not commit.

        Time is the database server's, so that the processes' clocks need not agree.
        """
        now = func.clock_timestamp()
        for name in sorted(names):  # in one order everywhere, so that two processes never wait for each other
            row = insert(LeaseRow).values(name=name, holder=holder, until=now + lasts)
            free = or_(LeaseRow.holder == holder, LeaseRow.until < now)
            taken = row.on_conflict_do_update(
                index_elements=[LeaseRow.name],
                set_={LeaseRow.holder: row.excluded.holder, LeaseRow.until: row.excluded.until},
                where=free,
            ).returning(LeaseRow.name)
            if await self._session.scalar(taken) is None:
                return False
        return True

    async def give_back(self, holder: str) -> None:
        """Give back all that the process holds, and let those who stand by know."""
        await self._session.execute(delete(LeaseRow).where(LeaseRow.holder == holder))
        ring(self._session, Bell.LEASE)
