"""Recurring tasks: each occurrence is given out in time for its first rung."""

from data.clock import Clock
from data.db.engine import Database
from data.domain.calendar import WorkingCalendar

BATCH = 200
"""Tasks whose next occurrence is given out in one transaction."""


async def open_occurrences(database: Database, calendar: WorkingCalendar, clock: Clock) -> None:
    """Give out every occurrence that is due by now, those of an outage too. To be called before planning."""
    now, more = clock.now(), True
    while more:
        async with database.work() as uow:
            more = await uow.occurrences.open_due(calendar, now, BATCH) > 0
            if more:
                await uow.commit()
