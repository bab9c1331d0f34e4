"""The picture of the state by agency: bars whose parts add up, drawn where the figures are counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from data.domain.figures import AgencyFigures, Figures

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


def bars_of(agencies: Iterable[AgencyFigures]) -> list[Bar]:
    """Return a bar for each agency, the one with most that is overdue first, then the one with most tasks."""
    counted = sorted(agencies, key=lambda one: (-one.figures.doing_overdue, -one.figures.total, one.name))
    longest = max((one.figures.total for one in counted), default=1)
    return [Bar(one.agency_id, one.name, one.figures, _pieces(one.figures, longest)) for one in counted]


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
