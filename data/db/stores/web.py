"""What the chats of the web channel show, as a platform's servers would keep it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import WebMessageRow


@dataclass(frozen=True, slots=True)
class WebMessage:
    """A line of a web chat. `choices` are the labels and tokens offered with it, `files` the names and tokens sent."""

    id: int
    chat: str
    ours: bool
    text: str
    choices: tuple[dict[str, Any], ...]
    at: datetime
    files: tuple[dict[str, Any], ...] = ()


class WebStore:
    """Reads and writes web chats."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self,
        chat: str,
        text: str,
        at: datetime,
        *,
        ours: bool,
        choices: Iterable[dict[str, Any]] = (),
        files: Iterable[dict[str, Any]] = (),
    ) -> int:
        """Add a line; return its id."""
        row = WebMessageRow(chat=chat, ours=ours, text=text, choices=list(choices), files=list(files), at=at)
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def after(self, message_id: int, *chats: str) -> list[WebMessage]:
        """Return the lines after `message_id`, oldest first, of these chats or (none named) of all."""
        lines = select(WebMessageRow).where(WebMessageRow.id > message_id).order_by(WebMessageRow.id)
        if chats:
            lines = lines.where(WebMessageRow.chat.in_(chats))
        rows = await self._session.scalars(lines)
        return [_line(row) for row in rows]


def _line(row: WebMessageRow) -> WebMessage:
    return WebMessage(row.id, row.chat, row.ours, row.text, tuple(row.choices), row.at, tuple(row.files))
