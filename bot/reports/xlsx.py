"""Reports as Excel workbooks: a sheet for each table, opened at the one that was asked for."""

from collections.abc import Iterable
from datetime import UTC, date
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.reports.report import Cell, Report, Table, looks_like_formula, printable

_TITLE = Font(bold=True, size=14)
_BOLD = Font(bold=True)
_SHADE = PatternFill("solid", start_color="DDE7F3")
_TOP = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(vertical="center", wrap_text=True)
_THIN = Side(style="thin", color="B0B7C3")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)
HEADINGS_ROW = 5
"""Above it stand the title, what was asked and the moment: a printed sheet explains itself."""
_LONGEST = 32_767
"""Characters that Excel keeps in one cell."""


def write(report: Report) -> bytes:
    """Return the report as a workbook."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in report.tables:
        _fill(workbook.create_sheet(table.name), report, table)
    workbook.active = len(report.tables) - 1
    for index, sheet in enumerate(workbook.worksheets):
        sheet.sheet_view.tabSelected = index == len(report.tables) - 1
    workbook.properties.title, workbook.properties.creator = printable(report.title), "nhacviec"
    workbook.properties.created = workbook.properties.modified = report.at.astimezone(UTC).replace(tzinfo=None)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, report: Report, table: Table) -> None:
    for row, (words, font) in enumerate(((report.title, _TITLE), (report.asked, _BOLD), (report.moment, None)), 1):
        cell = _set(sheet, row, 1, words)
        if font:
            cell.font = font
    for number, column in enumerate(table.columns, 1):
        heading = _set(sheet, HEADINGS_ROW, number, column.title)
        heading.font, heading.fill, heading.alignment, heading.border = _BOLD, _SHADE, _MIDDLE, _BOX
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for row, cells in enumerate(table.rows, HEADINGS_ROW + 1):
        _fill_row(sheet, row, cells)
    last = get_column_letter(len(table.columns))
    sheet.freeze_panes = f"A{HEADINGS_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADINGS_ROW}:{last}{HEADINGS_ROW + len(table.rows)}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADINGS_ROW}:{HEADINGS_ROW}"


def _fill_row(sheet: Worksheet, row: int, cells: Iterable[Cell]) -> None:
    for number, value in enumerate(cells, 1):
        cell = _set(sheet, row, number, value)
        cell.alignment, cell.border = _TOP, _BOX
        if isinstance(value, float):
            cell.number_format = "0.0%"
        elif isinstance(value, date):
            cell.number_format = "DD/MM/YYYY"


def _set(sheet: Worksheet, row: int, column: int, value: Cell) -> ExcelCell:
    """Set a cell; what looks like a formula stays text, also after somebody has edited the cell."""
    cell = cast("ExcelCell", sheet.cell(row, column))  # none of our cells are merged
    if not isinstance(value, str):
        cell.value = value
        return cell
    cell.value = printable(value)[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = looks_like_formula(value)
    return cell
