"""Waits that are kept in the database: they end by machine time, and a clock that is set back does not prolong them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import InstrumentedAttribute

LONGEST = timedelta(hours=1)
"""Whoever asks for more is asked again after this."""
When = ColumnElement[Any] | InstrumentedAttribute[datetime | None]


def ends_at(machine_now: datetime, wait: timedelta) -> datetime:
    """Return when a wait from now is over, in machine time."""
    return machine_now + min(wait, LONGEST)


def is_over(end: When, machine_now: datetime, longest: timedelta = LONGEST) -> ColumnElement[bool]:
    """Whether a wait of at most `longest` is over at `machine_now`, or there is none.

    An end twice as far ahead was set down by a clock that has gone back since: those of two machines may differ a
    little, but not by so much.
    """
    return or_(end.is_(None), end <= machine_now, end > machine_now + 2 * longest)
