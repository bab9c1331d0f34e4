"""Reports as Word documents: A4 across, in the typeface of official documents."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.shared import Emu, Mm, Pt
from docx.table import Table as WordTable
from lxml.etree import SubElement

from bot.reports.report import Cell, Report, Table, in_words, printable
from bot.texts.words import Words

TYPEFACE = "Times New Roman"
"""Decree 30/2020/NĐ-CP, appendix I."""
_MARGIN = Mm(15)
_PAGE_WIDTH, _PAGE_HEIGHT = Mm(297), Mm(210)


def write(report: Report) -> bytes:
    """Return the report as a document."""
    word = Document()
    _set_page(word)
    for text, size, bold in ((report.title, 15, True), (report.asked, 13, True), (report.moment, 12, False)):
        _add_centred(word, text, size, bold=bold)
    for table in report.tables:
        word.add_heading(printable(table.name), level=2)
        _add_table(word, table, report.words)
    word.core_properties.title, word.core_properties.author = printable(report.title), "nhacviec"
    word.core_properties.comments = ""
    word.core_properties.created = word.core_properties.modified = report.at.astimezone(UTC).replace(tzinfo=None)
    content = BytesIO()
    word.save(content)
    return content.getvalue()


def _set_page(word: Word) -> None:
    for name in ("Normal", "Heading 2"):
        style = word.styles[name]
        style.font.name, style.font.size = TYPEFACE, Pt(11 if name == "Normal" else 13)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), TYPEFACE)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, _PAGE_WIDTH, _PAGE_HEIGHT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN


def _add_centred(word: Word, text: str, size: int, *, bold: bool) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = bold, Pt(size)


def _add_table(word: Word, table: Table, words: Words) -> None:
    shown = word.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    shown.autofit = False
    _set_widths(shown, table)
    headings = shown.rows[0]._tr  # noqa: SLF001 - python-docx names neither repeated headings nor a copied row
    blank = deepcopy(headings)
    _fill(headings, [column.title for column in table.columns], words, bold=True)
    # A table that goes on overleaf repeats its headings there.
    headings.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cells in table.rows:
        row = deepcopy(blank)
        _fill(row, cells, words)
        headings.getparent().append(row)


def _set_widths(shown: WordTable, table: Table) -> None:
    across = _PAGE_WIDTH - 2 * _MARGIN
    whole = sum(column.width for column in table.columns)
    for column, wanted in zip(shown.columns, table.columns, strict=True):
        column.width = Emu(across * wanted.width // whole)


def _fill(row: CT_Row, cells: Iterable[Cell], words: Words, *, bold: bool = False) -> None:
    """Write into the empty cells of a row; the library's own way to a cell takes milliseconds, ours must not."""
    for place, value in zip(row.iter(qn("w:p")), cells, strict=True):
        run = SubElement(place, qn("w:r"))
        if bold:
            SubElement(SubElement(run, qn("w:rPr")), qn("w:b"))
        SubElement(run, qn("w:t"), {qn("xml:space"): "preserve"}).text = in_words(words, value)
