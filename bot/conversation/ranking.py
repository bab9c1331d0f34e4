"""Ranking agencies by what their tasks show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from data.domain.calendar import WorkingCalendar
from data.domain.figures import figures
from data.domain.task import Assignment

DEFAULT = "overdue_count"


@dataclass(frozen=True, slots=True)
class Standing:
    """An agency's place; agencies of equal value share it."""

    place: int
    agency: str
    value: float
    total: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Agencies in order of the measure `by`, which is `measure` in words; `unranked` counts those without a value."""

    by: str
    measure: str
    formula: str
    standings: tuple[Standing, ...]
    unranked: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What a measure is taken from, beside an agency's assignments; `extensions` counts wishes by assignment."""

    now: datetime
    calendar: WorkingCalendar
    extensions: Mapping[int, int]


def rank(assignments: Sequence[Assignment], by: str, ground: Ground, *, worst: bool) -> tuple[list[Standing], int]:
    """Return the agencies in order of the measure `by`, and how many have nothing to be measured by.

    Where the worst are asked for, an agency of which nothing bad is counted is not among them.
    """
    measure = MEASURES[by]
    values = {name: measure.of(own, ground) for name, own in _by_agency(assignments).items()}
    measured = {name: value for name, value in values.items() if value is not None}
    if worst and measure.counts_faults:
        measured = {name: value for name, value in measured.items() if value > 0}
    high_first = worst if measure.counts_faults else not worst
    ordered = sorted(measured.items(), key=lambda pair: (-pair[1] if high_first else pair[1], pair[0]))
    totals = {name: len(own) for name, own in _by_agency(assignments).items()}
    return _placed(ordered, totals), sum(value is None for value in values.values())


def _placed(ordered: Sequence[tuple[str, float]], totals: Mapping[str, int]) -> list[Standing]:
    standings: list[Standing] = []
    for position, (name, value) in enumerate(ordered, 1):
        tied = standings and standings[-1].value == value
        standings.append(Standing(standings[-1].place if tied else position, name, value, totals[name]))
    return standings


def _by_agency(assignments: Sequence[Assignment]) -> dict[str, list[Assignment]]:
    found: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        found.setdefault(assignment.agency_name, []).append(assignment)
    return found


def _overdue_count(own: Sequence[Assignment], ground: Ground) -> float:
    return figures(own, ground.now, ground.calendar).doing_overdue


def _on_time_rate(own: Sequence[Assignment], ground: Ground) -> float | None:
    return figures(own, ground.now, ground.calendar).on_time_share


def _done_rate(own: Sequence[Assignment], ground: Ground) -> float | None:
    return figures(own, ground.now, ground.calendar).due_completion


def _extension_count(own: Sequence[Assignment], ground: Ground) -> float:
    return sum(ground.extensions.get(one.id, 0) for one in own)


def _response_time(own: Sequence[Assignment], ground: Ground) -> float | None:
    """Return the mean working days from the assignment to the first word of the agency."""
    day = ground.calendar.office_day
    waits = [
        ground.calendar.working_days_between(day(one.entered_at), day(one.acknowledged_at))
        for one in own
        if one.acknowledged_at is not None
    ]
    return fmean(waits) if waits else None


def _total(own: Sequence[Assignment], _ground: Ground) -> float:
    return len(own)


@dataclass(frozen=True, slots=True)
class Measure:
    """How to measure an agency, and whether a high value is bad."""

    of: Callable[[Sequence[Assignment], Ground], float | None]
    counts_faults: bool


MEASURES: Mapping[str, Measure] = {
    "overdue_count": Measure(_overdue_count, counts_faults=True),
    "extension_count": Measure(_extension_count, counts_faults=True),
    "response_time": Measure(_response_time, counts_faults=True),
    "on_time_rate": Measure(_on_time_rate, counts_faults=False),
    "done_rate": Measure(_done_rate, counts_faults=False),
    "total": Measure(_total, counts_faults=False),
}
"""Every measure by which agencies are ranked."""
