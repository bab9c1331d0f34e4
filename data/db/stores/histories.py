"""What was kept of assignments, for replaying how they once stood."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import unpack_deadline
from data.db.stores.assignment_rows import assignment_of, followed
from data.db.stores.audit import AuditStore
from data.db.stores.questions import conditions_of
from data.db.tables import AssignmentRow, DeadlineVersionRow, ExtensionRow, TaskRow
from data.domain.history import DeadlineVersion, History
from data.domain.question import Day, TaskFilter
from data.domain.trail import Entry

T = TypeVar("T")
_AT_ONCE = 500
"""How many ids a query names at most; the engines have limits."""


class HistoryStore:
    """Reads histories."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, asked: TaskFilter) -> list[History]:
        """Return the histories of all lead assignments ever followed that `asked` means by what never changes.

        That is by codes, words, directive, leader, day of issue and who may see it; the rest is for
        `data.domain.history.meets`. By number of the task.
        """
        return await self._of(followed().where(*conditions_of(_unchanging(asked))))

    async def every(self) -> list[History]:
        """Return the histories of all assignments ever followed, coordinating ones too, by number of the task."""
        return await self._of(followed())

    async def _of(self, query: Select[Any]) -> list[History]:
        query = query.order_by(TaskRow.number, AssignmentRow.id)
        found = [assignment_of(row) for row in await self._session.execute(query)]
        ids = [one.id for one in found]
        versions, asked_at = await self._versions(ids), await self._asked_at(ids)
        trails = await self._trails([f"assignment:{one.id}" for one in found])
        tasks = await self._trails(sorted({f"task:{one.task_id}" for one in found}))
        return [
            History(
                one,
                versions[one.id],
                trails[f"assignment:{one.id}"],
                tasks[f"task:{one.task_id}"],
                tuple(asked_at[one.id]),
                one.recurrence,
            )
            for one in found
        ]

    async def _versions(self, ids: Collection[int]) -> dict[int, list[DeadlineVersion]]:
        found: defaultdict[int, list[DeadlineVersion]] = defaultdict(list)
        for some in _some(ids):
            rows = select(DeadlineVersionRow).where(DeadlineVersionRow.assignment_id.in_(some))
            for row in await self._session.scalars(rows.order_by(DeadlineVersionRow.version)):
                version = DeadlineVersion(row.version, unpack_deadline(row.deadline), row.due_at, row.set_at)
                found[row.assignment_id].append(version)
        return found

    async def _asked_at(self, ids: Collection[int]) -> defaultdict[int, list[datetime]]:
        found: defaultdict[int, list[datetime]] = defaultdict(list)
        for some in _some(ids):
            rows = select(ExtensionRow.assignment_id, ExtensionRow.asked_at)
            for assignment_id, asked_at in await self._session.execute(
                rows.where(ExtensionRow.assignment_id.in_(some))
            ):
                found[assignment_id].append(asked_at)
        return found

    async def _trails(self, subjects: Collection[str]) -> dict[str, list[Entry]]:
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        for some in _some(subjects):
            for entry in await AuditStore(self._session).of(some):
                found[entry.subject].append(entry)
        return found


def _unchanging(asked: TaskFilter) -> TaskFilter:
    """Return what of a filter does not change with time."""
    bare = replace(asked, conditions=(), agency_ids=(), agency_names=())
    return bare if asked.day is Day.ISSUED else replace(bare, start_at=None, end_at=None)


def _some(items: Collection[T]) -> Iterator[list[T]]:
    """Yield the items in portions that a query can name."""
    listed = list(items)
    for first in range(0, len(listed), _AT_ONCE):
        yield listed[first : first + _AT_ONCE]
