"""What a batch of messages is about, looked up at once: one query a kind and not one a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.db.stores.outbox import Outgoing
from data.db.unit import UnitOfWork
from data.domain.directive import Directive
from data.domain.person import ChatLink, Person
from data.domain.planning import Reminder
from data.domain.task import Assignment


@dataclass(frozen=True, slots=True)
class Known:
    """People with their addresses, assignments and directives, by id; by task, who leads where others coordinate."""

    people: Mapping[int, Person]
    links: Mapping[int, Sequence[ChatLink]]
    assignments: Mapping[int, Assignment]
    directives: Mapping[int, Directive]
    leads: Mapping[int, tuple[str, ...]]


async def look_up(uow: UnitOfWork, claimed: Sequence[Outgoing], carried: Mapping[int, Sequence[Reminder]]) -> Known:
    """Return what these messages and the reminders that they carry are about, as it stands in this transaction."""
    person_ids = {one.person_id for one in claimed if one.person_id is not None}
    people = {person.id: person for person in await uow.people.some(person_ids)} if carried else {}
    links = await uow.people.links_of(person_ids) if person_ids else {}
    reminded = {reminder.assignment_id for reminders in carried.values() for reminder in reminders}
    assignments = await uow.assignments.some(reminded) if reminded else {}
    directive_ids = {assignment.directive_id for assignment in assignments.values()}
    directives = await uow.directives.some(directive_ids) if directive_ids else {}
    leads = await uow.assignments.leads_of(assignments.values())
    return Known(people, links, assignments, directives, leads)
