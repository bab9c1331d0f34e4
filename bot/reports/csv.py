"""Reports as CSV: what is known first, then each table under its name, with an empty line between."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from bot.reports.report import Cell, Report, looks_like_formula, printable
from bot.texts.words import day, percent

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the machine's old code page."""


def write(report: Report) -> bytes:
    """Return the report as UTF-8 with a byte order mark, comma-separated (RFC 4180)."""
    text = StringIO(newline="")
    csv.writer(text).writerows(_lines(report))
    return (BOM + text.getvalue()).encode()


def _lines(report: Report) -> Iterator[list[str]]:
    yield from ([_plain(words)] for words in (report.title, report.asked, report.moment))
    for table in report.tables:
        yield []
        yield [_plain(table.name)]
        yield _row(column.title for column in table.columns)
        yield from map(_row, table.rows)


def _row(cells: Iterable[Cell]) -> list[str]:
    return [_plain(cell) for cell in cells]


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return percent(cell)
        case date():
            return day(cell)
        case str() if looks_like_formula(cell):
            return f"'{printable(cell)}"
        case _:
            return printable(str(cell))
