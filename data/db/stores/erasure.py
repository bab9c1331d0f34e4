"""Forgetting a person: name, post, addresses, what was said with them; the history keeps that somebody was there."""

import html
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, delete, null, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from data.db.tables import (
    ChatLinkRow,
    ChatRow,
    ChoiceRow,
    EvidenceRow,
    ExtensionRow,
    InboxRow,
    OutboxFileRow,
    OutboxRow,
    PairingCodeRow,
    PersonRow,
    ReceiptRow,
    ReminderRow,
    ReportRow,
    WebMessageRow,
)
from data.domain.erasing import Traces
from data.domain.person import Person
from data.domain.planning import Said
from data.folding import fold

_MESSAGES = (OutboxRow.body, ChoiceRow.args, InboxRow.body, ChatRow.awaiting, ChatRow.shown)
"""Where what was said to somebody and heard from them is kept as JSON."""
Chats = Sequence[tuple[str, str]]
_FREE_TEXTS = (ReportRow.note, ExtensionRow.reason, ExtensionRow.decision_reason, EvidenceRow.name)
"""What people wrote of their work in their own words. What documents say, and the audit trail, is never changed."""


class ErasureStore:
    """Forgets people."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has_namesake(self, person: Person) -> bool:
        """Whether somebody else in the registry bears the person's name."""
        same = select(PersonRow.id).where(PersonRow.folded == fold(person.name), PersonRow.id != person.id)
        return await self._session.scalar(same.limit(1)) is not None

    async def forget(self, person: Person, called: str, now: datetime) -> None:
        """Call the person `called` from now on, and forget chats, codes and everything said with them.

        What was about to be said to them is dropped.
        """
        chats = await self._chats_of(person.id)
        await self._forget_talk(person.id, chats)
        for table in (ChatLinkRow, PairingCodeRow):
            await self._session.execute(delete(table).where(table.person_id == person.id))
        values: dict[str, object] = {
            "name": called,
            "folded": fold(called),
            "post": "",
            "phone": "",
            "key": None,
            "active": False,
        }
        values |= {"language": None, "erased_at": now}
        await self._session.execute(update(PersonRow).where(PersonRow.id == person.id).values(**values))

    async def chats_of(self, person_id: int) -> list[str]:
        """Return every address that the person has or had."""
        rows = select(ChatLinkRow.chat).where(ChatLinkRow.person_id == person_id)
        return list(await self._session.scalars(rows))

    async def take_out(self, traces: Traces, called: str) -> int:
        """Say `called` for the traces of a person in what people wrote of their work; return in how many places.

        Reports, wishes for more time and their decisions, and the names of evidence; what they are about stays.
        """
        changed = 0
        for column in _FREE_TEXTS:
            table = column.class_
            rows = await self._session.execute(select(table.id, column).where(column.is_not(None)))
            for row_id, text in rows.all():
                if (bare := traces.taken_out(text, called)) != text:
                    await self._session.execute(update(table).where(table.id == row_id).values({column.key: bare}))
                    changed += 1
        return changed

    async def rename_in_messages(self, spelling: str, called: str) -> None:
        """Say `called` where what was said to others, or heard from them, has somebody's name or number so spelled.

        It counts where it stands alone: "Lê An" is not meant by "Lê Anh", nor a number by a longer one.
        """
        for written, instead in {(spelling, called), (html.escape(spelling), html.escape(called))}:
            for column in _MESSAGES:
                await self._rename(column, written, instead)

    async def _rename(self, column: InstrumentedAttribute[Any], old: str, new: str) -> None:
        # Done here and not by the engine: it would find the digits of a number in a longer one, and in JSON's own.
        named = cast(column, Text).contains(json.dumps(old)[1:-1], autoescape=True)
        rows = await self._session.scalars(select(column.class_).where(column.is_not(null()), named))
        traces = Traces.as_written(old)
        for row in rows:
            setattr(row, column.key, _taken_out(traces, getattr(row, column.key), new))

    async def _chats_of(self, person_id: int) -> Chats:
        """Return the chats that the person has or had and nobody else has now."""
        rows = await self._session.execute(
            select(ChatLinkRow.channel, ChatLinkRow.chat).where(ChatLinkRow.person_id == person_id)
        )
        others = await self._session.execute(
            select(ChatLinkRow.channel, ChatLinkRow.chat).where(
                ChatLinkRow.person_id != person_id, ChatLinkRow.ended_at.is_(None)
            )
        )
        taken = {(channel, chat) for channel, chat in others}
        return [(channel, chat) for channel, chat in rows if (channel, chat) not in taken]

    async def _forget_talk(self, person_id: int, chats: Chats) -> None:
        for heard in (ChatRow, InboxRow):
            await self._session.execute(delete(heard).where(tuple_(heard.channel, heard.chat).in_(chats)))
        await self._session.execute(delete(WebMessageRow).where(WebMessageRow.chat.in_([chat for _, chat in chats])))
        mine = or_(OutboxRow.person_id == person_id, tuple_(OutboxRow.channel, OutboxRow.chat).in_(chats))
        said = select(OutboxRow.id).where(mine)
        for table in (ChoiceRow, OutboxFileRow, ReceiptRow):
            await self._session.execute(delete(table).where(table.outbox_id.in_(said)))
        planned = (ReminderRow.person_id == person_id) & (ReminderRow.state == Said.PLANNED.value)
        await self._session.execute(update(ReminderRow).where(planned).values(state=Said.VOID.value))
        queued = mine & (OutboxRow.state == "queued")
        await self._session.execute(update(OutboxRow).where(queued).values(state="dropped", error="erased"))
        await self._session.execute(update(OutboxRow).where(mine).values(body=null(), chat=None, outdated_at=None))


def _taken_out(traces: Traces, value: Any, called: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return the JSON `value` with `called` in the place of each trace in its texts."""
    match value:
        case str():
            return traces.taken_out(value, called)
        case list():
            return [_taken_out(traces, one, called) for one in value]
        case dict():
            return {key: _taken_out(traces, one, called) for key, one in value.items()}
    return value
