"""Days that a directive only points at: a missing year, the end of a month, so many working days later."""

import calendar
import tomllib
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from importlib.resources import files

IsWorking = Callable[[date], bool]


@cache
def _substituted() -> tuple[frozenset[date], frozenset[date]]:
    table = tomllib.loads(files("data.domain").joinpath("substituted_days.toml").read_text("utf-8"))
    return frozenset(table["off"]), frozenset(table["worked"])


@cache
def _holidays_of(year: int) -> frozenset[date]:
    # Loading the library costs more than reading a directive, so only a limit in working days pays for it.
    from holidays import country_holidays  # noqa: PLC0415 - see above

    return frozenset(country_holidays("VN", years=year))


def is_working_day(day: date) -> bool:
    """Tell whether offices work on `day`: the known substituted days first, then weekends and public holidays.

    Where the table of substituted days knows the year, it is complete; other years follow the `holidays` library.
    """
    off, worked = _substituted()
    if day in worked or day in off:
        return day in worked
    if day.weekday() >= 5:
        return False
    return any(known.year == day.year for known in off) or day not in _holidays_of(day.year)


def add_working_days(start: date, count: int, is_working: IsWorking) -> date:
    """Return the `count`-th working day after `start`, which itself is not counted."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working(day)
    return day


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def make_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def complete_year(day: int, month: int, issued_on: date) -> date | None:
    """Return the first such day on or after issuance (gold guide 1.4: "no year")."""
    this_year = make_day(issued_on.year, month, day)
    return this_year if this_year is None or this_year >= issued_on else make_day(issued_on.year + 1, month, day)


def friday_of_week(day: date, weeks_later: int = 0) -> date:
    """Return the Friday of the week of `day`, or of a later week."""
    return day + timedelta(days=4 - day.weekday() + 7 * weeks_later)
