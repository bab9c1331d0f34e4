"""Work that somebody gives out without a document: live at once, under the next code."""

from datetime import date

from data.db.unit import UnitOfWork
from data.domain.directive import DIRECT
from data.domain.permissions import Action, may
from data.domain.person import Role
from data.domain.task import TaskSheet
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Actor, Refusal, Refused, Rules


async def assign_directly(uow: UnitOfWork, actor: Actor, task: TaskDraft, source: str, rules: Rules) -> TaskSheet:
    """Give out a task in the actor's own name; `source` is what was said, and tells it from any other.

    It stands in a directive of its own kind, of this day and with who gave it as signer, so that it is asked for,
    counted and reminded of like every other. Raises `Refused`, also for a lead that the registry does not know:
    whoever gives out work by word of mouth is there to say whom they mean.
    """
    if not may(actor.person, Action.ASSIGN):
        raise Refused(Refusal.NOT_YOURS)
    registry = await uow.agencies.registry()
    if not task.lead or any(registry.find(name) is None for name in (*task.lead, *task.coordinating)):
        raise Refused(Refusal.UNKNOWN_AGENCY)
    today = rules.calendar.office_day(actor.at)
    if task.deadline.due_on is not None and task.deadline.due_on < today:
        raise Refused(Refusal.IN_THE_PAST)
    person = actor.person
    draft = _without_document(task, person.name, today, source)
    leader_id = person.id if person.role is Role.LEADER else None
    stored = await uow.directives.add(draft, registry, rules.policy, leader_id, actor.at)
    if not stored.new:
        raise Refused(Refusal.ALREADY_CONFIRMED)
    await uow.directives.confirm(stored.directive.id, person.id, rules.calendar, actor.at)
    (sheet,) = await uow.directives.sheets(stored.directive.id)
    uow.audit.note(
        at=actor.at,
        action="assign",
        subject=f"task:{sheet.task.id}",
        person_id=person.id,
        channel=actor.channel,
        after=sheet.as_json(),
    )
    return sheet


def _without_document(task: TaskDraft, giver: str, today: date, source: str) -> DirectiveDraft:
    return DirectiveDraft(
        number=None,
        symbol=None,
        kind=DIRECT,
        issued_on=today,
        issuer=None,
        signer=giver,
        urgency=None,
        tasks=(task,),
        text=source,
    )
