"""What the last answer showed, kept with the chat, and the questions that point back at it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation.answering.exporting import as_shown
from bot.conversation.answering.filtering import intent_of
from bot.conversation.answering.remembering import pack_query, unpack_query
from bot.conversation.standing import live
from bot.conversation.turn import Turn
from bot.language.meaning import Asks, Query
from data.domain.message import Message

_LISTED = frozenset({Asks.LIST, Asks.COUNT, Asks.SUMMARY, Asks.RANK, Asks.DETAIL, Asks.DIRECTIVE})


async def remember(turn: Turn, query: Query, answer: Message, offset: int) -> None:
    """Keep what was asked and the rows shown of it, page after page; a row looked at leaves its list in memory.

    A picture or a file of other tasks than those shown before, even of none, is the matter in hand from then on.
    """
    if query.intent is Asks.EXPORT and not query.uses_prev:
        query = replace(as_shown(query), export_format=None)
    if intent_of(query) not in _LISTED or query.row is not None:
        return
    packed = pack_query(query)
    before = _rows(turn.chat.shown) if turn.chat.shown and turn.chat.shown.get("query") == packed else []
    before = [*before[:offset], *[None] * (offset - len(before))]
    turn.chat.shown = {"query": packed, "rows": [*before, *answer.about]}
    await turn.uow.chats.save(turn.chat)


async def followed(turn: Turn, query: Query) -> Query | None:
    """Return `query` with what it points at in the last answer; None when there is nothing of the kind."""
    if query.intent is Asks.EXPORT and query.uses_prev and turn.chat.shown:
        return _exported(query, unpack_query(turn.chat.shown["query"]))
    if query.row is None:
        return query
    code = await _code_at(turn, query.row) if intent_of(query) is Asks.DETAIL else None
    return replace(query, task_refs=(code,), keywords=None) if code else None


def _exported(wish: Query, shown: Query) -> Query:
    """Return the wish for a file of what was shown, which may itself have been a follow-up."""
    asked = intent_of(shown)
    return replace(
        shown, intent=Asks.EXPORT, resolved_intent=asked, export_format=wish.export_format, uses_prev=wish.uses_prev
    )


async def _code_at(turn: Turn, row: int) -> str | None:
    """Return the code of the task in that row, counted from 1, or from the end; 0 is the only one."""
    rows = _rows(turn.chat.shown or {})
    if row > len(rows) or (row == 0 and len(rows) != 1) or not rows:
        return None
    found = rows[row - 1 if row > 0 else row]
    tasks = await live(turn, [found] if found is not None else [])
    return tasks[0].code if tasks else None


def _rows(shown: Mapping[str, Any]) -> list[int | None]:
    return list(shown.get("rows", ()))
