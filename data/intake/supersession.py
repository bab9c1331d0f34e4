"""Which earlier directives a directive replaces or withdraws, by its own words."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.intake.day_arithmetic import make_day
from data.intake.emphasis import without_emphasis


class Ends(StrEnum):
    """What happens to the earlier directive."""

    REPLACES = "replaces"
    REVOKES = "revokes"


@dataclass(frozen=True, slots=True)
class Supersession:
    """An earlier directive by number, symbol and, where stated, year."""

    ends: Ends
    number: str
    symbol: str
    year: int | None


_VERBS = {
    Ends.REPLACES: r"thay thế(?: cho)?",
    Ends.REVOKES: r"thu hồi|bãi bỏ|hủy bỏ|huỷ bỏ|hủy|huỷ|chấm dứt hiệu lực(?: của)?",
}
_KINDS = r"Thông báo(?: kết luận)?|Kết luận|Công văn|Công điện|Chỉ thị|Kế hoạch|Quyết định|Văn bản"
_CITED = re.compile(
    rf"(?<!được )(?<!bị )\b(?:(?P<replaces>{_VERBS[Ends.REPLACES]})|(?P<revokes>{_VERBS[Ends.REVOKES]}))\s+"
    rf"(?:các\s+|toàn bộ\s+|nội dung\s+)?(?:{_KINDS})\s+số\s*:?\s*"
    r"(?P<number>\d+)\s*/(?P<symbol>[\w.&-]+?)(?=[\s.,;:)]|$)"
    r"(?:\s*,?\s*ngày\s+(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|\.|năm)\s*(?P<year>\d{4}))?",
    re.IGNORECASE,
)


def find_superseded(text: str) -> list[Supersession]:
    """Return the directives that the text says it replaces or withdraws, each once; a part changed in it is none."""
    found: dict[tuple[str, str], Supersession] = {}
    for match in _CITED.finditer(" ".join(without_emphasis(text).split())):
        ends = Ends.REPLACES if match["replaces"] else Ends.REVOKES
        number = match["number"].lstrip("0")
        year = day.year if (day := _day(match)) else None
        found.setdefault((number, match["symbol"]), Supersession(ends, number, match["symbol"], year))
    return list(found.values())


def _day(match: re.Match[str]) -> date | None:
    return make_day(int(match["year"]), int(match["month"]), int(match["day"])) if match["year"] else None
