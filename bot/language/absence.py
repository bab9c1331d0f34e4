"""Words by which people arrange when they hear from us: "vắng đến 25/5, chuyển cho …", "nhắc lại NV12 ngày mai".

Both are read only where the whole message says nothing else: "anh Bình nghỉ đến 25/5 nên chưa xong" is a report.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.codes import find_codes, split_codes
from bot.language.dates import Length, find_day, mark_lengths
from bot.language.reading import read
from data.folding import fold

_SELF = r"(?:(?:bao cao|thong bao)\W+)?(?:(?:toi|em|minh|chau|anh|chi)\s+)?(?:(?:xin|xin phep|se|dang|duoc)\s+)*"
_AWAY = (
    r"(?:vang mat|vang|nghi phep|nghi om|nghi thai san|nghi viec rieng|nghi le|nghi|di cong tac|cong tac|di hoc|di hop"
    r"|di phep)"
)
_UNTIL = r"(?:tu (?:hom nay|nay|mai|ngay mai) )?(?:cho )?(?:den|toi|het)(?: het)?(?: ngay)?"
_HAND_OVER = (
    r"(?:ban giao|chuyen giao|chuyen|giao|nho|uy quyen|gui)(?: lai)?(?: viec| cong viec| nhac viec)?(?: lai)?(?: cho)?"
)
_TITLE = r"(?:dong chi|d/c|dc|anh|chi|ong|ba|em|ban)\s+"
_LEAVE = re.compile(
    rf"{_SELF}{_AWAY}\s+{_UNTIL}\s+(?P<until>[^,;.]+?)"
    r"(?:(?:\s*[,;.]\s*|\s+)(?:(?:moi )?viec\s+|cong viec\s+|nhac viec\s+)?"
    rf"{_HAND_OVER}\s+(?:{_TITLE})?(?P<who>[^,;.]+?))?"
    r"(?:\s+(?:nhe|nha|giup|thay))*\s*[.!]*"
)
_BACK = re.compile(
    rf"{_SELF}(?:da\s+)?(?:di lam lai|di lam tro lai|het nghi|het phep|het vang|ve roi|da ve|huy nghi|huy vang)"
    r"(?:\s+(?:roi|a|nhe))*\s*[.!]*"
)
_FILLER = r"(?:a|nhe|nha|giup|ho|dum|voi|em|toi|minh|lai|cho|viec|nay|nhiem vu|ve|bot|xin|hay|thi|moi|de)"
_SNOOZE = re.compile(rf"(?:(?P<before>.*?)\s+)?nhac(?:\s+{_FILLER})*(?:\s+(?P<after>.*))?")
_TAIL = re.compile(rf"(?:\s+{_FILLER})+$")
_HEAD = re.compile(rf"^(?:{_FILLER}\s+)+")
_DAY_WORDS = re.compile(
    r"(?:a|het|vao|luc|sau|den|khoang|sang|chieu|ngay|hom|mai|mot|kia|nay|tuan|thang|sau|toi|dau|cuoi|giua|thu|hai|ba|tu|nam"
    r"|sau|bay|chu|nhat|lam|viec|nua|bon|tam|chin|muoi|quy|t[2-7]|\d{1,2}(?:[/.-]\d{1,2}){0,2}(?:[/.-]\d{4})?|[,\s])+"
)


@dataclass(frozen=True, slots=True)
class LeaveWish:
    """Away until that day; `who` is the colleague named, as typed but folded."""

    until_on: date | None
    who: str | None


@dataclass(frozen=True, slots=True)
class SnoozeWish:
    """To be reminded on that day of the tasks with these codes, or of those spoken of when there are none."""

    on: date
    codes: tuple[str, ...]


def read_leave(text: str, *, today: date) -> LeaveWish | None:
    """Return the leave that the whole message speaks of; its day is None when the words name none."""
    folded = fold(text)
    match = None if find_codes(text) else _LEAVE.fullmatch(folded)
    if match is None or not _DAY_WORDS.fullmatch(match["until"]):
        return None
    return LeaveWish(_day_in(match["until"], today), match["who"])


def is_back(text: str) -> bool:
    """Whether the whole message says that the speaker's leave is over."""
    return _BACK.fullmatch(fold(text)) is not None


def read_snooze(text: str, *, today: date) -> SnoozeWish | None:
    """Return the wish to be reminded later that the whole message is: "mai nhắc lại", "nhắc tôi sau 3 ngày"."""
    codes, rest = split_codes(text)
    bare = " ".join(fold(rest).strip(" .!,;:").split())
    match = _SNOOZE.fullmatch(bare)
    if match is None:
        return None
    parts = [_HEAD.sub("", _TAIL.sub("", " " + (match[name] or "")).strip()) for name in ("before", "after")]
    when = " ".join(part.strip(" ,") for part in parts if part.strip(" ,"))
    if not _DAY_WORDS.fullmatch(when):
        return None
    on = _day_in(when, today)
    return SnoozeWish(on, codes) if on is not None and on > today else None


def _day_in(words: str, today: date) -> date | None:
    """Return the day that the words name, or that lies a length of time ahead: "3 ngày nữa"."""
    if (day := find_day(words, today=today)) is not None:
        return day
    lengths = [token.value for token in mark_lengths(read(words)).tokens if isinstance(token.value, Length)]
    return lengths[0].after(today) if lengths else None
