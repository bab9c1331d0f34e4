"""Agencies that go over into others on a day that was set before."""

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.domain.calendar import WorkingCalendar
from data.office.acting import Refused
from data.office.merging import carry_out_merger

log = structlog.get_logger()


async def carry_out_mergers(database: Database, calendar: WorkingCalendar, clock: Clock) -> int:
    """Carry out every merger whose day has come; return how many.

    Each is a transaction of its own: a crash between two leaves the rest for the next time, and one whose tasks are
    just being changed by somebody is tried again then.
    """
    now = clock.now()
    async with database.reading() as uow:
        due = await uow.agencies.mergers_due(calendar.office_day(now))
    carried = 0
    for agency_id, successor_id in due:
        async with database.work() as uow:
            try:
                await carry_out_merger(uow, agency_id, successor_id, now)
            except Refused:
                log.info("merger_put_off", agency=agency_id)
                continue
            await uow.commit()
            carried += 1
    return carried
