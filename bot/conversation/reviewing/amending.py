"""What concerns a whole directive in review: tasks added, number and day filled in, earlier directives ended."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.conversation.reviewing.editing import draft_lines, edit_tasks
from bot.conversation.reviewing.edits import Edits, number_and_day, understand_edit
from bot.conversation.reviewing.review import hearers_of_end, say_end
from bot.conversation.turn import Turn
from data.domain.directive import Directive
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.intake.supersession import Ends
from data.office.amending import Earlier, fill_in_directive, supersede
from data.office.reviewing import add_tasks


async def hear_edit(turn: Turn, text: str) -> bool:
    """Carry out a change of drafts or of their directive; False when the words ask for none."""
    edit = understand_edit(text)
    if edit is None:
        return False
    if edit.what is Edits.ADD:
        return await _add(turn, edit.words or "")
    if edit.what is Edits.FILL_IN:
        return await _fill_in(turn, edit.words or "")
    return await edit_tasks(turn, edit)


async def _add(turn: Turn, words: str) -> bool:
    """Add a task to the one directive in review, or ask to which of several."""
    if not may(turn.person, Action.REVIEW_DIRECTIVE):
        return False
    waiting = [await turn.uow.directives.get(found) for found in await turn.uow.directives.unconfirmed()]
    if not waiting:
        await turn.answer(turn.texts.say("review.nothing_to_add_to"))
    elif len(waiting) == 1:
        await _added(turn, waiting[0], words)
    else:
        await _ask_which(turn, waiting, "add_task", {"words": words})
    return True


async def press_add(turn: Turn, args: Mapping[str, Any]) -> None:
    """Add a task to the directive chosen."""
    await _added(turn, await turn.uow.directives.get(int(args["directive"])), args["words"])


async def _added(turn: Turn, directive: Directive, words: str) -> None:
    added = await add_tasks(turn.uow, turn.actor, directive.id, words, turn.rules)
    said = turn.texts.say("review.added", label=directive.label, lines=await draft_lines(turn, added))
    again = turn.choice("review.choose_again", "more_drafts", {"directive": directive.id, "start": 0})
    shown = [
        turn.choice("review.choose_draft", "show_draft", {"number": one.number}, code=one.code) for one in added[:3]
    ]
    await turn.answer(said, [*shown, again])


async def _fill_in(turn: Turn, words: str) -> bool:
    """Fill in what the one incomplete directive lacks, or ask which of several is meant; False without any."""
    blank = await turn.uow.directives.incomplete() if may(turn.person, Action.REVIEW_DIRECTIVE) else []
    number, day = number_and_day(words)
    issued_on = _day(day)
    if not blank or (day is not None and issued_on is None):
        return False
    args = {"number": number, "issued_on": issued_on.isoformat() if issued_on else None}
    if len(blank) == 1:
        await press_fill_in(turn, args | {"directive": blank[0].id})
    else:
        await _ask_which(turn, blank, "fill_in", args)
    return True


async def press_fill_in(turn: Turn, args: Mapping[str, Any]) -> None:
    """Fill in number and day of the directive chosen."""
    issued_on = date.fromisoformat(args["issued_on"]) if args["issued_on"] else None
    filled = await fill_in_directive(
        turn.uow, int(args["directive"]), args["number"], issued_on, turn.actor, turn.rules, turn.now
    )
    said = turn.texts.say(
        "review.filled_in",
        kind=_kind(turn, filled.directive),
        label=filled.directive.label,
        issued_on=filled.directive.issued_on,
        dated=filled.dated,
    )
    await turn.answer(said)


def _day(written: str | None) -> date | None:
    """Return the day written as 13/5/2024, 13.5.2024 or 13-5-2024; None when the calendar has no such day."""
    if written is None:
        return None
    bare = "".join(written.split()).replace(".", "/").replace("-", "/")
    try:
        return datetime.strptime(bare, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


async def _ask_which(turn: Turn, directives: Sequence[Directive], action: str, args: Mapping[str, Any]) -> None:
    choices = [
        turn.choice(
            "review.choose_directive",
            action,
            {**args, "directive": one.id},
            kind=_kind(turn, one),
            label=one.label,
            subject=one.subject or "",
        )
        for one in directives
    ]
    none = turn.choice("review.choose_cancel", "drop")
    await turn.answer(turn.texts.say("review.ask_which_directive"), [*choices, none])


def _kind(turn: Turn, directive: Directive) -> str:
    return turn.texts.label(f"cards.kind_{directive.kind or 'other'}")


async def press_supersede(turn: Turn, args: Mapping[str, Any]) -> None:
    """End what is owed of an earlier directive; its agencies and the office hear of it."""
    successor = await turn.uow.directives.get(int(args["directive"]))
    earlier = await supersede(turn.uow, turn.actor, int(args["directive"]), int(args["earlier"]))
    said: dict[str, object] = {
        "directive": turn.phrases.directive(earlier.directive),
        "revokes": earlier.ends is Ends.REVOKES,
    }
    await turn.answer(turn.texts.say("review.superseded", codes=earlier.codes(), **said))
    for people, codes in await hearers_of_end(turn.uow, earlier):
        await turn.tell(people, partial(_say_end, codes, successor, earlier))


def _say_end(codes: Sequence[str], successor: Directive, earlier: Earlier, to: Turn) -> Message:
    return say_end(codes, successor, earlier, to.phrases)
