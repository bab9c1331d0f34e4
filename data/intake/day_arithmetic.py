"""Days that a directive only points at: a missing year, the end of a month, so many working days later."""

import calendar
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy

IsWorking = Callable[[date], bool]

is_working_day: IsWorking = WorkingCalendar(Policy()).is_working
"""Whether offices work on a day, where no office says otherwise."""


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
