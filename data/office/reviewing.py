"""What the office puts right in drafts before it confirms them; each change leaves the old and the new value behind."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from data.db.codec import pack_deadline
from data.db.stores.drafts import StoredDraft
from data.db.unit import UnitOfWork
from data.domain.deadline import Deadline
from data.domain.permissions import Action, may
from data.domain.task import TaskState
from data.intake.deadlines import Issuance
from data.intake.draft import TaskDraft
from data.intake.redrafting import by_leads, from_words, issuance_of, join, split
from data.office.acting import Actor, Refusal, Refused, Rules

_PUT_ASIDE = frozenset({TaskState.UNTRACKED})


async def change_lead(uow: UnitOfWork, actor: Actor, number: int, names: Sequence[str]) -> StoredDraft:
    """Let these agencies lead a draft; who leads no longer coordinates. Raises `Refused`."""

    def changed(draft: TaskDraft) -> TaskDraft:
        helpers = tuple(name for name in draft.coordinating if name not in names)
        return replace(draft, lead=tuple(names), coordinating=helpers, evidence=_without("lead", draft))

    return await _rewrite(uow, actor, number, "change_lead", changed)


async def change_coordination(uow: UnitOfWork, actor: Actor, number: int, names: Sequence[str]) -> StoredDraft:
    """Let these agencies, perhaps none, coordinate. Raises `Refused`."""

    def changed(draft: TaskDraft) -> TaskDraft:
        helpers = tuple(name for name in names if name not in draft.lead)
        return replace(draft, coordinating=helpers, evidence=_without("coordinating", draft))

    return await _rewrite(uow, actor, number, "change_coordination", changed)


async def change_deadline(
    uow: UnitOfWork, actor: Actor, number: int, deadline: Deadline, recurrence: str | None = None
) -> StoredDraft:
    """Give a draft this deadline. Raises `Refused`."""

    def changed(draft: TaskDraft) -> TaskDraft:
        return replace(draft, deadline=deadline, recurrence=recurrence, evidence=_without("deadline", draft))

    return await _rewrite(uow, actor, number, "change_deadline", changed)


async def keep(uow: UnitOfWork, actor: Actor, number: int) -> StoredDraft:
    """Note that a person has found a doubtful draft right as it is. Raises `Refused`."""
    return await _rewrite(uow, actor, number, "keep_draft", lambda draft: draft)


async def leave_untracked(uow: UnitOfWork, actor: Actor, number: int) -> StoredDraft:
    """Take a draft out of what will be followed: routine duties are not (domain rule 1). Raises `Refused`."""
    return await _move(uow, actor, number, "leave_untracked", TaskState.UNTRACKED)


async def bring_back(uow: UnitOfWork, actor: Actor, number: int) -> StoredDraft:
    """Take up again what was left out. Raises `Refused`."""
    return await _move(uow, actor, number, "bring_back", TaskState.DRAFT)


async def split_draft(
    uow: UnitOfWork, actor: Actor, number: int, rules: Rules, *, leads: bool = False
) -> list[StoredDraft]:
    """Split a draft by its sentences, or by its `leads`: the first part keeps the code. Raises `Refused`."""
    stored = await _held(uow, actor, number)
    directive = await uow.directives.get(stored.directive_id)
    issuance = issuance_of(directive.issued_on, rules.calendar.office_day(actor.at), rules.calendar.is_working)
    text = await uow.directives.text(stored.directive_id)
    parts = by_leads(stored.draft) if leads else split(stored.draft, text, issuance)
    if len(parts) < 2:
        raise Refused(Refusal.INDIVISIBLE)
    registry = await uow.agencies.registry()
    await uow.drafts.write(stored.task_id, parts[0], registry)
    others = await uow.drafts.add(stored.directive_id, parts[1:], registry, rules.policy)
    codes = [stored.code, *(other.code for other in others)]
    _trace(uow, actor, "split_draft", stored, {"codes": codes, "content": parts[0].content})
    return [await _present(uow, number), *others]


async def join_drafts(uow: UnitOfWork, actor: Actor, numbers: Sequence[int]) -> StoredDraft:
    """Join drafts of one directive into the first of them; the codes of the others rest. Raises `Refused`."""
    held = [await _held(uow, actor, number) for number in sorted(set(numbers))]
    if len(held) < 2 or len({one.directive_id for one in held}) > 1:
        raise Refused(Refusal.INDIVISIBLE)
    first, *others = held
    whole = join([one.draft for one in held])
    await uow.drafts.write(first.task_id, whole, await uow.agencies.registry())
    for other in others:
        await uow.drafts.set_state(other.task_id, TaskState.MERGED)
        _trace(uow, actor, "join_drafts", other, {"into": first.code})
    _trace(uow, actor, "join_drafts", first, _packed(whole))
    return await _present(uow, first.number)


async def add_tasks(uow: UnitOfWork, actor: Actor, directive_id: int, words: str, rules: Rules) -> list[StoredDraft]:
    """Add what `words` order to the drafts of a directive, under new codes. Raises `Refused`."""
    _check(actor)
    if not await uow.drafts.hold(directive_id):
        raise Refused(Refusal.ALREADY_CONFIRMED)
    directive = await uow.directives.get(directive_id)
    issuance: Issuance = issuance_of(
        directive.issued_on, rules.calendar.office_day(actor.at), rules.calendar.is_working
    )
    drafts = from_words(words, issuance)
    added = await uow.drafts.add(directive_id, drafts, await uow.agencies.registry(), rules.policy)
    for one in added:
        _trace(uow, actor, "add_task", one, _packed(one.draft), fresh=True)
    return added


async def _rewrite(
    uow: UnitOfWork, actor: Actor, number: int, action: str, change: Callable[[TaskDraft], TaskDraft]
) -> StoredDraft:
    """Write what `change` makes of a draft; what a person has seen to is no longer doubtful."""
    stored = await _held(uow, actor, number)
    after = replace(change(stored.draft), confidence=1.0)
    await uow.drafts.write(stored.task_id, after, await uow.agencies.registry())
    _trace(uow, actor, action, stored, _packed(after))
    return await _present(uow, number)


async def _move(uow: UnitOfWork, actor: Actor, number: int, action: str, state: TaskState) -> StoredDraft:
    stored = await _held(uow, actor, number, _PUT_ASIDE if state is TaskState.DRAFT else frozenset({TaskState.DRAFT}))
    await uow.drafts.set_state(stored.task_id, state)
    _trace(uow, actor, action, stored, {"state": state.value})
    return await _present(uow, number)


async def _held(
    uow: UnitOfWork, actor: Actor, number: int, states: frozenset[TaskState] = frozenset({TaskState.DRAFT})
) -> StoredDraft:
    """Return a draft that stays one until this work ends."""
    _check(actor)
    stored = await uow.drafts.get(number)
    if stored is None or not await uow.drafts.hold(stored.directive_id):
        raise Refused(Refusal.ALREADY_CONFIRMED)
    if stored.state not in states:
        raise Refused(Refusal.NO_DRAFT)
    return stored


def _check(actor: Actor) -> None:
    if not may(actor.person, Action.REVIEW_DIRECTIVE):
        raise Refused(Refusal.NOT_YOURS)


async def _present(uow: UnitOfWork, number: int) -> StoredDraft:
    stored = await uow.drafts.get(number)
    assert stored is not None  # noqa: S101 - codes are never given up
    return stored


def _without(field: str, draft: TaskDraft) -> dict[str, Any]:
    """Return the evidence without that of `field`: the document's words do not justify what a person decided."""
    return {name: span for name, span in draft.evidence.items() if name != field}


def _packed(draft: TaskDraft) -> dict[str, Any]:
    return {
        "content": draft.content,
        "lead": list(draft.lead),
        "coordinating": list(draft.coordinating),
        "deadline": pack_deadline(draft.deadline),
    }


def _trace(
    uow: UnitOfWork, actor: Actor, action: str, stored: StoredDraft, after: dict[str, Any], *, fresh: bool = False
) -> None:
    uow.audit.note(
        at=actor.at,
        action=action,
        subject=f"task:{stored.task_id}",
        person_id=actor.person.id,
        channel=actor.channel,
        before=None if fresh else {"state": stored.state.value} | _packed(stored.draft),
        after=after,
    )
