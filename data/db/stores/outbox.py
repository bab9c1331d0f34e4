"""What is to be said: rows written with the change that caused them, claimed under a lease, closed by a receipt."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, Row, bindparam, case, insert, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.base import table_of
from data.db.bells import Bell, ring
from data.db.codec import pack_message, unpack_message
from data.db.tables import ChoiceRow, OutboxFileRow, OutboxRow, ReceiptRow
from data.db.waits import is_over
from data.domain.message import Guard, Message, OutFile


class Kind(StrEnum):
    """Why something is said; answers are never deferred and go first."""

    ANSWER = "answer"
    NOTICE = "notice"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. Answers carry `channel` and `chat`; others find the person's address when sent."""

    kind: Kind
    due_at: datetime
    message: Message | None = None
    person_id: int | None = None
    channel: str | None = None
    chat: str | None = None
    guard: Guard | None = None
    attempts: int = 0
    made_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave for a message: the ids of its parts in a chat."""

    outbox_id: int
    channel: str
    chat: str
    message_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Recipients:
    """Chats by channel and name, and people by id."""

    chats: Collection[tuple[str, str]] = ()
    people: Collection[int] = ()


NOBODY = Recipients()


_OUTBOX, _RECEIPTS = table_of(OutboxRow), table_of(ReceiptRow)
_CLOSE_AS_SENT = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("of"))
    .values(state="sent", error=None, leased_until=None, try_at=None)
    .values(channel=bindparam("by"), chat=bindparam("to"), sent_at=bindparam("at"))
)

_WRITE = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("of"))
    .values(urgent=or_(_OUTBOX.c.urgent, bindparam("now_urgent", type_=Boolean)))
)
_AFTER_UNKNOWN = select(_OUTBOX.c.unknown_outcomes).where(_OUTBOX.c.id == bindparam("of")).scalar_subquery()


def _latest_receipts(insert: Any) -> Any:  # noqa: ANN401 - the two dialects' own have no type in common
    """Return what keeps receipts; a platform that gives a number again means the newer message by it."""
    row = insert(_RECEIPTS).values(after_unknown=_AFTER_UNKNOWN)
    newer = {name: row.excluded[name] for name in ("outbox_id", "sent_at", "after_unknown")}
    return row.on_conflict_do_update(index_elements=list(_RECEIPTS.primary_key), set_=newer)


_KEEP_RECEIPTS = {"sqlite": _latest_receipts(sqlite.insert), "postgresql": _latest_receipts(postgresql.insert)}
_ROW = _OUTBOX.c
_CARRIED = (
    *(_ROW.id, _ROW.kind, _ROW.person_id, _ROW.channel, _ROW.chat, _ROW.body, _ROW.guard),
    *(_ROW.urgent, _ROW.attempts, _ROW.made_at, _ROW.due_at),
)


def _outgoing(row: Row[Any], files: Sequence[OutFile]) -> Outgoing:
    return Outgoing(
        kind=Kind(row.kind),
        due_at=row.due_at,
        message=unpack_message(row.body, files) if row.body else None,
        person_id=row.person_id,
        channel=row.channel,
        chat=row.chat,
        guard=Guard(**row.guard) if row.guard else None,
        attempts=row.attempts,
        made_at=row.made_at,
        id=row.id,
    )


class OutboxStore:
    """Reads and writes the outbox, its receipts and the choices it offered."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, outgoing: Outgoing, now: datetime) -> int:
        """Queue a message; return its id."""
        message = _with_tokens(outgoing.message) if outgoing.message is not None else None
        row = OutboxRow(
            kind=outgoing.kind.value,
            person_id=outgoing.person_id,
            channel=outgoing.channel,
            chat=outgoing.chat,
            guard=asdict(outgoing.guard) if outgoing.guard else None,
            urgent=outgoing.kind is Kind.ANSWER or (message is not None and message.urgent),
            made_at=now,
            due_at=outgoing.due_at,
            **(_words_of(message) if message is not None else {"about": []}),
        )
        self._session.add(row)
        await self._session.flush()
        ring(self._session, Bell.DELIVER)
        if message is not None:
            await self._offer({row.id: message})
        return row.id

    async def write(self, messages: Mapping[int, Message]) -> dict[int, Message]:
        """Give queued messages their bodies, and their choices and files tokens; return them with these, by id."""
        given = {outbox_id: _with_tokens(message) for outbox_id, message in messages.items()}
        if given:
            rows = [{"of": each, "now_urgent": one.urgent, **_words_of(one)} for each, one in given.items()]
            await self._session.execute(_WRITE, rows)
            await self._offer(given)
        return given

    async def _offer(self, messages: Mapping[int, Message]) -> None:
        """Keep the choices and files of these messages."""
        choices = [
            {"token": one.token, "outbox_id": outbox_id, "number": number, "label": one.label, "action": one.action}
            | {"args": dict(one.args)}
            for outbox_id, message in messages.items()
            for number, one in enumerate(message.choices, 1)
        ]
        files = [
            {"outbox_id": outbox_id, "number": number, **asdict(file)}
            for outbox_id, message in messages.items()
            for number, file in enumerate(message.files, 1)
        ]
        for table, rows in ((table_of(ChoiceRow), choices), (table_of(OutboxFileRow), files)):
            if rows:
                await self._session.execute(insert(table), rows)

    async def claim(
        self, now: datetime, machine_now: datetime, lease: timedelta, limit: int, busy: Recipients = NOBODY
    ) -> list[Outgoing]:
        """Take up to `limit` messages that are due and not for the `busy`, for the time of the lease.

        Commit before sending them. `now` is office time and decides what is due, answers always are; leases and waits
        are machine time. Answers and urgent messages come first. On SQLite the row lock is void: it has a single
        writer. A lease that ran out belonged to a process that died: what became of its attempt is unknown.
        """
        row = _ROW
        free = (
            select(row.id)
            .where(
                row.state == "queued",
                row.held_at.is_(None),
                or_(row.due_at <= now, row.kind == Kind.ANSWER),
                is_over(row.try_at, machine_now),
                is_over(row.leased_until, machine_now, lease),
                or_(row.person_id.is_(None), row.person_id.not_in(busy.people)),
                or_(row.chat.is_(None), tuple_(row.channel, row.chat).not_in(busy.chats)),
            )
            .order_by(row.urgent.desc(), row.due_at, row.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("free")  # computed once: as a mere subquery it might be, and lock, several times
        )
        abandoned = case((row.leased_until.is_not(None), 1), else_=0)
        taken = await self._session.execute(
            update(_OUTBOX)
            .where(row.id.in_(select(free.c.id)))
            .values(
                leased_until=machine_now + lease,
                attempts=row.attempts + 1,
                unknown_outcomes=row.unknown_outcomes + abandoned,
            )
            .returning(*_CARRIED)
        )
        claimed = sorted(taken, key=lambda one: (not one.urgent, one.due_at, one.id))
        files = await self._files([one.id for one in claimed if one.body and one.body.get("files")])
        return [_outgoing(one, files[one.id]) for one in claimed]

    async def _files(self, outbox_ids: Collection[int]) -> defaultdict[int, list[OutFile]]:
        """Return the files of these messages, in their order; most messages have none, and none is looked for."""
        found: defaultdict[int, list[OutFile]] = defaultdict(list)
        if outbox_ids:
            mine = OutboxFileRow.outbox_id.in_(outbox_ids)
            for row in await self._session.scalars(select(OutboxFileRow).where(mine).order_by(OutboxFileRow.number)):
                found[row.outbox_id].append(_file(row))
        return found

    async def file(self, token: str) -> OutFile | None:
        """Return the file with that token."""
        row = await self._session.get(OutboxFileRow, token)
        return _file(row) if row else None

    async def draw(self, picture: OutFile) -> None:
        """Keep the picture in place of the figures that it was drawn from."""
        row = await self._session.get_one(OutboxFileRow, picture.token)
        row.media_type, row.content = picture.media_type, picture.content

    async def sent(self, receipts: Sequence[Receipt], now: datetime) -> None:
        """Close messages with the platform's receipts, which tell of earlier attempts of unknown outcome."""
        rows = [{"of": one.outbox_id, "by": one.channel, "to": one.chat, "at": now} for one in receipts]
        await self._session.execute(_CLOSE_AS_SENT, rows)
        if named := _named(receipts, now):
            await self._session.execute(_KEEP_RECEIPTS[self._session.get_bind().dialect.name], named)

    async def again(self, outbox_id: int, try_at: datetime, error: str, *, unknown: bool = False) -> None:
        """Leave a message queued until machine time `try_at`; `unknown` when this attempt may have brought it."""
        values = {"try_at": try_at, "leased_until": None, "error": error}
        counted = {"unknown_outcomes": OutboxRow.unknown_outcomes + 1} if unknown else {}
        await self._session.execute(update(OutboxRow).where(OutboxRow.id == outbox_id).values(**values, **counted))

    async def defer(self, outbox_id: int, due_at: datetime) -> None:
        """Leave a message queued until office time `due_at`."""
        this = OutboxRow.id == outbox_id
        await self._session.execute(update(OutboxRow).where(this).values(due_at=due_at, leased_until=None))

    async def drop(self, outbox_id: int, why: str) -> None:
        """Close a message that is no longer true."""
        await self._close(outbox_id, "dropped", error=why)

    async def fail(self, outbox_id: int, error: str) -> None:
        """Close a message that the platform refuses for good."""
        await self._close(outbox_id, "failed", error=error)

    async def _close(self, outbox_id: int, state: str, **values: object) -> None:
        this = OutboxRow.id == outbox_id
        await self._session.execute(
            update(OutboxRow).where(this).values(state=state, leased_until=None, try_at=None, **values)
        )

    async def message(self, outbox_id: int) -> Message | None:
        """Return the words of a message, without its files; None for one that is not written yet."""
        row = await self._session.get_one(OutboxRow, outbox_id)
        return unpack_message(row.body) if row.body else None

    # What a reply is about

    async def about(self, channel: str, chat: str, message_id: str) -> list[int]:
        """Return the assignments that our message with this receipt spoke of."""
        about = await self._session.scalar(
            select(OutboxRow.about)
            .join(ReceiptRow, ReceiptRow.outbox_id == OutboxRow.id)
            .where(ReceiptRow.channel == channel, ReceiptRow.chat == chat, ReceiptRow.message_id == message_id)
        )
        return about or []

    async def last_about(self, person_id: int, kinds: Collection[Kind] = tuple(Kind)) -> list[int]:
        """Return the assignments that the newest message of these kinds spoke of to the person; asides do not count."""
        about = await self._session.scalar(
            select(OutboxRow.about)
            .where(OutboxRow.person_id == person_id, OutboxRow.state == "sent", OutboxRow.speaks_of_tasks)
            .where(OutboxRow.kind.in_(kinds))
            .order_by(OutboxRow.sent_at.desc(), OutboxRow.id.desc())
            .limit(1)
        )
        return about or []


def _named(receipts: Sequence[Receipt], now: datetime) -> list[dict[str, object]]:
    """Return a row for each part of each message."""
    return [
        {"channel": one.channel, "chat": one.chat, "message_id": message_id, "outbox_id": one.outbox_id}
        | {"of": one.outbox_id, "sent_at": now}
        for one in receipts
        for message_id in one.message_ids
    ]


def _with_tokens(message: Message) -> Message:
    """Return a message whose choices and files have tokens of their own."""
    choices = tuple(replace(choice, token=secrets.token_urlsafe(9)) for choice in message.choices)
    files = tuple(replace(file, token=secrets.token_urlsafe(18)) for file in message.files)
    return replace(message, choices=choices, files=files)


def _words_of(message: Message) -> dict[str, Any]:
    """Return what the columns keep of a message."""
    spoken = bool(message.about) and not message.aside
    return {"body": pack_message(message), "about": list(message.about), "speaks_of_tasks": spoken}


def _file(row: OutboxFileRow) -> OutFile:
    return OutFile(row.name, row.media_type, row.content, row.token)
