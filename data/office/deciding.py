"""What the office decides: results confirmed or returned, extensions granted or refused."""

from dataclasses import replace
from datetime import date, timedelta

from data.db.stores.extensions import AlreadyAsked
from data.db.unit import UnitOfWork
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.evidence import EvidenceState
from data.domain.extension import FARTHEST, Extension, ExtensionState
from data.domain.lifecycle import Event
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Status
from data.office.acting import Actor, Refusal, Refused, Rules
from data.office.reporting import decide, move_deadline, put_back


async def confirm_result(uow: UnitOfWork, actor: Actor, assignment: Assignment) -> Assignment:
    """Confirm that the work is done (domain rule 7). Raises `Refused`."""
    after = await decide(uow, actor, assignment, Event.CONFIRM)
    await uow.evidence.settle(assignment.id, EvidenceState.ACCEPTED)
    return after


async def undo_confirm(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, revision: int, rules: Rules
) -> Assignment:
    """Take a confirmation back that brought the assignment to `revision`; the claim waits again.

    Lawful within the minutes that the policy sets, as long as nothing came after it. Raises `Refused`.
    """
    if not may(actor.person, Action.CONFIRM_RESULT, assignment):
        raise Refused(Refusal.NOT_YOURS)
    if assignment.status is not Status.CONFIRMED or assignment.confirmed_at is None or assignment.revision != revision:
        raise Refused(Refusal.CHANGED_MEANWHILE, assignment.id)
    if actor.at - assignment.confirmed_at > timedelta(minutes=rules.policy.undo_minutes):
        raise Refused(Refusal.TOO_LATE_TO_UNDO)
    after = replace(assignment, status=Status.REPORTED_DONE, confirmed_at=None, revision=revision + 1)
    await put_back(uow, actor, assignment, after)
    await uow.reports.undo_last(assignment.id, Event.CONFIRM.value, actor.at)
    return after


async def return_result(uow: UnitOfWork, actor: Actor, assignment: Assignment, reason: str) -> Assignment:
    """Return a claim with a reason; the work counts as not done and reminders go on. Raises `Refused`."""
    after = await decide(uow, actor, assignment, Event.RETURN, reason)
    await uow.evidence.settle(assignment.id, EvidenceState.RETURNED)
    return after


async def ask_more(uow: UnitOfWork, actor: Actor, assignment: Assignment, what: str) -> Assignment:
    """Ask for more behind a claim, which goes on waiting; its evidence does not suffice yet. Raises `Refused`."""
    after = await decide(uow, actor, assignment, Event.ASK_MORE, what)
    await uow.evidence.settle(assignment.id, EvidenceState.NEEDS_MORE)
    return after


def check_wish(actor: Actor, assignment: Assignment) -> date:
    """Return the day in force; `Refused` unless the actor may ask for more time at all (domain rule 8)."""
    if not may(actor.person, Action.ASK_EXTENSION, assignment):
        raise Refused(Refusal.NOT_YOURS)
    if not assignment.open:
        raise Refused(Refusal.UNLAWFUL)
    if assignment.deadline.due_on is None:
        raise Refused(Refusal.NO_DEADLINE)
    return assignment.deadline.due_on


def check_extension(actor: Actor, assignment: Assignment, until: date, rules: Rules) -> None:
    """Raise `Refused` unless the actor may ask for time until that day for that assignment now (domain rule 8)."""
    due_on = check_wish(actor, assignment)
    if until < rules.calendar.office_day(actor.at):
        raise Refused(Refusal.IN_THE_PAST)
    _check_day(until, due_on, actor, rules)


async def ask_extension(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, until: date, reason: str, rules: Rules
) -> Extension:
    """Ask for time until `until`, with a reason; one wish at a time. Raises `Refused`."""
    check_extension(actor, assignment, until, rules)
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    try:
        extension = await uow.extensions.ask(assignment.id, actor.person.id, actor.at, until, reason)
    except AlreadyAsked:
        raise Refused(Refusal.ALREADY_ASKED) from None
    uow.audit.note(
        at=actor.at,
        action="ask_extension",
        subject=f"assignment:{assignment.id}",
        person_id=actor.person.id,
        channel=actor.channel,
        after={"until": until.isoformat()},
    )
    return extension


async def grant_extension(
    uow: UnitOfWork, actor: Actor, extension: Extension, until: date, rules: Rules
) -> tuple[Extension, Assignment]:
    """Grant time until `until`, the day asked for or another; reminders follow the new version. Raises `Refused`."""
    extension = await uow.extensions.locked(extension.id)
    assignment = await uow.assignments.get(extension.assignment_id)
    check_decision(actor, extension, assignment, rules)
    _check_day(until, assignment.deadline.due_on, actor, rules)
    deadline = Deadline(DeadlineKind.DATE, until)
    after = await move_deadline(uow, actor, assignment, deadline, rules, f"extension:{extension.id}")
    return await _decide(uow, actor, extension, ExtensionState.GRANTED, until=until), after


async def refuse_extension(
    uow: UnitOfWork, actor: Actor, extension: Extension, reason: str, rules: Rules
) -> tuple[Extension, Assignment]:
    """Refuse, with a reason. Raises `Refused`."""
    extension = await uow.extensions.locked(extension.id)
    assignment = await uow.assignments.get(extension.assignment_id)
    check_decision(actor, extension, assignment, rules)
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    return await _decide(uow, actor, extension, ExtensionState.REFUSED, reason=reason), assignment


def check_decision(actor: Actor, extension: Extension, assignment: Assignment, rules: Rules) -> None:
    """Raise `Refused` unless the actor may decide that wish now, by the rules and by the policy.

    A claim settles a wish: what was claimed was due on the day then in force. Undone or returned, it waits again.
    """
    deciders = rules.policy.extension_deciders
    if not may(actor.person, Action.DECIDE_EXTENSION, assignment, asked_by=extension.asked_by, deciders=deciders):
        raise Refused(Refusal.OWN_REQUEST if extension.asked_by == actor.person.id else Refusal.NOT_YOURS)
    if extension.state is not ExtensionState.OPEN:
        raise Refused(Refusal.ALREADY_DECIDED)
    if not assignment.open:
        raise Refused(Refusal.NO_LONGER_OWED)


def _check_day(until: date, due_on: date | None, actor: Actor, rules: Rules) -> None:
    """Raise `Refused` unless a deadline may move from `due_on` to `until`."""
    if due_on is not None and until <= due_on:
        raise Refused(Refusal.NOT_LATER)
    if until - rules.calendar.office_day(actor.at) > FARTHEST:
        raise Refused(Refusal.TOO_FAR)


async def waiting_wish(uow: UnitOfWork, assignment: Assignment) -> Extension | None:
    """Return the wish on an assignment that waits for a decision; none waits while the work is claimed as done."""
    return await uow.extensions.open_of(assignment.id) if assignment.open else None


async def _decide(
    uow: UnitOfWork,
    actor: Actor,
    extension: Extension,
    state: ExtensionState,
    *,
    until: date | None = None,
    reason: str | None = None,
) -> Extension:
    decided = replace(
        extension,
        state=state,
        decided_by=actor.person.id,
        decided_at=actor.at,
        granted_until=until,
        decision_reason=reason,
    )
    await uow.extensions.decide(decided)
    uow.audit.note(
        at=actor.at,
        action=f"extension_{state}",
        subject=f"assignment:{extension.assignment_id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before={"until": extension.until.isoformat()},
        after={"until": until.isoformat() if until else None, "reason": reason},
    )
    return decided
