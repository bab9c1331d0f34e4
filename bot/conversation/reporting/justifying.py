"""What an agency answers when the office demands an explanation: by its button or in one line."""

import re
from collections.abc import Mapping
from typing import Any

from bot.conversation import audiences, context
from bot.conversation.heard_words import any_of
from bot.conversation.turn import Turn
from bot.language.codes import split_codes
from data.domain.lifecycle import Event
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.task import Assignment
from data.office.acting import Refusal, Refused
from data.office.reporting import report

_EXPLAINS = re.compile(rf"^\W*(?:{any_of('orders', 'explains')})(?!\w)\W*(?P<words>.*)", re.IGNORECASE | re.DOTALL)


async def hear_explanation(turn: Turn, text: str) -> bool:
    """Record an explanation that names its task or answers the message about it; False when the words are none."""
    codes, rest = split_codes(text)
    found = _EXPLAINS.match(rest)
    if found is None:
        return False
    own, _, _ = await context.named(turn, codes)
    own = own or await context.replied_to(turn)
    if len(own) != 1:
        return False
    if found["words"].strip():
        await _record_explanation(turn, own[0], found["words"].strip())
    else:
        await _ask_explanation(turn, own[0])
    return True


async def press_explain(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask for the explanation; the next words are taken as that."""
    await _ask_explanation(turn, await turn.uow.assignments.get(int(args["assignment"])))


async def _ask_explanation(turn: Turn, share: Assignment) -> None:
    if not may(turn.person, Action.NOTE, share):
        raise Refused(Refusal.NOT_YOURS)
    text = turn.texts.say("orders.ask_explain", tasks=turn.tasks([share]))
    await turn.answer(text, [turn.choice("replies.choose_cancel", "drop")], [share])
    await turn.wait_for("explanation", assignment=share.id)


async def ask_whether_to_explain(turn: Turn, share: Assignment, words: str) -> None:
    """Read back an explanation that was asked for."""
    text = turn.texts.say("orders.read_back_explanation", tasks=turn.tasks([share]), words=words)
    args: dict[str, object] = {"assignment": share.id, "words": words}
    yes = turn.choice("orders.choose_send_explanation", "send_explanation", args, code=share.code)
    await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")], [share])


async def press_send_explanation(turn: Turn, args: Mapping[str, Any]) -> None:
    """Send the explanation that was read back."""
    await _record_explanation(turn, await turn.uow.assignments.get(int(args["assignment"])), args["words"])


async def _record_explanation(turn: Turn, share: Assignment, words: str) -> None:
    """Keep an explanation; the office and whoever demanded it hear that it came."""
    reported = await report(turn.uow, turn.actor, share, Event.EXPLAIN, note=words)
    await turn.answer(turn.texts.say("orders.explained", tasks=turn.tasks([reported.after])), about=[reported.after])
    reports = await turn.uow.reports.of(share.id)
    asked = [one.person_id for one in reports if one.kind == Event.ASK_EXPLANATION and one.person_id is not None]
    people = {one.id: one for one in await audiences.followers(turn.uow)}
    people |= {key: await turn.uow.people.get(key) for key in asked}

    def news(to: Turn) -> Message:
        text = to.texts.say("orders.explained_news", who=to.person.name, tasks=to.tasks([reported.after]))
        shown = to.choice("office.choose_words", "show_words", {"reports": [reported.report_id]})
        return Message(text, (shown,), (share.id,), aside=True)

    await turn.tell(people.values(), news)
