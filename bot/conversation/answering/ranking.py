"""Ranking agencies by what their tasks show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from data.domain.figures import AgencyFigures, Figures, summed
from data.office.asking import Manners

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


def rank(agencies: Sequence[AgencyFigures], by: str, manners: Manners, *, worst: bool) -> tuple[list[Standing], int]:
    """Return the agencies in order of the measure `by`, and how many have nothing to be measured by.

    Where the worst are asked for, an agency of which nothing bad is counted is not among them.
    """
    measure, named = MEASURES[by], _by_name(agencies)
    values = {name: measure.of(name, own, manners) for name, own in named.items()}
    measured = {name: value for name, value in values.items() if value is not None}
    if worst and measure.counts_faults:
        measured = {name: value for name, value in measured.items() if value > 0}
    high_first = worst if measure.counts_faults else not worst
    ordered = sorted(measured.items(), key=lambda pair: (-pair[1] if high_first else pair[1], pair[0]))
    totals = {name: own.total for name, own in named.items()}
    return _placed(ordered, totals), sum(value is None for value in values.values())


def _placed(ordered: Sequence[tuple[str, float]], totals: Mapping[str, int]) -> list[Standing]:
    standings: list[Standing] = []
    for position, (name, value) in enumerate(ordered, 1):
        tied = standings and standings[-1].value == value
        standings.append(Standing(standings[-1].place if tied else position, name, value, totals[name]))
    return standings


def _by_name(agencies: Sequence[AgencyFigures]) -> dict[str, Figures]:
    """Join the figures of those who bear one name."""
    found: dict[str, list[Figures]] = {}
    for one in agencies:
        found.setdefault(one.name, []).append(one.figures)
    return {name: summed(parts) for name, parts in found.items()}


def _overdue_count(_name: str, own: Figures, _manners: Manners) -> float:
    return own.doing_overdue


def _on_time_rate(_name: str, own: Figures, _manners: Manners) -> float | None:
    return own.on_time_share


def _done_rate(_name: str, own: Figures, _manners: Manners) -> float | None:
    return own.due_completion


def _extension_count(name: str, _own: Figures, manners: Manners) -> float:
    return manners.wishes.get(name, 0)


def _response_time(name: str, _own: Figures, manners: Manners) -> float | None:
    """Return the mean working days from the assignment to the first word of the agency."""
    acknowledged = manners.acknowledged.get(name, 0)
    return manners.days[name] / acknowledged if acknowledged else None


def _total(_name: str, own: Figures, _manners: Manners) -> float:
    return own.total


@dataclass(frozen=True, slots=True)
class Measure:
    """How to measure an agency, and whether a high value is bad; some look at its manners beside its figures."""

    of: Callable[[str, Figures, Manners], float | None]
    counts_faults: bool
    of_manners: bool = False


MEASURES: Mapping[str, Measure] = {
    "overdue_count": Measure(_overdue_count, counts_faults=True),
    "extension_count": Measure(_extension_count, counts_faults=True, of_manners=True),
    "response_time": Measure(_response_time, counts_faults=True, of_manners=True),
    "on_time_rate": Measure(_on_time_rate, counts_faults=False),
    "done_rate": Measure(_done_rate, counts_faults=False),
    "total": Measure(_total, counts_faults=False),
}
"""Every measure by which agencies are ranked."""
