"""Wishes for more time and what became of them."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import ExtensionRow
from data.domain.extension import Extension, ExtensionState


class AlreadyAsked(Exception):
    """An extension of this assignment is open already; one at a time (domain rule 8)."""


def _extension(row: ExtensionRow) -> Extension:
    return Extension(
        row.id,
        row.assignment_id,
        row.asked_by,
        row.asked_at,
        row.until,
        row.reason,
        ExtensionState(row.state),
        row.decided_by,
        row.decided_at,
        row.granted_until,
        row.decision_reason,
    )


class ExtensionStore:
    """Reads and writes extensions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, extension_id: int) -> Extension:
        """Return the extension with that id; NoResultFound when there is none."""
        return _extension(await self._session.get_one(ExtensionRow, extension_id))

    async def locked(self, extension_id: int) -> Extension:
        """Return the extension as it stands now, and keep others from deciding it until this transaction ends."""
        return _extension(
            await self._session.get_one(ExtensionRow, extension_id, with_for_update=True, populate_existing=True)
        )

    async def open_of(self, assignment_id: int) -> Extension | None:
        """Return the open wish on an assignment."""
        rows = await self._session.scalars(
            select(ExtensionRow).where(ExtensionRow.assignment_id == assignment_id, ExtensionRow.state == "open")
        )
        row = rows.one_or_none()
        return _extension(row) if row else None

    async def waiting(self) -> list[Extension]:
        """Return every wish that nobody has decided yet, oldest first."""
        rows = select(ExtensionRow).where(ExtensionRow.state == ExtensionState.OPEN).order_by(ExtensionRow.id)
        return [_extension(row) for row in await self._session.scalars(rows)]

    async def of(self, assignment_id: int) -> list[Extension]:
        """Return every wish on an assignment, oldest first."""
        rows = select(ExtensionRow).where(ExtensionRow.assignment_id == assignment_id).order_by(ExtensionRow.id)
        return [_extension(row) for row in await self._session.scalars(rows)]

    async def ask(self, assignment_id: int, asked_by: int, asked_at: datetime, until: date, reason: str) -> Extension:
        """Add an open wish; `AlreadyAsked` when there is one."""
        row = ExtensionRow(
            assignment_id=assignment_id, asked_by=asked_by, asked_at=asked_at, until=until, reason=reason, state="open"
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            raise AlreadyAsked from None
        return _extension(row)

    async def lapse(self, assignment_id: int, now: datetime) -> None:
        """Close the open wish on an assignment, if there is one: it has nothing to be decided of any more."""
        wish = (ExtensionRow.assignment_id == assignment_id) & (ExtensionRow.state == ExtensionState.OPEN)
        lapsed = update(ExtensionRow).where(wish).values(state=ExtensionState.LAPSED.value, decided_at=now)
        await self._session.execute(lapsed)

    async def decide(self, decided: Extension) -> None:
        """Keep a decision."""
        row = await self._session.get_one(ExtensionRow, decided.id)
        row.state, row.decided_by, row.decided_at = decided.state.value, decided.decided_by, decided.decided_at
        row.granted_until, row.decision_reason = decided.granted_until, decided.decision_reason
        await self._session.flush()
