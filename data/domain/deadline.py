"""Deadlines: the words a document or a person used, and the day they come to."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


class DeadlineKind(StrEnum):
    """How precisely a deadline is stated; only the first six come to a day by themselves."""

    DATE = "date"
    DATETIME = "datetime"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RELATIVE = "relative_workdays"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is to be finished, as stated and as a day.

    `due` is a day, a naive local moment for a stated hour, or None when nothing datable is stated: nothing is
    guessed. `count`, `unit` and `anchor` keep a relative limit such as "trong 05 ngày làm việc kể từ ngày ký".
    """

    kind: DeadlineKind = DeadlineKind.NONE
    due: date | datetime | None = None
    text: str | None = None
    count: int | None = None
    unit: Literal["workday", "calendar"] | None = None
    anchor: Literal["issued", "received", "event"] | None = None

    @property
    def due_on(self) -> date | None:
        """The calendar day of `due`."""
        return self.due.date() if isinstance(self.due, datetime) else self.due

    def as_json(self) -> dict[str, object]:
        """Return the form that `nhacviec read --json` prints."""
        moment = self.due.strftime("%Y-%m-%dT%H:%M") if isinstance(self.due, datetime) else None
        shown: dict[str, object] = {
            "kind": self.kind.value,
            "due": moment or (self.due.isoformat() if self.due else None),
            "text": self.text,
        }
        if self.count is not None:
            shown |= {"n": self.count, "unit": self.unit, "anchor": self.anchor}
        return shown


NO_DEADLINE = Deadline()
