"""Headlines for groups: each working morning, what an agency's people were reminded of since the last one."""

from datetime import datetime

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.groups import Group
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.ports import Wording


async def tell_groups(database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock) -> int:
    """Queue this morning's headlines, once for each group; return how many. To be called after planning."""
    now = clock.now()
    morning = calendar.morning(calendar.office_day(now))
    if now < morning or calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        groups = await uow.groups.untold(morning)
        told = [await _tell(uow, wording, group, now) for group in groups]
        await uow.commit()
    return sum(told)


async def _tell(uow: UnitOfWork, wording: Wording, group: Group, now: datetime) -> bool:
    """Queue what there is for one group; return whether there was anything."""
    found = await uow.assignments.some(await uow.groups.news(group))
    await uow.groups.told(group, now)
    news = [one for one in found.values() if one.chased]
    if not news:
        return False
    agency = (await uow.agencies.registry()).get(group.agency_id)
    message = wording.headlines(agency.name, news, now)
    await uow.outbox.put(Outgoing(Kind.NOTICE, now, message, channel=group.channel, chat=group.address.text), now)
    return True
