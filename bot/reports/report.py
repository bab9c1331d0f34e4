"""A report before it has a format: what it is about, and its tables."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.texts.words import Words, day

Cell = str | int | float | date | None
"""A float is a share of one, shown as a percentage."""

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and how wide it is, in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its name, which is short enough for the tab of a sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A title, what was asked in words, the moment of the figures (`at`, and in words), tables, and words for figures.

    The last table is the one that was asked for.
    """

    title: str
    asked: str
    moment: str
    at: datetime
    tables: tuple[Table, ...]
    words: Words


def printable(text: str) -> str:
    """Return `text` without the characters that XML 1.0, and so every office format, cannot hold."""
    return _UNSTORABLE.sub("", text)


def in_words(words: Words, cell: Cell) -> str:
    """Return a cell as text, for forms that keep no numbers and no days."""
    match cell:
        case None:
            return ""
        case float():
            return words.percent(cell)
        case date():
            return day(cell)
        case _:
            return printable(str(cell))


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula (OWASP, CSV injection)."""
    return _FORMULA.match(text) is not None
