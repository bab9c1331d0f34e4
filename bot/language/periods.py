"""Days, weeks, months and longer, as arithmetic; a week is Monday to Sunday."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal


class Unit(StrEnum):
    """How a period was named."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"


Guessed = Literal["", "year", "month"]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included; `guessed` is the part of the date that was not said."""

    start: date
    end: date
    unit: Unit = Unit.DAY
    guessed: Guessed = ""

    @property
    def day(self) -> date:
        """The one day it comes to as a promise: a week's Friday, otherwise its last day."""
        return self.end - timedelta(days=2) if self.unit is Unit.WEEK else self.end

    def near(self, today: date) -> "Period":
        """Return it in the likeliest year, or, as a day of the month, on or after `today`.

        People name days up to nine months ahead, and three months back, without saying the year.
        """
        if self.guessed == "month" and self.end < today:
            following = months_after(today, 1)
            return self if following.end.day < self.end.day else one_day(following.start.replace(day=self.end.day))
        if self.guessed == "year" and self.end < today - timedelta(days=95):
            return self.years_later(1)
        if self.guessed == "year" and self.end > today + timedelta(days=270):
            return self.years_later(-1)
        return self

    def years_later(self, years: int) -> "Period":
        """Return the same days of another year; 29 February becomes the 28th."""
        return Period(_in_year(self.start, years), _in_year(self.end, years), self.unit, self.guessed)


def _in_year(on: date, later: int) -> date:
    last = calendar.monthrange(on.year + later, on.month)[1]
    ends_month = on.day == calendar.monthrange(on.year, on.month)[1]
    return on.replace(year=on.year + later, day=last if ends_month and on.month == 2 else min(on.day, last))


def one_day(on: date, guessed: Guessed = "") -> Period:
    """Return the period of one day."""
    return Period(on, on, Unit.DAY, guessed)


def days_after(today: date, days: int) -> Period:
    """Return the day so many days after another."""
    return one_day(today + timedelta(days=days))


def monday_of(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def week(on: date) -> Period:
    """Return the week of a day."""
    return Period(monday_of(on), monday_of(on) + timedelta(days=6), Unit.WEEK)


def month(year: int, number: int, guessed: Guessed = "") -> Period:
    """Return a calendar month."""
    return Period(date(year, number, 1), end_of_month(year, number), Unit.MONTH, guessed)


def end_of_month(year: int, number: int) -> date:
    """Return the last day of a month."""
    return date(year, number, calendar.monthrange(year, number)[1])


def months_after(today: date, by: int) -> Period:
    """Return the month so many months after that of a day."""
    index = today.year * 12 + today.month - 1 + by
    return month(index // 12, index % 12 + 1)


def quarter(year: int, number: int, guessed: Guessed = "") -> Period:
    """Return a quarter of a year."""
    return Period(date(year, 3 * number - 2, 1), end_of_month(year, 3 * number), Unit.QUARTER, guessed)


def quarters_after(today: date, by: int) -> Period:
    """Return the quarter so many quarters after that of a day."""
    index = today.year * 4 + (today.month - 1) // 3 + by
    return quarter(index // 4, index % 4 + 1)


def whole_year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Unit.YEAR)
