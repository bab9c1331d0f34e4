"""The auditor's own arithmetic: what should have been said of an assignment, to whom, and from when on.

Nothing here is shared with the planner but the question whether a day is worked: two programs that count in different
ways and agree are worth more than one that is asked twice (domain rules 10 and 11).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who could be reached at a moment, and who of them, by id, was away then and named whom in their place."""

    people: Sequence[Person]
    away: Mapping[int, int | None] = field(default_factory=dict)

    def hearing(self, holders: Iterable[Person]) -> list[Person]:
        """Return who hears for `holders`, each once: themselves, or who stands in for those that are away."""
        found = {one.id: one for holder in holders for one in self._instead_of(holder)}
        return list(found.values())

    def _instead_of(self, person: Person) -> list[Person]:
        if person.id not in self.away:
            return [person]
        colleagues = [one for one in self.people if one.id not in self.away and one.agency_id == person.agency_id]
        named = [one for one in colleagues if one.id == self.away[person.id]]
        official = person.role in {Role.CONTACT, Role.DEPUTY, Role.HEAD}
        return named or [one for one in colleagues if official and one.role is Role.DEPUTY]


def contacts(stood: Assignment, listeners: Listeners) -> list[Person]:
    """Return whom the ladder speaks to: contacts, without any the deputies; for who is away, who stands in."""
    own = [one for one in listeners.people if stood.agency_id is not None and one.agency_id == stood.agency_id]
    first = listeners.hearing(person for person in own if person.role is Role.CONTACT)
    return first or listeners.hearing(person for person in own if person.role is Role.DEPUTY)


def raised_to(rank: Role, stood: Assignment, listeners: Listeners) -> tuple[list[Person], bool]:
    """Return who hears a step meant for `rank`, and whether a rank had to be passed over."""
    for place, role in enumerate(_RANKS[_RANKS.index(rank) :]):
        holders = [person for person in listeners.people if person.role is role]
        if role is Role.HEAD:
            holders = [one for one in holders if stood.agency_id is not None and one.agency_id == stood.agency_id]
        elif role is Role.LEADER:
            holders = [person for person in holders if person.id == stood.leader_id] or holders
        if told := listeners.hearing(holders):
            return told, place > 0
    return [], True


def hearers(owed: Owed, listeners: Listeners) -> Iterator[tuple[str, Person]]:
    """Yield the name of the rung and each person who must hear it.

    What specialists hear while a whole agency is away comes on top and is not asked for here.
    """
    own, stood = contacts(owed.assignment, listeners), owed.assignment
    if owed.rank is None:
        yield from ((owed.rung, person) for person in own)
        nobody = not contacts(stood, Listeners(listeners.people))
        if owed.rung == "assigned" and nobody and stood.part is Part.LEAD:
            alarm = NOBODY[stood.agency_id is None]
            told, _ = raised_to(Role.SPECIALIST, stood, listeners)
            yield from ((alarm, person) for person in told)
        return
    told, passed = raised_to(owed.rank, stood, listeners)
    yield from ((owed.rung, person) for person in told)
    if passed:
        ids = {person.id for person in told}
        office = [one for one in listeners.people if one.role in _OFFICE and one.id not in ids]
        yield from ((f"{owed.rung}-unheard", person) for person in office if person.id not in listeners.away)
