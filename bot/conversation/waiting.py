"""Words that we have asked for: a reason, a day, a difficulty."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from bot.conversation.answering import questions
from bot.conversation.heard_words import words
from bot.conversation.reporting import justifying
from bot.conversation.reporting.extending import wish
from bot.conversation.reporting.recording import record
from bot.conversation.reporting.telling_apart import asks_about_tasks
from bot.conversation.reviewing.editing import set_field
from bot.conversation.reviewing.edits import Edits
from bot.conversation.statement import Statement, as_date
from bot.conversation.steering import granting, ordering, results, reworking
from bot.conversation.steering.orders import reason_in
from bot.conversation.steering.verdicts import Says, understand_verdict
from bot.conversation.turn import Turn
from bot.language.codes import find_codes
from bot.language.dates import find_day
from bot.language.meaning import Intent, Reply
from bot.language.replies import understand_reply
from data.domain.person import AGENCY_ROLES
from data.office.pairing import looks_like_code

WAITS = timedelta(minutes=30)
"""How long the next words are taken for the answer to what we asked; later they speak for themselves."""

_FREE = frozenset({"draft_field", "explanation", "order_words", "change"})
"""Wants whose answers may sound like a question or a report: an agency's name alone, a day, the words of a task."""


async def hear_awaited(turn: Turn, text: str) -> bool:
    """Take the words as what we asked for; False when we asked for nothing or they begin anew."""
    awaiting = turn.chat.awaiting
    if awaiting is None or turn.now - datetime.fromisoformat(awaiting["asked_at"]) > WAITS:
        return False
    if await _begins_anew(turn, awaiting["want"], text):
        return False
    await turn.stop_waiting()
    await _HEARERS[awaiting["want"]](turn, awaiting, text)
    return True


async def _begins_anew(turn: Turn, want: str, text: str) -> bool:
    """Whether the words cannot be meant as the answer: they name a task, ask, report, decide or pair.

    What begins with "vì" is the reason that was asked for, whatever it names: "vì trùng với NV3".
    """
    if not reason_in(text)[0] and not text.endswith("?"):
        return False
    if find_codes(text) or "?" in text or looks_like_code(text):
        return True
    if want in _FREE:
        return False
    heard = understand_reply(text, today=turn.today, reminded=[], due=None, is_working=turn.rules.calendar.is_working)
    says = _reports(heard) if turn.person.role in AGENCY_ROLES else _decides(turn, text)
    if want == "extension" and find_day(text, today=turn.today) is not None and not asks_about_tasks(text):
        return says  # A day alone would do as a question too, but a day is what we asked for.
    return says or await questions.is_question(turn, text, heard)


def _reports(heard: Reply) -> bool:
    """Whether the words clearly say how the work stands."""
    return heard.intent in {Intent.DONE, Intent.ACKNOWLEDGE} or (
        heard.intent is Intent.PROGRESS and heard.percent is not None
    )


def _decides(turn: Turn, text: str) -> bool:
    """Whether the words consent; what returns or refuses may be the reason that was asked for."""
    verdict = understand_verdict(text, turn.today)
    return verdict is not None and verdict.says in {Says.CONFIRM, Says.GRANT}


async def _difficulty(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    assignment = await turn.uow.assignments.get(awaiting["assignment"])
    await record(turn, [(assignment, Statement(Intent.BLOCKED, reason=text, words=text))])


async def _extension(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    """Take a day, a reason or both; what was stated before stays unless it is stated anew."""
    assignment = await turn.uow.assignments.get(awaiting["assignment"])
    (asked,) = words("wishes", "asked")
    heard = understand_reply(
        f"{asked} {text}",
        today=turn.today,
        reminded=[assignment.code],
        due=assignment.deadline.due_on,
        is_working=turn.rules.calendar.is_working,
    )
    until = heard.new_deadline or find_day(text, today=turn.today)
    stated = heard.reason if heard.reason and heard.reason in text else None
    reason = stated or (text if until is None else None)
    await wish(turn, assignment, until or as_date(awaiting["until"]), reason or awaiting["reason"])


async def _return_reason(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await results.ask_whether_to_return(turn, await turn.uow.assignments.get(awaiting["assignment"]), text)


async def _refusal_reason(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await granting.ask_whether_to_refuse(turn, await turn.uow.extensions.get(awaiting["extension"]), text)


async def _draft_field(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    stored = await turn.uow.drafts.get(awaiting["number"])
    if stored is not None:
        await set_field(turn, stored, Edits(awaiting["field"]), text)


async def _order_words(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await ordering.hear_words(turn, awaiting, text)


async def _explanation(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await justifying.ask_whether_to_explain(turn, await turn.uow.assignments.get(awaiting["assignment"]), text)


async def _change(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await reworking.hear_words(turn, awaiting, text)


_HEARERS: Mapping[str, Callable[[Turn, Mapping[str, Any], str], Awaitable[None]]] = MappingProxyType(
    {
        "difficulty": _difficulty,
        "draft_field": _draft_field,
        "extension": _extension,
        "return_reason": _return_reason,
        "order_words": _order_words,
        "explanation": _explanation,
        "change": _change,
        "refusal_reason": _refusal_reason,
    }
)
