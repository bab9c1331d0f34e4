"""Whose the shares of tasks are: names that have found their agency, agencies that go over or change their name."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from data.db.stores.assignment_rows import CHASED
from data.db.tables import AssignmentRow
from data.domain.agency import Agency
from data.domain.task import ENDED, Part, Status


class HolderStore:
    """Reads and writes under which agency and which name shares stand."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def move_drafts(self, agency_id: int, successor: Agency) -> None:
        """Let a successor stand in drafts in the place of an agency, once in each."""
        drafts = (AssignmentRow.agency_id == agency_id) & AssignmentRow.entered_at.is_(None)
        await self._session.execute(delete(AssignmentRow).where(drafts, _helps_beside(successor.id)))
        given = update(AssignmentRow).where(drafts).values(agency_id=successor.id, agency_name=successor.name)
        await self._session.execute(given)

    async def unmatched_names(self) -> list[str]:
        """Return the names in tasks, drafts too, that no agency of the registry answers to."""
        unmatched = select(AssignmentRow.agency_name).where(AssignmentRow.agency_id.is_(None)).distinct()
        return sorted(await self._session.scalars(unmatched))

    async def end_doubles(self, name: str, agency: Agency) -> list[int]:
        """End the shares under an unmatched `name` where `agency` coordinates already; return their ids."""
        twice = _under(name) & AssignmentRow.status.not_in(ENDED) & _helps_beside(agency.id, name)
        ended = update(AssignmentRow).where(twice).values(status=Status.REASSIGNED.value, next_at=None)
        ended = ended.values(revision=AssignmentRow.revision + 1)
        return sorted(await self._session.scalars(ended.returning(AssignmentRow.id)))

    async def match(self, name: str, agency: Agency, now: datetime) -> list[int]:
        """Give what stands under an unmatched `name` to `agency`; return the ids of those shares.

        To the agency it is new: what was due until today is covered by the notice that it gets.
        """
        named = _under(name) & AssignmentRow.status.not_in(ENDED)
        live = named & AssignmentRow.entered_at.is_not(None)
        await self._session.execute(update(AssignmentRow).where(live).values(ladder_from=now))
        await self._session.execute(update(AssignmentRow).where(live, *CHASED).values(next_at=now))
        given = update(AssignmentRow).where(named).values(agency_id=agency.id, agency_name=agency.name)
        return sorted(await self._session.scalars(given.returning(AssignmentRow.id)))

    async def rename(self, agency: Agency) -> None:
        """Let the agency's shares bear its present name; what was confirmed or has ended stays under the old one."""
        other = (AssignmentRow.agency_id == agency.id) & (AssignmentRow.agency_name != agency.name)
        other &= AssignmentRow.status.not_in(ENDED | {Status.CONFIRMED})
        await self._session.execute(update(AssignmentRow).where(other).values(agency_name=agency.name))


def _under(name: str) -> ColumnElement[bool]:
    return AssignmentRow.agency_id.is_(None) & (AssignmentRow.agency_name == name)


def _helps_beside(agency_id: int, name: str = "") -> ColumnElement[bool]:
    """Whether a share coordinates what this agency coordinates already, in its own or, earlier, in the same `name`."""
    other = aliased(AssignmentRow)
    same = (other.task_id == AssignmentRow.task_id) & other.period.is_not_distinct_from(AssignmentRow.period)
    earlier = other.agency_id.is_(None) & (other.agency_name == name) & (other.id < AssignmentRow.id)
    own = (other.agency_id == agency_id) | earlier
    lives = (other.part == Part.COORDINATING) & other.status.not_in(ENDED) & own
    return (AssignmentRow.part == Part.COORDINATING) & exists().where(same, lives)
