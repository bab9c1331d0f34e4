"""The auditor's own arithmetic: what should have been said of an assignment, to whom, and from when on.

Nothing here is shared with the planner but the question whether a day is worked: two programs that count in different
ways and agree are worth more than one that is asked twice (domain rules 10 and 11).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.domain.history import History, as_of
from data.domain.person import Role
from data.domain.policy import Policy
from data.domain.snooze import Snooze
from data.domain.task import Assignment, Part, Status

_DAY = timedelta(days=1)
_RESTING = frozenset({"reported_done", "confirmed", "paused", "reassigned", "revoked", "replaced"})
"""The standings in which nobody is reminded, by their names."""


@dataclass(frozen=True, slots=True)
class Days:
    """The office's days: `is_working` is the calendar's answer, everything else is counted here."""

    is_working: Callable[[date], bool]
    policy: Policy

    def of(self, moment: datetime) -> date:
        """Return the office's day of a moment."""
        return moment.astimezone(self.policy.zone).date()

    def morning(self, day: date) -> datetime:
        """Return when the morning message of the first working day from `day` on goes out."""
        while not self.is_working(day):
            day += _DAY
        return datetime.combine(day, self.policy.morning_at, self.policy.zone)

    def counted(self, day: date, count: int) -> date:
        """Return the day that lies `count` working days after `day`; before it when negative."""
        step, done = (_DAY if count > 0 else -_DAY), 0
        while done < abs(count):
            day += step
            done += 1 if self.is_working(day) else 0
        return day

    def speaking(self, moment: datetime) -> datetime:
        """Return the first moment from `moment` on at which we may speak."""
        local = moment.astimezone(self.policy.zone)
        if self.is_working(local.date()):
            if self.policy.push_from <= local.time() < self.policy.push_until:
                return local
            if local < self.morning(local.date()):
                return self.morning(local.date())
        return self.morning(local.date() + _DAY)


@dataclass(frozen=True, slots=True)
class Regime:
    """How an assignment stood from `start` until `end` (None: still)."""

    stood: Assignment
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that had to be said: `at` is the first moment at which it could be, `until` the end of its truth.

    `due_at` is its moment on the ladder, which may lie before. `rank` is who hears it: None means the agency's own
    contacts, and of these only the person `for_whom` when given.
    """

    assignment: Assignment
    rung: str
    version: int
    at: datetime
    until: datetime | None
    rank: Role | None = None
    for_whom: int | None = None
    due_at: datetime | None = None


def regimes(history: History, now: datetime, leads: Sequence[History] = ()) -> Iterator[Regime]:
    """Yield the stretches of time in which an assignment stood unchanged and was owed, oldest first.

    A coordinating share rests while none of the `leads` of its task and period is chased.
    """
    present = history.present
    moments = {present.entered_at}.union(*(_changes(one) for one in (history, *leads)))
    marks = sorted(moment for moment in moments if present.entered_at <= moment <= now)
    for place, start in enumerate(marks):
        stood = as_of(history, start)
        end = marks[place + 1] if place + 1 < len(marks) else None
        if stood is None or stood.status in _RESTING:
            continue
        if stood.part is Part.LEAD or any(_is_chased(lead, start) for lead in leads):
            yield Regime(stood, start, end)


def _changes(history: History) -> set[datetime]:
    """Return when anything was written down that may have changed a share."""
    entries = (*history.trail, *history.task_trail)
    return {one.set_at for one in history.versions} | {entry.at for entry in entries}


def _is_chased(lead: History, moment: datetime) -> bool:
    stood = as_of(lead, moment)
    return stood is not None and stood.status not in _RESTING


def owed_in(regime: Regime, days: Days, now: datetime) -> Iterator[Owed]:
    """Yield what had to be said in a regime by `now`, in no order."""
    stood, end = regime.stood, min(regime.end or now, now)
    notice, told_on = days.speaking(stood.entered_at), _told_on(stood, days)
    due = [("assigned", 1, notice, None), *_ladder(stood, days, told_on, end), *_raised(stood, days, told_on)]
    for rung, version, moment, rank in due:
        at = days.speaking(max(moment, regime.start))
        if at < end and not _comes_too_late(stood, rung, at):
            yield Owed(stood, rung, version, at, regime.end, rank, due_at=moment)


def _told_on(stood: Assignment, days: Days) -> date:
    """Return the day on which the agency was last told as a whole."""
    return max(days.of(days.speaking(stood.entered_at)), days.of(stood.ladder_from))


def _comes_too_late(stood: Assignment, rung: str, at: datetime) -> bool:
    """Whether a coordinating agency would hear of a deadline that is over."""
    past = stood.due_at is not None and stood.due_at < at
    return stood.part is Part.COORDINATING and past and rung != "assigned"


def promised_in(regime: Regime, wishes: Sequence[Snooze], days: Days, now: datetime) -> Iterator[Owed]:
    """Yield the reminders that people asked for later, `wishes` being those on this share, oldest first."""
    stood, end = regime.stood, min(regime.end or now, now)
    for place, wish in enumerate(wishes):
        wake = wakes(wish, stood, days)
        taken_back = any(one.person_id == wish.person_id and one.said_at <= wake for one in wishes[place + 1 :])
        at = days.speaking(max(wake, regime.start))
        if wake > wish.said_at and days.of(wake) > _told_on(stood, days) and at < end and not taken_back:
            rung = f"snooze-{wish.until_on}"
            yield Owed(stood, rung, stood.deadline_version, at, regime.end, for_whom=wish.person_id)


def wakes(wish: Snooze, stood: Assignment, days: Days) -> datetime:
    """Return when somebody who asked to be reminded later is: never after the deadline, nor silent for ever."""
    if stood.due_at is None:
        return days.morning(min(wish.until_on, days.of(wish.said_at) + timedelta(days=days.policy.snooze_days)))
    last = days.of(stood.due_at)
    while days.morning(last) > stood.due_at:
        last -= _DAY
    return min(days.morning(wish.until_on), days.morning(last))


def after_wishes(owed: Owed, wishes: Iterable[Snooze], days: Days) -> datetime:
    """Return when the person of these wishes, oldest first, is to hear: at once, or when the last of them ends."""
    at = owed.at
    for wish in wishes:
        wake = wakes(wish, owed.assignment, days)
        if wish.said_at < at and wake > wish.said_at and days.of(wake) > _told_on(owed.assignment, days):
            at = max(owed.at, wake)
    return at


_Due = tuple[str, int, datetime, Role | None]


def _ladder(stood: Assignment, days: Days, told_on: date, end: datetime) -> Iterator[_Due]:
    """Yield the rungs after the day on which the agency was told as a whole."""
    named = _of_coordinator(stood, days) if stood.part is Part.COORDINATING else _of_lead(stood, days, days.of(end))
    for rung, day in named:
        moment = days.morning(day)
        if days.of(moment) > told_on:
            yield rung, stood.deadline_version, moment, None


def _of_coordinator(stood: Assignment, days: Days) -> Iterator[tuple[str, date]]:
    """Yield the few days on which a coordinating agency hears of a deadline."""
    if stood.due_at is not None:
        for count in getattr(stood.ladder, "coordinating_before", ()):
            yield f"before-{count}", days.counted(days.of(stood.due_at), -count)


def _of_lead(stood: Assignment, days: Days, last: date) -> Iterator[tuple[str, date]]:
    """Yield the days of a lead's rungs up to `last`."""
    if stood.due_at is None:
        spoke = max(stood.entered_at, stood.heard_at or stood.entered_at)
        day = days.of(spoke) + timedelta(days=stood.ladder.silence_calendar_days)
        while day <= last:
            yield f"silent-{day}", day
            day += timedelta(days=stood.ladder.silence_calendar_days)
        return
    due_on = days.of(stood.due_at)
    yield from _of_quiet_work(stood, days, due_on)
    for count in stood.ladder.before:
        yield f"before-{count}", days.counted(due_on, -count)
    yield "day", due_on
    day = due_on
    for count in range(1, stood.ladder.overdue_days + 1):
        day = days.counted(due_on, count)
        yield f"overdue-{count}", day
    day += timedelta(days=7 - day.weekday())
    while day <= last:
        yield f"overdue-{day}", day
        day += timedelta(days=7)


def _of_quiet_work(stood: Assignment, days: Days, due_on: date) -> Iterator[tuple[str, date]]:
    """Yield when dated work that is in progress is asked about, until the rungs before its day begin."""
    every = getattr(stood.ladder, "quiet_calendar_days", 0)
    if not every or stood.status is not Status.IN_PROGRESS or stood.heard_at is None:
        return
    first = days.of(days.morning(days.counted(due_on, -max(stood.ladder.before, default=0))))
    day = days.of(stood.heard_at) + timedelta(days=every)
    while days.of(days.morning(day)) < first:
        yield f"quiet-{day}", day
        day += timedelta(days=every)


def _raised(stood: Assignment, days: Days, told_on: date) -> Iterator[_Due]:
    """Yield the steps of escalation."""
    if stood.part is Part.COORDINATING:
        return
    if stood.status is Status.ASSIGNED and stood.acknowledged_at is None:
        day = days.counted(told_on, stood.ladder.unacknowledged_days)
        yield "unacknowledged", 1, days.morning(day), Role.HEAD
    if stood.due_at is not None:
        for count, role in stood.ladder.overdue_escalation:
            day = max(days.counted(days.of(stood.due_at), count), days.counted(told_on, 1))
            yield f"overdue-{count}-{role}", stood.deadline_version, days.morning(day), role
