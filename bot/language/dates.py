"""Days, periods and lengths of time in what people write, relative to a day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.language.date_rules import RULES, SLOTS, Rule
from bot.language.periods import Period, end_of_month, months_after
from bot.language.phrases import Phrase, compile_phrase, one_of
from bot.language.reading import Reading, read

_COMPILED: tuple[tuple[Phrase, Rule], ...] = tuple((compile_phrase(written, SLOTS), rule) for written, rule in RULES)


def mark_periods(reading: Reading, *, today: date) -> Reading:
    """Return the reading with each named day or period as one `@date` token, its value a Period.

    Lunar days and feasts become `@someday`: they are named, but no day is guessed for them.
    """
    found: list[tuple[int, int, str, object]] = []
    for phrase, rule in _COMPILED:
        if not phrase.may_be_in(reading.vocabulary):
            continue
        for match in phrase.regex.finditer(reading.plain):
            try:
                period = rule(match, today)
            except (ValueError, OverflowError):
                continue
            if _is_name(reading, match):
                continue
            found.append((match.start(), match.end(), "@date" if period else "@someday", period))
    return reading.replace(found)


def _is_name(reading: Reading, match: re.Match[str]) -> bool:
    """Whether "Mai" with a capital inside a sentence is somebody's name."""
    index = reading.index_at(match.start())
    typed = reading.typed(match.start(), match.end())
    return typed == "Mai" and index > 0 and reading.tokens[index - 1].is_word


def periods_of(reading: Reading) -> Iterator[Period]:
    """Yield the periods of a marked reading in order."""
    return (token.value for token in reading.tokens if isinstance(token.value, Period))


def find_day(text: str, *, today: date) -> date | None:
    """Return the day that free words name ("20/5", "mai", "thứ 6 này", "cuối tháng", "tuần sau"), or None.

    A period stands for its last day, a week for its Friday. A date without a year is the one nearest to `today`.
    """
    for period in periods_of(mark_periods(read(text), today=today)):
        return period.near(today).day
    return None


IsWorking = Callable[[date], bool]


def is_weekday(on: date) -> bool:
    """Return whether a day is Monday to Friday."""
    return on.weekday() < 5


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time such as "5 ngày làm việc"; `unit` is day, workday, week or month."""

    count: int
    unit: str

    def after(self, start: date, is_working: IsWorking = is_weekday) -> date:
        """Return the day that lies this long after `start`."""
        match self.unit:
            case "workday":
                return _workdays_after(start, self.count, is_working)
            case "month":
                following = months_after(start, self.count)
                return following.start.replace(day=min(start.day, following.end.day))
            case _:
                return start + timedelta(days=self.count * (7 if self.unit == "week" else 1))

    def before(self, end: date) -> date:
        """Return the day that lies this long before `end`, working days counted as days of the calendar."""
        if self.unit == "month":
            earlier = months_after(end, -self.count)
            return earlier.start.replace(day=min(end.day, earlier.end.day))
        return end - timedelta(days=self.count * (7 if self.unit == "week" else 1))


def _workdays_after(start: date, count: int, is_working: IsWorking) -> date:
    days = (start + timedelta(days=offset) for offset in range(1, 10 * count + 30))
    return next(islice(filter(is_working, days), count - 1, None), end_of_month(start.year, start.month))


_COUNT = (
    rf"(?P<n>\d{{1,3}}|{one_of('một hai ba bốn năm sáu bảy bẩy tám chín mười nửa vài mấy ít dăm')}) "
    f"(?P<unit>{one_of('ngày hôm bữa tuần tháng quý')})(?P<work> (?:{one_of('làm hành')}) (?:{one_of('việc chính')}))? "
)
_LENGTH = re.compile(f"(?<= ){_COUNT}")
_MORE = re.compile(
    f"(?<= )(?:{one_of('thêm xin lùi hạn dời giãn khất')}) (?:(?:{one_of('khoảng tầm độ chừng')}) )?"
    f"{_COUNT}(?:(?:{one_of('nữa')}) )?"
)
COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_UNITS = {"ngay": "day", "hom": "day", "bua": "day", "tuan": "week", "thang": "month", "quy": "quarter"}


def mark_lengths(reading: Reading) -> Reading:
    """Return the reading with each length of time as one `@length` token; "vài ngày" has no Length."""
    return reading.replace([(m.start(), m.end(), "@length", _length(m)) for m in _LENGTH.finditer(reading.plain)])


def mark_additions(reading: Reading) -> Reading:
    """Return the reading with the lengths behind "thêm", "xin" marked: "thêm 2 tuần nữa" is no day from now."""
    found = [(m.start("n"), m.end(), "@length", _length(m)) for m in _MORE.finditer(reading.plain)]
    return reading.replace(found)


def _length(match: re.Match[str]) -> Length | None:
    typed, unit = re.sub("[A-Z]", "", match["n"]), _UNITS[re.sub("[A-Z]", "", match["unit"])]
    if typed == "nua":
        return {"month": Length(15, "day"), "week": Length(3, "day")}.get(unit)
    count = int(typed) if typed.isdigit() else COUNTS.get(typed, 0)
    if not count:
        return None
    if unit == "quarter":
        return Length(3 * count, "month")
    return Length(count, "workday" if match["work"] and unit == "day" else unit)
