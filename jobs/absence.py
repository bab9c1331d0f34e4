"""Leave ends by itself: on the first working morning after its last day, and both who shared it hear."""

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.leave import Leave
from data.domain.person import AGENCY_ROLES
from data.ports import Wording


async def end_leaves(database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock) -> int:
    """End what is over, let the planner look anew, and queue the news; return how many messages. Before planning."""
    now = clock.now()
    if calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        over = await uow.leaves.over(calendar.office_day(now))
        for leave in over:
            await uow.leaves.end(leave.person_id, now)
        queued = sum([await _tell(uow, wording, leave, clock) for leave in over])
        if over:
            await uow.commit()
    return queued


async def _tell(uow: UnitOfWork, wording: Wording, leave: Leave, clock: Clock) -> int:
    now = clock.now()
    person = await uow.people.get(leave.person_id)
    stand_in = await uow.people.get(leave.stand_in_id) if leave.stand_in_id is not None else None
    await uow.assignments.wake(now, person.agency_id if person.role in AGENCY_ROLES else None)
    paired = await uow.people.paired_ids()
    said = {who: message for who, message in wording.leave_over(leave, person, stand_in).items() if who in paired}
    for person_id, message in said.items():
        await uow.outbox.put(Outgoing(Kind.NOTICE, now, message, person_id=person_id), now)
    return len(said)
