"""Asking before recording: what was understood is said back, and nothing is written until the person says yes."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.reporting.extending import send_wish
from bot.conversation.reporting.recording import Item, describe, record
from bot.conversation.standing import live, say_outrun
from bot.conversation.statement import Statement
from bot.conversation.turn import Turn
from bot.language.meaning import Intent
from data.domain.message import Choice
from data.domain.task import Assignment

MOST_CANDIDATES = 12
"""More tasks than this are not offered one by one: the code must be typed."""


async def ask_whether(turn: Turn, items: Sequence[Item]) -> None:
    """Say what was understood and ask whether to record it."""
    args: dict[str, object] = {"items": [pack(assignment, statement) for assignment, statement in items]}
    await turn.answer(
        turn.texts.say("replies.ask_whether", lines=[describe(turn, *item) for item in items]),
        [turn.choice("replies.choose_yes", "record", args, count=len(items)), turn.choice("replies.choose_no", "drop")],
        [assignment for assignment, _ in items],
    )


async def ask_which(turn: Turn, candidates: Sequence[Assignment], statement: Statement) -> None:
    """Ask which task is meant; what was said is kept, so that one press is enough."""
    offered = candidates[:MOST_CANDIDATES]
    choices = [_candidate(turn, assignment, statement) for assignment in offered]
    text = turn.texts.say(
        "replies.ask_which",
        what=turn.texts.say(f"replies.what_{statement.intent}"),
        percent=statement.percent if statement.intent is Intent.PROGRESS else None,
        tasks=[(one.code, turn.due(one), turn.title(one)) for one in offered],
        more=len(candidates) - len(offered),
        example=offered[0].code,
    )
    await turn.answer(text, [*choices, turn.choice("replies.choose_none", "drop")], offered)


def _candidate(turn: Turn, assignment: Assignment, statement: Statement) -> Choice:
    action = "ask_extension" if statement.intent is Intent.EXTENSION else "record"
    args: dict[str, object] = {"items": [pack(assignment, statement)]}
    if action == "ask_extension":
        args = {**pack(assignment, statement)}
    return turn.choice("replies.choose_task", action, args, code=turn.code(assignment))


def pack(assignment: Assignment, statement: Statement) -> dict[str, Any]:
    """Return an item as JSON, with the revision that it was said of."""
    return {"assignment": assignment.id, "revision": assignment.revision, **statement.pack()}


async def record_confirmed(turn: Turn, args: Mapping[str, Any]) -> None:
    """Record what the person has said yes to, unless things have moved on since it was asked."""
    packed = {int(item["assignment"]): item for item in args["items"]}
    found = await live(turn, packed)
    moved = [one for one in found if one.revision != packed[one.id]["revision"]]
    if moved:
        await say_outrun(turn, moved)
    items = [(one, Statement.unpack(packed[one.id])) for one in found if one not in moved]
    reports = [item for item in items if item[1].intent is not Intent.EXTENSION]
    if reports:
        await record(turn, reports)
    for assignment, statement in items:
        if statement.intent is Intent.EXTENSION:
            await send_wish(turn, assignment, statement)


async def drop(turn: Turn, _args: Mapping[str, Any]) -> None:
    """Leave things as they are, as the person wishes."""
    await turn.answer(turn.texts.say("replies.dropped"))
