"""Digests: what the office and the leaders are told on a morning, as pure composition; who says it is `jobs/digest.py`.

An official gets no message of their own: a short tail of the morning's reminders, so that nobody is nagged twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from data.domain.calendar import WorkingCalendar
from data.domain.figures import Figures, TimeClass, days_late, is_due_soon, time_class
from data.domain.task import Assignment

MAX_ROWS = 10
"""Rows of one list; more do not fit a telephone's screen."""


class DigestKind(StrEnum):
    """For whom a digest is; the ledger holds one row for each person, kind and day."""

    OFFICIAL = "official"
    OFFICE = "office"
    LEADER = "leader"


class Need(StrEnum):
    """What the office has to do about a task, the most pressing first."""

    DECIDE = "decide"
    REFUSED = "refused"
    DIFFICULTY = "difficulty"
    CONFIRM = "confirm"
    UNMATCHED = "unmatched"
    UNPAIRED = "unpaired"
    UNREACHED = "unreached"


_ORDER = {need: place for place, need in enumerate(Need)}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for the office since `since`.

    `others` counts the agency's further tasks that the same need holds up; `who` is the person who is not reached.
    """

    need: Need
    assignment: Assignment
    since: datetime
    others: int = 0
    who: str = ""


@dataclass(frozen=True, slots=True)
class OfficeDigest:
    """What needs one person of the office this morning, the most urgent first; `more` counts what is left out."""

    items: tuple[Item, ...]
    more: int
    starred: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agency's own tasks stand: `due_soon` and `overdue` are parts of `open`, as is what is paused."""

    open: int
    overdue: int
    due_soon: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became different between two moments, by assignment; one may be in several."""

    new: tuple[Assignment, ...]
    done: tuple[Assignment, ...]
    newly_overdue: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """An agency that said nothing of any of its `owed` tasks since `heard_at`, or ever (None)."""

    agency: str
    owed: int
    heard_at: datetime | None


@dataclass(frozen=True, slots=True)
class LeaderDigest:
    """The state of all work; `since` is the moment that `before` and `change` compare with."""

    figures: Figures
    before: Figures
    change: Change
    since: datetime
    overdue: tuple[tuple[Assignment, int], ...]
    more_overdue: int
    silent: tuple[Silent, ...]
    starred: frozenset[int] = field(default_factory=frozenset)


def newest_day(kind: DigestKind, today: date, calendar: WorkingCalendar) -> date:
    """Return the last day, `today` at the latest, on which a digest of that kind falls due.

    The leaders' comes on the weekdays of the policy, on a holiday the next working day instead; the others every
    working day. Asked for as "due by now", so that after an outage the newest is said and no older one.
    """
    day = today
    while not _falls_due(kind, day, calendar):
        day -= timedelta(days=1)
    return day


def _falls_due(kind: DigestKind, day: date, calendar: WorkingCalendar) -> bool:
    if not calendar.is_working(day):
        return False
    if kind is not DigestKind.LEADER:
        return True
    since_last = [day]
    while not calendar.is_working(since_last[-1] - timedelta(days=1)):
        since_last.append(since_last[-1] - timedelta(days=1))
    return any(one.weekday() in calendar.policy.leader_digest_on for one in since_last)


def office_digest(
    items: Iterable[Item], now: datetime, calendar: WorkingCalendar, starred: Collection[int] = ()
) -> OfficeDigest | None:
    """Return what waits for the office since an earlier day; None when nothing does.

    What came up today was told when it came up. `starred` are the person's tasks: these come first, then what is
    overdue or due first, and of equals what waits longest.
    """
    today = calendar.office_day(now)
    waiting = [one for one in _by_agency(items) if calendar.office_day(one.since) < today]
    if not waiting:
        return None
    waiting.sort(key=lambda one: (one.assignment.task_id not in starred, *_urgency(one)))
    return OfficeDigest(tuple(waiting[:MAX_ROWS]), max(0, len(waiting) - MAX_ROWS), frozenset(starred))


def _urgency(item: Item) -> tuple[bool, datetime, int, datetime]:
    due_at = item.assignment.due_at
    return due_at is None, due_at or item.since, _ORDER[item.need], item.since


def _by_agency(items: Iterable[Item]) -> list[Item]:
    """Join what is wrong with an agency, and not with a task, into one item with its most urgent task."""
    joined: defaultdict[tuple[Need, str, str], list[Item]] = defaultdict(list)
    alone: list[Item] = []
    for item in items:
        if item.need in {Need.UNMATCHED, Need.UNPAIRED, Need.UNREACHED}:
            joined[item.need, item.assignment.agency_name, item.who].append(item)
        else:
            alone.append(item)
    for same in joined.values():
        first = min(same, key=_urgency)
        since = min(one.since for one in same)
        alone.append(Item(first.need, first.assignment, since, len(same) - 1, first.who))
    return alone


def standing_of(owed: Sequence[Assignment], now: datetime, calendar: WorkingCalendar) -> Standing:
    """Return how these tasks, all still owed, stand."""
    classes = [time_class(one, now, calendar) for one in owed]
    return Standing(
        open=len(owed),
        overdue=classes.count(TimeClass.DOING_OVERDUE),
        due_soon=sum(is_due_soon(one, now, calendar) for one in owed),
    )


def change(
    before: Iterable[Assignment], after: Iterable[Assignment], then: datetime, now: datetime, calendar: WorkingCalendar
) -> Change:
    """Return what is new, done and overdue in `after`, which stands at `now`, and was not in `before`, at `then`."""
    known = {one.id: one for one in before}
    late = {one.id for one in known.values() if time_class(one, then, calendar) is TimeClass.DOING_OVERDUE}
    found = list(after)
    return Change(
        new=tuple(one for one in found if one.id not in known),
        done=tuple(one for one in found if not one.open and (one.id not in known or known[one.id].open)),
        newly_overdue=tuple(
            one for one in found if one.id not in late and time_class(one, now, calendar) is TimeClass.DOING_OVERDUE
        ),
    )


def worst_first(
    overdue: Iterable[Assignment], now: datetime, calendar: WorkingCalendar, starred: Collection[int] = ()
) -> list[tuple[Assignment, int]]:
    """Return what is overdue with its working days late: starred first, then the latest."""
    late = [(one, days_late(one, now, calendar)) for one in overdue]
    return sorted(late, key=lambda pair: (pair[0].task_id not in starred, -pair[1], pair[0].due_at or now, pair[0].id))


def silent_agencies(followed: Iterable[Assignment], now: datetime, days: int) -> list[Silent]:
    """Return the agencies that owe something for at least `days` calendar days and said no word of any task since.

    What is paused is owed by nobody meanwhile. Who never said anything comes first, then who was silent longest.
    """
    by_agency: defaultdict[str, list[Assignment]] = defaultdict(list)
    for one in followed:
        by_agency[one.agency_name].append(one)
    limit = now - timedelta(days=days)
    found: list[Silent] = []
    for agency, own in by_agency.items():
        owed = [one for one in own if one.chased]
        heard_at = max((one.heard_at for one in own if one.heard_at), default=None)
        if any(one.entered_at <= limit for one in owed) and (heard_at is None or heard_at <= limit):
            found.append(Silent(agency, len(owed), heard_at))
    return sorted(found, key=lambda one: (one.heard_at is not None, one.heard_at or now, one.agency))
