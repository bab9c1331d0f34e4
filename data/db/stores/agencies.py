"""The registry of agencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AgencyRow, ChatGroupRow, PersonRow
from data.domain.agency import Agency, Registry
from data.folding import fold


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A line of an imported registry; `parent_code` names a line of the same registry."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent_code: str | None = None


_AGENCIES = select(
    AgencyRow.id,
    AgencyRow.code,
    AgencyRow.name,
    AgencyRow.aliases,
    AgencyRow.kind,
    AgencyRow.parent_id,
    AgencyRow.successor_id,
    AgencyRow.succeeded_on,
    AgencyRow.succeeded_at,
).order_by(AgencyRow.id)
"""Plain columns: the whole registry is read for nearly every update, and building objects costs more."""


def _agency(row: Row[*tuple[Any, ...]]) -> Agency:
    """Turn a row into a value; before the day of a merger nobody has succeeded the agency."""
    successor_id = row.successor_id if row.succeeded_at else None
    succeeded_on = row.succeeded_on if row.succeeded_at else None
    return Agency(row.id, row.code, row.name, tuple(row.aliases), row.kind, row.parent_id, successor_id, succeeded_on)


class AgencyStore:
    """Reads and writes the registry."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def registry(self) -> Registry:
        """Return all agencies."""
        return Registry(_agency(row) for row in await self._session.execute(_AGENCIES))

    async def put(self, entries: Sequence[AgencyEntry]) -> None:
        """Add or update agencies by code."""
        rows = {row.code: row for row in await self._session.scalars(select(AgencyRow))}
        for entry in entries:
            row = rows.get(entry.code)
            if row is None:
                row = rows[entry.code] = AgencyRow(code=entry.code)
                self._session.add(row)
            row.name, row.folded, row.kind = entry.name, fold(entry.name), entry.kind
            row.aliases = list(entry.aliases)
        await self._session.flush()
        for entry in entries:
            rows[entry.code].parent_id = rows[entry.parent_code].id if entry.parent_code else None
        await self._session.flush()

    async def rename(self, agency_id: int, name: str) -> None:
        """Give an agency a new name; the old one becomes an alias, so that whoever uses it is still understood."""
        row = await self._session.get_one(AgencyRow, agency_id)
        row.aliases = [*(alias for alias in row.aliases if fold(alias) != fold(name)), row.name]
        row.name, row.folded = name, fold(name)
        await self._session.flush()

    async def plan_merger(self, agency_id: int, successor_id: int, on: date) -> None:
        """Note that an agency goes over into another on that day."""
        row = await self._session.get_one(AgencyRow, agency_id)
        row.successor_id, row.succeeded_on = successor_id, on
        await self._session.flush()

    async def mergers_due(self, today: date) -> list[tuple[int, int]]:
        """Return (agency, successor) of the mergers whose day has come and that were not carried out."""
        due = (AgencyRow.succeeded_on <= today) & AgencyRow.succeeded_at.is_(None)
        rows = await self._session.execute(
            select(AgencyRow.id, AgencyRow.successor_id).where(due).order_by(AgencyRow.succeeded_on, AgencyRow.id)
        )
        return [(agency_id, successor_id) for agency_id, successor_id in rows if successor_id is not None]

    async def planned_successor(self, agency_id: int) -> int | None:
        """Return the agency that this one has gone over into or is to; None when there is none."""
        return (await self._session.get_one(AgencyRow, agency_id)).successor_id

    async def merge(self, agency_id: int, successor_id: int, now: datetime) -> None:
        """Let the successor take over the agency's place: its people, its groups and what stands below it."""
        row = await self._session.get_one(AgencyRow, agency_id, with_for_update=True)
        row.succeeded_at = now
        await self._session.flush()
        for table, mine in (
            (PersonRow, (PersonRow.agency_id == agency_id) & PersonRow.active.is_(True)),
            (ChatGroupRow, (ChatGroupRow.agency_id == agency_id) & ChatGroupRow.ended_at.is_(None)),
        ):
            await self._session.execute(update(table).where(mine).values(agency_id=successor_id))
        below = (AgencyRow.parent_id == agency_id) & (AgencyRow.id != successor_id)
        await self._session.execute(update(AgencyRow).where(below).values(parent_id=successor_id))
