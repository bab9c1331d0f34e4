"""Filling in what a draft leaves blank: its number and day, and the limits that count from that day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from data.domain.deadline import Deadline, DeadlineKind
from data.intake.draft import DirectiveDraft

AddWorking = Callable[[date, int], date]
"""Returns the so-manieth working day after a day."""


def fill_in(
    draft: DirectiveDraft, number: str | None, issued_on: date | None, add_working: AddWorking
) -> DirectiveDraft:
    """Return the draft with the number and the day of issue that somebody states; None leaves them as read."""
    named = replace(draft, number=number or draft.number)
    if issued_on is None:
        return named
    tasks = tuple(replace(task, deadline=_counted(task.deadline, issued_on, add_working)) for task in draft.tasks)
    return replace(named, issued_on=issued_on, issued_partial=None, tasks=tasks)


def _counted(deadline: Deadline, issued_on: date, add_working: AddWorking) -> Deadline:
    """Return a limit "from the day of signing" with its day; any other as it is."""
    if deadline.kind is not DeadlineKind.RELATIVE or deadline.anchor != "issued" or deadline.count is None:
        return deadline
    if deadline.unit == "workday":
        return replace(deadline, due=add_working(issued_on, deadline.count))
    return replace(deadline, due=issued_on + timedelta(days=deadline.count))
