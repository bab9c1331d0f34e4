"""The office's working calendar: which days are worked, and when in them the office may speak.

Domain rule 9: weekly pattern, public holidays (lunar ones included) and make-up working days.
"""

import tomllib
from bisect import bisect_right
from calendar import SATURDAY
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files

import holidays

from data.domain.deadline import Deadline
from data.domain.policy import Policy

_FILE = files("data.domain").joinpath("substituted_days.toml")
_TABLE: dict[str, list[date]] = tomllib.loads(_FILE.read_text("utf-8"))
_OFF, _WORKED = frozenset(_TABLE["off"]), frozenset(_TABLE["worked"])
_COVERED = frozenset(day.year for day in _OFF)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Year:
    """The working days of one year, for asking and for counting."""

    worked: frozenset[date]
    in_order: tuple[date, ...]


class WorkingCalendar:
    """Answers for one policy which days are worked and when the office speaks; moments come in the office's zone."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._years: dict[int, _Year] = {}

    def is_working(self, day: date) -> bool:
        """Whether the office works on `day`."""
        return day in self._year(day.year).worked

    def next_working(self, day: date) -> date:
        """Return the first working day on or after `day`."""
        while not self.is_working(day):
            day += _DAY
        return day

    def add_working(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`, or before it when negative; `day` itself is not counted."""
        step = _DAY if count > 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and including `end`; negative when `end` comes first.

        From Monday to Thursday of one week that is 3.
        """
        if end < start:
            return -self.working_days_between(end, start)
        whole_years = sum(len(self._year(year).in_order) for year in range(start.year, end.year))
        return whole_years + self._worked_until(end) - self._worked_until(start)

    def office_day(self, moment: datetime) -> date:
        """Return the calendar day that `moment` falls on in the office's zone."""
        return moment.astimezone(self.policy.zone).date()

    def morning(self, day: date) -> datetime:
        """Return the moment of the morning message of `day`, working or not."""
        return self._at(day, self.policy.morning_at)

    def digest_moment(self, day: date) -> datetime:
        """Return the moment from which the digests of `day` may be said."""
        return self._at(day, self.policy.digest_at)

    def start_of_day(self, day: date) -> datetime:
        """Return the moment at which `day` begins in the office's zone."""
        return self._at(day, time())

    def end_of_day(self, day: date) -> datetime:
        """Return the moment at which a deadline stated as `day` ends."""
        return self._at(day, self.policy.day_ends_at)

    def end_of_calendar_day(self, day: date) -> datetime:
        """Return the last moment of `day`: what a figure "as of" that day looks at."""
        return self._at(day, time.max)

    def due_moment(self, deadline: Deadline) -> datetime | None:
        """Return when `deadline` ends: the stated hour, else the end of the office day; None without a day."""
        if isinstance(deadline.due, datetime):
            return deadline.due.replace(tzinfo=self.policy.zone)
        return None if deadline.due is None else self.end_of_day(deadline.due)

    def next_push(self, moment: datetime) -> datetime:
        """Return `moment` within pushing hours of a working day, else the next working morning.

        Before the hours of a working day that is the same day's morning.
        """
        local = moment.astimezone(self.policy.zone)
        if self.is_working(local.date()) and self.policy.push_from <= local.time() < self.policy.push_until:
            return local
        return self.next_morning(local)

    def last_push(self, moment: datetime) -> datetime:
        """Return `moment` within pushing hours of a working day, else the last moment of such hours before it."""
        if self.next_push(moment) <= moment:
            return moment
        day = self.office_day(moment)
        if moment < self._at(day, self.policy.push_from) or not self.is_working(day):
            day = self.add_working(day, -1)
        return self._at(day, self.policy.push_until) - timedelta(microseconds=1)

    def next_morning(self, moment: datetime) -> datetime:
        """Return the first working morning strictly after `moment`."""
        day = self.next_working(self.office_day(moment))
        if self.morning(day) <= moment:
            day = self.next_working(day + _DAY)
        return self.morning(day)

    def next_hour(self, moment: datetime, hour: time) -> datetime:
        """Return the first time that it is `hour` on a working day, `moment` or later."""
        day = self.next_working(self.office_day(moment))
        if self._at(day, hour) < moment:
            day = self.next_working(day + _DAY)
        return self._at(day, hour)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.policy.zone)

    def _worked_until(self, day: date) -> int:
        """Count the working days of the year of `day` up to and including it."""
        return bisect_right(self._year(day.year).in_order, day)

    def _year(self, year: int) -> _Year:
        known = self._years.get(year)
        if known is None:
            days = tuple(day for day in _days_of(year) if self._works(day))
            known = self._years[year] = _Year(frozenset(days), days)
        return known

    def _works(self, day: date) -> bool:
        if day in self.policy.worked or day in self.policy.off:
            return day in self.policy.worked
        off, worked = public_days(day.year)
        return day in worked or (day.weekday() < SATURDAY and day not in off)


@cache
def public_days(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the days off of `year` and the weekend days worked instead.

    Our table wins for the years it covers, for it is the State's yearly decision; the library knows the lunar
    calendar for all others, but learns exchanged days late (it lacks those of January 2026).
    """
    if year in _COVERED:
        return _of_year(_OFF, year), _of_year(_WORKED, year)
    library = holidays.country_holidays("VN", years=year)
    return _of_year(frozenset(library), year), _of_year(frozenset(library.weekend_workdays), year)


def _of_year(days: frozenset[date], year: int) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + _DAY * n for n in range((date(year, 12, 31) - first).days + 1)]
