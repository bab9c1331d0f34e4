"""Recurring tasks: each period its own occurrence, an assignment with a deadline and a ladder of its own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise, takewhile

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from data.domain.calendar import WorkingCalendar
from data.domain.policy import Ladder

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)
_AHEAD = timedelta(days=3 * 366)
"""No rule that is read from directives rests for longer."""
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One period of a recurring task: the day that the rule names, and when the work is due.

    `due` is that day, moved to a working day, with the last hour that the rule states, if it states any.
    """

    period: date
    due: date | datetime

    @property
    def due_on(self) -> date:
        """The calendar day of `due`."""
        return self.due.date() if isinstance(self.due, datetime) else self.due


def occurrences(rule: str, anchor: date, calendar: WorkingCalendar) -> Iterator[Occurrence]:
    """Yield the occurrences of `rule` due on `anchor`, the day the task was entered, or later, in order.

    The rule is one of those that `data.intake.recurrence` reads (RFC 5545). What it leaves open is the end of its
    period: the last day of a month, quarter, half-year or year, the Friday of a week; several weeks are counted from
    that of `anchor`. A day that is not worked moves to the working day before or after (`Policy.occurrence_moves`);
    days that move to the same one are one occurrence. A rule that cannot be read yields nothing.
    """
    parts = _parts(rule)
    try:
        moments = _nominal(parts, anchor)
    except (KeyError, ValueError):
        return
    hour = _last_hour(parts)
    last = None
    for moment in moments:
        on = moved(moment.date(), calendar)
        if on >= anchor and on != last:
            last = on
            yield Occurrence(moment.date(), datetime.combine(on, hour) if hour else on)


def moved(day: date, calendar: WorkingCalendar) -> date:
    """Return the working day on which what is stated for `day` is due."""
    if calendar.policy.occurrence_moves == "after":
        return calendar.next_working(day)
    return day if calendar.is_working(day) else calendar.add_working(day, -1)


def named(rule: str, period: date) -> tuple[str, int | date]:
    """Return what people call a period: ("month", 5), ("quarter", 2), ("year", 2024), or ("day", its nominal day)."""
    parts = _parts(rule)
    months, interval = len(_numbers(parts, "BYMONTH")), int(parts.get("INTERVAL", 1))
    match parts.get("FREQ"), months, interval:
        case ("MONTHLY", _, 1):
            return "month", period.month
        case ("MONTHLY", _, 3) | ("YEARLY", 4, _):
            return "quarter", (period.month + 2) // 3
        case ("YEARLY", 0 | 1, _):
            return "year", period.year
        case ("MONTHLY" | "YEARLY", _, _):
            return "month", period.month
        case _:
            return "day", period


def next_after(
    rule: str, anchor: date, period: date, calendar: WorkingCalendar
) -> tuple[Occurrence, Occurrence] | None:
    """Return the occurrence of `period` and the one after it; None when there is no other."""
    pairs = pairwise(occurrences(rule, anchor, calendar))
    until = period + _AHEAD
    return next(
        (pair for pair in takewhile(lambda pair: pair[0].period < until, pairs) if pair[1].period > period), None
    )


def opens_at(previous: Occurrence, following: Occurrence, given: Ladder, calendar: WorkingCalendar) -> datetime:
    """Return when an occurrence is given out: on the morning of its first rung, which the notice of it covers.

    It is never before the working day after the previous one was due.
    """
    first_rung = calendar.add_working(following.due_on, -max(given.before, default=0))
    return calendar.morning(max(first_rung, calendar.add_working(previous.due_on, 1)))


def _parts(rule: str) -> Mapping[str, str]:
    return dict(re.findall(r"(\w+)=([^;]+)", rule))


def _numbers(parts: Mapping[str, str], name: str) -> list[int]:
    return [int(number) for number in parts[name].split(",")] if name in parts else []


def _nominal(parts: Mapping[str, str], anchor: date) -> rrule:
    """Return the days, as moments, that the rule names; KeyError or ValueError when it is none of ours."""
    interval = int(parts.get("INTERVAL", 1))
    start = datetime.combine(anchor, time())
    until = datetime.strptime(parts["UNTIL"][:8], "%Y%m%d") if "UNTIL" in parts else None  # noqa: DTZ007 - a day
    match parts["FREQ"]:
        case "DAILY":
            return rrule(DAILY, start, interval, until=until)
        case "WEEKLY":
            monday = start - timedelta(days=start.weekday()) + timedelta(weeks=interval - 1)
            days = [weekday(_WEEKDAYS.index(day)) for day in parts.get("BYDAY", "FR").split(",")]
            return rrule(WEEKLY, monday, interval, until=until, byweekday=days)
        case _:
            return _monthly(parts, start, interval, until)


def _monthly(parts: Mapping[str, str], start: datetime, interval: int, until: datetime | None) -> rrule:
    """Return the days of a rule by months: every so many of them, or those of a year that it names."""
    months = _numbers(parts, "BYMONTH")
    if {"MONTHLY": False, "YEARLY": True}[parts["FREQ"]]:
        months = months or [12]
        interval = 1
    elif interval > 1 and 12 % interval == 0:
        months, interval = list(range(interval, 13, interval)), 1
    days = _numbers(parts, "BYMONTHDAY") or [-1]
    first = start.replace(day=1)
    if len(days) == 1 and days[0] > _SHORTEST_MONTH:
        # The 31st of a month that has none is its last day.
        either = range(_SHORTEST_MONTH, days[0] + 1)
        return rrule(MONTHLY, first, interval, until=until, bymonth=months or None, bymonthday=either, bysetpos=-1)
    return rrule(MONTHLY, first, interval, until=until, bymonth=months or None, bymonthday=days)


def _last_hour(parts: Mapping[str, str]) -> time | None:
    hours = _numbers(parts, "BYHOUR")
    return time(max(hours), max(_numbers(parts, "BYMINUTE"), default=0)) if hours and max(hours) < 24 else None
