"""Deciding a wish for more time: granted as asked, granted until another day, or refused with a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation import audiences
from bot.conversation.statement import as_date
from bot.conversation.turn import Turn
from data.domain.extension import Extension, ExtensionState
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.task import Assignment
from data.office.acting import Refusal, Refused
from data.office.deciding import check_decision, grant_extension, refuse_extension


async def press_grant(turn: Turn, args: Mapping[str, Any]) -> None:
    """Grant the wish that the button was about, as asked or until the day that was typed."""
    extension = await turn.uow.extensions.get(int(args["extension"]))
    await grant(turn, extension, as_date(args.get("until")) or extension.until)


async def press_refuse(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask why the wish is refused; the next words are taken as the reason."""
    extension = await turn.uow.extensions.get(int(args["extension"]))
    await ask_refusal_reason(turn, extension)


async def ask_refusal_reason(turn: Turn, extension: Extension) -> None:
    """Ask why the wish is refused."""
    assignment = await turn.uow.assignments.get(extension.assignment_id)
    if await _decided(turn, extension, assignment):
        return
    check_decision(turn.actor, extension, assignment, turn.rules)
    await turn.answer(
        turn.texts.say("office.ask_refusal_reason", code=assignment.code, due=turn.due(assignment)),
        [turn.choice("replies.choose_cancel", "drop")],
        [assignment],
    )
    await turn.wait_for("refusal_reason", extension=extension.id)


async def ask_whether_to_refuse(turn: Turn, extension: Extension, reason: str) -> None:
    """Read back the reason that was asked for; the wish is refused only after yes."""
    assignment = await turn.uow.assignments.get(extension.assignment_id)
    text = turn.texts.say(
        "office.ask_refusal_whether",
        code=assignment.code,
        due=turn.due(assignment),
        agency=assignment.agency_name,
        reason=reason,
    )
    args: dict[str, object] = {"extension": extension.id, "reason": reason}
    yes = turn.choice("office.choose_send_refusal", "send_refusal", args, code=assignment.code)
    await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")], [assignment])


async def press_send_refusal(turn: Turn, args: Mapping[str, Any]) -> None:
    """Refuse the wish for the reason that was read back."""
    await refuse(turn, await turn.uow.extensions.get(int(args["extension"])), args["reason"])


async def grant(turn: Turn, extension: Extension, until: date) -> None:
    """Grant time until that day, answer, and tell the agency and the office."""
    assignment = await turn.uow.assignments.get(extension.assignment_id)
    if await _decided(turn, extension, assignment):
        return
    decided, after = await grant_extension(turn.uow, turn.actor, extension, until, turn.rules)
    await _say(turn, decided, after)


async def refuse(turn: Turn, extension: Extension, reason: str) -> None:
    """Refuse the wish, answer, and tell the agency and the office."""
    assignment = await turn.uow.assignments.get(extension.assignment_id)
    if await _decided(turn, extension, assignment):
        return
    decided, after = await refuse_extension(turn.uow, turn.actor, extension, reason, turn.rules)
    await _say(turn, decided, after)


async def show_reason(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show why more time was asked for, or why it was refused, to who may see it."""
    extension = await turn.uow.extensions.get(int(args["extension"]))
    assignment = await turn.uow.assignments.ever(extension.assignment_id)
    if not may(turn.person, Action.SEE_TASK, assignment):
        raise Refused(Refusal.NOT_YOURS)
    asker = await turn.uow.people.get(extension.asked_by)
    text = turn.texts.say(
        "office.reason",
        code=assignment.code,
        due=turn.due(assignment),
        until=extension.until,
        who=asker.name,
        reason=extension.reason,
        answer=extension.decision_reason or "",
    )
    await turn.answer(text, about=[assignment])


async def _decided(turn: Turn, extension: Extension, assignment: Assignment) -> bool:
    """Answer what was decided before, if it was."""
    if extension.state is ExtensionState.OPEN:
        return False
    who = await _decider(turn, extension)
    await turn.answer(_verdict(turn, "office.extension_state", extension, assignment, who), about=[assignment])
    return True


async def _say(turn: Turn, decided: Extension, after: Assignment) -> None:
    who = await _decider(turn, decided)
    await turn.answer(_verdict(turn, "office.extension_decided", decided, after, who), about=[after])
    directive = await turn.uow.directives.get(after.directive_id)
    people = [
        *await audiences.contacts(turn.uow, [after.agency_id]),
        *await audiences.followers(turn.uow),
        *await audiences.deciders(turn.uow, directive, turn.rules),
    ]
    unique = {person.id: person for person in people}

    def news(to: Turn) -> Message:
        text = _verdict(to, "office.extension_decided_news", decided, after, who)
        refused = decided.state is ExtensionState.REFUSED
        reason = to.choice("office.choose_reason", "show_reason", {"extension": decided.id})
        return Message(text, (reason,) if refused else (), (after.id,))

    await turn.tell(unique.values(), news)


async def _decider(turn: Turn, extension: Extension) -> str:
    return (await turn.uow.people.get(extension.decided_by)).name if extension.decided_by else ""


def _verdict(turn: Turn, key: str, extension: Extension, assignment: Assignment, who: str) -> str:
    return turn.texts.say(
        key,
        code=assignment.code,
        title=turn.title(assignment),
        due=turn.due(assignment),
        agency=assignment.agency_name,
        asked_until=extension.until,
        until=extension.granted_until,
        granted=extension.state is ExtensionState.GRANTED,
        at=extension.decided_at,
        who=who,
    )
