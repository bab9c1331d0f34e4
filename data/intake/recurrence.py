"""Periodic duties as recurrence rules (RFC 5545): "trước ngày 20 hằng tháng", "02 lần/ngày (trước 07h00 và 17h00)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from data.intake.day_arithmetic import complete_year, make_day, month_end

_DAYS = {
    "hai": "MO",
    "ba": "TU",
    "tư": "WE",
    "năm": "TH",
    "sáu": "FR",
    "bảy": "SA",
    "2": "MO",
    "3": "TU",
    "4": "WE",
    "5": "TH",
    "6": "FR",
    "7": "SA",
}
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9, "mười": 10}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_TIME = r"\d{1,2}\s*(?:giờ|h|g|:)\s*(?:\d{2})?(?:\s*phút)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_MONTH_DAY = r"ngày\s+\d{1,2}(?![/\d.]\d)(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}(?![/\d]))*"
_LAST_DAY = r"ngày\s+(?:làm\s+việc\s+)?cuối(?:\s+cùng)?"
_YEAR_DAY = r"(?:ngày\s+)?\d{1,2}/\d{1,2}(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}/\d{1,2})*"
_WORDS = r"(?:các|trước|chậm nhất|muộn nhất|vào|định kỳ|là|của|buổi|sáng|chiều|tối|cuối|ngày|đầu|giờ|lúc|và)"
_PART = rf"(?:{_TIME}|{_WEEKDAY}|{_MONTH_DAY}|{_LAST_DAY}|{_YEAR_DAY}|tháng\s+\d{{1,2}}|{_WORDS})"
_BEFORE = re.compile(rf"(?:(?:(?<!\w){_PART}|[,:])\s*)+$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*,?\s*\(?\s*(?:(?:(?<!\w){_PART}(?!\w)|[,:])\s*)+\)?", re.IGNORECASE)

_EACH = re.compile(
    r"(?:hằng|hàng|mỗi|từng)\s+(?P<unit>ngày|tuần|tháng|quý|năm)(?!\w)(?:\s+(?:một|01|1)\s+lần(?!\w))?", re.IGNORECASE
)
_TIMES = re.compile(
    rf"(?P<n>{_NUMBER})\s*lần\s*(?:/|mỗi|một|trong(?: một)?)\s*(?:1\s*)?(?P<unit>ngày|tuần|tháng|quý"
    rf"|năm)(?!\w)(?:\s*\((?P<when>[^)]*)\))?",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"(?:định kỳ\s+|mỗi\s+)?(?P<n>{_NUMBER})\s*(?P<unit>ngày|tuần|tháng|năm)\s*(?:/\s*(?:01|1|một)?\s*lần"
    rf"|(?:một|01|1)\s+lần)(?!\w)"
    rf"|(?:định kỳ|mỗi)\s+(?P<n2>{_NUMBER})\s*(?P<unit2>tuần|tháng)(?!\w)",
    re.IGNORECASE,
)
_QUARTER_MONTH = re.compile(
    r"(?:(?:trước|chậm nhất|vào|định kỳ)\s+)*(?:ngày\s+(?P<day>\d{1,2}"
    r"|cuối(?: cùng)?)\s+)?(?:của\s+)?tháng\s+(?P<which>cuối(?:\s+cùng)?|đầu(?:\s+tiên)?)"
    r"\s+(?:của\s+)?(?:mỗi\s+|hằng\s+"
    r"|hàng\s+)?quý(?:\s+(?:sau|kế tiếp))?",
    re.IGNORECASE,
)
_DAYS_OF_YEAR = re.compile(
    r"\s*[,:(]*\s*(?:(?:vào|trước|chậm nhất|là)\s+)*(?:ngày\s+)?\d{1,2}/\d{1,2}(?!/)"
    rf"\s*(?:,|và)\s*{_YEAR_DAY}(?![/\d])\)?"
)
"""The days that "định kỳ 6 tháng" comes to: "(trước ngày 20/6 và 20/12)"."""
_REPORT = re.compile(
    rf"báo cáo\s+(?P<unit>tuần|tháng)(?!\s*\d)(?!\s+(?:này|sau|trước|tới))[^,;.\d]{{0,60}}?"
    rf"(?P<at>(?:trước|vào|chậm nhất|muộn nhất)\s+(?:{_TIME}\s*,?\s*)?"
    rf"(?P<when>{_WEEKDAY}|ngày\s+\d{{1,2}}(?![/\d.]\d|\s+tháng)))",
    re.IGNORECASE,
)
"""A report named by its period says how often it comes: "báo cáo tuần ... trước 14h thứ Sáu"."""
_UNTIL = re.compile(
    r"đến\s+(?:hết\s+)?(?:ngày\s+)?(?:(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>[12]\d{3}))?"
    r"|tháng\s+(?P<m2>\d{1,2})(?:/|\s+năm\s+)(?P<y2>[12]\d{3})|(?:hết\s+)?năm\s+(?P<y3>[12]\d{3}))"
)
_LATER = {
    unit: re.compile(
        rf"[^;.\d]{{1,110}}?\s(?P<when>(?:trước|vào|chậm nhất|muộn nhất)\s+"
        rf"(?:(?:là|vào|lúc|trước|sáng|chiều|ngày)\s+)*(?:{when}))(?![\w/])",
        re.IGNORECASE,
    )
    for unit, when in {
        "ngày": _TIME + r"(?!\s*,?\s*(?:ngày|thứ))(?:(?:\s*,|\s+và)\s*" + _TIME + ")*",
        "tuần": rf"(?:{_TIME}\s*,?\s*)?{_WEEKDAY}",
        "tháng": r"ngày\s+\d{1,2}(?![/\d.]\d|\s+tháng)",
    }.items()
}
"""The hour or day said behind the work: "hằng ngày báo cáo tình hình trước 17h"."""
_OF_MONTH = re.compile(
    r"(?:trước|vào|chậm nhất|muộn nhất)\s+(?:(?:là|vào|đến|hết)\s+)*"
    r"(?P<day>ngày\s+\d{1,2}|ngày\s+làm\s+việc\s+cuối(?:\s+cùng)?)"
    r"\s+(?:của\s+)?(?:mỗi\s+)?tháng(?=\s*(?:[,;.)]|$))",
    re.IGNORECASE,
)
"""A day of "the month" and of no month by name comes every month."""
_LOOSE_END = re.compile(r"(?:[\s,:]|(?<!\w)(?:các|và|của|vào|là|trước))+$")
_NEAR = 40
"""How far behind a rule its end may be said for its words to be one with it."""
_NO_DUTY = re.compile(r"(?:đời sống|sinh hoạt|công việc|chi phí|thu nhập|tiền lương|lương|mặt)\s+$")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurrence rule and the words it was read from."""

    rule: str
    start: int
    end: int


def find_recurring(view: str, issued_on: date | None) -> list[Recurring]:
    """Return the periodic limits in `view`, a plain view of one task's text, in order and without overlap."""
    found: list[Recurring] = []
    for each in chain(_of_quarters(view), sorted(_candidates(view), key=lambda item: (item.start, -item.end))):
        if all(each.end <= other.start or each.start >= other.end for other in found):
            found.append(each)
    return [_with_end(each, view, issued_on) for each in sorted(found, key=lambda item: item.start)]


def _of_quarters(view: str) -> Iterator[Recurring]:
    for match in _QUARTER_MONTH.finditer(view):
        months = "3,6,9,12" if match["which"].lower().startswith("cuối") else "1,4,7,10"
        day = match["day"] and ("-1" if not match["day"].isdigit() else str(int(match["day"])))
        yield Recurring(
            f"FREQ=YEARLY;BYMONTH={months}" + (f";BYMONTHDAY={day}" if day else ""), match.start(), match.end()
        )


def _candidates(view: str) -> Iterator[Recurring]:
    for match in _TIMES.finditer(view):
        after = None if match["when"] else _AFTER.match(view, match.end())
        rule = _times_rule(
            _value(match["n"]), match["unit"].lower(), (match["when"] or (after[0] if after else "")).lower()
        )
        yield Recurring(rule, match.start(), match.end())
    for match in _EVERY.finditer(view):
        rule = _every_rule(_value(match["n"] or match["n2"]), (match["unit"] or match["unit2"]).lower())
        before = _BEFORE.search(view, 0, match.start())
        days = _DAYS_OF_YEAR.match(view, match.end())
        yield Recurring(
            f"FREQ=YEARLY{_year_days(days[0])}" if days else rule,
            before.start() if before else match.start(),
            days.end() if days else match.end(),
        )
    for match in _OF_MONTH.finditer(view):
        yield Recurring("FREQ=MONTHLY" + _month_days(match["day"].lower()), *match.span())
    for match in _REPORT.finditer(view):
        unit = {"tuần": "thứ", "tháng": "ngày"}[match["unit"].lower()]
        if match["when"].lower().startswith(unit):
            yield Recurring(_each_rule(match["unit"].lower(), match["at"].lower()), *match.span("at"))
    for match in _EACH.finditer(view):
        each = _each(view, match)
        if each:
            yield each


def _each(view: str, match: re.Match[str]) -> Recurring | None:
    before = _BEFORE.search(view, 0, match.start())
    after = _AFTER.match(view, match.end())
    start = before.end() - len(before[0].lstrip(" ,:")) if before else match.start()
    words = ((before[0] if before else "") + " | " + (after[0] if after else "")).lower()
    unit = match["unit"].lower()
    later = _LATER[unit].match(view, match.end()) if unit in _LATER and not re.search(r"\d|thứ|cuối", words) else None
    words += later["when"].lower() if later else ""
    dated = bool(re.search(r"\d|thứ|chủ nhật|cuối|định kỳ", words, re.IGNORECASE))
    if _NO_DUTY.search(view[:start]) or (unit == "năm" and not dated):
        return None
    useful = after if after and re.search(r"\d|thứ|chủ nhật", after[0], re.IGNORECASE) else None
    end = match.end() + len(_LOOSE_END.sub("", useful[0])) if useful else match.end()
    return Recurring(_each_rule(unit, words), start, end)


def _each_rule(unit: str, words: str) -> str:
    if unit == "ngày":
        return "FREQ=DAILY" + _hours(words)
    if unit == "tuần":
        days = _weekdays(words)
        return "FREQ=WEEKLY" + (f";BYDAY={','.join(days)}" if days else "") + _hours(words)
    if unit == "tháng":
        return "FREQ=MONTHLY" + _month_days(words) + _hours(words)
    if unit == "quý":
        return "FREQ=MONTHLY;INTERVAL=3" + _month_days(words)
    return "FREQ=YEARLY" + _year_days(words)


def _times_rule(count: int, unit: str, when: str) -> str:
    if unit == "năm":
        if days := _year_days(when):
            return f"FREQ=YEARLY{days}"
        return _every_rule(12 // max(count, 1), "tháng") if count > 1 else "FREQ=YEARLY"
    if unit == "tháng" and count == 2 and not _month_days(when):
        return "FREQ=WEEKLY;INTERVAL=2"
    return _each_rule(unit, when)


def _every_rule(count: int, unit: str) -> str:
    frequency = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "năm": "YEARLY"}[unit]
    return f"FREQ={frequency}" + (f";INTERVAL={count}" if count > 1 else "")


def _hours(words: str) -> str:
    times = re.findall(r"(\d{1,2})\s*(?:giờ|h|g|:)\s*(\d{2})?", words)
    if not times:
        return ""
    hours = ",".join(str(int(hour)) for hour, _ in times)
    minutes = ",".join(dict.fromkeys(str(int(minute or 0)) for _, minute in times))
    return f";BYHOUR={hours};BYMINUTE={minutes}"


def _weekdays(words: str) -> list[str]:
    found = []
    for match in re.finditer(r"thứ\s+(\w+)|(chủ\s+nhật)", words.lower()):
        found += ["SU"] if match[2] else [_DAYS[match[1]]] if match[1] in _DAYS else []
    return found


def _month_days(words: str) -> str:
    if re.search(r"ngày\s+(?:làm\s+việc\s+)?cuối|(?<!\w)cuối\s*(?:\||$)", words):
        return ";BYMONTHDAY=-1"
    runs = re.findall(r"ngày\s+(\d{1,2}(?![/\d])(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2}(?![/\d]))*)", words)
    days = [str(int(day)) for run in runs for day in re.findall(r"\d{1,2}", run)]
    return f";BYMONTHDAY={','.join(days)}" if days else ""


def _year_days(words: str) -> str:
    pairs = [(int(day), int(month)) for day, month in re.findall(r"(\d{1,2})/(\d{1,2})", words)]
    if pairs:
        months = ",".join(str(month) for _, month in pairs)
        days = ",".join(dict.fromkeys(str(day) for day, _ in pairs))
        return f";BYMONTH={months};BYMONTHDAY={days}"
    month = re.search(r"tháng\s+(\d{1,2})", words)
    return f";BYMONTH={int(month[1])}" if month else ""


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _NUMBERS[number.lower()]


def _with_end(each: Recurring, view: str, issued_on: date | None) -> Recurring:
    """Add UNTIL when the clause states the last day of the period."""
    clause = view[max(view.rfind(";", 0, each.start), 0) : each.start] + view[each.end :].split(";", 1)[0]
    match = _UNTIL.search(clause)
    last = _last_day(match, issued_on) if match else None
    if match is None or last is None:
        return each
    until = view.find(match[0], each.end)
    near = 0 <= until - each.end <= _NEAR
    return Recurring(f"{each.rule};UNTIL={last:%Y%m%d}", each.start, until + len(match[0]) if near else each.end)


def _last_day(match: re.Match[str], issued_on: date | None) -> date | None:
    if match["d"]:
        if match["y"]:
            return make_day(int(match["y"]), int(match["m"]), int(match["d"]))
        return complete_year(int(match["d"]), int(match["m"]), issued_on) if issued_on else None
    if match["y2"]:
        return month_end(int(match["y2"]), int(match["m2"]))
    return date(int(match["y3"]), 12, 31)
