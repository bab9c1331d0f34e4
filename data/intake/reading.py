"""The door of the reading room: a file or a text in, a draft of the directive out."""

from dataclasses import replace
from datetime import date

from data.intake.agencies import AgencyReader
from data.intake.cells import read_table
from data.intake.characters import clean
from data.intake.context import Knowledge
from data.intake.day_arithmetic import IsWorking, is_working_day
from data.intake.deadlines import Issuance
from data.intake.draft import DirectiveDraft, Reason, TaskDraft, Unreadable
from data.intake.emphasis import without_emphasis
from data.intake.fitness import refuse_foreign, refuse_several
from data.intake.layout import Sheet, lay_out
from data.intake.letterhead import Header, read_header
from data.intake.outline import outline
from data.intake.parts import Parts, take_apart
from data.intake.pieces import joined, trimmed
from data.intake.readers import extract_text
from data.intake.scan_repair import repaired
from data.intake.secrecy import refuse_classified
from data.intake.tables import is_row, read_rows
from data.intake.tasks import read_tasks

_LONGEST_ITEM = 20_000
"""Longer paragraphs are kept in the text but are no instruction, and reading them would take too long."""


def read_bytes(name: str, content: bytes, *, is_working: IsWorking = is_working_day) -> DirectiveDraft:
    """Read a file; what it is, is decided by its content, and its `name` only helps.

    Raises Classified for a document with a secrecy mark and Unreadable, with a reason, for everything that holds no
    directive to read.
    """
    return _read(extract_text(name, content), is_working)


def read_text(text: str, *, is_working: IsWorking = is_working_day, issued_on: date | None = None) -> DirectiveDraft:
    """Read a directive that was pasted as text; `issued_on` goes before the day that it states itself.

    Raises as `read_bytes` does. The text of a draft reads as that draft again.
    """
    return _read(clean(text), is_working, issued_on)


def _read(text: str, is_working: IsWorking, issued_on: date | None = None) -> DirectiveDraft:
    if not text.strip():
        raise Unreadable(Reason.EMPTY)
    refuse_classified(text)
    refuse_foreign(text)
    sheet = lay_out(text)
    refuse_several(sheet.paragraphs)
    readable = sheet.with_text(repaired(sheet.text))
    refuse_classified(readable.text)
    parts = take_apart(readable)
    header = read_header(parts, "\n".join(paragraph.text for paragraph in parts.body))
    if issued_on is not None:
        header = replace(header, issued_on=issued_on, issued_partial=None)
    tasks = _tasks(readable, parts, header, is_working)
    if not tasks and any(len(paragraph.text) > _LONGEST_ITEM for paragraph in sheet.paragraphs):
        raise Unreadable(Reason.UNBROKEN)
    return _draft(sheet, header, tuple(_as_written(task, sheet.text) for task in tasks))


def _tasks(sheet: Sheet, parts: Parts, header: Header, is_working: IsWorking) -> list[TaskDraft]:
    reader = AgencyReader(home=header.home).with_aliases_of(sheet.text)
    issuance = Issuance(header.issued_on, _reference(header), is_working)
    knowledge = Knowledge(reader, issuance)
    written = [paragraph for paragraph in parts.body if not is_row(paragraph) and len(paragraph.text) <= _LONGEST_ITEM]
    rows = [paragraph for paragraph in (*parts.body, *parts.appendix) if is_row(paragraph)]
    appended = [
        paragraph for paragraph in parts.appendix if not is_row(paragraph) and len(paragraph.text) <= _LONGEST_ITEM
    ]
    tasks = read_tasks(outline(written), knowledge)
    tasks += read_table(read_rows(rows), knowledge)
    return tasks + read_tasks(outline(appended), knowledge)


def _as_written(task: TaskDraft, text: str) -> TaskDraft:
    """Return the task in the words of the document itself, where reading had to put them right, without emphasis."""
    place = task.evidence["content"]
    start, end = trimmed(text, place.start, place.end)
    words = without_emphasis(task.deadline.text) if task.deadline.text else None
    return replace(task, content=joined([text[start:end]]), deadline=replace(task.deadline, text=words))


def _reference(header: Header) -> date | None:
    """Return the day that years are completed from: the issuance, or the first of its month when the day is blank."""
    if header.issued_on or not header.issued_partial:
        return header.issued_on
    return date.fromisoformat(f"{header.issued_partial}-01")


def _draft(sheet: Sheet, header: Header, tasks: tuple[TaskDraft, ...]) -> DirectiveDraft:
    return DirectiveDraft(
        number=header.number,
        symbol=header.symbol,
        kind=header.kind,
        issued_on=header.issued_on,
        issuer=header.issuer,
        signer=header.signer,
        urgency=header.urgency,
        subject=without_emphasis(header.subject) if header.subject else None,
        leader=header.leader,
        issued_partial=header.issued_partial,
        tasks=tasks,
        text=sheet.text,
    )
