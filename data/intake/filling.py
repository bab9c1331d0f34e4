"""Filling in what a document leaves blank: its number and day, and the limits that can be told by that day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from data.domain.deadline import Deadline
from data.intake.day_arithmetic import IsWorking
from data.intake.draft import DirectiveDraft, Span, TaskDraft
from data.intake.reading import read_text


@dataclass(frozen=True, slots=True)
class Recount:
    """What a deadline was read as before the day of issue was known, and what it is now."""

    before: Deadline
    after: Deadline


def fill_in(draft: DirectiveDraft, number: str | None, issued_on: date | None, is_working: IsWorking) -> DirectiveDraft:
    """Return the draft with the number and the day of issue that somebody states; None leaves them as read.

    With a day the limits are counted anew, in the working days of `is_working`: those "from the day of signing" and
    those without a year.
    """
    named = replace(draft, number=number or draft.number)
    day = issued_on or draft.issued_on
    if day is None:
        return named
    recounts = recounted(draft.text, day, is_working)
    tasks = tuple(_counted(task, recounts) for task in draft.tasks)
    return replace(named, issued_on=day, issued_partial=None, tasks=tasks)


def recounted(text: str, issued_on: date, is_working: IsWorking) -> Mapping[Span, Recount]:
    """Return the deadlines that change once the day of issue is known, by the place of their task in `text`."""
    before = {task.evidence["content"]: task.deadline for task in read_text(text, is_working=is_working).tasks}
    after = read_text(text, is_working=is_working, issued_on=issued_on)
    return {
        place: Recount(before[place], task.deadline)
        for task in after.tasks
        if (place := task.evidence["content"]) in before and before[place] != task.deadline
    }


def _counted(task: TaskDraft, recounts: Mapping[Span, Recount]) -> TaskDraft:
    recount = recounts.get(task.evidence["content"]) if "content" in task.evidence else None
    return replace(task, deadline=recount.after) if recount else task
