"""The formats of a report, by the kind of file that people ask for."""

from bot.reports.report import Report
from data.domain.message import OutFile

DEFAULT = "xlsx"
INSTEAD = {"pdf": "docx"}
"""What is written in place of a format that we do not write."""
_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
}


def as_file(report: Report, name: str, kind: str) -> OutFile:
    """Return `report` as a file called `name` with the ending of its format; KeyError for an unknown format."""
    return OutFile(f"{name}.{kind}", MEDIA_TYPES[kind], _write(report, kind))


def _write(report: Report, kind: str) -> bytes:
    """Write the report; what a format needs is heavy and imported when somebody asks for it."""
    match kind:
        case "xlsx":
            from bot.reports import xlsx  # noqa: PLC0415 - see above

            return xlsx.write(report)
        case "docx":
            from bot.reports import docx  # noqa: PLC0415 - see above

            return docx.write(report)
        case _:
            from bot.reports import csv  # noqa: PLC0415 - see above

            return csv.write(report)
