"""Groups of an agency: linked and unlinked by its own officials."""

from data.db.unit import UnitOfWork
from data.domain.group import GroupAddress
from data.domain.person import AGENCY_ROLES
from data.office.acting import Actor, Refusal, Refused


async def link_group(uow: UnitOfWork, actor: Actor, address: GroupAddress) -> int:
    """Let a group hear the headlines of the actor's agency; return that agency's id. Raises `Refused`."""
    agency_id = _agency_of(actor)
    there = await uow.groups.find(actor.channel, address)
    if there is not None and there.agency_id != agency_id:
        raise Refused(Refusal.NOT_YOURS)
    await uow.groups.link(actor.channel, address, agency_id, actor.person.id, actor.at)
    _note(uow, actor, "link_group", agency_id)
    return agency_id


async def unlink_group(uow: UnitOfWork, actor: Actor, address: GroupAddress) -> bool:
    """End that; False when the group was not linked. Raises `Refused` for another agency's group."""
    agency_id = _agency_of(actor)
    there = await uow.groups.find(actor.channel, address)
    if there is None:
        return False
    if there.agency_id != agency_id:
        raise Refused(Refusal.NOT_YOURS)
    await uow.groups.unlink(actor.channel, address, actor.at)
    _note(uow, actor, "unlink_group", agency_id)
    return True


def _agency_of(actor: Actor) -> int:
    person = actor.person
    if person.role not in AGENCY_ROLES or person.agency_id is None:
        raise Refused(Refusal.NOT_YOURS)
    return person.agency_id


def _note(uow: UnitOfWork, actor: Actor, action: str, agency_id: int) -> None:
    uow.audit.note(
        at=actor.at, action=action, subject=f"agency:{agency_id}", person_id=actor.person.id, channel=actor.channel
    )
