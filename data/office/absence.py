"""Leave and snooze: what officials arrange for themselves."""

from dataclasses import dataclass
from datetime import date, timedelta

from data.db.unit import UnitOfWork
from data.domain.escalation import contacts_of
from data.domain.leave import Leave, Leaves, in_place_of
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person
from data.domain.snooze import Snooze, wakes_at
from data.domain.task import Assignment
from data.office.acting import Actor, Refusal, Refused, Rules

LONGEST_LEAVE = timedelta(days=366)
"""A later day is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A leave that was written down, and who hears meanwhile: nobody when `in_place` is empty."""

    leave: Leave
    in_place: tuple[Person, ...]


async def take_leave(uow: UnitOfWork, actor: Actor, until_on: date, stand_in: Person | None, rules: Rules) -> Arranged:
    """Note that the actor is away through `until_on` and who hears in their place. Raises `Refused`.

    A stand-in is somebody else of the same agency. What is due meanwhile is planned anew, for whoever hears now.
    """
    today = rules.calendar.office_day(actor.at)
    if until_on < today:
        raise Refused(Refusal.LEAVE_IN_THE_PAST)
    if until_on - today > LONGEST_LEAVE:
        raise Refused(Refusal.TOO_FAR)
    if stand_in is not None and (stand_in.agency_id != actor.person.agency_id or stand_in.id == actor.person.id):
        raise Refused(Refusal.NOT_A_COLLEAGUE)
    leave = Leave(actor.person.id, actor.at, until_on, stand_in.id if stand_in else None)
    await uow.leaves.begin(leave)
    await wake_for(uow, actor.person, actor)
    person = f"person:{actor.person.id}"
    _trace(uow, actor, "leave", person, {"until": until_on.isoformat(), "stand_in": leave.stand_in_id})
    return Arranged(leave, await _in_place(uow, actor, rules))


async def return_early(uow: UnitOfWork, actor: Actor) -> bool:
    """End the actor's leave; False when they are on none."""
    if not await uow.leaves.end(actor.person.id, actor.at):
        return False
    await wake_for(uow, actor.person, actor)
    _trace(uow, actor, "leave_ended", f"person:{actor.person.id}", {})
    return True


async def wake_for(uow: UnitOfWork, person: Person, actor: Actor) -> None:
    """Let the planner look anew at what a person who goes or comes may have to hear."""
    await uow.assignments.wake(actor.at, person.agency_id if person.role in AGENCY_ROLES else None)


async def snooze(uow: UnitOfWork, actor: Actor, assignment: Assignment, until_on: date, rules: Rules) -> date:
    """Put off the actor's own reminders of an assignment; return the day on which they are reminded.

    That is never after the deadline. Raises `Refused`, also when no day is left before it.
    """
    if not may(actor.person, Action.NOTE, assignment):
        raise Refused(Refusal.NOT_YOURS)
    if not assignment.chased:
        raise Refused(Refusal.UNLAWFUL)
    wish = Snooze(assignment.id, actor.person.id, actor.at, until_on)
    wakes = wakes_at(wish, assignment, rules.calendar)
    if wakes <= actor.at:
        raise Refused(Refusal.NO_ROOM_TO_SNOOZE)
    await uow.snoozes.add(wish)
    await uow.assignments.set_next({assignment.id: actor.at})
    on = rules.calendar.office_day(wakes)
    _trace(uow, actor, "snooze", f"assignment:{assignment.id}", {"until": on.isoformat()})
    return on


async def _in_place(uow: UnitOfWork, actor: Actor, rules: Rules) -> tuple[Person, ...]:
    """Return who hears instead of the actor: a stand-in, else the colleagues whom the ladder speaks to anyway."""
    leaves: Leaves = {one.person_id: one for one in await uow.leaves.going_on() if one.covers(actor.at, rules.calendar)}
    paired = await uow.people.paired_ids()
    person = actor.person
    own = await uow.people.of_agencies([person.agency_id]) if person.agency_id is not None else []
    reached = [one for one in own if one.id in paired]
    if found := in_place_of(person, reached, leaves):
        return tuple(found)
    return contacts_of(reached, leaves) if person.role in AGENCY_ROLES else ()


def _trace(uow: UnitOfWork, actor: Actor, action: str, subject: str, after: dict[str, object]) -> None:
    uow.audit.note(
        at=actor.at,
        action=action,
        subject=subject,
        person_id=actor.person.id,
        channel=actor.channel,
        after=after,
    )
