"""Planning reminders: from what is due in the database to messages in the outbox."""

from collections import defaultdict
from datetime import datetime, timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.planning import Audiences, Planned, Reminder, plan
from data.domain.snooze import Snooze
from data.domain.task import Assignment

BATCH = 500
"""Assignments planned in one transaction."""
LATER = timedelta(hours=1)
"""When to look again at an assignment that could not be planned."""

log = structlog.get_logger()


async def plan_reminders(database: Database, calendar: WorkingCalendar, clock: Clock) -> int:
    """Plan everything due by now and queue one message a person; return how many messages were queued.

    Outside pushing hours nothing is planned: what is due waits for the next working morning, where rungs that piled
    up fold into one. A crash between two batches leaves planned rungs without a message; they are picked up next time.
    """
    now = clock.now()
    if calendar.next_push(now) > now:
        return 0
    async with database.reading() as uow:
        # Most ticks find nothing: these take no lock that others might wait for.
        if not await uow.reminders.anything_to_plan(now):
            return 0
    while await _plan_batch(database, calendar, now):
        pass
    return await _compose(database, now)


async def _plan_batch(database: Database, calendar: WorkingCalendar, now: datetime) -> bool:
    """Enter what one batch of due assignments wants said; return whether there may be more."""
    async with database.work() as uow:
        due = await uow.assignments.due(now, BATCH)
        if not due:
            return False
        hearers = await _audiences(uow, calendar, now)
        ledger = await uow.reminders.of_assignments([assignment.id for assignment in due])
        by_assignment: dict[int, list[Reminder]] = defaultdict(list)
        for entry in ledger:
            by_assignment[entry.assignment_id].append(entry)
        snoozes: dict[int, list[Snooze]] = defaultdict(list)
        for snooze in await uow.snoozes.last_of([assignment.id for assignment in due]):
            snoozes[snooze.assignment_id].append(snooze)
        told = {one.id: (by_assignment[one.id], snoozes[one.id]) for one in due}
        planned = {one.id: _plan_one(one, hearers, told[one.id], calendar, now) for one in due}
        await uow.reminders.enter([entry for one in planned.values() for entry in one.reminders], now)
        await uow.assignments.set_next({key: one.next_at for key, one in planned.items()})
        await uow.commit()
    return len(due) == BATCH


def _plan_one(
    assignment: Assignment,
    hearers: Audiences,
    told: tuple[list[Reminder], list[Snooze]],
    calendar: WorkingCalendar,
    now: datetime,
) -> Planned:
    """Plan one assignment; one that cannot be planned is looked at again later and holds up nobody else."""
    try:
        ledger, snoozes = told
        return plan(assignment, hearers, ledger, calendar, now, snoozes)
    except Exception as error:
        log.exception("not_planned", assignment=assignment.id, error=type(error).__name__)
        return Planned((), now + LATER)


async def _audiences(uow: UnitOfWork, calendar: WorkingCalendar, now: datetime) -> Audiences:
    leaves = {one.person_id: one for one in await uow.leaves.going_on() if one.covers(now, calendar)}
    return Audiences(await uow.people.active(), await uow.people.paired_ids(), leaves)


async def _compose(database: Database, now: datetime) -> int:
    """Queue one message for each person with planned rungs that no message carries yet."""
    async with database.work() as uow:
        loose = await uow.reminders.loose()
        for person_id, ids in loose.items():
            outbox_id = await uow.outbox.put(Outgoing(Kind.REMINDER, due_at=now, person_id=person_id), now)
            await uow.reminders.attach(ids, outbox_id)
        await uow.commit()
    return len(loose)
