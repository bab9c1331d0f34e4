"""Which list of choices a bare number or a short yes answers, among all that a chat was shown."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from bot.conversation.actions import ACTIONS
from data.db.stores.offers import Offered, Shown
from data.db.stores.outbox import Kind

_SHOWING = frozenset({"show_words", "show_said", "show_reason"})
"""Choices that only show what a piece of news leaves out (domain rule 15)."""


def answerable(lists: Sequence[Shown], since: datetime) -> list[Shown]:
    """Return the list that is answered, of `lists` newest first; several where pushes since `since` compete.

    News asks nothing. A question of ours to this person that was asked since then and not answered comes before what
    was pushed after it.
    """
    asking = [one for one in lists if not _is_news(one)]
    own = next((one for one in asking if one.kind is Kind.ANSWER), None)
    if own is not None and (own is asking[0] or (own.sent_at >= since and _is_open_question(own))):
        return [own]
    pushed = takewhile(lambda one: one.kind is not Kind.ANSWER, asking)
    rivals = [one for one in pushed if one.sent_at >= since and any(_binds(choice) for choice in one.choices)]
    return rivals if len(rivals) > 1 and rivals[0] is asking[0] else asking[:1]


def _is_news(shown: Shown) -> bool:
    return shown.kind is Kind.NOTICE and all(choice.action in _SHOWING for choice in shown.choices)


def _is_open_question(shown: Shown) -> bool:
    """Whether one of its choices would end the others, and none was taken."""
    asks = any(choice.action in ACTIONS and ACTIONS[choice.action].exclusive for choice in shown.choices)
    return asks and all(choice.used_at is None for choice in shown.choices)


def _binds(offered: Offered) -> bool:
    return offered.used_at is None and offered.action in ACTIONS and not ACTIONS[offered.action].repeatable
