"""What the buttons of a card do: each names its effect, so no second question is asked."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.choosing import choices_for
from bot.conversation.reporting.recording import record
from bot.conversation.standing import assignments_in, newest_report, outrun, say_standings
from bot.conversation.statement import Statement
from bot.conversation.turn import Turn
from bot.language.meaning import Intent
from data.domain.task import Assignment, Status


async def acknowledge(turn: Turn, args: Mapping[str, Any]) -> None:
    """Record that the tasks were received; what a colleague has acknowledged already needs no more."""
    found = await assignments_in(turn, args)
    fresh = [assignment for assignment in found if assignment.status is Status.ASSIGNED]
    if fresh:
        await record(turn, [(assignment, Statement(Intent.ACKNOWLEDGE)) for assignment in fresh])
    elif found:
        await say_standings(turn, found)
    else:
        await turn.answer(turn.texts.say("common.choice_gone"))


async def report_done(turn: Turn, args: Mapping[str, Any]) -> None:
    """Record that the task is done."""
    assignment = await current(turn, args)
    if assignment is not None:
        await record(turn, [(assignment, Statement(Intent.DONE))])


async def report_difficulty(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask what is in the way; the next words are taken as the answer."""
    assignment = await current(turn, args)
    if assignment is not None:
        await turn.answer(
            turn.texts.say("replies.ask_difficulty", code=assignment.code, due=turn.due(assignment)),
            [turn.choice("replies.choose_cancel", "drop")],
            [assignment],
        )
        await turn.wait_for("difficulty", assignment=assignment.id)


async def current(turn: Turn, args: Mapping[str, Any]) -> Assignment | None:
    """Return the assignment of a card, or answer how it stands when somebody else has moved it on since.

    Whoever pressed another button of the same card before may press this one too: that is their own second word.
    """
    found = await assignments_in(turn, args)
    if not found:
        await turn.answer(turn.texts.say("common.choice_gone"))
        return None
    assignment = found[0]
    if args.get("revision") in {None, assignment.revision} or await _by_oneself(turn, assignment):
        return assignment
    await turn.answer(await outrun(turn, assignment), choices_for(turn.texts, turn.person, assignment), [assignment])
    return None


async def _by_oneself(turn: Turn, assignment: Assignment) -> bool:
    newest = await newest_report(turn, assignment)
    return newest is not None and newest.person_id == turn.person.id and assignment.open
