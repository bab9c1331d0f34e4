"""Who is told of what: everybody here can be reached by chat."""

from collections.abc import Iterable

from data.db.unit import UnitOfWork
from data.domain.directive import Directive
from data.domain.person import OFFICE_ROLES, Person, Role
from data.office.acting import Rules

CONTACTS = frozenset({Role.CONTACT, Role.DEPUTY})


async def followers(uow: UnitOfWork) -> list[Person]:
    """Return the specialists who follow the work; the chief where no specialist can be reached."""
    office = await _paired(uow, await uow.people.with_roles(OFFICE_ROLES))
    return [one for one in office if one.role is Role.SPECIALIST] or office


async def whole_office(uow: UnitOfWork) -> list[Person]:
    """Return the specialists and the chief."""
    return await _paired(uow, await uow.people.with_roles(OFFICE_ROLES))


async def chiefs(uow: UnitOfWork, directive: Directive) -> list[Person]:
    """Return the chief of the office; where none can be reached, the leader of the directive or else every leader."""
    people = await _paired(uow, await uow.people.with_roles({Role.CHIEF, Role.LEADER}))
    leaders = [one for one in people if one.id == directive.leader_id] or people
    return [one for one in people if one.role is Role.CHIEF] or leaders


async def contacts(uow: UnitOfWork, agency_ids: Iterable[int | None]) -> list[Person]:
    """Return the contacts of these agencies, deputies too."""
    ids = {agency_id for agency_id in agency_ids if agency_id is not None}
    people = await uow.people.of_agencies(ids)
    return await _paired(uow, [person for person in people if person.role in CONTACTS])


async def everybody_of(uow: UnitOfWork, agency_ids: Iterable[int]) -> list[Person]:
    """Return the officials of these agencies, their heads too."""
    return await _paired(uow, await uow.people.of_agencies(set(agency_ids)))


async def deciders(uow: UnitOfWork, directive: Directive, rules: Rules) -> list[Person]:
    """Return who may decide an extension by the policy: the chief and the directive's leader, or else every leader."""
    people = await _paired(uow, await uow.people.with_roles(rules.policy.extension_deciders))
    named = [one for one in people if one.role is Role.CHIEF or one.id == directive.leader_id]
    return named or people


async def _paired(uow: UnitOfWork, people: Iterable[Person]) -> list[Person]:
    paired = await uow.people.paired_ids()
    return [person for person in people if person.id in paired]
