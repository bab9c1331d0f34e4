"""How the house stands: what waits to be said and heard, and since when. Costs what waits, not what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from data.db.engine import Database
from data.db.tables import InboxRow, OutboxRow, UpkeepRow
from data.db.upkeep import Care


@dataclass(frozen=True, slots=True)
class Standing:
    """What is due and unsaid by kind of message, what is unheard by channel, and how long the oldest has waited."""

    due: Mapping[str, int] = field(default_factory=dict)
    unsaid_for: timedelta = timedelta(0)
    waiting: Mapping[str, int] = field(default_factory=dict)
    unheard_for: timedelta = timedelta(0)
    size_bytes: int = 0
    backed_up_at: datetime | None = None


async def standing(database: Database, now: datetime) -> Standing:
    """Return how the house stands at office time `now`; never waits for a writer."""
    async with database.engine.execution_options(only_reads=True).connect() as connection:
        unsaid = (OutboxRow.state == "queued") & (OutboxRow.due_at <= now)
        due = await connection.execute(
            select(OutboxRow.kind, func.count(), func.min(OutboxRow.due_at)).where(unsaid).group_by(OutboxRow.kind)
        )
        said = due.all()
        unheard = await connection.execute(
            select(InboxRow.channel, func.count(), func.min(InboxRow.stored_at))
            .where(InboxRow.state == "new")
            .group_by(InboxRow.channel)
        )
        heard = unheard.all()
        return Standing(
            due={kind: count for kind, count, _ in said},
            unsaid_for=_since([oldest for *_, oldest in said], now),
            waiting={channel: count for channel, count, _ in heard},
            unheard_for=_since([oldest for *_, oldest in heard], now),
            size_bytes=await _size(connection),
            backed_up_at=await connection.scalar(select(UpkeepRow.at).where(UpkeepRow.name == Care.BACKUP.value)),
        )


def _since(moments: list[datetime], now: datetime) -> timedelta:
    """Return how long ago the oldest was; office time that went back makes nothing negative."""
    return max([now - moment for moment in moments] + [timedelta(0)])


async def _size(connection: AsyncConnection) -> int:
    if connection.dialect.name == "postgresql":
        return await connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
    pages = await connection.scalar(text("PRAGMA page_count")) or 0
    size: int = pages * (await connection.scalar(text("PRAGMA page_size")) or 0)
    return size
