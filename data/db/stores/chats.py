"""What is remembered of a chat between two messages."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import ChatRow


@dataclass(slots=True)
class Chat:
    """A chat's memory: wrong codes, what we asked for, the last question and what its answer showed.

    Change it and give it back to `ChatStore.save`.
    """

    channel: str
    chat: str
    wrong_codes: int = 0
    locked_until: datetime | None = None
    greeted_at: datetime | None = None
    awaiting: dict[str, Any] | None = None
    question: str | None = None
    shown: dict[str, Any] | None = None


_FIELDS = ("wrong_codes", "locked_until", "greeted_at", "awaiting", "question", "shown")


class ChatStore:
    """Reads and writes the memory of chats."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._held: dict[tuple[str, str], ChatRow | None] = {}

    async def get(self, channel: str, chat: str) -> Chat:
        """Return the chat's memory, empty for one never seen."""
        row = await self._row(channel, chat)
        return Chat(channel, chat, **{name: getattr(row, name) for name in _FIELDS}) if row else Chat(channel, chat)

    async def save(self, chat: Chat) -> None:
        """Keep the chat's memory."""
        row = await self._row(chat.channel, chat.chat)
        if row is None:
            row = self._held[chat.channel, chat.chat] = ChatRow(channel=chat.channel, chat=chat.chat)
            self._session.add(row)
        for name in _FIELDS:
            setattr(row, name, getattr(chat, name))
        await self._session.flush()

    async def _row(self, channel: str, chat: str) -> ChatRow | None:
        """Return the row and hold it: the session forgets what nobody holds, and would read it for each use."""
        row = self._held[channel, chat] = await self._session.get(ChatRow, (channel, chat))
        return row
