"""Ruled tables on a page of a PDF: from the lines drawn to rows of cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

_THIN, _SHORTEST, _SAME = 2.5, 8.0, 3.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule: where it lies across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row and its height on the page."""

    cells: tuple[str, ...]
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its outer box and its rows from top to bottom."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[Row, ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in the table."""
        return self.left - _SAME <= x <= self.right + _SAME and self.bottom - _SAME <= y <= self.top + _SAME


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules on a page."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]

    def notes(self, grids: Iterable[Grid]) -> list[tuple[float, float, float]]:
        """Return the rules outside tables, as left, right and height: below one of them may stand footnotes."""
        tables = list(grids)
        return [(s.start, s.end, s.at) for s in self.across if not any(grid.holds(s.start, s.at) for grid in tables)]


def read_rules(page: pypdfium2.PdfPage) -> Rules:
    """Return the horizontal and vertical rules that are drawn on a page; a frame counts as its four sides."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for shape in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = shape.get_bounds()
        wide, high = right - left, top - bottom
        if high <= _THIN < _SHORTEST < wide:
            across.append(Stroke((bottom + top) / 2, left, right))
        elif wide <= _THIN < _SHORTEST < high:
            down.append(Stroke((left + right) / 2, bottom, top))
        elif wide > _SHORTEST and high > _SHORTEST:
            across += [Stroke(bottom, left, right), Stroke(top, left, right)]
            down += [Stroke(left, bottom, top), Stroke(right, bottom, top)]
    return Rules(tuple(across), tuple(down))


def read_grids(rules: Rules, textpage: pypdfium2.PdfTextPage) -> list[Grid]:
    """Return the tables on a page; three rules each way are the least that makes one."""
    if len(_positions(s.at for s in rules.down)) < 3 or len(_positions(s.at for s in rules.across)) < 3:
        return []
    letters = _letters(textpage)
    return [_grid(block, rules, letters) for block in _blocks(rules)]


def _blocks(rules: Rules) -> list[list[float]]:
    """Return the heights of the rules of each table, from top to bottom: rules that vertical ones connect."""
    heights = sorted(_positions(stroke.at for stroke in rules.across), reverse=True)
    blocks: list[list[float]] = []
    for height in heights:
        if blocks and _connected(blocks[-1][-1], height, rules.down):
            blocks[-1].append(height)
        else:
            blocks.append([height])
    return [block for block in blocks if len(block) > 2]


def _connected(above: float, below: float, down: Iterable[Stroke]) -> bool:
    middle = (above + below) / 2
    return sum(stroke.start - _SAME <= middle <= stroke.end + _SAME for stroke in down) > 1


def _grid(heights: list[float], rules: Rules, letters: "list[_Letter]") -> Grid:
    rows = []
    for top, bottom in pairwise(heights):
        middle = (top + bottom) / 2
        edges = _positions(s.at for s in rules.down if s.start - _SAME <= middle <= s.end + _SAME)
        inside = [letter for letter in letters if bottom <= letter.y < top]
        cells = tuple(_cell(inside, left, right) for left, right in pairwise(edges))
        rows.append(Row(cells, bottom, top))
    within = [s for s in rules.across if heights[-1] - _SAME <= s.at <= heights[0] + _SAME]
    left, right = min(s.start for s in within), max(s.end for s in within)
    return Grid(left, heights[-1], right, heights[0], tuple(rows))


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x: float
    y: float
    height: float


def _letters(textpage: pypdfium2.PdfTextPage) -> list[_Letter]:
    found = []
    x = y = height = 0.0
    for number, letter in enumerate(textpage.get_text_range()):
        if not letter.isspace():
            left, bottom, right, top = textpage.get_charbox(number, loose=True)
            x, y, height = (left + right) / 2, (bottom + top) / 2, top - bottom
        found.append(_Letter(" " if letter.isspace() else letter, x, y, height))
    return found


def _cell(letters: list[_Letter], left: float, right: float) -> str:
    """Return the text between two vertical rules, a new line of it after a space."""
    text = ""
    line = None
    for letter in letters:
        if left <= letter.x < right:
            if line is not None and abs(letter.y - line) > letter.height / 2:
                text += " "
            text += letter.text
            line = letter.y
    return " ".join(text.split()).replace("|", "/")


def _positions(values: Iterable[float]) -> list[float]:
    """Return values in order, those that differ by less than a rule's width as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME:
            kept.append(value)
    return kept
