"""The auditor's own arithmetic: what should have been said of an assignment, to whom, and from when on.

Nothing here is shared with the planner but the question whether a day is worked: two programs that count in different
ways and agree are worth more than one that is asked twice (domain rules 10 and 11).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.domain.history import History, as_of
from data.domain.person import Person, Role
from data.domain.policy import Policy
from data.domain.task import Assignment, Part, Status

_DAY = timedelta(days=1)
_RANKS = (Role.HEAD, Role.SPECIALIST, Role.CHIEF, Role.LEADER)
_OFFICE = (Role.SPECIALIST, Role.CHIEF)
_RESTING = frozenset({"reported_done", "confirmed", "paused", "reassigned", "revoked", "replaced"})
"""The standings in which nobody is reminded, by their names."""
NOBODY = ("nobody-paired", "unmatched")


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

    `rank` is who hears it: None means the agency's own contacts.
    """

    assignment: Assignment
    rung: str
    version: int
    at: datetime
    until: datetime | None
    rank: Role | None = None


def regimes(history: History, now: datetime) -> Iterator[Regime]:
    """Yield the stretches of time in which an assignment stood unchanged and was owed, oldest first."""
    present = history.present
    moments = {present.entered_at, *(one.set_at for one in history.versions)}
    moments |= {entry.at for entry in (*history.trail, *history.task_trail)}
    marks = sorted(moment for moment in moments if present.entered_at <= moment <= now)
    for place, start in enumerate(marks):
        stood = as_of(history, start)
        end = marks[place + 1] if place + 1 < len(marks) else None
        if stood is not None and stood.status not in _RESTING and not getattr(stood, "resting", False):
            yield Regime(stood, start, end)


def owed_in(regime: Regime, days: Days, now: datetime) -> Iterator[Owed]:
    """Yield what had to be said in a regime by `now`, in no order."""
    stood, end = regime.stood, min(regime.end or now, now)
    notice = days.speaking(stood.entered_at)
    told_on = max(days.of(notice), days.of(stood.ladder_from))
    due = [("assigned", 1, notice, None), *_ladder(stood, days, told_on, end), *_raised(stood, days, told_on)]
    for rung, version, moment, rank in due:
        at = days.speaking(max(moment, regime.start))
        if at < end:
            yield Owed(stood, rung, version, at, regime.end, rank)


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


def contacts(stood: Assignment, people: Sequence[Person]) -> list[Person]:
    """Return whom the ladder speaks to among `people`, who can all be reached: contacts, without any the deputies."""
    own = [person for person in people if stood.agency_id is not None and person.agency_id == stood.agency_id]
    first = [person for person in own if person.role is Role.CONTACT]
    return first or [person for person in own if person.role is Role.DEPUTY]


def raised_to(rank: Role, stood: Assignment, people: Sequence[Person]) -> tuple[list[Person], bool]:
    """Return who of `people` hears a step meant for `rank`, and whether a rank had to be passed over."""
    for place, role in enumerate(_RANKS[_RANKS.index(rank) :]):
        holders = [person for person in people if person.role is role]
        if role is Role.HEAD:
            holders = [one for one in holders if stood.agency_id is not None and one.agency_id == stood.agency_id]
        elif role is Role.LEADER:
            holders = [person for person in holders if person.id == stood.leader_id] or holders
        if holders:
            return holders, place > 0
    return [], True


def hearers(owed: Owed, people: Sequence[Person]) -> Iterator[tuple[str, Person]]:
    """Yield the name of the rung and each of `people`, who can all be reached, who must hear it."""
    own, stood = contacts(owed.assignment, people), owed.assignment
    if owed.rank is None:
        yield from ((owed.rung, person) for person in own)
        if owed.rung == "assigned" and not own and stood.part is Part.LEAD:
            alarm = NOBODY[stood.agency_id is None]
            yield from ((alarm, person) for person in people if person.role is Role.SPECIALIST)
        return
    told, passed = raised_to(owed.rank, stood, people)
    yield from ((owed.rung, person) for person in told)
    if passed:
        ids = {person.id for person in told}
        office = [person for person in people if person.role in _OFFICE and person.id not in ids]
        yield from ((f"{owed.rung}-unheard", person) for person in office)
