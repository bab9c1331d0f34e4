"""Word files: paragraphs with the numbering that is not in their text, tables, text boxes, and no more.

Only the XML parts that hold text are unpacked, each up to a limit, so a file made to burst stays small. Notes,
page headers and page footers are looked at for a secrecy mark only.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from data.intake.characters import clean
from data.intake.draft import Reason, Unreadable
from data.intake.readers.docx_marks import (
    PROPERTIES_PART,
    WRITTEN_PART,
    refuse_marked_part,
    refuse_marked_properties,
)
from data.intake.readers.numbering import Numbering, W, read_numbering
from data.intake.readers.runs import FALLBACK, pieces

_MAX_PART_BYTES = 60 * 1024 * 1024
_LAYOUT = re.compile(r"CỘNG H|[ĐD]ộc lập|Nơi nhận|NƠI NHẬN|^\W*(?:TL|TM|KT|TUQ)\.|^\W*Số\s*:|CHỦ TỊCH", re.MULTILINE)
_ENDS = (".", ";", ":", ",", "-")


def read_docx(content: bytes) -> str:
    """Return the text, one paragraph or table row a line. Raises Unreadable for what is no Word file."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(Reason.BROKEN) from error


def _read(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise Unreadable(Reason.ENCRYPTED)
    if "word/document.xml" not in names:
        raise Unreadable(Reason.OLD_FORMAT if "mimetype" in names else Reason.BINARY)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable(Reason.MACROS)
    styles = _part(archive, "word/styles.xml") if "word/styles.xml" in names else None
    _refuse_marked(archive, styles)
    numbering = read_numbering(
        _part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None,
        styles,
    )
    body = _part(archive, "word/document.xml").find(f"{W}body")
    text = "\n".join(_blocks(body, numbering)) if body is not None else ""
    if not text.strip():
        raise Unreadable(Reason.NO_TEXT)
    return clean(text)


def _refuse_marked(archive: zipfile.ZipFile, styles: etree._Element | None) -> None:
    for name in sorted(set(archive.namelist())):
        if WRITTEN_PART.fullmatch(name):
            refuse_marked_part(_part(archive, name), styles)
        elif PROPERTIES_PART.fullmatch(name):
            refuse_marked_properties(_part(archive, name))


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Parse one part, refusing one that grows beyond the limit when unpacked."""
    with archive.open(name) as part:
        xml = part.read(_MAX_PART_BYTES + 1)
    if len(xml) > _MAX_PART_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _blocks(container: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Yield the lines of a body, a cell or a text box in document order."""
    for child in container:
        if child.tag == f"{W}p":
            yield from _paragraph(child, numbering)
        elif child.tag == f"{W}tbl":
            yield from _table(child, numbering)
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _blocks(child, numbering)


def _paragraph(paragraph: etree._Element, numbering: Numbering) -> Iterator[str]:
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag == FALLBACK for above in box.iterancestors()):
            yield from _blocks(box, numbering)
    marker = numbering.marker(paragraph)
    text = _text(paragraph)
    yield f"{marker} {text}" if marker and text.strip() else text


def _text(paragraph: etree._Element) -> str:
    return "".join(" " if text == "\t" else text for text, _ in pieces(paragraph))


def _table(table: etree._Element, numbering: Numbering) -> Iterator[str]:
    """Yield a table of tasks row by row, a table that only places things side by side column by column."""
    rows = [[list(_blocks(cell, numbering)) for cell in _cells(row)] for row in table.iterchildren(f"{W}tr")]
    spans = [[(_span(cell), _goes_on(cell)) for cell in _cells(row)] for row in table.iterchildren(f"{W}tr")]
    width = max((len(row) for row in rows), default=0)
    words = "\n".join(line for row in rows for cell in row for line in cell)
    if width < 2 or (width == 2 and _LAYOUT.search(words)):
        for column in range(width):
            yield from (line for row in rows if column < len(row) for line in row[column])
        yield ""
        return
    above: list[str] = []
    for row, merged in zip(rows, spans, strict=True):
        above = _row(row, merged, above)
        yield " | ".join(above)
    yield ""


def _row(row: list[list[str]], merged: list[tuple[int, bool]], above: list[str]) -> list[str]:
    """Return the cells of a row as text; a cell merged with the one above repeats it."""
    cells: list[str] = []
    for lines, (span, goes_on) in zip(row, merged, strict=True):
        repeated = above[len(cells)] if goes_on and len(cells) < len(above) else None
        cells.append(_cell(lines) if repeated is None else repeated)
        cells += [""] * (span - 1)
    return cells


def _cell(lines: list[str]) -> str:
    text = ""
    for line in (piece.strip() for block in lines for piece in block.split("\n")):
        if not line:
            continue
        glue = "" if not text else " " if text.endswith(_ENDS) or line[:1].islower() else "; "
        text += glue + line.replace("|", "/")
    return text


def _cells(row: etree._Element) -> list[etree._Element]:
    return [child for child in row if child.tag == f"{W}tc"]


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(span.get(f"{W}val") or 1) if span is not None else 1


def _goes_on(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"
