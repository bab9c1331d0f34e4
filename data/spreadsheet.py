"""Tables that people keep in spreadsheets: CSV and XLSX files as rows of named cells."""

import csv
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO, StringIO
from itertools import islice
from pathlib import Path
from zipfile import BadZipFile, ZipFile

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_ROWS = 20_000
MAX_CELL = 1_000
"""The longest text that a cell of a registry can sensibly hold, in characters."""


class Fault(StrEnum):
    """What can be wrong with a table or one of its rows; bot/texts words it."""

    EMPTY = "empty"
    HUGE = "huge"
    NOT_A_TABLE = "not_a_table"
    NOT_UTF8 = "not_utf8"
    NO_COLUMN = "no_column"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    TOO_MANY_CELLS = "too_many_cells"
    CELL_TOO_LONG = "cell_too_long"
    BLANK = "blank"
    UNKNOWN = "unknown"
    TWICE = "twice"
    TAKEN = "taken"
    CIRCLE = "circle"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where (`row` as a spreadsheet numbers it, the header being 1) and with which value.

    `other` is what the value collides with: the number of an earlier row, or a name.
    """

    fault: Fault
    row: int | None = None
    column: str = ""
    value: str = ""
    other: str = ""


class BadTable(ValueError):
    """The table cannot be taken over; `problems` lists everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.row or '-'}: {problem.fault}" for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number; a column that the table does not have reads as blank."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(self, fault: Fault, column: str, other: str = "") -> Problem:
        """Return what is wrong with the cell in that column."""
        return Problem(fault, self.number, column, self[column], other)


def read_file(path: Path) -> bytes:
    """Return the content of a file of sensible size; `BadTable` for a huge one, OSError as usual."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise BadTable([Problem(Fault.HUGE)])
    return raw


def read_table(raw: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """Read the rows of a CSV (UTF-8, comma or semicolon) or XLSX file whose first row names the columns.

    Blank rows are passed over. Raises `BadTable` for a file that is no such table, has other columns or broken rows.
    """
    lines = list(islice(_xlsx(raw) if raw.startswith(b"PK\x03\x04") else _csv(raw), MAX_ROWS + 1))
    if len(lines) > MAX_ROWS:
        raise BadTable([Problem(Fault.HUGE)])
    if not any(any(line) for line in lines):
        raise BadTable([Problem(Fault.EMPTY)])
    columns = [cell.casefold() for cell in _without_blank_end(lines[0])]
    _check(_column_problems(columns, required, optional))
    numbered = [(number, line) for number, line in enumerate(lines[1:], 2) if any(line)]
    if not numbered:
        raise BadTable([Problem(Fault.EMPTY)])
    _check(problem for number, line in numbered for problem in _cell_problems(number, line, columns))
    return [Row(number, dict(zip(columns, line, strict=False))) for number, line in numbered]


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]], kind: str) -> bytes:
    """Return a table that `read_table` reads, as "csv" or "xlsx"; every cell is text, also one that begins with "="."""
    lines = [columns, *rows]
    return _written_xlsx(lines) if kind == "xlsx" else _written_csv(lines)


def _written_csv(lines: Iterable[Sequence[str]]) -> bytes:
    text = StringIO(newline="")
    csv.writer(text).writerows(lines)
    # The mark without which Excel takes UTF-8 for the machine's old code page.
    return text.getvalue().encode("utf-8-sig")


def _written_xlsx(lines: Iterable[Sequence[str]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - as in reading
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as in reading

    workbook, content = Workbook(write_only=True), BytesIO()
    sheet = workbook.create_sheet()
    for line in lines:
        cells = [WriteOnlyCell(sheet, text) for text in line]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    workbook.save(content)
    return content.getvalue()


def _check(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise BadTable(found)


def _column_problems(columns: Sequence[str], required: Sequence[str], optional: Sequence[str]) -> Iterator[Problem]:
    for number, column in enumerate(columns):
        if column not in required and column not in optional:
            yield Problem(Fault.UNKNOWN_COLUMN, column=column, other=", ".join((*required, *optional)))
        elif column in columns[:number]:
            yield Problem(Fault.COLUMN_TWICE, column=column)
    for column in required:
        if column not in columns:
            yield Problem(Fault.NO_COLUMN, column=column)


def _cell_problems(number: int, line: Sequence[str], columns: Sequence[str]) -> Iterator[Problem]:
    if extra := [cell for cell in line[len(columns) :] if cell]:
        yield Problem(Fault.TOO_MANY_CELLS, number, value=extra[0])
    for column, cell in zip(columns, line, strict=False):
        if len(cell) > MAX_CELL:
            yield Problem(Fault.CELL_TOO_LONG, number, column)


def _clean(cell: object) -> str:
    """Return the cell's text in composed letters and with single spaces."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _without_blank_end(line: Sequence[str]) -> list[str]:
    cells = list(line)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _csv(raw: bytes) -> Iterator[list[str]]:
    if b"\0" in raw:
        raise BadTable([Problem(Fault.NOT_A_TABLE)])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadTable([Problem(Fault.NOT_UTF8)]) from None
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    # Strict, so that a quotation mark that is never closed does not swallow the rest of the file in silence.
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for line in lines:
            yield [_clean(cell) for cell in line]
    except csv.Error:
        raise BadTable([Problem(Fault.NOT_A_TABLE, row=lines.line_num)]) from None


def _xlsx(raw: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - a third of a second that a CSV need not pay

    try:
        with ZipFile(BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise BadTable([Problem(Fault.HUGE)])
        with warnings.catch_warnings():
            # It warns of decoration that it does not carry over; we only want the cells.
            warnings.simplefilter("ignore")
            sheet = load_workbook(BytesIO(raw), read_only=True, data_only=True).worksheets[0]
            # Some programs state a wrong size; without it all rows are read.
            sheet.reset_dimensions()
            for line in sheet.iter_rows(values_only=True):
                yield [_clean(cell) for cell in line]
    except (BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError, OSError) as error:
        # BadTable is a ValueError; an XML parser's error is a SyntaxError.
        raise (error if isinstance(error, BadTable) else BadTable([Problem(Fault.NOT_A_TABLE)])) from None
