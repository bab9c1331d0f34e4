"""Groups that hear the headlines of an agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AssignmentRow, ChatGroupRow, PersonRow, ReminderRow
from data.domain.group import GroupAddress
from data.domain.person import AGENCY_ROLES
from data.domain.planning import Said


@dataclass(frozen=True, slots=True)
class Group:
    """A group that an official, `linked_by`, has linked with an agency.

    `told_at` is when it was last looked what to tell it.
    """

    id: int
    channel: str
    address: GroupAddress
    agency_id: int
    linked_by: int
    told_at: datetime


def _group(row: ChatGroupRow) -> Group:
    address = GroupAddress(row.chat, row.topic or None)
    return Group(row.id, row.channel, address, row.agency_id, row.linked_by, row.told_at)


def _at(channel: str, address: GroupAddress) -> ColumnElement[bool]:
    here = (ChatGroupRow.channel == channel) & (ChatGroupRow.chat == address.chat)
    return here & (ChatGroupRow.topic == (address.topic or "")) & ChatGroupRow.ended_at.is_(None)


class GroupStore:
    """Reads and writes groups."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def link(self, channel: str, address: GroupAddress, agency_id: int, person_id: int, now: datetime) -> None:
        """Let a group or topic hear of an agency, and of no other any more."""
        await self.unlink(channel, address, now)
        row = ChatGroupRow(
            channel=channel,
            chat=address.chat,
            topic=address.topic or "",
            agency_id=agency_id,
            linked_by=person_id,
            linked_at=now,
            told_at=now,
        )
        self._session.add(row)
        await self._session.flush()

    async def find(self, channel: str, address: GroupAddress) -> Group | None:
        """Return the group at that address."""
        row = await self._session.scalar(select(ChatGroupRow).where(_at(channel, address)))
        return _group(row) if row else None

    async def unlink(self, channel: str, address: GroupAddress, now: datetime) -> None:
        """Let the group at that address hear nothing any more."""
        await self._session.execute(update(ChatGroupRow).where(_at(channel, address)).values(ended_at=now))

    async def lost(self, channel: str, chat: str, now: datetime) -> list[Group]:
        """Let a group hear nothing any more: the bot was removed, or is refused there; return what was linked.

        `chat` is an address in one word; without a topic it means the group with all its topics.
        """
        address = GroupAddress.parse(chat)
        here = (ChatGroupRow.channel == channel) & (ChatGroupRow.chat == address.chat) & ChatGroupRow.ended_at.is_(None)
        if address.topic is not None:
            here &= ChatGroupRow.topic == address.topic
        groups = [_group(row) for row in await self._session.scalars(select(ChatGroupRow).where(here))]
        if groups:
            await self._session.execute(update(ChatGroupRow).where(here).values(ended_at=now))
        return groups

    async def move(self, channel: str, chat: str, to: str) -> None:
        """Follow a group that the platform gave another address."""
        here = (ChatGroupRow.channel == channel) & (ChatGroupRow.chat == chat) & ChatGroupRow.ended_at.is_(None)
        await self._session.execute(update(ChatGroupRow).where(here).values(chat=to))

    async def untold(self, since: datetime) -> list[Group]:
        """Take the groups that were told nothing since then; another process passes them by."""
        waiting = ChatGroupRow.ended_at.is_(None) & (ChatGroupRow.told_at < since)
        rows = select(ChatGroupRow).where(waiting).order_by(ChatGroupRow.id).with_for_update(skip_locked=True)
        return [_group(row) for row in await self._session.scalars(rows)]

    async def news(self, group: Group) -> Sequence[int]:
        """Return the assignments of which the agency's own people were reminded since the group was told."""
        told = ReminderRow.state.in_([Said.PLANNED, Said.SAID]) & (ReminderRow.planned_at > group.told_at)
        people = (PersonRow.agency_id == group.agency_id) & PersonRow.role.in_(AGENCY_ROLES)
        query = (
            select(ReminderRow.assignment_id)
            .join(PersonRow, PersonRow.id == ReminderRow.person_id)
            .join(AssignmentRow, AssignmentRow.id == ReminderRow.assignment_id)
            .where(told, people, AssignmentRow.agency_id == group.agency_id)
            .distinct()
        )
        return (await self._session.scalars(query)).all()

    async def told(self, group: Group, now: datetime) -> None:
        """Note that the group has been told what there was."""
        await self._session.execute(update(ChatGroupRow).where(ChatGroupRow.id == group.id).values(told_at=now))
