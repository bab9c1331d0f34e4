"""The ledger of digests, and the stars that people give to tasks."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.base import table_of
from data.db.tables import DigestRow, StarRow
from data.domain.digest import DigestKind


class DigestStore:
    """Reads and writes the ledger of digests."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def settled(self, kind: DigestKind, day: date) -> set[int]:
        """Return the ids of the people for whom that day's digest was said, or had nothing to say."""
        rows = select(DigestRow.person_id).where(DigestRow.kind == kind, DigestRow.day == day)
        return set(await self._session.scalars(rows))

    async def take(self, person_id: int, kind: DigestKind, day: date, now: datetime) -> bool:
        """Enter a digest; False when somebody else has done so, also at this very moment."""
        insert = sqlite.insert if self._session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(DigestRow).values(person_id=person_id, kind=kind.value, day=day, made_at=now)
        entered = await self._session.execute(row.on_conflict_do_nothing().returning(DigestRow.person_id))
        return entered.one_or_none() is not None

    async def carry(self, messages: Sequence[tuple[int, int]], kind: DigestKind, day: date, now: datetime) -> set[int]:
        """Let messages, named with their persons, carry the day's digest; return the ids of all that do.

        A person's first does, unless another one did before, also at this very moment.
        """
        # In one order everywhere, so that two processes never wait for each other.
        rows = [{"person_id": person_id, "outbox_id": each} for person_id, each in sorted(messages)]
        if not rows:
            return set()
        insert = sqlite.insert if self._session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(table_of(DigestRow)).values(kind=kind.value, day=day, made_at=now)
        await self._session.execute(row.on_conflict_do_nothing(), rows)
        theirs = DigestRow.person_id.in_([person_id for person_id, _ in messages])
        entered = select(DigestRow.outbox_id).where(theirs, DigestRow.kind == kind, DigestRow.day == day)
        return {found for found in await self._session.scalars(entered) if found is not None}

    async def attach(self, person_id: int, kind: DigestKind, day: date, outbox_id: int) -> None:
        """Note which message carries the digest."""
        this = (DigestRow.person_id == person_id) & (DigestRow.kind == kind) & (DigestRow.day == day)
        await self._session.execute(update(DigestRow).where(this).values(outbox_id=outbox_id))


class StarStore:
    """Reads and writes stars."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, person_id: int) -> frozenset[int]:
        """Return the ids of the tasks that the person watches."""
        return frozenset(await self._session.scalars(select(StarRow.task_id).where(StarRow.person_id == person_id)))

    async def give(self, person_id: int, task_ids: Collection[int], now: datetime) -> None:
        """Let the person watch these tasks; those watched already stay as they are."""
        for task_id in set(task_ids) - await self.of(person_id):
            self._session.add(StarRow(person_id=person_id, task_id=task_id, starred_at=now))
        await self._session.flush()

    async def take_away(self, person_id: int, task_ids: Collection[int]) -> None:
        """Let the person watch these tasks no longer."""
        mine = (StarRow.person_id == person_id) & StarRow.task_id.in_(task_ids)
        await self._session.execute(delete(StarRow).where(mine))
