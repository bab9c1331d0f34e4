"""The audit trail: rows are added in a chain, never changed."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AuditHeadRow, AuditRow
from data.domain.message import Heard
from data.domain.trail import GENESIS, REFUSED, Entry, Verdict, chained

_HEAD = 1
_BATCH = 1000


def _entry(row: AuditRow) -> Entry:
    return Entry(row.id, row.at, row.action, row.subject, row.person_id, row.channel, row.update, row.before, row.after)


def _as_json(value: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what a JSON column gives back for `value`: the chain covers what can be read again."""
    plain: dict[str, Any] | None = json.loads(json.dumps(value))
    return plain


@dataclass(frozen=True, slots=True)
class Trace:
    """Who did what, and when."""

    at: datetime
    person_id: int | None
    action: str


def _trace(row: AuditRow) -> Trace:
    return Trace(row.at, row.person_id, row.action)


def _refused(action: str) -> bool:
    return action.startswith(REFUSED)


class AuditStore:
    """Writes the audit trail: what is noted joins the chain when the unit of work is committed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._noted: list[AuditRow] = []
        self._cause: Heard | None = None

    def caused_by(self, heard: Heard) -> None:
        """Let everything noted from now on name the message that caused it."""
        self._cause = heard

    async def last_value(self, subject: str, action: str) -> dict[str, Any] | None:
        """Return the new value of the last time that `action` was done to `subject`; None when it never was."""
        for row in reversed(self._noted):
            if (row.subject, row.action) == (subject, action):
                return row.after
        rows = select(AuditRow.after).where(AuditRow.subject == subject, AuditRow.action == action)
        return await self._session.scalar(rows.order_by(AuditRow.id.desc()).limit(1))

    async def of(self, subjects: Collection[str]) -> list[Entry]:
        """Return what was done to these subjects, in the order in which it was done."""
        rows = select(AuditRow).where(AuditRow.subject.in_(subjects)).order_by(AuditRow.id)
        return [_entry(row) for row in await self._session.scalars(rows)]

    async def latest(self, subject: str, action: str | None = None) -> Trace | None:
        """Return what was done to `subject` last, perhaps only an `action`; None when nothing ever was.

        What was refused was not done.
        """
        for noted in reversed(self._noted):
            if noted.subject == subject and (noted.action == action if action else not _refused(noted.action)):
                return _trace(noted)
        done = AuditRow.subject == subject
        done &= AuditRow.action == action if action else AuditRow.action.not_like(f"{REFUSED}%")
        row = await self._session.scalar(select(AuditRow).where(done).order_by(AuditRow.id.desc()).limit(1))
        return _trace(row) if row else None

    def note(
        self,
        *,
        at: datetime,
        action: str,
        subject: str,
        person_id: int | None = None,
        channel: str | None = None,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """Add who did `action` to `subject` ("assignment:12"), through which channel, with old and new values."""
        row = AuditRow(
            at=at,
            person_id=person_id,
            channel=channel or (self._cause.channel if self._cause else None),
            update=self._cause.update if self._cause else None,
            action=action,
            subject=subject,
            before=_as_json(before),
            after=_as_json(after),
        )
        self._noted.append(row)

    async def seal(self) -> None:
        """Chain what was noted to the trail's end; to be the last thing before a commit.

        The end is held until then, so that writers link one after another. Everything else is flushed before: whoever
        waits for the end must hold nothing that its holder could still want.
        """
        if not self._noted:
            return
        await self._session.flush()
        head = await self._session.get_one(AuditHeadRow, _HEAD, with_for_update=True, populate_existing=True)
        for row in self._noted:
            row.id = head.last_id + 1
            row.hash = chained(head.hash, _entry(row))
            head.last_id, head.hash = row.id, row.hash
        self._session.add_all(self._noted)
        self._noted = []
        await self._session.flush()

    @property
    def noted(self) -> int:
        """Return how many entries wait to be sealed."""
        return len(self._noted)

    def forget(self, since: int = 0) -> None:
        """Drop what was noted after the first `since` entries and not sealed."""
        del self._noted[since:]

    async def verify(self) -> Verdict:
        """Compute the whole chain anew and compare it with what stands there."""
        previous, count, last_id = GENESIS, 0, 0
        while rows := await self._after(last_id):
            for row in rows:
                if row.id != last_id + 1 or row.hash != chained(previous, _entry(row)):
                    return Verdict(count, broken=last_id + 1)
                previous, count, last_id = row.hash, count + 1, row.id
            self._session.expunge_all()
        head = await self._session.get_one(AuditHeadRow, _HEAD)
        whole = (head.last_id, head.hash) == (last_id, previous)
        return Verdict(count, None if whole else last_id + 1)

    async def _after(self, last_id: int) -> list[AuditRow]:
        rows = select(AuditRow).where(AuditRow.id > last_id).order_by(AuditRow.id).limit(_BATCH)
        return list(await self._session.scalars(rows))
