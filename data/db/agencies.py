"""The registry of agencies."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AgencyRow
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


def _agency(row: AgencyRow) -> Agency:
    return Agency(
        row.id, row.code, row.name, tuple(row.aliases), row.kind, row.parent_id, row.successor_id, row.succeeded_on
    )


class AgencyStore:
    """Reads and writes the registry."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def registry(self) -> Registry:
        """Return all agencies."""
        rows = await self._session.scalars(select(AgencyRow).order_by(AgencyRow.id))
        return Registry(_agency(row) for row in rows)

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
