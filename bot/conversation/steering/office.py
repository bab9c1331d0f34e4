"""What the office and the leaders say: decisions by text, everything else is a question."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType

from bot.conversation import context
from bot.conversation.answering import questions
from bot.conversation.reviewing import review
from bot.conversation.reviewing.amending import hear_edit
from bot.conversation.standing import say_standings
from bot.conversation.steering import assigning, granting, merging, ordering, receipts, results
from bot.conversation.steering.verdicts import Says, Verdict, understand_verdict
from bot.conversation.turn import Turn
from data.domain.message import Choice
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Part, Status, number_of
from data.office.deciding import waiting_wish

_ACTIONS: Mapping[Says, Action] = MappingProxyType(
    {
        Says.CONFIRM: Action.CONFIRM_RESULT,
        Says.RETURN: Action.RETURN_RESULT,
        Says.GRANT: Action.DECIDE_EXTENSION,
        Says.REFUSE: Action.DECIDE_EXTENSION,
        Says.LEAVE_OUT: Action.REVIEW_DIRECTIVE,
    }
)
_PRESSED: Mapping[Says, str] = MappingProxyType({Says.CONFIRM: "confirm_result", Says.RETURN: "return_result"})


async def hear_decision(turn: Turn, text: str) -> None:
    """Put drafts right, carry out a decision, or answer a question."""
    for hear in (
        hear_edit,
        ordering.hear_order,
        assigning.hear_assignment,
        receipts.hear_receipts,
        merging.hear_merger,
    ):
        if await hear(turn, text):
            return
    verdict = understand_verdict(text, turn.today)
    allowed = verdict is not None and may(turn.person, _ACTIONS[verdict.says])
    if verdict is None or not (allowed or verdict.codes):
        await questions.hear_question(turn, text)
    elif not allowed:
        turn.log_refusal(verdict.says.value, f"update:{turn.heard.update}")
        await turn.answer(turn.texts.say("common.refused_not_yours"))
    elif verdict.says is Says.LEAVE_OUT:
        await review.leave_out(turn, verdict.codes)
    else:
        await _decide(turn, verdict)


async def _decide(turn: Turn, verdict: Verdict) -> None:
    """Find the one claim or wish that is meant and decide it."""
    spoken_of = await _spoken_of(turn, verdict.codes)
    waiting = [one for one in spoken_of if await _waits(turn, verdict, one)]
    if len(waiting) == 1:
        await _DECIDERS[verdict.says](turn, waiting[0], verdict)
    elif waiting:
        await _ask_which(turn, waiting, verdict)
    elif verdict.codes and spoken_of:
        await say_standings(turn, [one for one in spoken_of if one.part is Part.LEAD], named=True)
    else:
        await turn.answer(turn.texts.say("office.nothing_waits", codes=verdict.codes))


async def _spoken_of(turn: Turn, codes: Sequence[str]) -> list[Assignment]:
    if not codes:
        return await context.spoken_of(turn)
    return [share for code in codes for share in await turn.uow.assignments.of_task(number_of(code))]


async def _waits(turn: Turn, verdict: Verdict, assignment: Assignment) -> bool:
    if verdict.says in _PRESSED:
        return assignment.status is Status.REPORTED_DONE
    return await waiting_wish(turn.uow, assignment) is not None


async def _confirm(turn: Turn, assignment: Assignment, _verdict: Verdict) -> None:
    await results.confirm(turn, assignment)


async def _return(turn: Turn, assignment: Assignment, verdict: Verdict) -> None:
    if verdict.reason:
        await results.give_back(turn, assignment, verdict.reason)
    else:
        await results.ask_return_reason(turn, assignment)


async def _grant(turn: Turn, assignment: Assignment, verdict: Verdict) -> None:
    extension = await waiting_wish(turn.uow, assignment)
    if extension is not None:
        await granting.grant(turn, extension, verdict.until or extension.until)


async def _refuse(turn: Turn, assignment: Assignment, verdict: Verdict) -> None:
    extension = await waiting_wish(turn.uow, assignment)
    if extension is not None and verdict.reason:
        await granting.refuse(turn, extension, verdict.reason)
    elif extension is not None:
        await granting.ask_refusal_reason(turn, extension)


_DECIDERS: Mapping[Says, Callable[[Turn, Assignment, Verdict], Awaitable[None]]] = MappingProxyType(
    {Says.CONFIRM: _confirm, Says.RETURN: _return, Says.GRANT: _grant, Says.REFUSE: _refuse}
)


async def _ask_which(turn: Turn, waiting: Sequence[Assignment], verdict: Verdict) -> None:
    """Ask which of several is meant; a press decides it, save that a reason may still be asked for."""
    choices = [await _candidate(turn, one, verdict) for one in waiting]
    tasks = [(one.code, turn.due(one), turn.title(one), one.agency_name) for one in waiting]
    await turn.answer(
        turn.texts.say("office.ask_which", tasks=tasks), [*choices, turn.choice("replies.choose_none", "drop")], waiting
    )


async def _candidate(turn: Turn, assignment: Assignment, verdict: Verdict) -> Choice:
    args: dict[str, object] = {"assignment": assignment.id, "revision": assignment.revision}
    action = _PRESSED.get(verdict.says)
    if action is None:
        extension = await waiting_wish(turn.uow, assignment)
        action = "grant_extension" if verdict.says is Says.GRANT else "refuse_extension"
        args = {"extension": extension.id if extension else None}
        if verdict.until:
            args["until"] = verdict.until.isoformat()
    return turn.choice("office.choose_task", action, args, code=turn.code(assignment), agency=assignment.agency_name)
