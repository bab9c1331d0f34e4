"""The office's verdict on a claim: confirmed, or returned with a reason."""

from collections.abc import Mapping
from typing import Any

from bot.conversation import audiences
from bot.conversation.choosing import choices_for
from bot.conversation.standing import assignments_in, standing
from bot.conversation.turn import Turn
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Status
from data.office.acting import Refusal, Refused
from data.office.deciding import confirm_result, return_result, undo_confirm


async def press_confirm(turn: Turn, args: Mapping[str, Any]) -> None:
    """Confirm the claim that the button was about."""
    if (assignment := await _claimed(turn, args)) is not None:
        await confirm(turn, assignment)


async def press_return(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask why the claim is returned; the next words are taken as the reason."""
    if (assignment := await _claimed(turn, args)) is not None:
        await ask_return_reason(turn, assignment)


async def ask_return_reason(turn: Turn, assignment: Assignment) -> None:
    """Ask why the claim is returned."""
    if not may(turn.person, Action.RETURN_RESULT, assignment):
        raise Refused(Refusal.NOT_YOURS)
    await turn.answer(
        turn.texts.say("office.ask_return_reason", code=assignment.code, due=turn.due(assignment)),
        [turn.choice("replies.choose_cancel", "drop")],
        [assignment],
    )
    await turn.wait_for("return_reason", assignment=assignment.id)


async def ask_whether_to_return(turn: Turn, assignment: Assignment, reason: str) -> None:
    """Read back the reason that was asked for; the claim is returned only after yes."""
    args: dict[str, object] = {"assignment": assignment.id, "revision": assignment.revision, "reason": reason}
    text = turn.texts.say(
        "office.ask_return_whether",
        code=assignment.code,
        due=turn.due(assignment),
        agency=assignment.agency_name,
        reason=reason,
    )
    yes = turn.choice("office.choose_send_return", "send_return", args, code=assignment.code)
    await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")], [assignment])


async def press_send_return(turn: Turn, args: Mapping[str, Any]) -> None:
    """Return the claim for the reason that was read back."""
    if (assignment := await _claimed(turn, args)) is not None:
        await give_back(turn, assignment, args["reason"])


async def confirm(turn: Turn, assignment: Assignment) -> None:
    """Confirm, answer, and tell the agency and the rest of the office."""
    after = await confirm_result(turn.uow, turn.actor, assignment)
    await turn.answer(
        turn.texts.say("office.confirmed", code=after.code, due=turn.due(after), agency=after.agency_name),
        [
            turn.choice("replies.choose_right", "fine"),
            turn.choice("replies.choose_undo", "undo_confirm", {"assignment": after.id, "revision": after.revision}),
        ],
        [after],
    )
    await _tell(turn, "office.confirmed_news", after)


async def press_undo(turn: Turn, args: Mapping[str, Any]) -> None:
    """Take a confirmation back; the claim is put again, and the agency and the rest of the office are told."""
    assignment = await turn.uow.assignments.get(int(args["assignment"]))
    after = await undo_confirm(turn.uow, turn.actor, assignment, int(args["revision"]), turn.rules)
    tasks = [(after.code, turn.due(after), turn.phrases.status(after))]
    choices = choices_for(turn.texts, turn.person, after)
    await turn.answer(turn.texts.say("replies.undone", tasks=tasks), choices, [after])
    await _tell(turn, "office.unconfirmed_news", after)


async def give_back(turn: Turn, assignment: Assignment, reason: str) -> None:
    """Return the claim, answer, and tell the agency and the rest of the office."""
    after = await return_result(turn.uow, turn.actor, assignment, reason)
    await turn.answer(
        turn.texts.say(
            "office.returned", code=after.code, due=turn.due(after), agency=after.agency_name, reason=reason
        ),
        about=[after],
    )
    await _tell(turn, "office.returned_news", after, returned=True)


async def _claimed(turn: Turn, args: Mapping[str, Any]) -> Assignment | None:
    """Return the claim, or answer how the assignment stands when there is none any more."""
    found = await assignments_in(turn, args)
    if found and found[0].status is Status.REPORTED_DONE:
        return found[0]
    await turn.answer(await standing(turn, found[0]) if found else turn.texts.say("common.choice_gone"), about=found)
    return None


async def _tell(turn: Turn, key: str, after: Assignment, *, returned: bool = False) -> None:
    """Tell the verdict; its reason is shown on request (domain rule 15)."""
    newest = (await turn.uow.reports.of(after.id))[-1:] if returned else []
    agency = after.agency_name

    def news(to: Turn) -> Message:
        text = to.texts.say(key, code=after.code, title=to.title(after), due=to.due(after), agency=agency)
        choices = [to.choice("office.choose_reason", "show_words", {"reports": [one.id]}) for one in newest]
        return Message(text, tuple(choices), (after.id,), aside=not returned)

    people = await audiences.contacts(turn.uow, [after.agency_id]) + await audiences.followers(turn.uow)
    await turn.tell(people, news)
