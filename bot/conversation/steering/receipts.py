"""Who was told of a task, who acknowledged it and who is silent: what the office asks before it takes up the phone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation import context
from bot.conversation.heard_words import folded, words_of
from bot.conversation.standing import say_unknown
from bot.conversation.turn import Turn
from bot.language.codes import find_codes, split_codes
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment, Part, Status, number_of
from data.office.asking import ask

MOST_AGENCIES = 12
MOST_CODES = 6
"""What fits a telephone's screen; the rest is counted."""


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(folded("receipts", name), key=len, reverse=True))


_FILLER = rf"(?:{_any('filler')})"
_ASKS = re.compile(
    rf"(?:{_FILLER} )*(?:{_any('who')})(?: {_FILLER})* (?:{_any('seen')}|{_any('silent')})(?: {_FILLER})*"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What one official knows of a task: `at` when a reminder reached the chat, None when none has."""

    name: str
    at: datetime | None
    paired: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """An agency that owes an answer: tasks it has not acknowledged, and tasks long without a word."""

    agency: str
    unacknowledged: tuple[str, ...]
    quiet: tuple[str, ...]
    reachable: bool


def asks_for_receipts(text: str) -> bool:
    """Whether the words, codes aside, ask who received something or is silent."""
    bare = " ".join(words_of(split_codes(text)[1].replace(",", " ")))
    return _ASKS.fullmatch(bare) is not None


async def hear_receipts(turn: Turn, text: str) -> bool:
    """Answer who was told, has acknowledged or is silent; False when the words do not ask that."""
    if not asks_for_receipts(text) or not may(turn.person, Action.SEE_ALL):
        return False
    codes = find_codes(text)
    shares = [one for code in codes for one in await turn.uow.assignments.of_task(number_of(code))]
    if not codes and turn.heard.reply_to is not None:
        shares = await context.spoken_of(turn)
    if codes and not shares:
        await say_unknown(turn, codes)
    elif shares:
        await _say_told(turn, shares)
    else:
        await _say_silent(turn)
    return True


async def _say_told(turn: Turn, shares: Sequence[Assignment]) -> None:
    """Say of each share to whom reminders were delivered, and whether the agency has answered."""
    told = await turn.uow.reminders.told([one.id for one in shares])
    people = await turn.uow.people.of_agencies({one.agency_id for one in shares if one.agency_id is not None})
    paired = await turn.uow.people.paired_ids()
    tasks = [
        {
            "code": one.code,
            "due": turn.due(one),
            "agency": one.agency_name,
            "leads": one.part is Part.LEAD,
            "status": turn.phrases.status(one),
            "acknowledged_at": one.acknowledged_at,
            "people": [Told(who.name, told.get((one.id, who.id)), who.id in paired) for who in _of(one, people)],
        }
        for one in shares
    ]
    await turn.answer(turn.texts.say("receipts.told", tasks=tasks), about=shares)


def _of(share: Assignment, people: Sequence[Person]) -> list[Person]:
    return [one for one in people if one.agency_id == share.agency_id and one.role in AGENCY_ROLES]


async def _say_silent(turn: Turn) -> None:
    """List the agencies that owe an answer, those with most tasks first."""
    owed = await ask(turn.uow, TaskFilter((Condition.NOT_DONE,)), turn.now, turn.rules, viewer=turn.person)
    by_agency: dict[tuple[int | None, str], list[Assignment]] = {}
    for one in owed.assignments:
        if _unanswered(one) or _is_quiet(one, turn.now):
            by_agency.setdefault((one.agency_id, one.agency_name), []).append(one)
    people = await turn.uow.people.of_agencies({key for key, _ in by_agency if key is not None})
    paired = await turn.uow.people.paired_ids()
    reachable = {one.agency_id for one in people if one.id in paired and one.role in AGENCY_ROLES}
    found = [
        Silence(
            name,
            tuple(one.code for one in own if _unanswered(one)),
            tuple(one.code for one in own if not _unanswered(one)),
            key in reachable,
        )
        for (key, name), own in by_agency.items()
    ]
    found.sort(key=lambda one: -len(one.unacknowledged) - len(one.quiet))
    shown = found[:MOST_AGENCIES]
    text = turn.texts.say(
        "receipts.silent",
        agencies=shown,
        more=len(found) - len(shown),
        total=sum(len(one.unacknowledged) + len(one.quiet) for one in found),
        followed=len(owed.assignments),
        most=MOST_CODES,
    )
    await turn.answer(text)


def _unanswered(share: Assignment) -> bool:
    return share.status is Status.ASSIGNED


def _is_quiet(share: Assignment, now: datetime) -> bool:
    """Whether nothing was heard for as long as the ladder of a task without a deadline waits."""
    return share.chased and now - (share.heard_at or share.entered_at) >= timedelta(
        days=share.ladder.silence_calendar_days
    )
