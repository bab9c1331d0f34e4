"""Which tasks somebody speaks of: by the message replied to, by the last that spoke of tasks, or by code."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from bot.conversation.standing import live
from bot.conversation.turn import Turn
from bot.language.occurrences import find_occurrence
from data.db.stores.outbox import Kind
from data.domain.occurrences import named as occurrence_name
from data.domain.task import Assignment, Part, number_of


async def reminded(turn: Turn, codes: Collection[str]) -> list[Assignment]:
    """Return the shares of the official's own agency among what was spoken of.

    Words that name a task by its code are weighed only against what we asked about, a reminder or the message replied
    to: an answer that we just gave about another task makes a named one no less clear.
    """
    return await spoken_of_own(turn, (Kind.REMINDER,) if codes else tuple(Kind))


async def spoken_of_own(turn: Turn, kinds: Collection[Kind] = tuple(Kind)) -> list[Assignment]:
    """Return the shares of the official's own agency among what was spoken of in a message of `kinds`."""
    return [assignment for assignment in await spoken_of(turn, kinds) if _is_own(turn, assignment)]


async def spoken_of(turn: Turn, kinds: Collection[Kind] = tuple(Kind)) -> list[Assignment]:
    """Return the assignments of the message that is replied to, else of the last one of `kinds` that spoke of any."""
    heard, ids = turn.heard, list[int]()
    if heard.reply_to is not None:
        ids = await turn.uow.outbox.about(heard.channel, heard.chat, heard.reply_to)
    ids = ids or await turn.uow.outbox.last_about(turn.person.id, kinds)
    return await live(turn, ids)


async def replied_to(turn: Turn) -> list[Assignment]:
    """Return the shares of the official's own agency in the message that is replied to, led ones before others."""
    heard = turn.heard
    ids = await turn.uow.outbox.about(heard.channel, heard.chat, heard.reply_to) if heard.reply_to else []
    return led([assignment for assignment in await live(turn, ids) if _is_own(turn, assignment)])


def led(shares: Sequence[Assignment]) -> list[Assignment]:
    """Return those of an agency's shares that it leads, or all when it leads none: it answers for what it leads."""
    return [share for share in shares if share.part is Part.LEAD] or list(shares)


async def owed(turn: Turn) -> list[Assignment]:
    """Return what the official's agency still owes as lead, dated tasks first."""
    return await turn.uow.assignments.owed_by(turn.person.agency_id)


async def named(turn: Turn, codes: Iterable[str]) -> tuple[list[Assignment], list[str], list[str]]:
    """Return the official's own shares of the tasks with these codes, the codes of others, and the unknown codes."""
    own: list[Assignment] = []
    foreign: list[str] = []
    unknown: list[str] = []
    for code in dict.fromkeys(codes):
        shares = await turn.uow.assignments.of_task(number_of(code))
        mine = [share for share in shares if _is_own(turn, share)]
        own.extend(_occurrence(mine, turn.heard.text))
        if not mine:
            (foreign if shares else unknown).append(code)
    return own, foreign, unknown


def _occurrence(shares: Sequence[Assignment], text: str) -> Sequence[Assignment]:
    """Return the one share that words about a task mean: of a recurring one the period named, else the oldest owed."""
    named_as = find_occurrence(text)
    meant = [share for share in shares if named_as is None or _is_named(share, named_as)]
    owed_first = sorted(meant or shares, key=lambda share: (not share.open, share.period or date.min))
    return owed_first[:1]


def _is_named(share: Assignment, name: tuple[str, int | tuple[int, int]]) -> bool:
    if share.period is None or share.recurrence is None:
        return False
    if isinstance(name[1], tuple):
        days = {(day.day, day.month) for day in (share.period, share.deadline.due_on) if day}
        return name[1] in days
    return occurrence_name(share.recurrence, share.period) == name


def _is_own(turn: Turn, assignment: Assignment) -> bool:
    return assignment.agency_id is not None and assignment.agency_id == turn.person.agency_id
