"""What the office orders of live work in its own words: a small grammar over `heard_words.toml`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.conversation.heard_words import REASON, any_of
from bot.language.codes import find_codes, opening_code, split_codes
from bot.language.dates import find_day


class Orders(StrEnum):
    """What is ordered. All but the last are events in the life of an assignment and bear their names."""

    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    REVOKE = "revoke"
    REPLACE = "replace"
    KEEP = "keep"
    ANSWER = "answer"
    RAISE = "raise"
    ASK_MORE = "ask_more"
    ASK_EXPLANATION = "ask_explanation"
    REMIND_NOW = "remind_now"


@dataclass(frozen=True, slots=True)
class Order:
    """An order as understood. `codes` are the tasks named, `words` what follows the order, `until` a day in them.

    `by` is the task that stands in the place of one that is replaced; whether it may is for the office to say.
    """

    what: Orders
    codes: tuple[str, ...] = ()
    words: str | None = None
    until: date | None = None
    by: str | None = None


_BEGINS = {what: re.compile(rf"(?:{any_of('orders', what)})(?!\w)", re.IGNORECASE) for what in Orders}
_BY = re.compile(rf"\b(?:{any_of('orders', 'replaced_by')})\s+", re.IGNORECASE)
_REPLACES = re.compile(rf"\W*(?:{any_of('orders', 'replaces')})\s+", re.IGNORECASE)
"""The same said of the task that takes over: "NV14 thay thế NV3"."""
_EXPLAIN_YOURSELF = re.compile(
    rf"(?:{any_of('orders', 'demands')})\s+(?P<agency>[^,;:]{{2,60}}?)\s+(?:{any_of('orders', 'explains')})(?!\w)",
    re.IGNORECASE,
)
"""The same with the agency in between: "yêu cầu Sở Tài chính giải trình NV11"."""
_REMIND = re.compile(rf"(?:{any_of('orders', 'remind')})(?!\w)", re.IGNORECASE)
"""Reminds at once when nothing else is said: "nhắc NV7", but not "NV7 nhắc mấy lần rồi"."""
_WHY = re.compile(rf"(?:^|(?<=\s))(?:{any_of('orders', 'because')})(?!\w)\W*", re.IGNORECASE)
_TOLD = re.compile(rf"\s(?:{any_of('orders', 'because')})\s|:", re.IGNORECASE)
"""From here on the order is explained: a task that is named there is not ordered about."""
_UNTIL = re.compile(rf"^\W*(?:{any_of('orders', 'until')})(?!\w)\W*", re.IGNORECASE)
_NOTHING = re.compile(rf"^(?:\W*\b(?:{any_of('verdicts', 'filler')}|và|va)\b)*\W*$", re.IGNORECASE)


def understand_order(text: str, today: date) -> Order | None:
    """Return the order that `text` gives; None when it gives none, as questions do.

    "Đóng NV12 vì đã lồng ghép vào NV3" closes NV12 alone.
    """
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if typed.endswith("?"):
        return None
    head, tail = named_and_told(typed)
    if (active := _taking_over(head, tail)) is not None:
        return active
    if (by := _BY.search(head)) is not None and (successor := opening_code(head[by.end() :])) is not None:
        # A second task that is to take over is no reason for the first: nothing is guessed.
        return None if find_codes(successor[1]) else _replacement(head[: by.start()], successor[0], successor[1] + tail)
    codes, rest = split_codes(head)
    bare = re.sub(r"\s+", " ", rest + tail).strip(" ,;:.-")
    for what, begins in _BEGINS.items():
        # What stands in its place was not named.
        if what is not Orders.REPLACE and (found := begins.match(bare)) is not None:
            return _order(what, codes, bare[found.end() :].strip(), today)
    return _urging(codes, bare, today)


def _urging(codes: tuple[str, ...], bare: str, today: date) -> Order | None:
    """Return the order to remind at once or to explain, said with more between its words; None for other words."""
    if (found := _REMIND.match(bare)) is not None and _NOTHING.match(bare[found.end() :]):
        return Order(Orders.REMIND_NOW, codes)
    if (found := _EXPLAIN_YOURSELF.match(bare)) is not None:
        return _order(Orders.ASK_EXPLANATION, codes, bare[found.end() :].strip(), today)
    return None


def _taking_over(head: str, told: str) -> Order | None:
    """Return the order in the active voice: the task that `head` begins with stands in the place of the others."""
    first = opening_code(head)
    if first is None or (found := _REPLACES.match(first[1])) is None:
        return None
    codes, rest = split_codes(first[1][found.end() :])
    if not codes or not _NOTHING.match(rest):
        return None
    words = REASON.sub("", told, count=1).strip(" ,;:.")
    return Order(Orders.REPLACE, codes, words or None, by=first[0])


def _replacement(named: str, by: str, told: str) -> Order | None:
    """Return the order that one task stands in the place of those `named`; None when it is about something else."""
    codes, rest = split_codes(named)
    bare = rest.strip(" ,;:.-")
    if not codes or (found := _BEGINS[Orders.REPLACE].match(bare)) is None:
        return None
    words = REASON.sub("", told, count=1).strip(" ,;:.") if _NOTHING.match(bare[found.end() :]) else ""
    return Order(Orders.REPLACE, codes, words or None, by=by)


def named_and_told(typed: str) -> tuple[str, str]:
    """Return the part of `typed` that names tasks, and the rest that only explains what is said of them."""
    told = _TOLD.search(typed)
    if told is None or not find_codes(typed[: told.start()]):
        return typed, ""
    return typed[: told.start()], typed[told.start() :]


def reason_in(words: str) -> tuple[str, str | None]:
    """Return `words` up to the first "vì", and what follows it; None without one."""
    found = _WHY.search(words)
    if found is None:
        return words.strip(" .,;"), None
    return words[: found.start()].strip(" .,;"), words[found.end() :].strip() or None


def _order(what: Orders, codes: tuple[str, ...], rest: str, today: date) -> Order:
    """Read what follows the order: a new deadline, a reason or the words that are to be passed on."""
    until = None
    if what is Orders.RESUME and _UNTIL.match(rest):
        until = find_day(rest, today=today)
        rest = ""
    words = REASON.sub("", rest, count=1).strip() if REASON.match(rest) else rest
    return Order(what, codes, None if _NOTHING.match(words) else words.strip(" ,;:"), until)
