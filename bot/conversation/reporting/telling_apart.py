"""Telling what an official asks us from what is reported: both may say "chưa xong"."""

import re

from bot.conversation.heard_words import folded, words_of
from bot.language.meaning import Asks, Intent, Query, Reply

_ASIDES = frozenset({Intent.QUESTION, Intent.NOTE, Intent.UNCLEAR})
_WISHES = frozenset({Intent.QUESTION, Intent.UNCLEAR})
_WHOLE = frozenset({Asks.SUMMARY, Asks.RANK, Asks.HELP, Asks.EXPORT})
"""Questions that are complete without naming anything."""
_SELECTING = frozenset({Asks.LIST, Asks.COUNT, Asks.DETAIL, Asks.DIRECTIVE})


def _any(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(folded("questions", name), key=len, reverse=True))


_ASKS = re.compile(rf"\b(?:{_any('interrogatives')})\b")
_WISH = re.compile(rf"(?:{_any('wishes')})\b")
_COURTESY = re.compile(rf"(?:{_any('courtesies')})(?: (?:{_any('after_courtesies')}))*")


def asks_us(text: str, reply: Reply, query: Query) -> bool:
    """Whether an official's words are a question about tasks rather than a report, a remark or chatter.

    Words that no part of the question explains make it prose; a report stays a report unless an interrogative is in it.
    """
    if query.keywords or not any(letter.isalpha() for letter in text) or not _is_complete(query):
        return False
    if query.intent is Asks.EXPORT:
        # "gửi file báo cáo" tells what the agency did with its own report; "xuất excel", "vẽ biểu đồ" is said to us.
        wishes = _ASIDES | {Intent.REJECT} if _begins_as_wish(text) else _WISHES
        return reply.intent in wishes and not reply.task_refs
    return reply.intent in _ASIDES or (not reply.task_refs and asks_about_tasks(text))


def asks_about_tasks(text: str) -> bool:
    """Whether an interrogative about tasks is among the words."""
    return _ASKS.search(" ".join(words_of(text))) is not None


def _begins_as_wish(text: str) -> bool:
    return _WISH.match(" ".join(words_of(text))) is not None


def is_courtesy(text: str) -> bool:
    """Whether the words only thank or greet: nobody need be told of them."""
    return _COURTESY.fullmatch(" ".join(words_of(text))) is not None


def _is_complete(query: Query) -> bool:
    asked = query.resolved_intent or query.intent
    selects = query.status or query.agencies or query.date_range or query.task_refs or query.directive_ref
    return asked in _WHOLE or query.row is not None or (asked in _SELECTING and bool(selects))
