"""What the office decides of live work itself: paused, resumed, closed, withdrawn, given to others, dated anew."""

from collections.abc import Sequence

from data.db.codec import pack_deadline
from data.db.stores.assignments import Stale
from data.db.stores.reports import ProgressReport
from data.db.unit import UnitOfWork
from data.domain.agency import Agency
from data.domain.deadline import Deadline
from data.domain.extension import FARTHEST
from data.domain.lifecycle import Event, lawful
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Part, TaskState, number_of
from data.office.acting import Actor, Refusal, Refused, Rules
from data.office.reporting import decide, move_deadline

BY_OFFICE = "office"
"""The cause of a deadline that the office has set itself; why is kept with what was said of the work."""


async def steer(
    uow: UnitOfWork, actor: Actor, shares: Sequence[Assignment], event: Event, reason: str | None
) -> list[Assignment]:
    """Let `event` happen to each of these shares, all or none. Raises `Refused`."""
    async with uow.together():
        return [await decide(uow, actor, share, event, reason) for share in shares]


async def resume(
    uow: UnitOfWork, actor: Actor, shares: Sequence[Assignment], deadline: Deadline | None, rules: Rules
) -> list[Assignment]:
    """Take up what was paused, under the deadline it had or under a new one. Raises `Refused`."""
    if deadline is not None:
        _check_deadline(deadline, actor, rules)
    async with uow.together():
        resumed = [await decide(uow, actor, share, Event.RESUME) for share in shares]
        if deadline is not None:
            resumed = [await move_deadline(uow, actor, share, deadline, rules, "resumed") for share in resumed]
    return resumed


async def revoke(uow: UnitOfWork, actor: Actor, shares: Sequence[Assignment], reason: str) -> list[Assignment]:
    """Withdraw shares; a task of which no share lives any more has ended with them. Raises `Refused`.

    Nothing of its history is lost, and what was confirmed stays.
    """
    async with uow.together():
        ended = [await decide(uow, actor, share, Event.REVOKE, reason) for share in shares]
        await _end_with(uow, actor, ended, TaskState.REVOKED, {})
    return ended


async def replace_task(
    uow: UnitOfWork, actor: Actor, shares: Sequence[Assignment], by: int, reason: str | None
) -> list[Assignment]:
    """Let NV`by`, which is followed, stand in the place of the task of these shares. Raises `Refused`.

    Nothing of its history is lost, and what was confirmed stays.
    """
    if by in {number_of(share.code) for share in shares} or not await uow.assignments.of_task(by):
        raise Refused(Refusal.UNLAWFUL)
    async with uow.together():
        ended = [await decide(uow, actor, share, Event.REPLACE, reason) for share in shares]
        await _end_with(uow, actor, ended, TaskState.REPLACED, {"by": by})
    return ended


async def _end_with(
    uow: UnitOfWork, actor: Actor, ended: Sequence[Assignment], state: TaskState, told: dict[str, int]
) -> None:
    """Let wishes lapse with the shares that ended, and end the tasks of which no share lives any more."""
    for share in ended:
        await uow.extensions.lapse(share.id, actor.at)
    for number in sorted({number_of(share.code) for share in ended}):
        if not await uow.assignments.of_task(number):
            first = next(share for share in ended if number_of(share.code) == number)
            await _end(uow, actor, first, state, told)


async def _end(uow: UnitOfWork, actor: Actor, share: Assignment, state: TaskState, told: dict[str, int]) -> None:
    await uow.directives.end([share.task_id], state)
    uow.audit.note(
        at=actor.at,
        action=state.value,
        subject=f"task:{share.task_id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before={"state": TaskState.OPEN.value},
        after={"state": state.value, **told},
    )


async def change_leads(
    uow: UnitOfWork, actor: Actor, number: int, agencies: Sequence[Agency], reason: str
) -> tuple[list[Assignment], list[Assignment]]:
    """Let exactly these agencies lead NV`number`; return the shares that ended and those given. Raises `Refused`.

    A new lead takes over the deadline. An agency that has coordinated leads from now on, and what another agency has
    reported done stays its own.
    """
    shares = await _shares(uow, actor, number)
    wanted = {agency.id: agency for agency in agencies}
    leads = [one for one in shares if one.part is Part.LEAD]
    gone = [one for one in leads if one.agency_id not in wanted and lawful(one, Event.REASSIGN)]
    fresh = [key for key in wanted if key not in {one.agency_id for one in leads}]
    if not fresh and not gone:
        raise Refused(Refusal.LEADS_ALREADY)
    raised = [one for one in shares if one.part is Part.COORDINATING and one.agency_id in fresh]
    async with uow.together():
        ended = [await _pass_on(uow, actor, one, reason) for one in gone]
        for one in raised:
            await _pass_on(uow, actor, one, reason)
        like = (gone or leads)[0]
        given = [await _give(uow, actor, like, wanted[key], Part.LEAD) for key in fresh]
        _trace_shares(uow, actor, "change_lead", shares[0], ended, [wanted[key] for key in fresh])
    return ended, list((await uow.assignments.some(given)).values())


async def change_coordination(
    uow: UnitOfWork, actor: Actor, number: int, agencies: Sequence[Agency], reason: str
) -> tuple[list[Assignment], list[Assignment]]:
    """Let exactly these agencies coordinate NV`number`; return the shares that ended and those given. Raises `Refused`.

    An agency that leads does not coordinate beside that.
    """
    shares = await _shares(uow, actor, number)
    wanted = {agency.id: agency for agency in agencies}
    leads = {one.agency_id for one in shares if one.part is Part.LEAD}
    helpers = [one for one in shares if one.part is Part.COORDINATING]
    gone = [one for one in helpers if one.agency_id not in wanted and lawful(one, Event.REASSIGN)]
    fresh = [key for key in wanted if key not in leads | {one.agency_id for one in helpers}]
    async with uow.together():
        ended = [await _pass_on(uow, actor, one, reason) for one in gone]
        given = [await _give(uow, actor, shares[0], wanted[key], Part.COORDINATING) for key in fresh]
        _trace_shares(uow, actor, "change_coordination", shares[0], ended, [wanted[key] for key in fresh])
    return ended, list((await uow.assignments.some(given)).values())


async def _shares(uow: UnitOfWork, actor: Actor, number: int) -> list[Assignment]:
    """Return the live shares of a task whose agencies the actor may change; `Refused` otherwise."""
    shares = await uow.assignments.of_task(number)
    if not shares:
        raise Refused(Refusal.UNLAWFUL)
    if not may(actor.person, Action.REASSIGN, shares[0]):
        raise Refused(Refusal.NOT_YOURS)
    return shares


async def _give(uow: UnitOfWork, actor: Actor, like: Assignment, agency: Agency, part: Part) -> int:
    """Give an agency a share; `Refused` when somebody was quicker."""
    try:
        return await uow.assignments.share_out(like, agency, part, actor.at)
    except Stale:
        raise Refused(Refusal.CHANGED_MEANWHILE, like.id) from None


async def _pass_on(uow: UnitOfWork, actor: Actor, share: Assignment, reason: str) -> Assignment:
    """End a share that goes to others, and the wish for more time on it."""
    ended = await decide(uow, actor, share, Event.REASSIGN, reason)
    await uow.extensions.lapse(share.id, actor.at)
    return ended


def _trace_shares(
    uow: UnitOfWork,
    actor: Actor,
    action: str,
    share: Assignment,
    ended: Sequence[Assignment],
    given: Sequence[Agency],
) -> None:
    uow.audit.note(
        at=actor.at,
        action=action,
        subject=f"task:{share.task_id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before={"agencies": [one.agency_name for one in ended]},
        after={"agencies": [one.name for one in given]},
    )


async def change_deadline(
    uow: UnitOfWork, actor: Actor, shares: Sequence[Assignment], deadline: Deadline, reason: str, rules: Rules
) -> list[Assignment]:
    """Set the deadline of live shares for a reason of the office's own, as a new version. Raises `Refused`.

    A wish for more time that waits is decided first, by who decides wishes (domain rule 8).
    """
    for share in shares:
        if not may(actor.person, Action.CHANGE_DEADLINE, share):
            raise Refused(Refusal.NOT_YOURS)
        if not share.open:
            raise Refused(Refusal.UNLAWFUL, share.id)
        if await uow.extensions.open_of(share.id) is not None:
            raise Refused(Refusal.WISH_WAITS)
        if share.deadline.due == deadline.due:
            raise Refused(Refusal.SAME_DEADLINE)
    _check_deadline(deadline, actor, rules)
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
    async with uow.together():
        moved = [await move_deadline(uow, actor, share, deadline, rules, BY_OFFICE) for share in shares]
        for before, after in zip(shares, moved, strict=True):
            await _trace_deadline(uow, actor, before, after, reason)
    return moved


async def _trace_deadline(uow: UnitOfWork, actor: Actor, before: Assignment, after: Assignment, reason: str) -> None:
    said = ProgressReport(after.id, actor.person.id, "deadline", actor.at, note=reason, channel=actor.channel)
    await uow.reports.add(said)
    uow.audit.note(
        at=actor.at,
        action="change_deadline",
        subject=f"assignment:{after.id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before=pack_deadline(before.deadline),
        after=pack_deadline(after.deadline) | {"version": after.deadline_version, "reason": reason},
    )


def _check_deadline(deadline: Deadline, actor: Actor, rules: Rules) -> None:
    """Raise `Refused` for a day that has passed or is a slip of the hand."""
    today = rules.calendar.office_day(actor.at)
    if deadline.due_on is not None and deadline.due_on < today:
        raise Refused(Refusal.IN_THE_PAST)
    if deadline.due_on is not None and deadline.due_on - today > FARTHEST:
        raise Refused(Refusal.TOO_FAR)
