"""Deadlines in the text of a task: the words, the kind, the day they come to (gold guide 1.4)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Literal

from data.domain.deadline import Deadline, DeadlineKind
from data.intake import deadline_patterns as patterns
from data.intake.day_arithmetic import (
    IsWorking,
    add_working_days,
    complete_year,
    friday_of_week,
    is_working_day,
    make_day,
    month_end,
)
from data.intake.letters import plain
from data.intake.recurrence import find_recurring

_WEEKDAYS = {
    name: day
    for day, names in enumerate(("hai 2", "ba 3", "tư 4", "năm 5", "sáu 6", "bảy 7"))
    for name in names.split()
}
_REPORTED = re.compile(r"báo cáo|trình|xem xét|cho ý kiến|thông qua|hoàn thành", re.IGNORECASE)
_SPEAKS_OF_TIME = re.compile(r"\d|ngày|tuần|tháng|quý|năm|giờ|buổi|hôm|kỳ|lần|thứ", re.IGNORECASE)
"""Every deadline has a figure or one of these words; the many texts without any need no closer look."""


@dataclass(frozen=True, slots=True)
class Issuance:
    """When the directive was issued, as far as it says; `reference` stands in for a blank day."""

    on: date | None = None
    reference: date | None = None
    is_working: IsWorking = is_working_day


@dataclass(frozen=True, slots=True)
class Limit:
    """A deadline in a text, with its recurrence, and where its words stand."""

    deadline: Deadline
    start: int
    end: int
    recurrence: str | None = None

    @property
    def hard(self) -> bool:
        """Whether it can stand beside another deadline of its own: not a limit from an event, nor a manner."""
        relative = self.deadline.kind is DeadlineKind.RELATIVE and self.deadline.anchor != "issued"
        return not relative and self.deadline.kind is not DeadlineKind.ONGOING


def find_limits(text: str, issuance: Issuance) -> list[Limit]:
    """Return the deadlines in the text of one task, in order and without overlap; the surest reading wins."""
    view = plain(text)
    if not _SPEAKS_OF_TIME.search(view):
        return []
    taken: list[Limit] = []
    for limit in chain(_recurring(view, issuance), *(reader(view, issuance) for reader in _READERS)):
        if all(limit.end <= other.start or limit.start >= other.end for other in taken):
            taken.append(limit)
    return [_with_words(limit, text) for limit in sorted(taken, key=lambda limit: limit.start)]


def find_ongoing(text: str) -> Limit | None:
    """Return "thường xuyên" where it opens the work or says how it is kept up."""
    opening, closing = patterns.ONGOING_START.match(text), patterns.ONGOING_END.search(text)
    if opening:
        return _with_words(Limit(Deadline(DeadlineKind.ONGOING), 0, opening.end()), text)
    return _with_words(Limit(Deadline(DeadlineKind.ONGOING), *closing.span("at")), text) if closing else None


def read_time_cell(text: str, issuance: Issuance) -> Limit | None:
    """Read a cell or label that holds nothing but a time: "Quý II/2025", "30/4/2025", "Thường xuyên"."""
    cell = re.sub(r"^T\.?(?=\d{1,2}/\d{4}$)", "Tháng ", text.strip())
    limits = (
        find_limits(cell, issuance)
        or find_limits(f"trong {cell[:1].lower()}{cell[1:]}", issuance)
        or _bare_cell(cell, issuance)
    )
    if not limits and re.search(r"thường xuyên|liên tục", cell, re.IGNORECASE):
        return Limit(Deadline(DeadlineKind.ONGOING, text=cell), 0, len(cell))
    if not limits:
        return None
    best = max(limits, key=lambda limit: str(limit.deadline.due or ""))
    deadline = best.deadline
    worded = Deadline(deadline.kind, deadline.due, cell, deadline.count, deadline.unit, deadline.anchor)
    return Limit(worded, 0, len(cell), best.recurrence)


def _bare_cell(cell: str, issuance: Issuance) -> list[Limit]:
    year = re.fullmatch(r"(?:năm\s+)?([12]\d{3})", cell, re.IGNORECASE)
    if year:
        return [Limit(Deadline(DeadlineKind.YEAR, date(int(year[1]), 12, 31)), 0, len(cell))]
    return find_limits(f"trước {cell[:1].lower()}{cell[1:]}", issuance)


def _with_words(limit: Limit, text: str) -> Limit:
    old = limit.deadline
    words = text[limit.start : limit.end].strip()
    return Limit(
        Deadline(old.kind, old.due, words, old.count, old.unit, old.anchor), limit.start, limit.end, limit.recurrence
    )


def _recurring(view: str, issuance: Issuance) -> Iterator[Limit]:
    for each in find_recurring(view, issuance.reference):
        yield Limit(Deadline(DeadlineKind.RECURRING), each.start, each.end, each.rule)


def _relative(view: str, issuance: Issuance) -> Iterator[Limit]:
    for match in patterns.RELATIVE.finditer(view):
        anchor_words, unit_words, count = match["anchor"] or "", match["unit"].lower(), int(match["n"])
        from_start = match["mark"].lower() in ("sau", "hạn", "thời gian")
        if not anchor_words and (unit_words == "tháng" or from_start):
            continue
        unit: Literal["workday", "calendar"] = "workday" if "làm việc" in unit_words else "calendar"
        count *= {"tuần": 7, "tháng": 30}.get(unit_words, 1)
        anchor = _anchor(anchor_words)
        due = None
        if anchor == "issued" and issuance.on:
            due = _counted(issuance.on, count, unit, issuance.is_working)
        yield Limit(Deadline(DeadlineKind.RELATIVE, due, None, count, unit, anchor), match.start(), match.end())


def _counted(start: date, count: int, unit: str, is_working: IsWorking) -> date:
    return add_working_days(start, count, is_working) if unit == "workday" else start + timedelta(days=count)


def _anchor(words: str) -> Literal["issued", "received", "event"]:
    if re.search(r"nhận", words, re.IGNORECASE):
        return "received"
    return "issued" if not words.strip() or patterns.ISSUED.search(words) else "event"


def _dated(view: str, issuance: Issuance) -> Iterator[Limit]:
    for pattern in (patterns.DATED, patterns.WITHIN_DAY, patterns.EXPLAINED, patterns.UP_TO):
        for match in pattern.finditer(view):
            before = view[: match.start()]
            if pattern is patterns.UP_TO and (patterns.STARTED.search(before) or patterns.CITED.search(before)):
                continue
            if match[0].lower().startswith(("đến", "hết")) and patterns.STARTED.search(before):
                continue
            if not patterns.DONE_BEFORE.search(before):
                yield from _day_limit(match, issuance, *match.span())


def _delivered(view: str, issuance: Issuance) -> Iterator[Limit]:
    for match in patterns.AT_MEETING.finditer(view):
        clause = re.split(r"[;.]\s", view[: match.start()])[-1]
        if _REPORTED.search(clause):
            yield from _day_limit(match, issuance, *match.span())
    for match in patterns.MEETING_OF_MONTH.finditer(view):
        if _REPORTED.search(re.split(r"[;.]\s", view[: match.start()])[-1]):
            yield from _month_limit(match, issuance, mark="", place=match.span())
    for match in patterns.HELD_ON.finditer(view):
        yield from _day_limit(match, issuance, *match.span("at"))
    for match in patterns.DELIVERED_ON.finditer(view):
        if not re.search(r"số|của|theo|tại|đến|từ|họp", view[match.start() : match.start("at")].split(" ", 1)[-1]):
            yield from _day_limit(match, issuance, *match.span("at"))


def _day_limit(match: re.Match[str], issuance: Issuance, start: int, end: int) -> Iterator[Limit]:
    """Make the limit, unless its day has passed when the directive is issued: an old deadline is a recital."""
    day = _day_of(match, issuance)
    if day is None or (issuance.reference and day < issuance.reference):
        return
    yield Limit(_at_hour(day, match), start, end)


def _at_hour(day: date, match: re.Match[str]) -> Deadline:
    """Return the deadline on a day, at its hour where one is stated; "24 giờ" is the end of the day itself."""
    hour = match.groupdict().get("hour")
    if not hour or int(hour) == 24:
        return Deadline(DeadlineKind.DATE, day)
    return Deadline(DeadlineKind.DATETIME, datetime.combine(day, time(int(hour), int(match["minute"] or 0))))


def _day_of(match: re.Match[str], issuance: Issuance) -> date | None:
    day, month = int(match["d"]), int(match["m"])
    if match["y"]:
        return make_day(int(match["y"]), month, day)
    return complete_year(day, month, issuance.reference) if issuance.reference else None


def _near(view: str, issuance: Issuance) -> Iterator[Limit]:
    if issuance.reference is None:
        return
    for match in patterns.TODAY.finditer(view):
        day = issuance.reference + timedelta(days=match["which"].lower() == "ngày mai")
        yield Limit(_at_hour(day, match), *match.span())
    for match in patterns.WEEKDAY.finditer(view):
        later = 0 if match["which"].lower() == "này" else 1
        before_friday = 4 - _WEEKDAYS[match["weekday"].lower()]
        day = friday_of_week(issuance.reference, later) - timedelta(days=before_friday)
        yield Limit(_at_hour(day, match), *match.span())
    for match in patterns.WEEK.finditer(view):
        later = 0 if match["which"].lower() == "này" else 1
        yield Limit(Deadline(DeadlineKind.DATE, friday_of_week(issuance.reference, later)), *match.span())


def _months(view: str, issuance: Issuance) -> Iterator[Limit]:
    for match in patterns.MONTH.finditer(view):
        if not patterns.STARTED.search(view[: match.start()]):
            yield from _month_limit(match, issuance, mark=match["mark"], place=match.span())
    for match in patterns.THIS_MONTH.finditer(view):
        if issuance.reference:
            after = (match["which"] or "").lower() in ("sau", "tới")
            month = issuance.reference.month % 12 + 1 if after else issuance.reference.month
            year = issuance.reference.year + (after and month == 1)
            yield Limit(Deadline(DeadlineKind.MONTH, month_end(year, month)), *match.span())


def _month_limit(match: re.Match[str], issuance: Issuance, *, mark: str, place: tuple[int, int]) -> Iterator[Limit]:
    month = int(match["m"])
    year = int(match["y"]) if match["y"] else _year_of_month(month, issuance)
    if not (1 <= month <= 12 and year):
        return
    mark = mark.lower().strip()
    part = {"đầu": 10, "giữa": 20}.get(mark.split()[-1]) if mark else None
    due = date(year, month, part) if part else month_end(year, month)
    if mark.endswith("trước"):
        due = date(year, month, 1) - timedelta(days=1)
    if not (issuance.reference and due < issuance.reference):
        yield Limit(Deadline(DeadlineKind.MONTH, due), *place)


def _year_of_month(month: int, issuance: Issuance) -> int | None:
    if issuance.reference is None or not 1 <= month <= 12:
        return None
    year = issuance.reference.year
    return year if month_end(year, month) >= issuance.reference else year + 1


def _quarters(view: str, issuance: Issuance) -> Iterator[Limit]:
    for match in patterns.QUARTER.finditer(view):
        if not patterns.STARTED.search(view[: match.start()]):
            month = 3 * patterns.QUARTERS[match["q"].upper()]
            yield from _quarter_limit(match, month, issuance, match.span())
    for match in patterns.HALF.finditer(view):
        month = 12 if match["which"].lower() == "cuối" else int(match["n"])
        yield from _quarter_limit(match, month, issuance, match.span())
    for match in patterns.BARE_PERIOD.finditer(view):
        if match["q"]:
            month = 3 * patterns.QUARTERS[match["q"].upper()]
            yield from _quarter_limit(match, month, issuance, match.span("at"))
        else:
            yield from _month_limit(match, issuance, mark="", place=match.span("at"))


def _quarter_limit(match: re.Match[str], month: int, issuance: Issuance, place: tuple[int, int]) -> Iterator[Limit]:
    """Make the limit at the end of the quarter that ends with `month`."""
    year = int(match["y"]) if match["y"] else _year_of_month(month, issuance)
    if year and not (issuance.reference and month_end(year, month) < issuance.reference):
        yield Limit(Deadline(DeadlineKind.QUARTER, month_end(year, month)), *place)


def _years(view: str, issuance: Issuance) -> Iterator[Limit]:
    for match in patterns.YEAR_END.finditer(view):
        if match["y"].isdigit():
            year = int(match["y"])
        elif issuance.reference:
            year = issuance.reference.year
        else:
            continue
        year -= match["mark"].strip().lower() == "trước"
        placed = re.match(r"\s*(?:[,;.)]|$)", view[match.end() :]) or re.search(
            r"(?:^|[;.,]\s*)$", view[: match.start()]
        )
        due = date(year, 12, 31)
        of_session = patterns.SESSION.search(view[: match.start()])
        if placed and not of_session and not (issuance.reference and due < issuance.reference):
            yield Limit(Deadline(DeadlineKind.YEAR, due), *match.span())


_READERS: tuple[Callable[[str, Issuance], Iterator[Limit]], ...] = (
    _relative,
    _dated,
    _delivered,
    _near,
    _months,
    _quarters,
    _years,
)
