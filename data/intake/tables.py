"""Tables of tasks: which column holds what, and the rows that are tasks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.intake.draft import Span
from data.intake.layout import Paragraph
from data.intake.letters import flat
from data.intake.lexicon import load

_COLUMNS = {name: re.compile("|".join(patterns)) for name, patterns in load("labels")["columns"].items()}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row and where it stands in the sheet."""

    text: str
    start: int

    @property
    def span(self) -> Span:
        """The place of the cell's words."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose columns are known."""

    ref: str
    cells: dict[str, Cell]


def is_row(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a row of a table."""
    return paragraph.text.count(" | ") + paragraph.text.endswith(" |") + paragraph.text.startswith("| ") >= 2


def read_rows(paragraphs: Iterable[Paragraph]) -> Iterator[Row]:
    """Yield the rows under each header row that names a column for the work and one for who does it."""
    columns: list[str] = []
    for paragraph in paragraphs:
        cells = _cells(paragraph)
        named = [_column(cell.text) for cell in cells]
        if "content" in named and ("lead" in named or "time" in named):
            columns = named
        elif columns and len(cells) == len(columns):
            found = {name: cell for name, cell in zip(columns, cells, strict=True) if name and name != "other"}
            yield Row(f"TT {cells[0].text}", found)


def _cells(paragraph: Paragraph) -> list[Cell]:
    cells = []
    position = 0
    for part in paragraph.text.split("|"):
        lead = len(part) - len(part.lstrip())
        cells.append(Cell(part.strip(), paragraph.start + position + lead))
        position += len(part) + 1
    if cells and paragraph.text.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if paragraph.text.endswith("|") and not paragraph.text.endswith(" |") else cells


def _column(heading: str) -> str:
    words = flat(heading).strip(" .:*")
    if len(words) > 60:
        return ""
    return next((name for name, pattern in _COLUMNS.items() if pattern.search(words)), "")
