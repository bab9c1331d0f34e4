"""Taking in the office's own lists: agencies that tasks already name, people who come, go and change posts."""

from collections.abc import Sequence
from datetime import datetime

from data.db.codec import pack_post
from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.db.unit import UnitOfWork
from data.domain.agency import Agency
from data.domain.task import Status


async def register_agencies(uow: UnitOfWork, entries: Sequence[AgencyEntry], now: datetime) -> int:
    """Add or update agencies; return how many shares of tasks found the agency that nobody knew before.

    Those are reminded of from the next pushing hours on, as if they were given out now.
    """
    await uow.agencies.put(entries)
    registry = await uow.agencies.registry()
    names = await uow.holders.unmatched_names()
    found = {name: agency for name in names if (agency := registry.find(name)) is not None}
    matched = sum([await _match(uow, name, agency, now) for name, agency in found.items()])
    for agency in registry.agencies:
        await uow.holders.rename(agency)
    uow.audit.note(
        at=now, action="import_agencies", subject="registry", after={"rows": len(entries), "matched": matched}
    )
    return matched


async def _match(uow: UnitOfWork, name: str, agency: Agency, now: datetime) -> int:
    """Give what stands under `name` to `agency`; return how many shares those are."""
    for assignment_id in await uow.holders.end_doubles(name, agency):
        ended = {"status": Status.REASSIGNED.value}
        uow.audit.note(at=now, action="reassign", subject=f"assignment:{assignment_id}", after=ended)
    ids = await uow.holders.match(name, agency, now)
    before: dict[str, object] = {"agency_id": None, "agency_name": name}
    after = {"agency_id": agency.id, "agency_name": agency.name, "ladder_from": now.isoformat()}
    for assignment_id in ids:
        uow.audit.note(at=now, action="match", subject=f"assignment:{assignment_id}", before=before, after=after)
    return len(ids)


async def register_people(uow: UnitOfWork, entries: Sequence[PersonEntry], now: datetime) -> None:
    """Add or update people; whoever is no longer active is unpaired at once, and who hears what is planned anew."""
    before = {person.id: person for person in await uow.people.everybody()}
    await uow.people.put(entries, now)
    await uow.assignments.wake(now)
    for person in await uow.people.everybody():
        known = before.get(person.id)
        if known is None or pack_post(known) != pack_post(person):
            was = pack_post(known) if known else None
            subject = f"person:{person.id}"
            uow.audit.note(at=now, action="change_person", subject=subject, before=was, after=pack_post(person))
    uow.audit.note(at=now, action="import_people", subject="people", after={"rows": len(entries)})
