"""How an assignment stood at a past moment, replayed from what was kept of it: deadline versions and the audit trail.

One pure replay for every figure of the past, so that a report of last month can be made again, to the task.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.figures import TimeClass, time_class
from data.domain.question import Condition, Day, TaskFilter
from data.domain.task import ENDED, Assignment, Status, TaskState
from data.domain.trail import REFUSED, Entry

_MOMENTS = ("acknowledged_at", "heard_at", "reported_done_at", "confirmed_at", "ladder_from")
_PLAIN = ("percent", "agency_id", "agency_name")
_OWNER = ("agency_id", "agency_name")
_NOTHING_YET: dict[str, Any] = {
    "status": Status.ASSIGNED,
    "percent": None,
    "acknowledged_at": None,
    "heard_at": None,
    "reported_done_at": None,
    "confirmed_at": None,
}
_FOLLOWED = frozenset({TaskState.DRAFT, TaskState.OPEN})


@dataclass(frozen=True, slots=True)
class DeadlineVersion:
    """A deadline that was in force from `set_at` on, until the next version."""

    version: int
    deadline: Deadline
    due_at: datetime | None
    set_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """An assignment as it stands now and all that ever changed it.

    `trail` holds the entries about the assignment, `task_trail` those about its task, both oldest first.
    `asked_at` are the moments at which more time was asked for, `recurrence` the rule of a task that comes again.
    """

    present: Assignment
    versions: Sequence[DeadlineVersion]
    trail: Sequence[Entry]
    task_trail: Sequence[Entry] = ()
    asked_at: tuple[datetime, ...] = ()
    recurrence: str | None = None


def as_of(history: History, moment: datetime) -> Assignment | None:
    """Return the assignment as it stood at `moment`; None when it was not followed then, or no longer.

    `revision` and `next_at`, which are of the machinery, stay as they are now. What is not written down of a field at
    all has never changed.
    """
    present = history.present
    if present.entered_at > moment or not _followed(history, moment):
        return None
    stood = replace(present, **_NOTHING_YET | _at_first(history), ladder_from=present.entered_at)
    for changes in _changes(history.trail, moment):
        stood = replace(stood, **changes)
    return None if stood.status in ENDED else _dated(stood, history.versions, moment)


def meets(asked: TaskFilter, history: History, stood: Assignment, moment: datetime, calendar: WorkingCalendar) -> bool:
    """Whether `stood`, which is `history` as of `moment`, is what `asked` means by conditions, agency and days.

    The other parts of a filter (codes, words, directive, who sees it) do not change with time and are not looked at.
    """
    agency = stood.agency_id in asked.agency_ids or stood.agency_name in asked.agency_names
    if (asked.agency_ids or asked.agency_names) and not agency:
        return False
    if Condition.DONE_LATE in asked.conditions and time_class(stood, moment, calendar) is TimeClass.DONE_LATE:
        return _in_days(asked, stood)
    if asked.conditions and not any(_holds(one, asked, history, stood, moment) for one in asked.conditions):
        return False
    return _in_days(asked, stood)


def _holds(condition: Condition, asked: TaskFilter, history: History, stood: Assignment, moment: datetime) -> bool:
    due_at, events = stood.due_at, asked.day is Day.EVENT
    match condition:
        case Condition.OVERDUE:
            return _ticks(stood) and due_at is not None and due_at < moment
        case Condition.DUE_SOON:
            return _ticks(stood) and due_at is not None and moment <= due_at < (asked.soon_until or moment)
        case Condition.EXTENSION:
            wishes = [at for at in history.asked_at if at <= moment]
            return any(_within(at, asked) for at in wishes) if events else bool(wishes)
        case Condition.NO_REPORT:
            return stood.open and (stood.heard_at is None or (events and not _within(stood.heard_at, asked)))
        case Condition.RECURRING:
            return stood.deadline.kind is DeadlineKind.RECURRING or history.recurrence is not None
        case _:
            return _stands(condition, stood)


def _ticks(stood: Assignment) -> bool:
    """Whether it is owed and its clock was not stopped."""
    return stood.open and not stood.paused


def _stands(condition: Condition, stood: Assignment) -> bool:
    """Whether a condition that looks at the standing alone holds."""
    status = stood.status
    holds: dict[Condition, bool] = {
        Condition.NOT_DONE: stood.open,
        Condition.IN_PROGRESS: status in {Status.IN_PROGRESS, Status.BLOCKED, Status.RETURNED},
        Condition.NOT_STARTED: status in {Status.ASSIGNED, Status.ACKNOWLEDGED, Status.REFUSED},
        Condition.DONE: not stood.open,
        Condition.BLOCKED: status is Status.BLOCKED,
        Condition.REFUSED: status is Status.REFUSED,
        Condition.PAUSED: status is Status.PAUSED,
        Condition.NO_DEADLINE: _ticks(stood) and stood.due_at is None,
        Condition.TO_CONFIRM: status is Status.REPORTED_DONE,
        Condition.UNASSIGNED: stood.agency_id is None,
        Condition.ONGOING: stood.deadline.kind is DeadlineKind.ONGOING,
    }
    return holds.get(condition, False)


def _in_days(asked: TaskFilter, stood: Assignment) -> bool:
    if (asked.start_at is None and asked.end_at is None) or asked.day is Day.ISSUED:
        return True
    if asked.day is Day.EVENT and {Condition.EXTENSION, Condition.NO_REPORT}.intersection(asked.conditions):
        return True
    moments = {Day.DUE: stood.due_at, Day.DONE: stood.reported_done_at, Day.EVENT: stood.heard_at}
    return _within(moments[asked.day], asked)


def _within(moment: datetime | None, asked: TaskFilter) -> bool:
    """Whether a moment lies in the days asked for."""
    if moment is None:
        return False
    return (asked.start_at is None or asked.start_at <= moment) and (asked.end_at is None or moment < asked.end_at)


def _followed(history: History, moment: datetime) -> bool:
    """Whether the task was neither replaced, withdrawn nor otherwise ended by then."""
    state: str = TaskState.OPEN
    for entry in history.task_trail:
        if history.present.entered_at <= entry.at <= moment:
            state = (entry.after or {}).get("state", state)
    return state in _FOLLOWED


def _at_first(history: History) -> dict[str, Any]:
    """Return whose the share was at first and how it stood: what the first change of either says was there before.

    An occurrence of paused work is paused from its first moment, and nothing may ever change that.
    """
    owner = _before_change(history.trail, _OWNER)
    status = _before_change(history.trail, ("status",)).get("status", history.present.status)
    return {**owner, "status": Status(status)} if status in set(Status) else owner


def _before_change(trail: Iterable[Entry], names: Sequence[str]) -> dict[str, Any]:
    """Return what the first entry that tells of the first of these fields says stood before it."""
    for entry in trail:
        if entry.before is not None and names[0] in (entry.after or {}) and not entry.action.startswith(REFUSED):
            return {name: entry.before[name] for name in names if name in entry.before}
    return {}


def _changes(trail: Iterable[Entry], moment: datetime) -> Iterator[dict[str, Any]]:
    """Yield what each entry up to `moment` made of the assignment's fields."""
    for entry in trail:
        after = entry.after or {}
        if entry.at <= moment and not entry.action.startswith(REFUSED):
            found: dict[str, Any] = {name: after[name] for name in _PLAIN if name in after}
            found |= {name: _moment(after[name]) for name in _MOMENTS if name in after}
            if after.get("status") in set(Status):
                found["status"] = Status(after["status"])
            yield found


def _dated(stood: Assignment, versions: Sequence[DeadlineVersion], moment: datetime) -> Assignment:
    """Return `stood` with the deadline then in force; a new version speaks for the rungs of its day."""
    known = sorted((one for one in versions if one.set_at <= moment), key=lambda one: one.version)
    if not known:
        return stood
    dated = [one.deadline.due_on for one in known if one.deadline.due_on is not None]
    return replace(
        stood,
        deadline=known[-1].deadline,
        deadline_version=known[-1].version,
        due_at=known[-1].due_at,
        first_due_on=dated[0] if dated else None,
        ladder_from=max(stood.ladder_from, *(one.set_at for one in known)),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
