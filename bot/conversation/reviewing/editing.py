"""Drafts put right in chat: by words ("NV5 hạn 20/6") and by the choices of a draft's card."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.conversation.naming import agencies_in
from bot.conversation.reviewing.drafts import draft_card, due_in_words, unknown_in
from bot.conversation.reviewing.edits import Edit, Edits, splits_by_leads
from bot.conversation.reviewing.stating import deadline_in
from bot.conversation.steering import reworking
from bot.conversation.steering.orders import reason_in
from bot.conversation.turn import Turn
from data.db.stores.drafts import StoredDraft
from data.domain.deadline import NO_DEADLINE
from data.domain.permissions import Action, may
from data.domain.task import TaskState
from data.intake.draft import TaskDraft
from data.office import reviewing
from data.office.acting import Refusal, Refused

_ENDED = frozenset({TaskState.REPLACED, TaskState.REVOKED})


async def edit_tasks(turn: Turn, edit: Edit) -> bool:
    """Carry out a change of the drafts it names; False when it is none: unknown codes, or a question about live ones.

    A live task is not changed here, and the answer says so.
    """
    found = [await turn.uow.drafts.get(number) for number in edit.numbers]
    tasks = [one for one in found if one is not None]
    if len(tasks) < len(found):
        return False
    live = [one for one in tasks if one.state is TaskState.OPEN]
    if edit.what is Edits.SHOW:
        return await _show(turn, [one for one in tasks if one not in live])
    if live:
        return await _rework(turn, edit, live)
    if any(one.state in _ENDED for one in tasks):
        await turn.answer(turn.texts.say("common.no_longer_followed"))
        return True
    await _DOES[edit.what](turn, edit, tasks)
    return True


async def _show(turn: Turn, tasks: Sequence[StoredDraft]) -> bool:
    if not tasks or not may(turn.person, Action.REVIEW_DIRECTIVE):
        return False
    for stored in tasks:
        await turn.send(await draft_card(turn, stored))
    return True


async def _rework(turn: Turn, edit: Edit, live: Sequence[StoredDraft]) -> bool:
    """Propose a change of live tasks, or say that there is none such; False where the words may just as well ask.

    What is no value may ask about them: "NV5 chủ trì là đơn vị".
    """
    if edit.what not in _VALUES:
        await turn.answer(turn.texts.say("review.live", codes=[one.code for one in live]))
        return True
    words, reason = reason_in(edit.words or "")
    value = await _VALUES[edit.what](turn, live[0], words)
    if edit.words is not None and not value:
        return await _say_no_day(turn, edit, words)
    for stored in live:
        await reworking.propose(turn, reworking.Change(edit.what, stored.number, value, edit.reason or reason))
    return True


async def _say_no_day(turn: Turn, edit: Edit, words: str) -> bool:
    """Answer that a deadline written in figures is no day of the calendar; False for words, which may ask."""
    if edit.what is not Edits.DUE or not any(letter.isdigit() for letter in words):
        return False
    await turn.answer(turn.texts.say("review.due_unclear", words=words))
    return True


async def _change(turn: Turn, edit: Edit, tasks: Sequence[StoredDraft]) -> None:
    """Give one field of each draft its new value; without a value ask for it."""
    for stored in tasks:
        await set_field(turn, stored, edit.what, edit.words)


async def set_field(turn: Turn, stored: StoredDraft, field: Edits, words: str | None) -> None:
    """Set a field of a draft to what the words mean, None for nothing; what they do not mean is asked for again."""
    value = () if words is None else await _VALUES[field](turn, stored, words)
    if words is not None and not value:
        await _ask_again(turn, stored, field, words)
        return
    after = await _SETTERS[field](turn, stored, value)
    said = turn.texts.say(
        "review.changed",
        field=turn.texts.say(f"review.field_{field}"),
        code=stored.code,
        before=_value_in_words(turn, field, stored.draft),
        after=_value_in_words(turn, field, after.draft),
        unmatched=unknown_in(after.draft, await turn.uow.agencies.registry()) if field is Edits.LEAD else (),
    )
    await _answer(turn, said, [after])


async def _ask_again(turn: Turn, stored: StoredDraft, field: Edits, words: str) -> None:
    if words:
        unclear = "due_unclear" if field is Edits.DUE else "agency_unclear"
        await turn.answer(turn.texts.say(f"review.{unclear}", words=words))
    await ask_field(turn, stored, field)


async def ask_field(turn: Turn, stored: StoredDraft, field: Edits) -> None:
    """Ask for the value of a field; the next words are taken as the answer."""
    cancel = turn.choice("review.choose_cancel", "drop")
    await turn.answer(turn.texts.say(f"review.ask_{field}", code=stored.code), [cancel])
    await turn.wait_for("draft_field", number=stored.number, field=field.value)


async def _agencies(turn: Turn, _stored: StoredDraft, words: str) -> tuple[Any, ...]:
    return agencies_in(words, await turn.uow.agencies.registry())


async def _deadline(turn: Turn, stored: StoredDraft, words: str) -> tuple[Any, ...]:
    """Return the deadline that the words mean, with its recurrence; () for none."""
    directive = await turn.uow.directives.get(stored.directive_id)
    return deadline_in(words, directive, turn.today, turn.rules.calendar)


async def _set_lead(turn: Turn, stored: StoredDraft, value: tuple[Any, ...]) -> StoredDraft:
    return await reviewing.change_lead(turn.uow, turn.actor, stored.number, value)


async def _set_coordination(turn: Turn, stored: StoredDraft, value: tuple[Any, ...]) -> StoredDraft:
    return await reviewing.change_coordination(turn.uow, turn.actor, stored.number, value)


async def _set_deadline(turn: Turn, stored: StoredDraft, value: tuple[Any, ...]) -> StoredDraft:
    deadline, recurrence = value or (NO_DEADLINE, None)
    return await reviewing.change_deadline(turn.uow, turn.actor, stored.number, deadline, recurrence)


def _value_in_words(turn: Turn, field: Edits, draft: TaskDraft) -> str:
    if field is Edits.DUE:
        return due_in_words(turn, draft)
    names = draft.lead if field is Edits.LEAD else draft.coordinating
    return ", ".join(names) or turn.texts.label("review.nobody")


async def _split(turn: Turn, edit: Edit, tasks: Sequence[StoredDraft]) -> None:
    for stored in tasks:
        await split(turn, stored, leads=splits_by_leads(edit.words or ""))


async def split(turn: Turn, stored: StoredDraft, *, leads: bool) -> None:
    """Split a draft and say into what."""
    parts = await reviewing.split_draft(turn.uow, turn.actor, stored.number, turn.rules, leads=leads)
    lines = await draft_lines(turn, parts)
    await _answer(turn, turn.texts.say("review.split", code=stored.code, lines=lines), parts)


async def _join(turn: Turn, edit: Edit, tasks: Sequence[StoredDraft]) -> None:
    whole = await reviewing.join_drafts(turn.uow, turn.actor, edit.numbers)
    (line,) = await draft_lines(turn, [whole])
    others = [one.code for one in tasks if one.number != whole.number]
    await _answer(turn, turn.texts.say("review.joined", codes=others, code=whole.code, line=line), [whole])


async def _bring_back(turn: Turn, _edit: Edit, tasks: Sequence[StoredDraft]) -> None:
    back = [await reviewing.bring_back(turn.uow, turn.actor, one.number) for one in tasks]
    await _answer(turn, turn.texts.say("review.brought_back", codes=[one.code for one in back]), back)


async def draft_lines(turn: Turn, drafts: Sequence[StoredDraft]) -> list[str]:
    """Return the drafts as lines of a review."""
    registry = await turn.uow.agencies.registry()
    return [
        turn.texts.say(
            "review.draft",
            code=one.code,
            title=one.draft.content,
            lead=one.draft.lead,
            unmatched=unknown_in(one.draft, registry),
            due_on=one.draft.deadline.due_on,
            words=one.draft.deadline.text or "",
            doubtful=False,
        )
        for one in drafts
    ]


async def _answer(turn: Turn, said: str, drafts: Sequence[StoredDraft]) -> None:
    """Answer with a way on: to the card of each draft, and back to the review."""
    choices = [
        turn.choice("review.choose_draft", "show_draft", {"number": one.number}, code=one.code) for one in drafts[:3]
    ]
    args: dict[str, object] = {"directive": drafts[0].directive_id, "start": 0}
    await turn.answer(said, [*choices, turn.choice("review.choose_again", "more_drafts", args)])


_VALUES: Mapping[Edits, Callable[[Turn, StoredDraft, str], Awaitable[tuple[Any, ...]]]] = MappingProxyType(
    {Edits.LEAD: _agencies, Edits.COORDINATING: _agencies, Edits.DUE: _deadline}
)
_SETTERS: Mapping[Edits, Callable[[Turn, StoredDraft, tuple[Any, ...]], Awaitable[StoredDraft]]] = MappingProxyType(
    {Edits.LEAD: _set_lead, Edits.COORDINATING: _set_coordination, Edits.DUE: _set_deadline}
)
_DOES: Mapping[Edits, Callable[[Turn, Edit, Sequence[StoredDraft]], Awaitable[None]]] = MappingProxyType(
    dict.fromkeys(_VALUES, _change) | {Edits.SPLIT: _split, Edits.JOIN: _join, Edits.BACK: _bring_back}
)


async def pressed(turn: Turn, args: Mapping[str, Any]) -> StoredDraft:
    """Return the draft of a card; Refused when it is no draft any more."""
    stored = await turn.uow.drafts.get(int(args["number"]))
    if stored is None:
        raise Refused(Refusal.NO_DRAFT)
    return stored


async def press_show(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the card of a draft."""
    await turn.send(await draft_card(turn, await pressed(turn, args)))


async def press_keep(turn: Turn, args: Mapping[str, Any]) -> None:
    """Note that the draft is right."""
    kept = await reviewing.keep(turn.uow, turn.actor, int(args["number"]))
    await _answer(turn, turn.texts.say("review.kept", code=kept.code), [kept])


async def press_bring_back(turn: Turn, args: Mapping[str, Any]) -> None:
    """Take up again what was left out."""
    stored = await pressed(turn, args)
    await _bring_back(turn, Edit(Edits.BACK), [stored])


async def press_leave_out(turn: Turn, args: Mapping[str, Any]) -> None:
    """Take the draft out of what will be followed."""
    left = await reviewing.leave_untracked(turn.uow, turn.actor, int(args["number"]))
    await _answer(turn, turn.texts.say("review.left_out", codes=[left.code]), [left])


async def press_edit(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask for the new value of a field."""
    stored = await pressed(turn, args)
    if stored.state is not TaskState.DRAFT:
        raise Refused(Refusal.NO_DRAFT)
    await ask_field(turn, stored, Edits(args["field"]))


async def press_split(turn: Turn, args: Mapping[str, Any]) -> None:
    """Split the draft as its card offered."""
    await split(turn, await pressed(turn, args), leads=bool(args["leads"]))
