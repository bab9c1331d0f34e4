"""Reports as CSV: what is known first, then each table under its name, with an empty line between."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from bot.reports.report import Cell, Report, in_words, looks_like_formula
from bot.texts.words import Words

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the machine's old code page."""


def write(report: Report) -> bytes:
    """Return the report as UTF-8 with a byte order mark, comma-separated (RFC 4180)."""
    text = StringIO(newline="")
    csv.writer(text).writerows(_lines(report))
    return (BOM + text.getvalue()).encode()


def _lines(report: Report) -> Iterator[list[str]]:
    words = report.words
    yield from (_row(words, [said]) for said in (report.title, report.asked, report.moment))
    for table in report.tables:
        yield []
        yield _row(words, [table.name])
        yield _row(words, (column.title for column in table.columns))
        yield from (_row(words, row) for row in table.rows)


def _row(words: Words, cells: Iterable[Cell]) -> list[str]:
    return [_plain(words, cell) for cell in cells]


def _plain(words: Words, cell: Cell) -> str:
    text = in_words(words, cell)
    return f"'{text}" if isinstance(cell, str) and looks_like_formula(cell) else text
