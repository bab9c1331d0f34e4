"""What people state of a draft in their own words."""

from datetime import date

from bot.language.dates import find_day
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.directive import Directive
from data.intake.redrafting import issuance_of, limit_from_words

_DATELESS = frozenset({DeadlineKind.RECURRING, DeadlineKind.ONGOING, DeadlineKind.RELATIVE})

Stated = tuple[()] | tuple[Deadline, str | None]
"""A deadline with its recurrence; () for none."""


def deadline_in(words: str, directive: Directive, today: date, calendar: WorkingCalendar) -> Stated:
    """Return the deadline that `words` mean for a task of `directive`; () when they mean none."""
    limit = limit_from_words(words, issuance_of(directive.issued_on, today, calendar.is_working))
    if limit is not None and limit[0].kind in _DATELESS:
        return limit
    day = find_day(words, today=today)
    return (Deadline(DeadlineKind.DATE, day, words), None) if day else limit or ()
