"""What the office says to put drafts right: a small grammar over `heard_words.toml`."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.heard_words import any_of
from bot.conversation.steering.orders import named_and_told, reason_in
from bot.language.codes import split_codes
from data.domain.task import number_of


class Edits(StrEnum):
    """What is to be done with a draft, or with the directive it stands in."""

    SHOW = "show"
    LEAD = "lead"
    COORDINATING = "coordinating"
    DUE = "due"
    SPLIT = "split"
    JOIN = "join"
    BACK = "back"
    ADD = "add"
    FILL_IN = "fill_in"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change as understood: the numbers of the tasks named, and the words of the new value.

    `words` None means that nothing is to stand there: "không thời hạn", "không phối hợp"; then `reason` is why.
    """

    what: Edits
    numbers: tuple[int, ...] = ()
    words: str | None = ""
    reason: str | None = None


def _begins(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('drafts', name)})(?!\w)[\s:,]*(?P<rest>.*)", re.IGNORECASE)


_ADD = _begins("add")
_NOTHING = ((Edits.COORDINATING, _begins("nobody")), (Edits.DUE, _begins("undated")))
_CHANGES = tuple(
    (what, _begins(what.value))
    for what in (Edits.SPLIT, Edits.JOIN, Edits.BACK, Edits.LEAD, Edits.COORDINATING, Edits.DUE)
)
_ASKING = re.compile(rf"\b(?:{any_of('drafts', 'asking')})\b", re.IGNORECASE)
_DAY = r"(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})"
_NUMBER = rf"(?:{any_of('drafts', 'number')})\s*:?\s*(?P<number>\d\w{{0,9}})(?:/[\w.-]+)?"
_FILL_IN = (
    re.compile(rf"{_NUMBER}(?:[\s,]+(?:{any_of('drafts', 'dated')})\s+{_DAY})?\s*[.!]?", re.IGNORECASE),
    re.compile(rf"(?P<number>(?!))?(?:{any_of('drafts', 'issued')})\s*:?\s*{_DAY}\s*[.!]?", re.IGNORECASE),
)
"""A number, perhaps with a day, or a day that is said to be that of issue: any other day asks what is due on it."""


def understand_edit(text: str) -> Edit | None:
    """Return the change that `text` asks for; None when it asks for none, as most questions do."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if (added := _ADD.match(typed)) and added["rest"].strip():
        return Edit(Edits.ADD, words=added["rest"].strip())
    head, tail = named_and_told(typed)
    codes, rest = split_codes(head)
    numbers = tuple(map(number_of, codes))
    if not numbers:
        return Edit(Edits.FILL_IN, words=typed) if _fills_in(typed) else None
    bare = re.sub(r"\s+", " ", rest + tail).strip(" ,;:.-")
    if not bare.strip("? ").strip():
        return Edit(Edits.SHOW, numbers)
    return None if typed.endswith("?") or _ASKING.search(bare) else _change(bare, numbers)


def number_and_day(words: str) -> tuple[str | None, str | None]:
    """Return the number and the day, as written, of "số 215 ngày 13/5/2024"."""
    found = next((found for pattern in _FILL_IN if (found := pattern.fullmatch(words))), None)
    return (found["number"], found["day"]) if found else (None, None)


def splits_by_leads(words: str) -> bool:
    """Whether what follows "tách" asks for one task a lead."""
    return re.fullmatch(any_of("drafts", "leads"), words.strip(" ."), re.IGNORECASE) is not None


def _fills_in(typed: str) -> bool:
    return number_and_day(typed) != (None, None)


def _change(bare: str, numbers: tuple[int, ...]) -> Edit | None:
    stated, reason = reason_in(bare)
    for what, begins in _NOTHING:
        if begins.fullmatch(stated):
            return Edit(what, numbers, None, reason)
    for what, begins in _CHANGES:
        if found := begins.fullmatch(bare):
            return Edit(what, numbers, found["rest"].strip(" .,;"))
    return None
