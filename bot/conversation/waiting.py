"""Words that we have asked for: a reason, a day, a difficulty."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from bot.conversation import granting, results
from bot.conversation.editing import set_field
from bot.conversation.edits import Edits
from bot.conversation.extending import wish
from bot.conversation.heard_words import words
from bot.conversation.recording import record
from bot.conversation.statement import Statement, as_date
from bot.conversation.turn import Turn
from bot.language.dates import find_day
from bot.language.meaning import Intent
from bot.language.replies import understand_reply

WAITS = timedelta(hours=4)
"""How long the next words are taken for the answer to what we asked; later they speak for themselves."""

_CODE = re.compile(r"\bnv\s*\d+", re.IGNORECASE)


async def hear_awaited(turn: Turn, text: str) -> bool:
    """Take the words as what we asked for; False when we asked for nothing or they name a task and begin anew."""
    awaiting = turn.chat.awaiting
    if awaiting is None or _CODE.search(text):
        return False
    if turn.now - datetime.fromisoformat(awaiting["asked_at"]) > WAITS:
        return False
    await turn.stop_waiting()
    await _HEARERS[awaiting["want"]](turn, awaiting, text)
    return True


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
    await results.give_back(turn, await turn.uow.assignments.get(awaiting["assignment"]), text)


async def _refusal_reason(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    await granting.refuse(turn, await turn.uow.extensions.get(awaiting["extension"]), text)


async def _draft_field(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    stored = await turn.uow.drafts.get(awaiting["number"])
    if stored is not None:
        await set_field(turn, stored, Edits(awaiting["field"]), text)


_HEARERS: Mapping[str, Callable[[Turn, Mapping[str, Any], str], Awaitable[None]]] = MappingProxyType(
    {
        "difficulty": _difficulty,
        "draft_field": _draft_field,
        "extension": _extension,
        "return_reason": _return_reason,
        "refusal_reason": _refusal_reason,
    }
)
