"""Extensions: a wish for more time belongs to one assignment, and the one who asks never decides it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

FARTHEST = timedelta(days=5 * 366)
"""More than the five years of a plan ahead of today, a day is a slip of the hand."""


class ExtensionState(StrEnum):
    """What became of a wish; one lapses when the work is no longer the agency's."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Extension:
    """A wish for time until `until`; `granted_until` differs from it when another date was granted (rule 8)."""

    id: int
    assignment_id: int
    asked_by: int
    asked_at: datetime
    until: date
    reason: str
    state: ExtensionState = ExtensionState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None
    granted_until: date | None = None
    decision_reason: str | None = None
