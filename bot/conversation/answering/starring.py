"""Stars: the tasks that a person watches closely, which come first in their digests and lists."""

import re

from bot.conversation.answering.listing import row
from bot.conversation.heard_words import folded, words_of
from bot.conversation.turn import Turn
from bot.language.codes import find_codes
from data.domain.permissions import Action, may
from data.domain.question import TaskFilter
from data.domain.task import Assignment, number_of
from data.office.asking import ask

_CODES = r"(?:(?:nv|viec|nhiem vu|va|,)? ?\d+ ?|va |, ?)*"
_GIVE, _TAKE, _SHOW = ("|".join(folded("stars", name)) for name in ("give", "take", "show"))
_PATTERNS = {
    "give": re.compile(rf"(?:{_GIVE}) ?{_CODES}|{_CODES}(?:{_GIVE})"),
    "take": re.compile(rf"(?:{_TAKE}) ?{_CODES}|{_CODES}(?:{_TAKE})"),
    "show": re.compile(_SHOW),
}


async def hear_star(turn: Turn, text: str) -> bool:
    """Star tasks, take stars away or show the starred ones; False when the words ask for none of it."""
    said = " ".join(words_of(text))
    meant = next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(said)), None)
    if meant is None:
        return False
    await turn.stop_waiting()
    if meant == "show":
        await _show(turn)
        return True
    codes = find_codes(text)
    if not codes:
        await turn.answer(turn.texts.say("digests.star_which"))
        return True
    await _mark(turn, codes, give=meant == "give")
    return True


async def _mark(turn: Turn, codes: tuple[str, ...], *, give: bool) -> None:
    known: dict[str, int] = {}
    for code in codes:
        shares = await turn.uow.assignments.of_task(number_of(code))
        if shares and _may_see(turn, shares):
            known[code] = shares[0].task_id
    if known and give:
        await turn.uow.stars.give(turn.person.id, known.values(), turn.now)
    elif known:
        await turn.uow.stars.take_away(turn.person.id, known.values())
    unknown = [code for code in codes if code not in known]
    said = [turn.texts.say("digests.starred" if give else "digests.unstarred", codes=list(known))] if known else []
    if unknown:
        said.append(turn.texts.say("digests.star_unknown", codes=unknown))
    await turn.answer("\n".join(said))


async def _show(turn: Turn) -> None:
    starred = await turn.uow.stars.of(turn.person.id)
    answer = await ask(turn.uow, TaskFilter(), turn.now, turn.rules, viewer=turn.person)
    mine = [one for one in answer.assignments if one.task_id in starred]
    if not mine:
        await turn.answer(turn.texts.say("digests.star_none"))
        return
    lines = [turn.texts.say("answers.line", line=row(turn.phrases, one, turn.now)) for one in mine]
    await turn.answer("\n".join([turn.texts.say("digests.star_mine"), *lines]), about=mine)


def _may_see(turn: Turn, shares: list[Assignment]) -> bool:
    parts = {one.agency_id: one.part for one in shares if one.agency_id is not None}
    return may(turn.person, Action.SEE_TASK, parts=parts)
