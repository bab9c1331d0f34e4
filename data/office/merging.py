"""Agencies that change: merged into others from a day on, or renamed (domain rule 14)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from data.db.codec import pack_post, pack_standing
from data.db.stores.assignments import Stale
from data.db.unit import UnitOfWork
from data.domain.agency import Agency
from data.domain.lifecycle import Event, apply, lawful
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.domain.task import Assignment, Part, number_of
from data.folding import fold
from data.office.acting import Actor, Refusal, Refused, Rules


@dataclass(frozen=True, slots=True)
class Merger:
    """An agency that goes over into another on a day, with how many people and shares; `done` once it has."""

    agency: Agency
    successor: Agency
    on: date
    people: int
    tasks: int
    done: bool


async def merge_agencies(
    uow: UnitOfWork,
    agency: Agency,
    successor: Agency,
    on: date,
    rules: Rules,
    now: datetime,
    actor: Actor | None = None,
) -> Merger:
    """Let `agency` go over into `successor` on the day `on`, at once when that has come. Raises `Refused`.

    `actor` is None for the operator's command line. The agency stays in the registry under its own name, which stands
    for its successor from that day on; what was confirmed before stays under it.
    """
    _check_actor(actor)
    if agency.id == successor.id:
        raise Refused(Refusal.SAME_AGENCY)
    for one in (agency, successor):
        if await uow.agencies.planned_successor(one.id) is not None:
            raise Refused(Refusal.MERGED_ALREADY)
    people = await uow.people.of_agencies({agency.id})
    held = await uow.assignments.held_by(agency.id)
    await uow.agencies.plan_merger(agency.id, successor.id, on)
    _note(uow, "plan_merger", agency, now, actor, after={"successor": successor.id, "on": on.isoformat()})
    done = on <= rules.calendar.office_day(now)
    if done:
        await carry_out_merger(uow, agency.id, successor.id, now, actor)
    return Merger(agency, successor, on, len(people), len(held), done)


async def carry_out_merger(
    uow: UnitOfWork, agency_id: int, successor_id: int, now: datetime, actor: Actor | None = None
) -> None:
    """Let people, groups and all that is not confirmed go over; each share keeps its history and its deadline.

    Of two shares in one task the one that binds more stays. Whoever of the successor has not heard of a task yet is
    told of it as the planner finds it.
    """
    registry = await uow.agencies.registry()
    agency, successor = registry.get(agency_id), registry.get(successor_id)
    for share in await uow.assignments.held_by(agency_id):
        await _take_over(uow, share, successor, now, actor)
    await uow.holders.move_drafts(agency_id, successor)
    people = await uow.people.of_agencies({agency_id})
    await uow.agencies.merge(agency_id, successor_id, now)
    for person in people:
        _note_post(uow, person, successor_id, now, actor)
    await uow.assignments.wake(now, successor_id)
    _note(uow, "merge", agency, now, actor, before={"agency": agency_id}, after={"agency": successor_id})


async def _take_over(uow: UnitOfWork, share: Assignment, successor: Agency, now: datetime, actor: Actor | None) -> None:
    """Give a share to the successor, or end it where the successor's own share of the task does for both."""
    number = number_of(share.code)
    same = [one for one in await uow.assignments.of_task(number) if one.period == share.period]
    theirs = [one for one in same if one.agency_id == successor.id]
    enough = [one for one in theirs if one.part is Part.LEAD or share.part is Part.COORDINATING]
    if lawful(share, Event.REASSIGN) and any(one.open for one in enough):
        await _end(uow, share, now, actor)
        return
    for one in theirs:
        if one.part is Part.COORDINATING and lawful(one, Event.REASSIGN):
            await _end(uow, one, now, actor)
    after = replace(share, agency_id=successor.id, agency_name=successor.name, revision=share.revision + 1)
    await _save(uow, share, after, now, actor, "take_over")


async def _end(uow: UnitOfWork, share: Assignment, now: datetime, actor: Actor | None) -> None:
    await _save(uow, share, apply(share, Event.REASSIGN, now), now, actor, Event.REASSIGN.value)
    await uow.extensions.lapse(share.id, now)


async def _save(
    uow: UnitOfWork, before: Assignment, after: Assignment, now: datetime, actor: Actor | None, action: str
) -> None:
    try:
        await uow.assignments.save(before, after, now)
    except Stale:
        raise Refused(Refusal.CHANGED_MEANWHILE, before.id) from None
    await uow.cards.outdate(after.id, now)
    uow.audit.note(
        at=now,
        action=action,
        subject=f"assignment:{before.id}",
        person_id=actor.person.id if actor else None,
        channel=actor.channel if actor else None,
        before=pack_standing(before) | _owner(before),
        after=pack_standing(after) | _owner(after),
    )


def _owner(share: Assignment) -> dict[str, Any]:
    return {"agency_id": share.agency_id, "agency_name": share.agency_name}


async def rename_agency(
    uow: UnitOfWork, agency: Agency, name: str, now: datetime, actor: Actor | None = None
) -> Agency:
    """Give an agency a new name, which live tasks bear from now on; the old one is still understood.

    Raises `Refused`.
    """
    _check_actor(actor)
    name = " ".join(name.split())
    registry = await uow.agencies.registry()
    taken = registry.find(name)
    if not name or fold(name) == fold(agency.name) or (taken is not None and taken.id != agency.id):
        raise Refused(Refusal.NAME_TAKEN)
    await uow.agencies.rename(agency.id, name)
    renamed = (await uow.agencies.registry()).get(agency.id)
    await uow.holders.rename(renamed)
    _note(uow, "rename_agency", agency, now, actor, before={"name": agency.name}, after={"name": name})
    return renamed


def _note_post(uow: UnitOfWork, person: Person, successor_id: int, now: datetime, actor: Actor | None) -> None:
    """Keep in the trail that somebody belongs to the successor from now on: who was to hear what is asked later."""
    uow.audit.note(
        at=now,
        action="change_person",
        subject=f"person:{person.id}",
        person_id=actor.person.id if actor else None,
        channel=actor.channel if actor else None,
        before=pack_post(person),
        after=pack_post(replace(person, agency_id=successor_id)),
    )


def _check_actor(actor: Actor | None) -> None:
    if actor is not None and not may(actor.person, Action.CHANGE_AGENCIES):
        raise Refused(Refusal.NOT_YOURS)


def _note(
    uow: UnitOfWork,
    action: str,
    agency: Agency,
    now: datetime,
    actor: Actor | None,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    uow.audit.note(
        at=now,
        action=action,
        subject=f"agency:{agency.id}",
        person_id=actor.person.id if actor else None,
        channel=actor.channel if actor else None,
        before=before,
        after=after,
    )
