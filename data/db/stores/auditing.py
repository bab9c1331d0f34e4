"""Everything that the independent auditor looks at, read in one go and without holding anybody up."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.stores.histories import HistoryStore
from data.db.stores.outbox import Kind
from data.db.stores.people import PeopleStore
from data.db.tables import (
    AuditRow,
    ChatLinkRow,
    CheckRow,
    DigestRow,
    OutboxFileRow,
    OutboxRow,
    ReceiptRow,
    ReminderRow,
    SnoozeRow,
)
from data.domain.history import History
from data.domain.person import Person, Role
from data.domain.planning import Said
from data.domain.snooze import Snooze


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the ledger with what became of its message: `received` is whether the platform gave a receipt."""

    assignment_id: int
    rung: str
    person_id: int
    version: int
    due_at: datetime
    planned_at: datetime
    state: Said
    outbox_id: int | None
    message_state: str | None
    sent_at: datetime | None
    received: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """A person can be written to from `start` until `end` (None: still)."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Post:
    """What a person was until `until` (None: still is)."""

    person: Person
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Away:
    """A person's leave from `start` through `until_on`, or until `end`; `stand_in_id` is whom they named."""

    start: datetime
    until_on: date
    stand_in_id: int | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """A message that a person got without having asked; `measured` is whether it may be held back as too much."""

    person_id: int
    sent_at: datetime
    measured: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What was owed, what was said, and who could hear it.

    `digests` tell of (person, kind, day as text) when it was made, `held` of messages held back: for whom, until when.
    """

    histories: tuple[History, ...]
    told: tuple[Told, ...]
    posts: dict[int, list[Post]]
    reach: dict[int, list[Reach]]
    digests: dict[tuple[int, str, str], datetime]
    away: dict[int, list[Away]] = field(default_factory=dict)
    snoozes: tuple[Snooze, ...] = ()
    held: tuple[tuple[int, datetime], ...] = ()
    pushed: tuple[Pushed, ...] = ()


class AuditingStore:
    """Reads facts, and keeps what the auditor found."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def facts(self) -> Facts:
        """Return everything there is to audit."""
        digest = select(DigestRow.person_id, DigestRow.kind, DigestRow.day, DigestRow.made_at)
        changes = await self._changes()
        return Facts(
            histories=tuple(await HistoryStore(self._session).every()),
            told=await self._told(),
            posts=await self._posts(changes),
            reach=await self._reach(changes),
            away={person_id: _leaves(rows) for person_id, rows in changes.items()},
            digests={(who, kind, day.isoformat()): at for who, kind, day, at in await self._session.execute(digest)},
            snoozes=await self._snoozes(),
            held=await self._held(),
            pushed=await self._pushed(),
        )

    async def keep(self, at: datetime, missing: int, double: int, report: dict[str, Any]) -> None:
        """Keep what an audit found; only the last one stays."""
        row = await self._session.get(CheckRow, 1) or CheckRow(id=1)
        row.at, row.missing, row.double, row.report = at, missing, double, report
        self._session.add(row)
        await self._session.flush()

    async def last(self) -> tuple[datetime, int, int] | None:
        """Return when the auditor last looked, and how much was missing and double; None before the first time."""
        row = await self._session.get(CheckRow, 1)
        return (row.at, row.missing, row.double) if row else None

    async def _told(self) -> tuple[Told, ...]:
        received = set(await self._session.scalars(select(ReceiptRow.outbox_id)))
        rows = await self._session.execute(
            select(
                ReminderRow.assignment_id,
                ReminderRow.rung,
                ReminderRow.person_id,
                ReminderRow.deadline_version,
                ReminderRow.due_at,
                ReminderRow.planned_at,
                ReminderRow.state,
                ReminderRow.outbox_id,
                OutboxRow.state,
                OutboxRow.sent_at,
            ).outerjoin(OutboxRow, OutboxRow.id == ReminderRow.outbox_id)
        )
        return tuple(Told(*row[:6], Said(row[6]), row[7], row[8], row[9], row[7] in received) for row in rows)

    async def _snoozes(self) -> tuple[Snooze, ...]:
        rows = await self._session.scalars(select(SnoozeRow).order_by(SnoozeRow.id))
        return tuple(Snooze(row.assignment_id, row.person_id, row.said_at, row.until_on) for row in rows)

    async def _held(self) -> tuple[tuple[int, datetime], ...]:
        held = OutboxRow.held_at.is_not(None) & (OutboxRow.state == "queued") & OutboxRow.person_id.is_not(None)
        rows = await self._session.execute(select(OutboxRow.person_id, OutboxRow.due_at).where(held))
        return tuple((person_id, due_at) for person_id, due_at in rows if person_id is not None)

    async def _pushed(self) -> tuple[Pushed, ...]:
        files = select(OutboxFileRow.outbox_id).where(OutboxFileRow.outbox_id == OutboxRow.id).exists()
        light = (OutboxRow.kind == Kind.NOTICE) & OutboxRow.urgent.is_(False) & ~files
        said = (OutboxRow.kind != Kind.ANSWER) & OutboxRow.sent_at.is_not(None) & OutboxRow.person_id.is_not(None)
        rows = select(OutboxRow.person_id, OutboxRow.sent_at, light).where(said).order_by(OutboxRow.id)
        return tuple(Pushed(who, at, measured) for who, at, measured in await self._session.execute(rows) if who and at)

    async def _changes(self) -> dict[int, list[AuditRow]]:
        """Return what happened to people: posts changed, chats refused us or came back, leave was taken or ended."""
        actions = ("change_person", "unreachable", "reachable", "leave", "leave_ended")
        found: defaultdict[int, list[AuditRow]] = defaultdict(list)
        rows = select(AuditRow).where(AuditRow.action.in_(actions)).order_by(AuditRow.id)
        for row in await self._session.scalars(rows):
            found[int(row.subject.removeprefix("person:"))].append(row)
        return found

    async def _posts(self, changes: dict[int, list[AuditRow]]) -> dict[int, list[Post]]:
        found: dict[int, list[Post]] = {}
        for person in await PeopleStore(self._session).everybody():
            posts = [Post(person, None)]
            for row in reversed([one for one in changes.get(person.id, ()) if one.action == "change_person"]):
                posts.append(Post(_earlier(posts[-1].person, row.before), row.at))
            found[person.id] = posts[::-1]
        return found

    async def _reach(self, changes: dict[int, list[AuditRow]]) -> dict[int, list[Reach]]:
        found: defaultdict[int, list[Reach]] = defaultdict(list)
        for row in await self._session.scalars(select(ChatLinkRow).order_by(ChatLinkRow.id)):
            start: datetime | None = row.linked_at
            for change in changes.get(row.person_id, ()):
                if change.channel != row.channel or change.at < row.linked_at or _over(row, change.at):
                    continue
                if change.action == "unreachable" and start is not None:
                    found[row.person_id].append(Reach(start, change.at))
                    start = None
                elif change.action == "reachable" and start is None:
                    start = change.at
            if start is not None:
                found[row.person_id].append(Reach(start, row.ended_at))
        return dict(found)


def _leaves(rows: list[AuditRow]) -> list[Away]:
    """Return a person's leaves; a new one, or coming back early, ends the one before."""
    found: list[Away] = []
    for row in rows:
        if row.action in {"leave", "leave_ended"} and found and found[-1].end is None:
            found[-1] = replace(found[-1], end=row.at)
        if row.action == "leave" and row.after is not None:
            found.append(Away(row.at, date.fromisoformat(row.after["until"]), row.after["stand_in"]))
    return found


def _over(row: ChatLinkRow, moment: datetime) -> bool:
    return row.ended_at is not None and row.ended_at <= moment


def _earlier(person: Person, before: dict[str, Any] | None) -> Person:
    """Return the person as they were before a change; somebody who was not there yet was not active."""
    if before is None:
        return replace(person, active=False)
    return replace(person, role=Role(before["role"]), agency_id=before["agency_id"], active=before["active"])
