"""Telling what an official asks us from what is reported: both may say "chưa xong"."""

import re

from bot.conversation.yes_and_no import words_of
from bot.language.meaning import Asks, Intent, Query, Reply
from data.folding import fold

_INTERROGATIVES = (
    "việc nào|việc gì|nhiệm vụ nào|nhiệm vụ gì|có gì|còn gì|những gì|bao nhiêu|mấy việc|mấy nhiệm vụ|mấy đơn vị|những việc|"
    "những nhiệm vụ|các nhiệm vụ|đơn vị nào|những đơn vị|cơ quan nào|danh sách|liệt kê|cho xem|thế còn|xếp hạng|ai đang|ai hay"
)
"""What turns a state of the work into a question about tasks: "việc nào chưa xong"."""
_ASKS = re.compile(rf"\b(?:{'|'.join(fold(phrase) for phrase in _INTERROGATIVES.split('|'))})\b")

_COURTESIES = "cảm ơn|cám ơn|cảm ơn nhiều|chào|xin chào|kính chào|chúc"
_COURTESY = re.compile(
    rf"(?:{'|'.join(fold(word) for word in _COURTESIES.split('|'))})"
    r"(?: (?:a|nhe|nha|em|anh|chi|ban|bot|dong chi|dc|moi nguoi|buoi sang|buoi chieu|ngay moi|vui ve|nhieu))*"
)
"""Thanks and greetings, and the small words that follow them."""

_ASIDES = frozenset({Intent.QUESTION, Intent.NOTE, Intent.UNCLEAR})
_WHOLE = frozenset({Asks.SUMMARY, Asks.RANK, Asks.HELP})
"""Questions that are complete without naming anything."""
_SELECTING = frozenset({Asks.LIST, Asks.COUNT, Asks.DETAIL, Asks.DIRECTIVE, Asks.EXPORT})


def asks_us(text: str, reply: Reply, query: Query) -> bool:
    """Whether an official's words are a question about tasks rather than a report, a remark or chatter.

    Words that no part of the question explains make it prose; a report stays a report unless an interrogative is in it.
    """
    if query.keywords or not any(letter.isalpha() for letter in text) or not _is_complete(query):
        return False
    return reply.intent in _ASIDES or (not reply.task_refs and asks_about_tasks(text))


def asks_about_tasks(text: str) -> bool:
    """Whether an interrogative about tasks is among the words."""
    return _ASKS.search(" ".join(words_of(text))) is not None


def is_courtesy(text: str) -> bool:
    """Whether the words only thank or greet: nobody need be told of them."""
    return _COURTESY.fullmatch(" ".join(words_of(text))) is not None


def _is_complete(query: Query) -> bool:
    asked = query.resolved_intent or query.intent
    selects = query.status or query.agencies or query.date_range or query.task_refs or query.directive_ref
    return asked in _WHOLE or (asked in _SELECTING and bool(selects))
