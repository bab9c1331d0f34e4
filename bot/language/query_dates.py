"""Which days a question is about: the range, the second one it is compared with, and the dates of what."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.language import periods
from bot.language.dates import Length, mark_lengths, mark_periods
from bot.language.meaning import DateRange
from bot.language.periods import Period, Unit
from bot.language.phrases import Phrase, compile_phrase
from bot.language.reading import Reading

_SLOTS = {"ngày": "@date ", "dài": "@length "}
_BARE_UNITS = compile_phrase(
    "((báo cáo|tổng hợp|tổng kết|sơ kết|số liệu|thống kê|bảng|trong|giao ban) (tuần|tháng|quý|năm)|báo cáo ngày)"
    " !(<n>|nào)",
    {"n": r"\d+ "},
)

_FIRST_MONTHS = compile_phrase(
    "(sơ kết|báo cáo|tổng hợp|số liệu|kết quả|tình hình) <n> tháng "
    "!(đầu|cuối|tới|qua|gần|trước|nữa|sau|vừa|nay|một|/|tiếp)",
    {"n": r"(?P<n>0?[1-9]|1[01]) "},
)


def mark_days(reading: Reading, today: date) -> Reading:
    """Return the reading with the days and lengths it names marked; "báo cáo tuần" names this week."""
    marked = mark_lengths(mark_periods(_with_months(reading, today), today=today))
    match = _BARE_UNITS.search(marked)
    if match is None:
        return marked
    word = match.group().split()[-1]
    start = match.end() - len(word) - 1
    return marked.replace([(start, match.end(), "@date", _current(word, today))])


def _with_months(reading: Reading, today: date) -> Reading:
    """Take "sơ kết 6 tháng" for the first six of the year."""
    match = _FIRST_MONTHS.search(reading)
    if match is None:
        return reading
    span = Period(date(today.year, 1, 1), periods.end_of_month(today.year, int(match["n"])), Unit.SPAN)
    return reading.replace([(match.start("n"), match.end(), "@date", span)])


def _current(word: str, today: date) -> Period:
    match re.sub("[A-Z]", "", word):
        case "ngay":
            return periods.one_day(today)
        case "tuan":
            return periods.week(today)
        case "thang":
            return periods.months_after(today, 0)
        case "quy":
            return periods.quarters_after(today, 0)
        case _:
            return periods.whole_year(today.year)


Finder = Callable[[tuple[Period, ...], tuple[Length, ...], date], DateRange]


def _between(days: tuple[Period, ...], _: tuple[Length, ...], __: date) -> DateRange:
    return DateRange(days[0].start, days[1].end)


def _since(days: tuple[Period, ...], _: tuple[Length, ...], today: date) -> DateRange:
    return DateRange(days[0].start, today)


def _from_now(days: tuple[Period, ...], _: tuple[Length, ...], today: date) -> DateRange:
    return DateRange(today, days[0].end)


def _from(days: tuple[Period, ...], _: tuple[Length, ...], __: date) -> DateRange:
    return DateRange(days[0].start, None)


def _until(days: tuple[Period, ...], _: tuple[Length, ...], __: date) -> DateRange:
    return DateRange(None, days[0].end)


def _after(days: tuple[Period, ...], _: tuple[Length, ...], __: date) -> DateRange:
    return DateRange(days[0].end + timedelta(days=1), None)


def _longer_ago(_: tuple[Period, ...], lengths: tuple[Length, ...], today: date) -> DateRange:
    return DateRange(None, lengths[0].before(today))


def _more_recent(_: tuple[Period, ...], lengths: tuple[Length, ...], today: date) -> DateRange:
    return DateRange(lengths[0].before(today), today)


def _within(_: tuple[Period, ...], lengths: tuple[Length, ...], today: date) -> DateRange:
    return DateRange(today, lengths[0].after(today))


_RANGES: tuple[tuple[Phrase, Finder], ...] = tuple(
    (compile_phrase(written, _SLOTS), finder)
    for written, finder in (
        ("[từ] <ngày> (đến|tới|-|–) [hết] <ngày>", _between),
        ("(từ nay|từ giờ|từ bây giờ) (đến|tới|cho đến) [hết] <ngày>", _from_now),
        ("từ <ngày> (đến nay|tới nay|đến giờ|trở lại đây|đến hiện tại|lại đây)", _since),
        ("(từ|kể từ) <ngày> [trở đi]", _from),
        ("(sau|quá) [hết] <ngày>", _after),
        (
            "(trước|đến|tới|tính đến|không quá|(chậm|muộn|trễ) nhất (là|vào|đến|trước|hết)) [là|vào|hết] <ngày>",
            _until,
        ),
        ("(chậm|muộn|trễ) nhất <ngày> [thì] (phải|cần|xong|nộp|trình)", _until),
        ("(quá hạn|chậm|trễ|nợ|tồn|trễ hạn|quá) [hạn|từ] (trên|hơn|quá|từ|ít nhất) <dài>", _longer_ago),
        ("(trên|hơn|quá) <dài>", _longer_ago),
        ("(quá hạn|chậm|trễ|trễ hạn) [hạn] (dưới|chưa đến|chưa đầy|không quá|trong) <dài>", _more_recent),
        ("(trong|trong vòng|vòng) <dài>", _within),
    )
)


def date_ranges(
    reading: Reading, today: date, *, looks_back: bool, lingering: bool = False
) -> tuple[DateRange | None, DateRange | None]:
    """Return the range a marked reading asks about, and the second one of a comparison.

    `looks_back`: a day or month still to come, said without a year, is last year's (what was issued or done).
    `lingering`: "tồn từ năm ngoái" is what fell due in that year, not since it began.
    """
    for phrase, finder in _RANGES:
        match = phrase.search(reading)
        if match:
            part = reading.part(match.start(), match.end())
            days = tuple(_dated(p, today, looks_back=looks_back) for p in _periods(part))
            lengths = tuple(t.value for t in part.tokens if isinstance(t.value, Length))
            if finder is _from and lingering and days[0].unit is not Unit.DAY:
                break
            if days or lengths:
                return finder(days, lengths, today), None
    named = [_dated(period, today, looks_back=looks_back) for period in _periods(reading)]
    shown = [DateRange(period.start, period.end) for period in named]
    return (shown[0] if shown else None), (shown[1] if len(shown) > 1 else None)


def _periods(reading: Reading) -> tuple[Period, ...]:
    return tuple(token.value for token in reading.tokens if isinstance(token.value, Period))


def _dated(period: Period, today: date, *, looks_back: bool) -> Period:
    if looks_back and period.guessed == "year" and period.start > today:
        return period.years_later(-1)
    if period.guessed == "month" and looks_back and period.start > today:
        return periods.one_day(periods.months_after(today, -1).start.replace(day=min(period.start.day, 28)))
    return period


def current_like(compared: DateRange, today: date) -> DateRange:
    """Return this month, quarter or year when that is what a compared period is one of; else this week."""
    if compared.start is None or compared.end is None:
        return DateRange(None, today)
    days = (compared.end - compared.start).days + 1
    unit = (
        periods.week(today)
        if days <= 7
        else periods.months_after(today, 0)
        if days <= 31
        else periods.quarters_after(today, 0)
        if days <= 92
        else periods.whole_year(today.year)
    )
    return DateRange(unit.start, unit.end)
