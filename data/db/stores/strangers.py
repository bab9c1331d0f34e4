"""What strangers leave behind: after a while nothing."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from data.db.stores.outbox import Kind
from data.db.tables import ChatLinkRow, ChatRow, ChoiceRow, InboxRow, OutboxRow, ReceiptRow

_MOST = 1000
"""How much is forgotten in one transaction: others want to write too."""
_Name = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def _never_paired(channel: _Name, chat: _Name) -> ColumnElement[bool]:
    return ~exists().where(ChatLinkRow.channel == channel, ChatLinkRow.chat == chat)


class StrangerStore:
    """Forgets the chats that never belonged to anybody."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def forget(self, before: datetime) -> int:
        """Forget what strangers said, and were answered, before then; return how many rows, at most a few thousand.

        A chat that is locked for its wrong codes stays locked.
        """
        heard = and_(InboxRow.state.in_(["done", "failed"]), InboxRow.stored_at < before)
        said = and_(OutboxRow.kind == Kind.ANSWER, OutboxRow.person_id.is_(None), OutboxRow.sent_at < before)
        updates = await self._ids(InboxRow.id, heard, _never_paired(InboxRow.channel, InboxRow.chat))
        answers = await self._ids(OutboxRow.id, said, _never_paired(OutboxRow.channel, OutboxRow.chat))
        await self._session.execute(delete(InboxRow).where(InboxRow.id.in_(updates)))
        for row in (ReceiptRow, ChoiceRow):
            await self._session.execute(delete(row).where(row.outbox_id.in_(answers)))
        await self._session.execute(delete(OutboxRow).where(OutboxRow.id.in_(answers)))
        free = or_(ChatRow.locked_until.is_(None), ChatRow.locked_until < before)
        greeted = and_(ChatRow.greeted_at < before, free, _never_paired(ChatRow.channel, ChatRow.chat))
        await self._session.execute(delete(ChatRow).where(greeted))
        return len(updates) + len(answers)

    async def _ids(self, column: InstrumentedAttribute[int], *conditions: ColumnElement[bool]) -> list[int]:
        return list(await self._session.scalars(select(column).where(*conditions).limit(_MOST)))
