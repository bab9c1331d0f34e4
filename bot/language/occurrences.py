"""Which occurrence of a recurring task people name: "NV4 kỳ tháng 5", "kỳ quý II", "kỳ 20/5"."""

import re

from data.folding import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NAMED = re.compile(
    r"\bky (?:bao cao )?(?:(?P<kind>thang|quy|nam) (?P<number>\d{1,4}|iv|i{1,3})\b"
    r"|(?:ngay )?(?P<day>\d{1,2})/(?P<month>\d{1,2})\b)"
)
_KINDS = {"thang": "month", "quy": "quarter", "nam": "year"}


def find_occurrence(text: str) -> tuple[str, int | tuple[int, int]] | None:
    """Return the period that is named, as `data.domain.occurrences.named` has it; a day as (day, month)."""
    match = _NAMED.search(fold(text))
    if match is None:
        return None
    if match["day"]:
        return "day", (int(match["day"]), int(match["month"]))
    return _KINDS[match["kind"]], _ROMAN.get(match["number"]) or int(match["number"])
