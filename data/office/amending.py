"""A directive's number and day filled in later, and directives that replace or withdraw earlier ones."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from data.db.stores.assignments import Stale
from data.db.unit import UnitOfWork
from data.domain.directive import Directive
from data.domain.lifecycle import Event, with_deadline
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.domain.task import Assignment, Part, TaskState
from data.intake.filling import Recount, recounted
from data.intake.supersession import Ends, find_superseded
from data.office.acting import Actor, Refusal, Refused, Rules
from data.office.reporting import decide

_EVENTS = {TaskState.REPLACED: Event.REPLACE, TaskState.REVOKED: Event.REVOKE}
_STATES = {Ends.REPLACES: TaskState.REPLACED, Ends.REVOKES: TaskState.REVOKED}


@dataclass(frozen=True, slots=True)
class Filled:
    """A directive with its number and day, and the codes of the tasks whose deadline could be told by them."""

    directive: Directive
    dated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A stored directive that another one ends, and its tasks that are still owed."""

    directive: Directive
    ends: Ends
    owed: tuple[Assignment, ...]

    def codes(self, agency_id: int | None = None) -> list[str]:
        """Return the codes of what is owed, by all or by one agency, each once."""
        shares = [share for share in self.owed if agency_id in {None, share.agency_id}]
        return list(dict.fromkeys(share.code for share in shares))


async def fill_in_directive(
    uow: UnitOfWork,
    directive_id: int,
    number: str | None,
    issued_on: date | None,
    actor: Actor | None,
    rules: Rules,
    now: datetime,
) -> Filled:
    """Fill in the number and the day of a stored directive; `actor` is None for the operator's command line.

    Limits that count from that day get their own day, in drafts and in live tasks, save those that somebody has
    decided since. Raises `Refused`: who may not, or another directive bears that number.
    """
    if actor is not None and not may(actor.person, Action.REVIEW_DIRECTIVE):
        raise Refused(Refusal.NOT_YOURS)
    before = await uow.directives.get(directive_id)
    await _check_number(uow, before, number, issued_on)
    after = await uow.directives.fill_in(directive_id, number, issued_on)
    person = actor.person if actor else None
    uow.audit.note(
        at=now,
        action="fill_in",
        subject=f"directive:{directive_id}",
        person_id=person.id if person else None,
        channel=actor.channel if actor else None,
        before=_identity(before),
        after=_identity(after),
    )
    if after.issued_on is None or after.issued_on == before.issued_on:
        return Filled(after, ())
    return Filled(after, await _count_anew(uow, after, after.issued_on, rules, now, person))


async def _check_number(uow: UnitOfWork, directive: Directive, number: str | None, issued_on: date | None) -> None:
    """Raise `Refused` when another directive of the issuer bears the number that this one is to have (rule 2)."""
    number, day = number or directive.number, issued_on or directive.issued_on
    if number is None or day is None:
        return
    for other in await uow.directives.numbered(number, directive.symbol, day.year):
        if other.id != directive.id and other.issuer == directive.issuer and other.issued_on:
            raise Refused(Refusal.NUMBER_TAKEN)


async def _count_anew(
    uow: UnitOfWork, directive: Directive, issued_on: date, rules: Rules, now: datetime, person: Person | None
) -> tuple[str, ...]:
    recounts = recounted(await uow.directives.text(directive.id), issued_on, rules.calendar.is_working)
    dated: list[str] = []
    for stored in await uow.drafts.of(directive.id):
        recount = recounts.get(stored.draft.evidence["content"]) if "content" in stored.draft.evidence else None
        if recount is None or stored.draft.deadline != recount.before:
            continue
        if stored.state is TaskState.DRAFT:
            draft = replace(stored.draft, deadline=recount.after)
            await uow.drafts.write(stored.task_id, draft, await uow.agencies.registry())
        elif stored.state is TaskState.OPEN:
            await uow.drafts.set_deadline(stored.task_id, recount.after)
            await _date_shares(uow, stored.number, recount, rules, now, person)
        dated.append(stored.code)
    return tuple(dated)


async def _date_shares(
    uow: UnitOfWork, number: int, recount: Recount, rules: Rules, now: datetime, person: Person | None
) -> None:
    """Give the live shares of a task the next version of their deadline, where it still is the one that was read."""
    for share in await uow.assignments.of_task(number):
        if share.deadline != recount.before:
            continue
        due_at = rules.calendar.due_moment(recount.after)
        later = with_deadline(share, recount.after, due_at, now)
        after = replace(later, first_due_on=share.first_due_on or recount.after.due_on)
        try:
            await uow.assignments.save(share, after, now)
        except Stale:
            raise Refused(Refusal.CHANGED_MEANWHILE) from None
        await uow.assignments.add_deadline_version(after, now, person.id if person else None, "issued_on")


async def earlier_directives(uow: UnitOfWork, directive_id: int) -> list[Earlier]:
    """Return the stored directives that this one replaces or withdraws by its own words."""
    found: list[Earlier] = []
    for cited in find_superseded(await uow.directives.text(directive_id)):
        for directive in await uow.directives.numbered(cited.number, cited.symbol, cited.year):
            if directive.id != directive_id:
                earlier = Earlier(directive, cited.ends, await _owed(uow, directive.id))
                found.append(earlier)
    return found


async def supersede(uow: UnitOfWork, actor: Actor, directive_id: int, earlier_id: int) -> Earlier:
    """End what is still owed of an earlier directive, because this one replaces or withdraws it.

    Nothing of its history is lost, and what was claimed or confirmed stays. Raises `Refused`.
    """
    if not may(actor.person, Action.REVIEW_DIRECTIVE):
        raise Refused(Refusal.NOT_YOURS)
    named = [one for one in await earlier_directives(uow, directive_id) if one.directive.id == earlier_id]
    if not named or not named[0].owed:
        raise Refused(Refusal.UNLAWFUL)
    state = _STATES[named[0].ends]
    ended = sorted({share.task_id for share in named[0].owed})
    for share in named[0].owed:
        await decide(uow, actor, share, _EVENTS[state])
        await uow.extensions.lapse(share.id, actor.at)
    await uow.directives.end(ended, state)
    for task_id in ended:
        uow.audit.note(
            at=actor.at,
            action=state.value,
            subject=f"task:{task_id}",
            person_id=actor.person.id,
            channel=actor.channel,
            before={"state": TaskState.OPEN.value},
            after={"state": state.value, "directive": directive_id},
        )
    return named[0]


async def _owed(uow: UnitOfWork, directive_id: int) -> tuple[Assignment, ...]:
    shares: list[Assignment] = []
    for stored in await uow.drafts.of(directive_id):
        if stored.state is TaskState.OPEN:
            shares += await uow.assignments.of_task(stored.number)
    return tuple(share for share in shares if share.open and share.part is Part.LEAD)


def _identity(directive: Directive) -> dict[str, Any]:
    issued_on = directive.issued_on.isoformat() if directive.issued_on else None
    return {"number": directive.number, "issued_on": issued_on}
