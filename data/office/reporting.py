"""What an agency says of its work, and taking it back."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from data.db.codec import pack_standing, restore_standing
from data.db.stores.assignments import Stale
from data.db.stores.reports import ProgressReport
from data.db.unit import UnitOfWork
from data.domain.deadline import Deadline
from data.domain.lifecycle import Event, Unlawful, apply, with_deadline
from data.domain.permissions import Action, may
from data.domain.task import Assignment
from data.office.acting import Actor, Refusal, Refused, Rules

_ACTIONS = {
    Event.ACKNOWLEDGE: Action.ACKNOWLEDGE,
    Event.PROGRESS: Action.REPORT_PROGRESS,
    Event.REPORT_DONE: Action.REPORT_DONE,
    Event.BLOCK: Action.REPORT_DIFFICULTY,
    Event.NOTE: Action.NOTE,
    Event.EXPLAIN: Action.NOTE,
    Event.CONFIRM: Action.CONFIRM_RESULT,
    Event.RETURN: Action.RETURN_RESULT,
    Event.ASK_MORE: Action.ASK_MORE,
    Event.ANSWER: Action.ANSWER,
    Event.RAISE: Action.RAISE,
    Event.ASK_EXPLANATION: Action.ASK_EXPLANATION,
    Event.KEEP: Action.REASSIGN,
    Event.REASSIGN: Action.REASSIGN,
    Event.PAUSE: Action.PAUSE,
    Event.RESUME: Action.PAUSE,
    Event.CLOSE: Action.CLOSE,
    Event.REVOKE: Action.REVOKE,
    Event.REPLACE: Action.REVIEW_DIRECTIVE,
}
"""What one must be permitted in order to say each of the events; a refusal of the agency's has its own verb."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The assignment before and after, and the report that an undo names."""

    before: Assignment
    after: Assignment
    report_id: int


async def report(
    uow: UnitOfWork,
    actor: Actor,
    assignment: Assignment,
    event: Event,
    *,
    percent: int | None = None,
    note: str | None = None,
    expected_on: date | None = None,
) -> Reported:
    """Record a word of the agency: acknowledged, under way, done, in difficulty, or a remark. Raises `Refused`."""
    if not may(actor.person, _ACTIONS[event], assignment):
        raise Refused(Refusal.NOT_YOURS)
    said = ProgressReport(
        assignment.id, actor.person.id, event.value, actor.at, percent, note, expected_on, actor.channel
    )
    return await _record(uow, actor, assignment, event, said)


async def refuse(uow: UnitOfWork, actor: Actor, assignment: Assignment, reason: str) -> Reported:
    """Record that the agency holds the task not to be its own; the office decides, the task stays until then.

    Of work that it has reported done this is a remark like any other.
    """
    if not may(actor.person, Action.REFUSE, assignment):
        raise Refused(Refusal.NOT_YOURS)
    kind = Event.REFUSE.value
    said = ProgressReport(assignment.id, actor.person.id, kind, actor.at, note=reason, channel=actor.channel)
    return await _record(uow, actor, assignment, Event.REFUSE if assignment.open else Event.NOTE, said)


async def decide(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, event: Event, reason: str | None = None
) -> Assignment:
    """Let the office's `event` happen to an assignment, and keep its reason with what was said of it.

    An empty reason is none; None is given where none is needed. Raises `Refused`.
    """
    if not may(actor.person, _ACTIONS[event], assignment):
        raise Refused(Refusal.NOT_YOURS)
    if reason is not None and not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    after = await change(uow, actor, assignment, event)
    said = ProgressReport(assignment.id, actor.person.id, event.value, actor.at, note=reason, channel=actor.channel)
    await uow.reports.add(said)
    return after


async def move_deadline(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, deadline: Deadline, rules: Rules, cause: str
) -> Assignment:
    """Give an assignment the next version of its deadline, for a `cause` kept with it; `Refused` when outrun.

    The permission is the caller's affair: an extension is decided by others than a correction.
    """
    after = with_deadline(assignment, deadline, rules.calendar.due_moment(deadline), actor.at)
    after = replace(after, first_due_on=assignment.first_due_on or deadline.due_on)
    await _save(uow, assignment, after, actor)
    await uow.assignments.add_deadline_version(after, actor.at, actor.person.id, cause)
    return after


async def _record(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, event: Event, said: ProgressReport
) -> Reported:
    after = await change(uow, actor, assignment, event, percent=said.percent)
    before = pack_standing(assignment) | {"revision": assignment.revision}
    report_id = await uow.reports.add(replace(said, percent=after.percent, before=before))
    return Reported(assignment, after, report_id)


async def undo(uow: UnitOfWork, actor: Actor, report_id: int, rules: Rules) -> Reported:
    """Take back one's own report within the minutes that the policy sets, as long as nothing came after it."""
    reported = await uow.reports.get(report_id)
    if reported.person_id != actor.person.id:
        raise Refused(Refusal.NOT_YOURS)
    if reported.undone_at is not None:
        raise Refused(Refusal.ALREADY_UNDONE)
    if actor.at - reported.at > timedelta(minutes=rules.policy.undo_minutes):
        raise Refused(Refusal.TOO_LATE_TO_UNDO)
    assignment = await uow.assignments.get(reported.assignment_id)
    before = reported.before or {}
    if assignment.revision != before["revision"] + 1:
        raise Refused(Refusal.CHANGED_MEANWHILE, assignment.id)
    after = restore_standing(assignment, before)
    await put_back(uow, actor, assignment, after)
    await uow.reports.undo(report_id, actor.at)
    return Reported(assignment, after, report_id)


async def put_back(uow: UnitOfWork, actor: Actor, before: Assignment, after: Assignment) -> None:
    """Save what an undo brings back and keep its trace; `Refused` when somebody was quicker."""
    await _save(uow, before, after, actor)
    _trace(uow, actor, "undo", before, after)


async def change(
    uow: UnitOfWork, actor: Actor, assignment: Assignment, event: Event, *, percent: int | None = None
) -> Assignment:
    """Apply a lawful event and keep its trace; `Refused` when it is unlawful or somebody was quicker."""
    try:
        after = apply(assignment, event, actor.at, percent=percent)
    except Unlawful:
        raise Refused(Refusal.UNLAWFUL, assignment.id) from None
    await _save(uow, assignment, after, actor)
    _trace(uow, actor, event.value, assignment, after)
    return after


async def _save(uow: UnitOfWork, before: Assignment, after: Assignment, actor: Actor) -> None:
    try:
        await uow.assignments.save(before, after, actor.at)
        await uow.cards.outdate(after.id, actor.at)
    except Stale:
        raise Refused(Refusal.CHANGED_MEANWHILE, before.id) from None


def _trace(uow: UnitOfWork, actor: Actor, action: str, before: Assignment, after: Assignment) -> None:
    uow.audit.note(
        at=actor.at,
        action=action,
        subject=f"assignment:{before.id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before=pack_standing(before),
        after=pack_standing(after),
    )
