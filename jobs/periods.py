"""The auditor's own arithmetic of recurring work: which days a rule names, and when each must have been given out.

It asks of every day whether the rule means it, where the planner counts on from day to day.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.domain.policy import Ladder
from jobs.reckoning import Days

_DAY = timedelta(days=1)
_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_IN_EVERY_MONTH = 28


@dataclass(frozen=True, slots=True)
class Period:
    """An occurrence by the day that the rule names, with the working day on which it is due."""

    named: date
    due_on: date


@dataclass(frozen=True, slots=True)
class _Rule:
    """A recurrence rule, read into its parts, and the day from which it counts."""

    parts: dict[str, str]
    anchor: date

    def means(self, day: date) -> bool:
        """Whether the rule names the day."""
        until = self.parts.get("UNTIL", "")[:8]
        if until and f"{day:%Y%m%d}" > until:
            return False
        match self.parts.get("FREQ"):
            case "DAILY":
                return day >= self.anchor and (day - self.anchor).days % self._every == 0
            case "WEEKLY":
                return self._of_week(day)
            case "MONTHLY" | "YEARLY":
                return day >= self.anchor.replace(day=1) and self._of_month(day)
            case _:
                return False

    @property
    def _every(self) -> int:
        return int(self.parts.get("INTERVAL", 1))

    def _of_week(self, day: date) -> bool:
        if _NAMES[day.weekday()] not in self.parts.get("BYDAY", "FR").split(","):
            return False
        first = self.anchor - timedelta(days=self.anchor.weekday())
        weeks = (day - timedelta(days=day.weekday()) - first).days // 7
        return weeks >= self._every - 1 and (weeks + 1) % self._every == 0

    def _of_month(self, day: date) -> bool:
        months, every = self._numbers("BYMONTH"), self._every
        if self.parts.get("FREQ") == "YEARLY":
            due = day.month in (months or [12])
        elif 12 % every == 0:
            due = day.month % every == 0 and (not months or every > 1 or day.month in months)
        else:
            gone = (day.year - self.anchor.year) * 12 + day.month - self.anchor.month
            due = gone % every == 0 and (not months or day.month in months)
        return due and self._of_days(day)

    def _of_days(self, day: date) -> bool:
        stated, length = self._numbers("BYMONTHDAY") or [-1], calendar.monthrange(day.year, day.month)[1]
        if len(stated) == 1 and stated[0] > _IN_EVERY_MONTH:
            return day.day == min(stated[0], length)
        return day.day in stated or day.day - length - 1 in stated

    def _numbers(self, name: str) -> list[int]:
        return [int(one) for one in self.parts.get(name, "").split(",") if one]


def periods(rule: str, anchor: date, days: Days, until: date) -> Iterator[Period]:
    """Yield the occurrences of a rule that was entered on `anchor`, up to the day `until`, in order."""
    read = _Rule(dict(part.partition("=")[::2] for part in rule.replace("RRULE:", "").split(";")), anchor)
    day, last = anchor - timedelta(days=anchor.day + anchor.weekday()), None
    while day <= until:
        if read.means(day):
            due_on = _worked(day, days)
            if due_on >= anchor and due_on != last:
                last = due_on
                yield Period(day, due_on)
        day += _DAY


def _worked(day: date, days: Days) -> date:
    """Return the working day on which what is stated for a day is due."""
    step = _DAY if days.policy.occurrence_moves == "after" else -_DAY
    while not days.is_working(day):
        day += step
    return day


def opening(previous: Period, following: Period, ladder: Ladder, days: Days) -> datetime:
    """Return when an occurrence must be given out: with its first rung, once the one before was due."""
    first = days.counted(following.due_on, -max(ladder.before, default=0))
    return days.morning(max(first, days.counted(previous.due_on, 1)))
