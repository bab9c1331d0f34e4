"""Who is in the office page, and by which link they may come in."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import PageKeyRow, PageLinkRow, PageSessionRow

_KEY_BYTES = 32


class PageStore:
    """Reads and writes links, sessions and the key of the office page."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def key(self, name: str) -> bytes:
        """Return the key of that name, made when it is first asked for; of two that ask at once both get the same."""
        if (row := await self._session.get(PageKeyRow, name)) is not None:
            return row.value
        try:
            async with self._session.begin_nested():
                self._session.add(PageKeyRow(name=name, value=secrets.token_bytes(_KEY_BYTES)))
        except IntegrityError:
            self._session.expire_all()
        return (await self._session.get_one(PageKeyRow, name)).value

    async def add_link(self, person_id: int, digest: str, expires_at: datetime) -> None:
        """Give the person a link in the place of earlier ones, of which the audit trail tells."""
        await self._session.execute(delete(PageLinkRow).where(PageLinkRow.person_id == person_id))
        self._session.add(PageLinkRow(person_id=person_id, digest=digest, expires_at=expires_at))
        await self._session.flush()

    async def owner_of_link(self, digest: str, now: datetime) -> int | None:
        """Return whose link that is, leaving it unused; None when it is not valid any more."""
        valid = (PageLinkRow.digest == digest) & PageLinkRow.ended_at.is_(None) & (PageLinkRow.expires_at > now)
        return await self._session.scalar(select(PageLinkRow.person_id).where(valid))

    async def use_link(self, digest: str, now: datetime) -> int | None:
        """Use up a link and return whose it was; None when it is not valid any more, or somebody was faster."""
        valid = (PageLinkRow.digest == digest) & PageLinkRow.ended_at.is_(None) & (PageLinkRow.expires_at > now)
        used = update(PageLinkRow).where(valid).values(ended_at=now).returning(PageLinkRow.person_id)
        return await self._session.scalar(used)

    async def open(self, person_id: int, digest: str, machine_now: datetime, expires_at: datetime) -> None:
        """Let a browser in; the person's sessions that are over are forgotten."""
        over = PageSessionRow.ended_at.is_not(None) | (PageSessionRow.expires_at <= machine_now)
        await self._session.execute(delete(PageSessionRow).where(PageSessionRow.person_id == person_id, over))
        self._session.add(PageSessionRow(person_id=person_id, digest=digest, expires_at=expires_at))
        await self._session.flush()

    async def inside(self, digest: str, machine_now: datetime) -> int | None:
        """Return whose browser has that token; None when it is not in any more."""
        live = (PageSessionRow.digest == digest) & PageSessionRow.ended_at.is_(None)
        still = live & (PageSessionRow.expires_at > machine_now)
        return await self._session.scalar(select(PageSessionRow.person_id).where(still))

    async def close(self, digest: str, machine_now: datetime) -> None:
        """Let a browser out."""
        this = PageSessionRow.digest == digest
        await self._session.execute(update(PageSessionRow).where(this).values(ended_at=machine_now))
