"""The picture of the state by agency: bars whose parts add up, drawn where the figures are counted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from data.domain.calendar import WorkingCalendar
from data.domain.figures import Figures, figures
from data.domain.task import Assignment

WIDTH = 560
"""Of the longest bar, in units of the picture."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: what it counts, how many, and where it lies."""

    kind: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """An agency's tasks; `agency_id` is None for names that the registry does not know."""

    agency_id: int | None
    name: str
    figures: Figures
    pieces: tuple[Piece, ...]


def bars_of(assignments: Iterable[Assignment], now: datetime, calendar: WorkingCalendar) -> list[Bar]:
    """Return a bar for each agency, the one with most that is overdue first, then the one with most tasks."""
    groups = defaultdict[tuple[int | None, str], list[Assignment]](list)
    for one in assignments:
        groups[one.agency_id, one.agency_name].append(one)
    counted = [(key, figures(group, now, calendar)) for key, group in groups.items()]
    counted.sort(key=lambda found: (-found[1].doing_overdue, -found[1].total, found[0][1]))
    longest = max((found.total for _, found in counted), default=1)
    return [Bar(key[0], key[1], found, _pieces(found, longest)) for key, found in counted]


def counts_of(found: Figures) -> dict[str, int]:
    """Return the parts of a bar, which add up to the total."""
    return {
        "overdue": found.doing_overdue,
        "due_soon": found.due_soon,
        "in_time": found.doing_in_time - found.due_soon,
        "no_deadline": found.no_deadline - found.no_deadline_done,
        "paused": found.paused,
        "done": found.done + found.no_deadline_done,
    }


def _pieces(found: Figures, longest: int) -> tuple[Piece, ...]:
    pieces, x = [], 0.0
    for kind, count in counts_of(found).items():
        width = count / longest * WIDTH
        if count:
            pieces.append(Piece(kind, count, round(x, 1), round(width, 1)))
        x += width
    return tuple(pieces)
