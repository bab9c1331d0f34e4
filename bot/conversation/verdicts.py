"""What the office says of claims, wishes and drafts in its own words: a small grammar, kept as data."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.language.dates import find_day
from data.folding import fold


class Says(StrEnum):
    """What the office decides."""

    REFUSE = "refuse"
    RETURN = "return"
    GRANT = "grant"
    CONFIRM = "confirm"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision as understood. `codes` are the tasks named, `until` a day, `reason` the words after "vì"."""

    says: Says
    codes: tuple[str, ...] = ()
    until: date | None = None
    reason: str | None = None


PHRASES: tuple[tuple[Says, str], ...] = (
    (Says.REFUSE, "không đồng ý|không chấp thuận|không cho gia hạn|không gia hạn|từ chối gia hạn|từ chối"),
    (Says.RETURN, "trả lại|không xác nhận"),
    (Says.GRANT, "đồng ý gia hạn|đồng ý|nhất trí|chấp thuận|cho gia hạn|gia hạn|cho lùi hạn|cho đến"),
    (Says.CONFIRM, "xác nhận hoàn thành|xác nhận kết quả|xác nhận đã xong|xác nhận xong|xác nhận|công nhận"),
    (Says.LEAVE_OUT, "không theo dõi|bỏ theo dõi|loại bỏ|bỏ"),
)
"""What a decision begins with, a task's code before it aside. A longer phrase stands before a shorter one."""

_POLITE = "ạ|nhé|nha|gia hạn|lùi hạn|hoàn thành|việc|nhiệm vụ|kết quả|cho"
_BECAUSE = "vì|do|bởi vì|lý do là|lý do|với lý do|:|,|-"
_CODE = re.compile(r"\b(?:nv|nhiệm vụ|nhiem vu)\s*0*(\d+)\b", re.IGNORECASE)


def _one_of(phrases: str) -> str:
    """Return the pattern of any of these phrases, typed with or without diacritics."""
    both = {form for phrase in phrases.split("|") for form in (phrase, fold(phrase))}
    return "|".join(re.escape(form) for form in sorted(both, key=len, reverse=True))


_BEGINS = tuple((says, re.compile(rf"(?:{_one_of(words)})(?!\w)", re.IGNORECASE)) for says, words in PHRASES)
_REASON = re.compile(rf"^\W*(?:{_one_of(_BECAUSE)})(?!\w)\W*", re.IGNORECASE)
_FILLER = re.compile(rf"^(?:\W*\b(?:{_one_of(_POLITE)})\b)*\W*$", re.IGNORECASE)


def understand_verdict(text: str, today: date) -> Verdict | None:
    """Return the decision that `text` states; None when it states none, as most questions do."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if typed.endswith("?"):
        return None
    codes = tuple(dict.fromkeys(f"NV{found[1]}" for found in _CODE.finditer(typed)))
    bare = re.sub(r"^[\s,;và:]+", "", _CODE.sub(" ", typed)).strip()
    for says, begins in _BEGINS:
        if (found := begins.match(bare)) is not None:
            return _verdict(says, codes, bare[found.end() :].strip(), today)
    return None


def _verdict(says: Says, codes: tuple[str, ...], rest: str, today: date) -> Verdict | None:
    """Read what follows the decision: a day, a reason, or nothing but politeness."""
    if says is Says.LEAVE_OUT:
        return Verdict(says, codes) if codes else None
    if says in {Says.RETURN, Says.REFUSE}:
        return Verdict(says, codes, reason=_REASON.sub("", rest).strip() or None)
    until = find_day(rest, today=today) if says is Says.GRANT else None
    if until is None and not _FILLER.match(rest):
        return None
    return Verdict(says, codes, until)
