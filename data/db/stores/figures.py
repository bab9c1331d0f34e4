"""The rules of `data.domain.figures` as SQL, so that a great register is counted where it lies.

What a name means here is what it means there; `tests/answers/test_counting.py` proves it on both engines.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Boolean, ColumnElement, and_, func, literal, not_, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from data.db.tables import AssignmentRow
from data.db.types import Moment
from data.domain.deadline import DeadlineKind
from data.domain.figures import Figures, TimeClass
from data.domain.policy import Policy
from data.domain.task import CLAIMED, Status

CERTAINLY_ANOTHER_DAY = "+26 hours"
"""A day, the hour by which a clock may be put back, and one to spare."""


class LaterDay(FunctionElement[bool]):
    """Whether a first moment falls on a later day of a zone than a second one."""

    type = Boolean()
    inherit_cache = True
    name = "later_day"


@compiles(LaterDay, "postgresql")
def _on_postgres(element: LaterDay, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - the compiler's own
    first, second, zone = (compiler.process(clause, **given) for clause in element.clauses)
    return f"(timezone({zone}, {first})::date > timezone({zone}, {second})::date)"


@compiles(LaterDay, "sqlite")
def _on_sqlite(element: LaterDay, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401 - the compiler's own
    # Only of what lies within a day of each other must Python be asked, which is slow.
    first, second, zone = (compiler.process(clause, **given) for clause in element.clauses)
    return f"({first} > datetime({second}, '{CERTAINLY_ANOTHER_DAY}') OR later_day({first}, {second}, {zone}))"


def later_day(first: str | None, second: str | None, zone: str) -> bool | None:
    """Return the same of two moments as SQLite keeps them, in UTC and as text: connections call this.

    Unknown, as in SQL, when one of them is.
    """
    if first is None or second is None:
        return None
    return _day(first, zone) > _day(second, zone)


@lru_cache(maxsize=4096)
def _day(moment: str, zone: str) -> str:
    return datetime.fromisoformat(f"{moment}+00:00").astimezone(ZoneInfo(zone)).date().isoformat()


def is_open() -> ColumnElement[bool]:
    """Return whether a live share is still owed: `Assignment.open`.

    What `OWED` says of leads, said of any part; that a share has not ended is known, so that the shorter test does.
    """
    return AssignmentRow.status.not_in(CLAIMED) & AssignmentRow.resting.is_(False)


def done_late(now: datetime, policy: Policy) -> ColumnElement[bool]:
    """Return whether what has a deadline and is not owed was done after it, as `time_class` judges that."""
    first, second = AssignmentRow.reported_done_at, AssignmentRow.confirmed_at
    if policy.on_time_judged_by == "confirmed":
        first, second = second, first
    done_at = func.coalesce(first, second, literal(now, Moment()))
    kind: ColumnElement[str] = AssignmentRow.deadline["kind"].as_string()
    zone = literal(policy.zone.key)
    another_day = LaterDay(done_at, AssignmentRow.due_at, zone)
    return and_(done_at > AssignmentRow.due_at, or_(another_day, kind == DeadlineKind.DATETIME.value))


def counts(
    now: datetime, policy: Policy, soon_until: datetime, since: datetime | None
) -> Mapping[str, ColumnElement[bool]]:
    """Return what each figure of `Figures` counts of live shares, by its name.

    What was done on time is left out: it is what the other time classes leave of the total.
    """
    row, owed = AssignmentRow, is_open()
    paused = and_(row.status == Status.PAUSED, row.resting.is_(False))
    ticks, undated = and_(owed, row.status != Status.PAUSED), and_(row.due_at.is_(None), not_(paused))
    heard = row.heard_at <= now
    if since is not None:
        heard &= row.heard_at >= since
    return {
        "total": true(),
        TimeClass.DONE_LATE: and_(not_(owed), not_(paused), done_late(now, policy)),
        TimeClass.DOING_IN_TIME: and_(ticks, row.due_at >= now),
        TimeClass.DOING_OVERDUE: and_(ticks, row.due_at < now),
        TimeClass.NO_DEADLINE: undated,
        TimeClass.PAUSED: paused,
        "due_soon": and_(ticks, row.due_at >= now, row.due_at < soon_until),
        "no_deadline_done": and_(undated, not_(owed)),
        "to_confirm": row.status == Status.REPORTED_DONE,
        "updated": heard,
    }


def figures_of(counted: Mapping[str, int]) -> Figures:
    """Return the figures that `counts` has come to."""
    others = sum(counted[each] for each in TimeClass if each in counted)
    return Figures(**{TimeClass.DONE_ON_TIME.value: counted["total"] - others, **counted})
