"""The values that understanding yields: closed vocabularies, nothing of the database."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Intent(StrEnum):
    """What a status reply says about the work."""

    ACKNOWLEDGE = "acknowledge"
    PROGRESS = "progress"
    DONE = "done"
    EXTENSION = "extension"
    BLOCKED = "blocked"
    REJECT = "reject_assignment"
    QUESTION = "question"
    NOTE = "note"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """The status of one task inside a message that speaks of several."""

    task_ref: str
    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A status reply as understood. `items` is None unless the message gives a status for two or more tasks."""

    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    expected_on: date | None = None
    reason: str | None = None
    task_refs: tuple[str, ...] = ()
    items: tuple[ReplyItem, ...] | None = None
    must_confirm: bool = False


class Asks(StrEnum):
    """What a question wants."""

    LIST = "list"
    COUNT = "count"
    SUMMARY = "summary"
    RANK = "rank"
    DETAIL = "detail"
    DIRECTIVE = "directive"
    EXPORT = "export"
    FOLLOW_UP = "follow_up"
    HELP = "help"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `start` to `end`, both included; None is open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Query:
    """A leader's question as understood; a follow-up is given merged with the question before it.

    `row` is the row of the answer before that it points at: 1 the first, -1 the last, 0 the one spoken of. `as_of` is
    the day at whose end things are to be told, None for now.
    """

    intent: Asks
    resolved_intent: Asks | None = None
    status: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    role: str | None = None
    date_range: DateRange | None = None
    date_field: str | None = None
    directive_ref: str | None = None
    task_refs: tuple[str, ...] = ()
    keywords: str | None = None
    assigner: str | None = None
    export_format: str | None = None
    rank_by: str | None = None
    order: str | None = None
    top_n: int | None = None
    compare_to: DateRange | None = None
    uses_prev: bool = False
    row: int | None = None
    as_of: date | None = None
