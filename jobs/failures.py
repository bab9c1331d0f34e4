"""Failures of delivery: one list a morning of whom the office must phone, and at once what is urgent."""

from collections import defaultdict
from collections.abc import Sequence

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.failure import Failure, Unreached
from data.domain.person import OFFICE_ROLES
from data.ports import Wording


async def tell_failures(database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock) -> int:
    """Queue the list for everybody of the office who can be reached; return how many messages that are.

    When nobody can, the list waits: what was not delivered stays due until the office hears of it.
    """
    now = clock.now()
    if calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        due = await uow.failures.due(now)
        paired = await uow.people.paired_ids() if due else set()
        office = [one for one in await uow.people.with_roles(OFFICE_ROLES) if one.id in paired] if due else []
        if not office:
            return 0
        failures = [one for one in due if not (one.repeats and one.person_id in paired)]
        people = await _unreached(uow, failures)
        lists = [(one, wording.unreached(one, people, now)) for one in office] if failures else []
        for colleague, messages in lists:
            for message in messages:
                await uow.outbox.put(Outgoing(Kind.NOTICE, now, message, person_id=colleague.id), now)
        await uow.failures.told([one.id for one in due], now)
        await uow.commit()
    return sum(len(messages) for _, messages in lists)


async def _unreached(uow: UnitOfWork, failures: Sequence[Failure]) -> list[Unreached]:
    """Return the people behind the failures, each once, in the order in which they were missed."""
    by_person: defaultdict[int, list[Failure]] = defaultdict(list)
    for failure in failures:
        by_person[failure.person_id].append(failure)
    shares = await uow.assignments.some({share for failure in failures for share in failure.about})
    registry = await uow.agencies.registry()
    found = []
    for person_id, missed in by_person.items():
        person = await uow.people.get(person_id)
        about = dict.fromkeys(share for failure in missed for share in failure.about if share in shares)
        agency = registry.get(person.agency_id).name if person.agency_id is not None else ""
        whys = tuple(dict.fromkeys(failure.why for failure in missed))
        found.append(Unreached(person, agency, tuple(shares[share] for share in about), whys))
    return found
