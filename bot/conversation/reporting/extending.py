"""A wish for more time: day and reason are asked for where they are missing, and always read back before sending."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.conversation import audiences
from bot.conversation.reporting.pressing import current
from bot.conversation.standing import helps_only
from bot.conversation.statement import Statement, as_date
from bot.conversation.turn import Turn
from data.domain.extension import Extension
from data.domain.message import Message
from data.domain.task import Assignment
from data.office.acting import Refusal, Refused
from data.office.deciding import ask_extension, check_extension, check_wish


async def wish(turn: Turn, assignment: Assignment, until: date | None, reason: str | None) -> None:
    """Go on with a wish for time: ask for what is missing, then whether to send it."""
    if (said := await helps_only(turn, assignment)) is not None:
        turn.log_refusal(Refusal.NOT_YOURS.value, f"assignment:{assignment.id}")
        await turn.answer(said, about=[assignment])
        return
    check_wish(turn.actor, assignment)
    if await turn.uow.extensions.open_of(assignment.id) is not None:
        raise Refused(Refusal.ALREADY_ASKED)
    if until is not None and (why := _wrong_day(turn, assignment, until)) is not None:
        await _ask_for_more(turn, assignment, None, reason, turn.texts.say(f"common.refused_{why}", until=until))
        return
    if until is None or not reason:
        await _ask_for_more(turn, assignment, until, reason)
        return
    args: dict[str, object] = {
        "assignment": assignment.id,
        "until": until.isoformat(),
        "reason": reason,
    }
    await turn.answer(
        turn.texts.say(
            "replies.ask_extension_whether",
            code=assignment.code,
            due=turn.due(assignment),
            until=until,
            reason=reason,
        ),
        [
            turn.choice("replies.choose_send_extension", "send_extension", args, code=assignment.code, until=until),
            turn.choice("replies.choose_no", "drop"),
        ],
        [assignment],
    )


def _wrong_day(turn: Turn, assignment: Assignment, until: date) -> Refusal | None:
    """Return why that day cannot be asked for; the wish stands, and another day is asked for."""
    try:
        check_extension(turn.actor, assignment, until, turn.rules)
    except Refused as refused:
        return refused.why
    return None


async def _ask_for_more(
    turn: Turn, assignment: Assignment, until: date | None, reason: str | None, why: Markup | None = None
) -> None:
    """Ask for the day, the reason or both; `why` tells what was wrong with the day that was stated."""
    asked = turn.texts.say(
        "replies.ask_extension_more",
        code=assignment.code,
        due=turn.due(assignment),
        until=until,
        reason=reason or "",
    )
    await turn.answer(
        Markup("\n").join([why, asked] if why else [asked]),
        [turn.choice("replies.choose_cancel", "drop")],
        [assignment],
    )
    stated = until.isoformat() if until else None
    await turn.wait_for("extension", assignment=assignment.id, until=stated, reason=reason)


async def press_extension(turn: Turn, args: Mapping[str, Any]) -> None:
    """Begin a wish from a button; a task chosen from several brings what was said along."""
    assignment = await current(turn, args)
    if assignment is not None:
        await wish(turn, assignment, as_date(args.get("until")), args.get("reason"))


async def send_wish(turn: Turn, assignment: Assignment, statement: Statement) -> None:
    """Send a wish that was confirmed among other statements; what is missing in it is asked for first."""
    if statement.until is not None and statement.reason:
        await _send(turn, assignment, statement.until, statement.reason)
    else:
        await wish(turn, assignment, statement.until, statement.reason)


async def press_send(turn: Turn, args: Mapping[str, Any]) -> None:
    """Put a wish that was read back to those who decide."""
    assignment = await turn.uow.assignments.get(int(args["assignment"]))
    await _send(turn, assignment, date.fromisoformat(args["until"]), args["reason"])


async def _send(turn: Turn, assignment: Assignment, until: date, reason: str) -> None:
    extension = await ask_extension(turn.uow, turn.actor, assignment, until, reason, turn.rules)
    deciders = await _tell(turn, extension, assignment)
    await turn.answer(
        turn.texts.say(
            "replies.extension_sent",
            code=assignment.code,
            due=turn.due(assignment),
            until=extension.until,
            deciders=deciders,
        ),
        about=[assignment],
    )


async def _tell(turn: Turn, extension: Extension, assignment: Assignment) -> list[str]:
    """Ask those who may decide and let specialists and colleagues know; return the deciders' posts and names.

    The question carries no guard: later words on the task leave the wish as it is, and silence would lose it.
    """
    directive = await turn.uow.directives.get(assignment.directive_id)
    deciders = await audiences.deciders(turn.uow, directive, turn.rules)
    await turn.tell(deciders, lambda to: question(to, extension, assignment))

    def news(to: Turn) -> Message:
        return Message(_text(to, "office.extension_news", extension, assignment), about=(assignment.id,), aside=True)

    others = await audiences.followers(turn.uow) + await audiences.contacts(turn.uow, [assignment.agency_id])
    asked = {person.id for person in deciders}
    await turn.tell([person for person in others if person.id not in asked], news)
    return [person.name for person in deciders]


def question(turn: Turn, extension: Extension, assignment: Assignment) -> Message:
    """Return the question to who decides; the reason is shown on request (domain rule 15)."""
    args: dict[str, object] = {"extension": extension.id}
    choices = (
        turn.choice("cards.choose_grant", "grant_extension", args, until=extension.until),
        turn.choice("cards.choose_refuse", "refuse_extension", args),
        turn.choice("office.choose_reason", "show_reason", args),
    )
    text = _text(turn, "office.extension_asked", extension, assignment)
    return Message(text, choices, (assignment.id,))


def _text(turn: Turn, key: str, extension: Extension, assignment: Assignment) -> str:
    return turn.texts.say(
        key,
        code=assignment.code,
        title=turn.title(assignment),
        due=turn.due(assignment),
        agency=assignment.agency_name,
        until=extension.until,
        extended=turn.phrases.extended(assignment),
    )
