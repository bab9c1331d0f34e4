"""The phrases that name days and periods, each with the arithmetic it stands for.

A rule returns None for lunar days and feasts, which have no day here, and may raise ValueError for a day that no
calendar has ("31/6"): the caller passes over it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from re import Match

from bot.language.periods import (
    Period,
    Unit,
    days_after,
    end_of_month,
    monday_of,
    month,
    months_after,
    one_day,
    quarter,
    quarters_after,
    week,
    whole_year,
)
from bot.language.phrases import one_of

Rule = Callable[[Match[str], date], Period | None]

_VALUES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "chap": 12, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_NEXT = {"sau", "toi", "tiep", "ke"}
_LAST = {"truoc", "vua", "ngoai", "qua"}


def _letters(key: str) -> str:
    return re.sub("[A-Z ]", "", key)


def _number(key: str) -> int:
    letters = _letters(key)
    return int(letters) if letters.isdigit() else _VALUES[letters]


def _said(match: Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _year(match: Match[str], today: date) -> int:
    typed = _said(match, "year")
    if typed is None:
        return today.year + _step(match)
    return int(typed) + 2000 if len(typed) == 2 else int(typed)


def _step(match: Match[str]) -> int:
    """How many units ahead "này" (0), "sau", "tới" (1) or "trước" (-1) point."""
    words = {_letters(word) for word in (_said(match, "which") or "").split()}
    return 1 if words & _NEXT else -1 if words & _LAST else 0


def _calendar_day(match: Match[str], today: date) -> Period:
    on = date(_year(match, today), _number(match["month"]), int(match["day"]))
    return one_day(on, "" if _said(match, "year") else "year")


def _day_of_month(match: Match[str], today: date) -> Period:
    if _said(match, "which"):
        return one_day(months_after(today, _step(match)).start.replace(day=int(match["day"])))
    return one_day(today.replace(day=int(match["day"])), "month")


def _days_of_month(match: Match[str], today: date) -> Period:
    year, number = _year(match, today), int(match["month"])
    return Period(date(year, number, int(match["first"])), date(year, number, int(match["last"])), Unit.SPAN, "year")


def _weekday(match: Match[str], today: date) -> Period:
    key = match["weekday"]
    index = 6 if key.startswith("c") else _number(key) - 2
    if _said(match, "which"):
        return one_day(monday_of(today) + timedelta(days=index, weeks=_step(match)))
    return days_after(today, (index - today.weekday()) % 7 or 7)


def _week(match: Match[str], today: date) -> Period:
    return week(today + timedelta(weeks=_step(match)))


def _part_of_week(match: Match[str], today: date) -> Period:
    monday = monday_of(today) + timedelta(weeks=_step(match))
    offset = {"dau": 0, "giua": 2, "cuoi": 4}[_letters(match["part"])]
    return one_day(monday + timedelta(days=offset))


def _month(match: Match[str], today: date) -> Period:
    if not _said(match, "month"):
        return months_after(today, _step(match))
    guessed = not (_said(match, "year") or _said(match, "which"))
    return month(_year(match, today), _number(match["month"]), "year" if guessed else "")


def _part_of_month(match: Match[str], today: date) -> Period:
    whole = _month(match, today)
    first, last = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, whole.end.day)}[_letters(match["part"])]
    return replace(whole, start=whole.start.replace(day=first), end=whole.start.replace(day=last))


def _half_of_month(match: Match[str], today: date) -> Period:
    whole = _month(match, today)
    if _letters(match["part"]) == "dau":
        return replace(whole, end=whole.start.replace(day=15))
    return replace(whole, start=whole.start.replace(day=16))


def _quarter(match: Match[str], today: date) -> Period:
    if not _said(match, "quarter"):
        return quarters_after(today, _step(match))
    return quarter(_year(match, today), _number(match["quarter"]), "" if _said(match, "year") else "year")


def _whole_year(match: Match[str], today: date) -> Period:
    return whole_year(_year(match, today))


def _end_of_year(match: Match[str], today: date) -> Period:
    year = _year(match, today)
    return Period(date(year, 10, 1), date(year, 12, 31), Unit.SPAN)


def _first_months(match: Match[str], today: date) -> Period:
    year = _year(match, today)
    return Period(date(year, 1, 1), end_of_month(year, _number(match["n"])), Unit.SPAN)


def _last_months(match: Match[str], today: date) -> Period:
    year = _year(match, today)
    return Period(date(year, 13 - _number(match["n"]), 1), date(year, 12, 31), Unit.SPAN)


def _year_to_date(match: Match[str], today: date) -> Period:
    return Period(date(_year(match, today), 1, 1), today, Unit.SPAN)


def _quarter_to_date(_: Match[str], today: date) -> Period:
    return Period(quarters_after(today, 0).start, today, Unit.SPAN)


def _month_to_date(_: Match[str], today: date) -> Period:
    return Period(today.replace(day=1), today, Unit.SPAN)


def _week_to_date(_: Match[str], today: date) -> Period:
    return Period(monday_of(today), today, Unit.SPAN)


def _ahead(days: int) -> Rule:
    return lambda _, today: days_after(today, days)


def _length(match: Match[str]) -> timedelta:
    days = {"ngay": 1, "hom": 1, "tuan": 7, "thang": 30}[_letters(match["unit"])]
    return timedelta(days=_number(match["n"]) * days)


def _in_a_while(match: Match[str], today: date) -> Period:
    return one_day(today + _length(match))


def _next_days(match: Match[str], today: date) -> Period:
    return Period(today, today + _length(match), Unit.SPAN)


def _past_days(match: Match[str], today: date) -> Period:
    return Period(today - _length(match), today, Unit.SPAN)


def _no_day(_: Match[str], __: date) -> None:
    return None


_NUMBER = r"\d{1,3}|" + one_of("một hai ba bốn năm sáu bảy bẩy tám chín mười")
_STEPS = one_of("này nay sau tới tiếp kế trước vừa ngoái qua")
SLOTS = {
    "d/m/y": r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2}) ",
    "d/m": r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2}) ",
    "d-d/m": r"(?P<first>\d{1,2})-(?P<last>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}))? ",
    "d": r"(?P<day>\d{1,2}) ",
    "m/y": r"(?P<month>\d{1,2})[/.-](?P<year>\d{4}) ",
    "m": rf"(?P<month>1[0-2]|0?[1-9]|{one_of('một hai ba tư năm sáu bảy tám chín mười chạp')}) ",
    "y": r"(?P<year>\d{4}) ",
    "q": rf"(?P<quarter>0?[1-4]|{one_of('i ii iii iv một hai ba tư')}) ",
    "q/y": r"(?P<quarter>[1-4])[/-](?P<year>\d{4}) ",
    "n": f"(?P<n>{_NUMBER}) ",
    "đơn vị": f"(?P<unit>{one_of('ngày hôm tuần tháng')}) ",
    "nào": f"(?P<which>(?:{_STEPS})(?: (?:{one_of('theo tiếp qua rồi')}))?) ",
    "thứ": rf"(?P<weekday>[2-7]|{one_of('hai ba tư bốn năm sáu bảy bẩy')}) ",
    "chủ nhật": f"(?P<weekday>chuR?Z? nhatC?J?Z?|(?<!& )(?:{one_of('cn')})) ",
    "phần": f"(?P<part>{one_of('đầu giữa cuối')}) ",
}
"""What the slots of the rules stand for."""

_DAY_PART = "[sáng|trưa|chiều|tối|đầu giờ|cuối giờ|cuối buổi] [sáng|chiều]"

RULES: tuple[tuple[str, Rule], ...] = (
    # lunar days and feasts
    ("(ngày|mùng|mồng) * [tháng] [*] (âm lịch|âm|tết)", _no_day),
    ("[ngày] rằm [tháng] <m>", _no_day),
    ("(rằm|[ngày] <d/m> (âm lịch|âm)|(trước|sau|qua|ra|hết|ngoài|nghỉ) tết)", _no_day),
    # calendar days
    ("<d-d/m>", _days_of_month),
    ("[ngày|mùng|mồng] <d/m/y>", _calendar_day),
    ("[ngày|mùng|mồng|hôm] <d> tháng <m> [năm] <y>", _calendar_day),
    ("[ngày|mùng|mồng|hôm] <d> / <m> / <y>", _calendar_day),
    ("[ngày|mùng|mồng|hôm] <d> tháng <m>", _calendar_day),
    ("[ngày|mùng|mồng|hôm] <d/m> [năm] <y>", _calendar_day),
    ("[ngày|mùng|mồng|hôm] <d/m>", _calendar_day),
    ("(ngày|mùng|mồng) <d> [của] tháng <nào>", _day_of_month),
    # days of the week
    ("[chiều|sáng] [ngày] (thứ|t) <thứ> [của] tuần <nào>", _weekday),
    ("[chiều|sáng] <chủ nhật> [của] [tuần] <nào>", _weekday),
    ("[chiều|sáng] [ngày] (thứ|t) <thứ> <nào>", _weekday),
    ("[chiều|sáng] [ngày] (thứ|t) <thứ> !(của|:|. <d>)", _weekday),
    ("[chiều|sáng] <chủ nhật>", _weekday),
    # weeks
    ("<phần> tuần <nào>", _part_of_week),
    ("<phần> tuần", _part_of_week),
    ("từ đầu tuần [đến nay|tới nay|đến giờ]", _week_to_date),
    ("<n> <đơn vị> (qua|gần đây|vừa qua|vừa rồi|gần nhất|trở lại đây|nay)", _past_days),
    ("<n> <đơn vị> (tới|tiếp theo|sắp tới|tiếp|sắp đến)", _next_days),
    ("<n> <đơn vị> (nữa|sau)", _in_a_while),
    ("[trong] tuần <nào>", _week),
    ("(sang|qua) tuần", lambda _, today: week(today + timedelta(weeks=1))),
    # months, quarters, years
    ("từ đầu năm [<nào>] [đến nay|tới nay|đến giờ|đến hiện tại|lại đây]", _year_to_date),
    ("từ đầu tháng [đến nay|tới nay|đến giờ]", _month_to_date),
    ("từ đầu quý [đến nay|tới nay|đến giờ]", _quarter_to_date),
    ("<n> tháng đầu năm [<y>]", _first_months),
    ("<n> tháng đầu năm <nào>", _first_months),
    ("<n> tháng cuối năm [<y>]", _last_months),
    ("<n> tháng cuối năm <nào>", _last_months),
    ("nửa đầu năm", lambda _, today: Period(date(today.year, 1, 1), date(today.year, 6, 30), Unit.SPAN)),
    ("nửa cuối năm", lambda _, today: Period(date(today.year, 7, 1), date(today.year, 12, 31), Unit.SPAN)),
    ("nửa <phần> tháng <m/y>", _half_of_month),
    ("nửa <phần> tháng <m> [năm] <y>", _half_of_month),
    ("nửa <phần> tháng (<nào>|<m>) !(ngày|%)", _half_of_month),
    ("nửa <phần> tháng", _half_of_month),
    ("<phần> tháng <m/y>", _part_of_month),
    ("<phần> tháng <m> [năm] <y>", _part_of_month),
    ("<phần> tháng <nào>", _part_of_month),
    ("<phần> tháng <m> !(ngày|%)", _part_of_month),
    ("<phần> tháng", _part_of_month),
    ("tháng <m/y>", _month),
    ("tháng <m> [năm] <y>", _month),
    ("tháng <m> năm <nào>", _month),
    ("tháng <nào>", _month),
    ("sang tháng !(<m>)", lambda _, today: months_after(today, 1)),
    ("(tháng|t) <m> !(ngày|%)", _month),
    ("(hết|trong|cả|nội) tháng", lambda _, today: months_after(today, 0)),
    ("quý <q/y>", _quarter),
    ("quý <q> [năm|/|-] <y>", _quarter),
    ("quý <q>", _quarter),
    ("q <q>", _quarter),
    ("quý <nào>", _quarter),
    ("(cuối|hết|trong|cả) quý", lambda _, today: quarters_after(today, 0)),
    ("(hết|trong|cả|nội) năm <nào>", _whole_year),
    ("(hết|trong|cả|cuối) năm <y>", _whole_year),
    ("cuối năm [nay|này|<nào>]", _end_of_year),
    ("năm (nay|<nào>)", _whole_year),
    ("năm <y>", _whole_year),
    ("(hết|trong|cả) năm", lambda _, today: whole_year(today.year)),
    # near days
    ("(hôm kia|bữa kia)", _ahead(-2)),
    ("[sáng|trưa|chiều|tối] (hôm qua|bữa qua)", _ahead(-1)),
    ("tối qua", _ahead(-1)),
    (f"{_DAY_PART} (ngày kia|ngày mốt|mốt)", _ahead(2)),
    (f"{_DAY_PART} (ngày mai|mai|bữa sau|hôm sau)", _ahead(1)),
    (f"{_DAY_PART} hôm nay", _ahead(0)),
    ("(sáng|trưa|chiều|tối|ngày|bữa) nay", _ahead(0)),
    ("[trong|cuối] (trong ngày|cuối ngày|cuối giờ|cuối buổi|đầu giờ chiều|cuối giờ chiều)", _ahead(0)),
    ("nay ?(em|e|mình|anh|sẽ|nộp|gửi|trình|xong|up|báo cáo)", _ahead(0)),
    ("(chiều|trưa|tối) ?(em|e|mình|sẽ|nộp|gửi|trình|xong|up|có báo cáo)", _ahead(0)),
    ("(ngày|mùng|mồng|hôm) <d> !(%|/|ngày)", _day_of_month),
)
