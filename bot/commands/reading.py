"""`read`: shows what a directive says, and stores nothing."""

from collections.abc import Sequence
from pathlib import Path

from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json, print_lines, print_table, shortened, with_progress
from bot.settings import load_settings, office_policy
from bot.texts import commands as texts
from bot.texts.words import day
from data.domain.calendar import WorkingCalendar
from data.intake.confinement import read_confined
from data.intake.draft import Classified, DirectiveDraft, TaskDraft, Unreadable

MAX_BYTES = 50_000_000
"""How much of a file is taken into memory at most; the reader refuses far smaller ones."""


def read_file(file: Path, calendar: WorkingCalendar) -> DirectiveDraft:
    """Read one directive within limits, in the office's working days; `Unreadable` or OSError when that cannot be."""
    with file.open("rb") as opened:
        return read_confined(file.name, opened.read(MAX_BYTES), is_working=calendar.is_working)


def read_directives(files: Sequence[Path], *, as_json: bool) -> None:
    """Show every directive that can be read; CommandFailed names those that cannot."""
    calendar = WorkingCalendar(office_policy(load_settings()))
    refused: list[str] = []
    for file in with_progress(files, texts.READING):
        try:
            draft = read_file(file, calendar)
        except (Unreadable, OSError) as error:
            refused.append(worded(str(file), error))
            if as_json:
                print_json(refused_as_json(str(file), error))
            continue
        if as_json:
            print_json({"file": str(file), **draft_as_json(draft)})
        else:
            _show(file, draft)
    if refused:
        raise CommandFailed(*refused, code=WRONG_INPUT)


def draft_as_json(draft: DirectiveDraft) -> dict[str, object]:
    """Return the draft in the form of the gold files."""
    return {
        "number": draft.number,
        "symbol": draft.symbol,
        "kind": draft.kind,
        "issued_on": draft.issued_on.isoformat() if draft.issued_on else None,
        "issued_partial": draft.issued_partial,
        "issuer": draft.issuer,
        "signer": draft.signer,
        "urgency": draft.urgency,
        # A classified document is refused, so what was read never is.
        "classification": None,
        "tasks": [_task_as_json(task) for task in draft.tasks],
    }


def _task_as_json(task: TaskDraft) -> dict[str, object]:
    return {
        "ref": task.ref,
        "content": task.content,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline": task.deadline.as_json(),
        "recurrence": task.recurrence,
    }


def refused_as_json(file: str, error: Unreadable | OSError) -> dict[str, str]:
    """Return what is printed instead of a directive; of a classified one nothing but that it is."""
    return {"file": file, "refused": "classified" if isinstance(error, Classified) else _reason(error)}


def worded(file: str, error: Unreadable | OSError) -> str:
    """Return the line that says why the file was refused."""
    return texts.BAD_FILE.format(file=file, problem=_reason(error))


def _reason(error: Unreadable | OSError) -> str:
    if isinstance(error, Unreadable):
        return texts.UNREADABLE[str(error)]
    return texts.FILE_PROBLEMS.get(error.errno or 0, error.strerror or type(error).__name__)


def _show(file: Path, draft: DirectiveDraft) -> None:
    shown = {
        "kind": texts.KINDS.get(draft.kind or "", texts.NOT_STATED),
        "label": f"{draft.number or '…'}/{draft.symbol or '…'}",
        "issued_on": day(draft.issued_on) if draft.issued_on else draft.issued_partial or texts.NOT_STATED,
        "issuer": draft.issuer or texts.NOT_STATED,
        "signer": draft.signer or texts.NOT_STATED,
    }
    print_lines([f"{file}: {texts.DIRECTIVE.format(**shown)}"])
    if not draft.tasks:
        print_lines([texts.NO_TASKS_READ])
        return
    rows = [
        (
            task.ref,
            shortened(task.content),
            "; ".join(task.lead),
            "; ".join(task.coordinating),
            task.deadline.text or "",
        )
        for task in draft.tasks
    ]
    print_table(texts.TASK_COLUMNS, rows, texts.TASKS_READ.format(count=len(rows)))
