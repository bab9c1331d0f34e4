"""What is to be said: rows written with the change that caused them, claimed under a lease, closed by a receipt."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, case, func, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.base import table_of
from data.db.bells import Bell, ring
from data.db.codec import pack_message, unpack_message
from data.db.tables import ChoiceRow, OutboxFileRow, OutboxRow, ReceiptRow
from data.domain.message import Choice, Guard, Message, OutFile


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
class Offered:
    """A choice as it was offered: to whom, in which message, and whether it was used."""

    token: str
    outbox_id: int
    person_id: int | None
    number: int
    label: str
    action: str
    args: dict[str, object]
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave for a message: the ids of its parts in a chat."""

    outbox_id: int
    channel: str
    chat: str
    message_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that did not reach its person: what it spoke of, whether that is final, and what the platform said."""

    person_id: int | None
    kind: Kind
    due_at: datetime
    about: tuple[int, ...]
    final: bool
    attempts: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Recipients:
    """Chats by channel and name, and people by id."""

    chats: Collection[tuple[str, str]] = ()
    people: Collection[int] = ()


NOBODY = Recipients()


@dataclass(frozen=True, slots=True)
class Shown:
    """A list of choices that a chat was shown, in the messages with these ids."""

    outbox_id: int
    kind: Kind
    sent_at: datetime
    message_ids: tuple[str, ...]
    choices: tuple[Offered, ...]


_OUTBOX, _RECEIPTS = table_of(OutboxRow), table_of(ReceiptRow)
_CLOSE_AS_SENT = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("of"))
    .values(state="sent", error=None, leased_until=None, try_at=None, channel=bindparam("by"), chat=bindparam("to"))
)


def _outgoing(row: OutboxRow, files: Sequence[OutFile]) -> Outgoing:
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


def _offered(row: ChoiceRow, person_id: int | None) -> Offered:
    return Offered(row.token, row.outbox_id, person_id, row.number, row.label, row.action, row.args, row.used_at)


class OutboxStore:
    """Reads and writes the outbox, its receipts and the choices it offered."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._loaded: Sequence[OutboxRow] = ()  # held, for a session remembers what somebody holds

    async def put(self, outgoing: Outgoing, now: datetime) -> int:
        """Queue a message; return its id."""
        row = OutboxRow(
            kind=outgoing.kind.value,
            person_id=outgoing.person_id,
            channel=outgoing.channel,
            chat=outgoing.chat,
            about=[],
            guard=asdict(outgoing.guard) if outgoing.guard else None,
            urgent=outgoing.kind is Kind.ANSWER,
            made_at=now,
            due_at=outgoing.due_at,
        )
        self._session.add(row)
        await self._session.flush()
        ring(self._session, Bell.DELIVER)
        if outgoing.message is not None:
            await self.write(row.id, outgoing.message)
            await self._session.flush()
        return row.id

    async def load(self, outbox_ids: Collection[int]) -> None:
        """Read these messages at once, for those that `write` them one after another in this transaction."""
        self._loaded = (await self._session.scalars(select(OutboxRow).where(OutboxRow.id.in_(outbox_ids)))).all()

    async def write(self, outbox_id: int, message: Message) -> Message:
        """Give a queued message its body, and its choices and files their tokens; return it with them.

        They are written with the rest of the transaction, many at once.
        """
        choices = tuple(replace(choice, token=secrets.token_urlsafe(9)) for choice in message.choices)
        files = tuple(replace(file, token=secrets.token_urlsafe(18)) for file in message.files)
        message = replace(message, choices=choices, files=files)
        row = await self._session.get_one(OutboxRow, outbox_id)
        row.body, row.about = pack_message(message), list(message.about)
        row.speaks_of_tasks = bool(message.about) and not message.aside
        row.urgent = row.urgent or message.urgent
        for number, choice in enumerate(choices, 1):
            self._session.add(_choice_row(outbox_id, number, choice))
        for number, file in enumerate(files, 1):
            self._session.add(OutboxFileRow(outbox_id=outbox_id, number=number, **asdict(file)))
        return message

    async def claim(
        self, now: datetime, machine_now: datetime, lease: timedelta, limit: int, busy: Recipients = NOBODY
    ) -> list[Outgoing]:
        """Take up to `limit` messages that are due and not for the `busy`, for the time of the lease.

        Commit before sending them. `now` is office time and decides what is due, answers always are; leases and waits
        are machine time. Answers and urgent messages come first. On SQLite the row lock is void: it has a single
        writer. A lease that ran out belonged to a process that died: what became of its attempt is unknown.
        """
        free = (
            select(OutboxRow.id)
            .where(
                OutboxRow.state == "queued",
                OutboxRow.held_at.is_(None),
                or_(OutboxRow.due_at <= now, OutboxRow.kind == Kind.ANSWER),
                or_(OutboxRow.try_at.is_(None), OutboxRow.try_at <= machine_now),
                or_(OutboxRow.leased_until.is_(None), OutboxRow.leased_until < machine_now),
                or_(OutboxRow.person_id.is_(None), OutboxRow.person_id.not_in(busy.people)),
                or_(OutboxRow.chat.is_(None), tuple_(OutboxRow.channel, OutboxRow.chat).not_in(busy.chats)),
            )
            .order_by(OutboxRow.urgent.desc(), OutboxRow.due_at, OutboxRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        ids = list(await self._session.scalars(free))
        if not ids:
            return []
        mine = OutboxRow.id.in_(ids)
        abandoned = case((OutboxRow.leased_until.is_not(None), 1), else_=0)
        await self._session.execute(
            update(OutboxRow)
            .where(mine)
            .values(
                leased_until=machine_now + lease,
                attempts=OutboxRow.attempts + 1,
                unknown_outcomes=OutboxRow.unknown_outcomes + abandoned,
            )
        )
        rows = await self._session.scalars(
            select(OutboxRow).where(mine).order_by(OutboxRow.urgent.desc(), OutboxRow.due_at, OutboxRow.id)
        )
        claimed = rows.all()
        files = await self._files([row.id for row in claimed if row.body and row.body.get("files")])
        return [_outgoing(row, files[row.id]) for row in claimed]

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

    async def sent(self, receipts: Sequence[Receipt], now: datetime) -> None:
        """Close messages with the platform's receipts, which tell of earlier attempts of unknown outcome."""
        rows = [{"of": one.outbox_id, "by": one.channel, "to": one.chat} for one in receipts]
        await self._session.execute(_CLOSE_AS_SENT.values(sent_at=now), rows)
        asked = select(OutboxRow.id, OutboxRow.unknown_outcomes)
        unknown = await self._session.execute(asked.where(OutboxRow.id.in_([one.outbox_id for one in receipts])))
        named = _named(receipts, {row.id: row.unknown_outcomes for row in unknown})
        insert = sqlite.insert if self._session.get_bind().dialect.name == "sqlite" else postgresql.insert
        row = insert(_RECEIPTS).values(sent_at=now)
        # A platform that gives a number again means the newer message by it.
        latest = row.on_conflict_do_update(
            index_elements=list(_RECEIPTS.primary_key),
            set_={name: row.excluded[name] for name in ("outbox_id", "sent_at", "after_unknown")},
        )
        if named:
            await self._session.execute(latest, named)

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

    async def due_left(self, now: datetime) -> int:
        """Count the messages that are due and not said."""
        due = (OutboxRow.state == "queued") & (OutboxRow.due_at <= now) & OutboxRow.held_at.is_(None)
        return await self._session.scalar(select(func.count()).select_from(OutboxRow).where(due)) or 0

    async def ahead(self, now: datetime) -> list[tuple[datetime, int, list[int]]]:
        """Return what waits for a later moment than `now`: the moment, the person and the assignments spoken of."""
        rows = await self._session.execute(
            select(OutboxRow.due_at, OutboxRow.person_id, OutboxRow.about)
            .where(OutboxRow.state == "queued", OutboxRow.due_at > now, OutboxRow.person_id.is_not(None))
            .order_by(OutboxRow.due_at, OutboxRow.id)
        )
        return [(due_at, person_id, about) for due_at, person_id, about in rows if person_id is not None]

    async def undelivered(self, now: datetime, limit: int) -> list[Undelivered]:
        """Return what did not reach its person, newest first: refused for good, or tried in vain until now."""
        refused = OutboxRow.state == "failed"
        tried = (OutboxRow.state == "queued") & (OutboxRow.due_at <= now) & OutboxRow.error.is_not(None)
        rows = await self._session.scalars(
            select(OutboxRow).where(or_(refused, tried)).order_by(OutboxRow.id.desc()).limit(limit)
        )
        return [
            Undelivered(
                row.person_id,
                Kind(row.kind),
                row.due_at,
                tuple(row.about),
                row.state == "failed",
                row.attempts,
                row.error,
            )
            for row in rows
        ]

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

    # Choices

    async def choice(self, token: str) -> Offered | None:
        """Return the choice with that token."""
        found = await self._session.execute(
            select(ChoiceRow, OutboxRow.person_id)
            .join(OutboxRow, OutboxRow.id == ChoiceRow.outbox_id)
            .where(ChoiceRow.token == token)
        )
        pair = found.one_or_none()
        return _offered(pair[0], pair[1]) if pair else None

    async def newest_lists(self, channel: str, chat: str, limit: int = 30) -> list[Shown]:
        """Return the lists of choices among the last `limit` messages that offered any to the chat, newest first."""
        offers = select(ChoiceRow.token).where(ChoiceRow.outbox_id == ReceiptRow.outbox_id)
        receipts = await self._session.scalars(
            select(ReceiptRow)
            .where(ReceiptRow.channel == channel, ReceiptRow.chat == chat, offers.exists())
            .order_by(ReceiptRow.sent_at.desc(), ReceiptRow.outbox_id.desc())
            .limit(limit)
        )
        by_list: defaultdict[int, list[ReceiptRow]] = defaultdict(list)
        for receipt in receipts:
            by_list[receipt.outbox_id].append(receipt)
        return await self._shown(by_list) if by_list else []

    async def _shown(self, by_list: Mapping[int, Sequence[ReceiptRow]]) -> list[Shown]:
        """Return the lists of these messages, all read at once: whoever types a number waits for it."""
        kinds = await self._session.execute(
            select(OutboxRow.id, OutboxRow.kind, OutboxRow.person_id).where(OutboxRow.id.in_(by_list))
        )
        of = {outbox_id: (Kind(kind), person_id) for outbox_id, kind, person_id in kinds}
        offered: defaultdict[int, list[Offered]] = defaultdict(list)
        choices = select(ChoiceRow).where(ChoiceRow.outbox_id.in_(by_list)).order_by(ChoiceRow.number)
        for choice in await self._session.scalars(choices.execution_options(populate_existing=True)):
            offered[choice.outbox_id].append(_offered(choice, of[choice.outbox_id][1]))
        return [
            Shown(key, of[key][0], found[0].sent_at, tuple(one.message_id for one in found), tuple(offered[key]))
            for key, found in by_list.items()
        ]

    async def use(self, token: str, now: datetime, *, with_siblings: bool) -> bool:
        """Use up a choice, perhaps with the others of its message; False when it was used before.

        The row of the message is locked, so that two presses at the same moment are one after the other.
        """
        row = await self._session.get(ChoiceRow, token)
        if row is None:
            return False
        message = await self._session.get_one(OutboxRow, row.outbox_id, with_for_update=True)
        used = ChoiceRow.outbox_id == row.outbox_id if with_siblings else ChoiceRow.token == token
        if await self._session.scalar(select(ChoiceRow.token).where(used, ChoiceRow.used_at.is_not(None)).limit(1)):
            return False
        await self._session.execute(update(ChoiceRow).where(used).values(used_at=now))
        message.outdated_at = now
        return True


def _named(receipts: Sequence[Receipt], unknown: Mapping[int, int]) -> list[dict[str, object]]:
    """Return a row for each part of each message."""
    return [
        {
            "channel": one.channel,
            "chat": one.chat,
            "message_id": message_id,
            "outbox_id": one.outbox_id,
            "after_unknown": unknown.get(one.outbox_id, 0),
        }
        for one in receipts
        for message_id in one.message_ids
    ]


def _file(row: OutboxFileRow) -> OutFile:
    return OutFile(row.name, row.media_type, row.content, row.token)


def _choice_row(outbox_id: int, number: int, choice: Choice) -> ChoiceRow:
    return ChoiceRow(
        token=choice.token,
        outbox_id=outbox_id,
        number=number,
        label=choice.label,
        action=choice.action,
        args=dict(choice.args),
    )
