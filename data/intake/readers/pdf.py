"""PDF files with text: lines as they stand on the page, so that columns, wraps and notes can be told apart later."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2

from data.intake.characters import clean
from data.intake.draft import Reason, Unreadable
from data.intake.layout import PAGE_BREAK
from data.intake.readers.pdf_tables import Grid, read_grids, read_rules
from data.intake.secrecy import refuse_classified

_MAX_PAGES = 1000
_LEAST_CHARACTERS = 20
_STAMP = re.compile(
    r"^\s*(?:Ký bởi|Người ký|Ngày ký|Thời gian ký|Ký số bởi|Signature|Digitally signed)\b.*", re.IGNORECASE
)
_WIDE = 1.25


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of text and its box in points, counted from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def read_pdf(content: bytes) -> str:
    """Return the text of all pages. Raises Unreadable for encrypted, broken and scanned files."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable(Reason.ENCRYPTED if encrypted else Reason.BROKEN) from error
    try:
        return _read(document)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.BROKEN) from error
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> str:
    if len(document) > _MAX_PAGES:
        raise Unreadable(Reason.TOO_LARGE)
    pages = [_page(document[number]) for number in range(len(document))]
    if sum(letter.isalnum() for page in pages for line in page for letter in line.text) < _LEAST_CHARACTERS:
        raise Unreadable(Reason.SCANNED)
    refuse_classified("\n".join([*_titles(document), *(line.text for page in pages for line in page)]))
    running = _running(pages)
    shown = ["\n".join(_shown([line for line in page if _key(line) not in running])) for page in pages]
    return clean(_rows_joined(shown))


def _titles(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the properties of the file in which a secrecy mark can stand."""
    return [document.get_metadata_value(key) for key in ("Title", "Subject", "Keywords")]


def _page(page: pypdfium2.PdfPage) -> list[_Line]:
    """Return the lines of a page from top to bottom; rows of ruled tables are lines of their own."""
    textpage = page.get_textpage()
    rules = read_rules(page)
    grids = read_grids(rules, textpage)
    lines = [line for line in _lines(textpage) if not any(grid.holds(line.left, line.middle) for grid in grids)]
    lines += [_Line("_" * 10, left, y, right, y) for left, right, y in rules.notes(grids)]
    lines += [line for grid in grids for line in _grid_lines(grid)]
    page.close()
    return sorted(lines, key=lambda line: -line.middle)


def _grid_lines(grid: Grid) -> Iterator[_Line]:
    for row in grid.rows:
        yield _Line(" | ".join(row.cells), grid.left, row.bottom, grid.right, row.top)


def _lines(textpage: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    """Yield the runs that the library sees, cut where a wide gap shows that two columns stand side by side."""
    text = textpage.get_text_range()
    runs = [(match.start(), match.end()) for match in re.finditer(r"[^\r\n]+", text) if match[0].strip()]
    boxed = [_boxed(textpage, text, start, end) for start, end in runs]
    pitch = _median((line.right - line.left) / len(line.text) for line in boxed)
    for line, (start, end) in zip(boxed, runs, strict=True):
        if (line.right - line.left) / len(line.text) > _WIDE * pitch:
            yield from _cut(textpage, text, start, end, pitch)
        else:
            yield line


def _boxed(textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> _Line:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    first, last = textpage.get_charbox(start, loose=True), textpage.get_charbox(end - 1, loose=True)
    return _Line(text[start:end], first[0], min(first[1], last[1]), last[2], max(first[3], last[3]))


def _cut(textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int, pitch: float) -> Iterator[_Line]:
    for gap in re.finditer(r"(?<=\S)\s+(?=\S)", text[start:end]):
        before, after = start + gap.start() - 1, start + gap.end()
        if textpage.get_charbox(after, loose=True)[0] - textpage.get_charbox(before, loose=True)[2] > 4 * pitch:
            yield _boxed(textpage, text, start, before + 1)
            yield from _cut(textpage, text, after, end, pitch)
            return
    yield _boxed(textpage, text, start, end)


def _running(pages: list[list[_Line]]) -> set[str]:
    """Return the lines that head or foot several pages, and the stamps of electronic signatures."""
    edges = Counter(_key(line) for page in pages for line in {*page[:2], *page[-2:]} if "|" not in line.text)
    repeated = {key for key, count in edges.items() if count > 1 and count >= len(pages) / 2 and len(key) > 3}
    return repeated | {_key(line) for page in pages for line in page if _STAMP.match(line.text)}


def _key(line: _Line) -> str:
    return re.sub(r"\d+", "#", line.text.strip())


def _shown(lines: list[_Line]) -> Iterator[str]:
    """Write lines as plain text that keeps indents, columns and the larger gaps between paragraphs."""
    rows = list(_side_by_side(lines))
    if not rows:
        return
    pitch = _median((line.right - line.left) / len(line.text) for line in lines) or 1.0
    margin = min(line.left for line in lines)
    step = _median(above[0].middle - below[0].middle for above, below in pairwise(rows))
    before: list[_Line] = []
    for row in rows:
        if before and before[0].middle - row[0].middle > _WIDE * step:
            yield ""
        yield _spaced(row, margin, pitch)
        before = row


def _side_by_side(lines: list[_Line]) -> Iterator[list[_Line]]:
    """Gather lines of the same height, from left to right."""
    row: list[_Line] = []
    for line in lines:
        if row and (row[0].middle - line.middle > (row[0].top - row[0].bottom) / 2 or _overlap(row, line)):
            yield row
            row = []
        row = sorted([*row, line], key=lambda each: each.left)
    if row:
        yield row


def _overlap(row: list[_Line], line: _Line) -> bool:
    return any(line.left < other.right and other.left < line.right for other in row)


def _spaced(row: list[_Line], margin: float, pitch: float) -> str:
    text = ""
    for line in row:
        column = int((line.left - margin) / pitch)
        text = (text + " " * max(3, column - len(text)) if text else " " * column) + line.text
    return text


def _rows_joined(pages: list[str]) -> str:
    """Join pages; a row without its first cell at the top of a page goes on with the last row of the page before."""
    lines: list[str] = []
    for number, page in enumerate(pages):
        fresh = page.split("\n")
        top = next((i for i, line in enumerate(fresh) if line.strip() and not line.strip().isdigit()), 0)
        cells = fresh[top].split(" | ")
        above = lines[-1].split(" | ") if lines else []
        if number and len(cells) > 2 and len(cells) == len(above) and not cells[0].strip():
            lines[-1] = " | ".join(" ".join(pair).strip() for pair in zip(above, cells, strict=True))
            fresh = fresh[top + 1 :]
        lines += [PAGE_BREAK, *fresh] if number and fresh and " | " not in fresh[0] else fresh
    return "\n".join(lines)


def _median(values: Iterable[float]) -> float:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0.0
