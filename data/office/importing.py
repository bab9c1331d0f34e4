"""Taking a directive in: stored as drafts, made live by a person."""

from datetime import datetime

from data.db.stores.directives import Stored
from data.db.unit import UnitOfWork
from data.domain.permissions import Action, may
from data.domain.person import Person, Role
from data.domain.task import TaskSheet
from data.folding import fold
from data.intake.draft import DirectiveDraft
from data.office.acting import Actor, Refusal, Refused, Rules


async def store_directive(
    uow: UnitOfWork, draft: DirectiveDraft, rules: Rules, now: datetime, actor: Actor | None = None
) -> Stored:
    """Store what was read of a directive, its tasks as drafts; the same directive again is only found.

    `actor` is None for the operator's command line. Raises `Refused` when the actor may not.
    """
    if actor is not None and not may(actor.person, Action.REVIEW_DIRECTIVE):
        raise Refused(Refusal.NOT_YOURS)
    leaders = await uow.people.with_roles({Role.LEADER})
    named = named_leader(draft, leaders)
    registry = await uow.agencies.registry()
    stored = await uow.directives.add(draft, registry, rules.policy, named.id if named else None, now)
    if stored.new:
        uow.audit.note(
            at=now,
            action="import",
            subject=f"directive:{stored.directive.id}",
            person_id=actor.person.id if actor else None,
            channel=actor.channel if actor else None,
        )
    return stored


def named_leader(draft: DirectiveDraft, leaders: list[Person]) -> Person | None:
    """Return the leader whose conclusions these are, when exactly one of `leaders` bears that name."""
    if draft.leader is None:
        return None
    found = [person for person in leaders if fold(person.name) == fold(draft.leader)]
    return found[0] if len(found) == 1 else None


async def confirm_directive(
    uow: UnitOfWork, directive_id: int, actor: Actor | None, rules: Rules, now: datetime
) -> list[TaskSheet]:
    """Make a directive's drafts live; `actor` is None for the operator's command line.

    Raises `Refused` when the actor may not, or when somebody has confirmed it before.
    """
    if actor is not None and not may(actor.person, Action.REVIEW_DIRECTIVE):
        raise Refused(Refusal.NOT_YOURS)
    person_id = actor.person.id if actor else None
    if not await uow.directives.confirm(directive_id, person_id, rules.calendar, now):
        raise Refused(Refusal.ALREADY_CONFIRMED)
    uow.audit.note(at=now, action="confirm", subject=f"directive:{directive_id}", person_id=person_id)
    return await uow.directives.sheets(directive_id)
