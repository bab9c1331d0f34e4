"""Filling in the number and the day of issue that a document leaves blank."""

from datetime import date

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.policy import Policy
from data.intake.draft import DirectiveDraft, TaskDraft
from data.intake.filling import fill_in

ADD_WORKING = WorkingCalendar(Policy()).add_working
MEETING = Deadline(DeadlineKind.DATE, date(2024, 5, 16), "ngày 16/5/2024")


def limit(count: int, unit: str, anchor: str) -> Deadline:
    return Deadline(DeadlineKind.RELATIVE, None, "trong …", count, unit, anchor)  # type: ignore[arg-type] # two of three


def draft(*deadlines: Deadline) -> DirectiveDraft:
    tasks = tuple(TaskDraft(str(number), "Việc", deadline=deadline) for number, deadline in enumerate(deadlines))
    return DirectiveDraft(None, "TB-UBND", None, None, None, None, None, issued_partial="2024-05", tasks=tasks)


def test_limits_from_the_day_of_signing_get_their_day() -> None:
    blank = draft(
        limit(5, "workday", "issued"), limit(20, "calendar", "issued"), limit(7, "workday", "received"), MEETING
    )
    filled = fill_in(blank, "215", date(2024, 5, 13), ADD_WORKING)
    assert (filled.number, filled.issued_on, filled.issued_partial) == ("215", date(2024, 5, 13), None)
    assert [task.deadline.due for task in filled.tasks] == [
        date(2024, 5, 20),
        date(2024, 6, 2),
        None,
        date(2024, 5, 16),
    ]


def test_nothing_stated_leaves_the_draft_as_read() -> None:
    blank = draft(NO_DEADLINE, limit(5, "workday", "issued"))
    assert fill_in(blank, None, None, ADD_WORKING) == blank
