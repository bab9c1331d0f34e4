"""The audit trail: rows are added, never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AuditRow


@dataclass(frozen=True, slots=True)
class Trace:
    """Who did what, and when."""

    at: datetime
    person_id: int | None
    action: str


class AuditStore:
    """Writes the audit trail."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last_value(self, subject: str, action: str) -> dict[str, Any] | None:
        """Return the new value of the last time that `action` was done to `subject`; None when it never was."""
        rows = select(AuditRow.after).where(AuditRow.subject == subject, AuditRow.action == action)
        return await self._session.scalar(rows.order_by(AuditRow.id.desc()).limit(1))

    async def latest(self, subject: str, action: str | None = None) -> Trace | None:
        """Return what was done to `subject` last, perhaps only an `action`; None when nothing ever was.

        What was refused was not done.
        """
        done = AuditRow.subject == subject
        done &= AuditRow.action == action if action else AuditRow.action.not_like("refused:%")
        row = await self._session.scalar(select(AuditRow).where(done).order_by(AuditRow.id.desc()).limit(1))
        return Trace(row.at, row.person_id, row.action) if row else None

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
            at=at, person_id=person_id, channel=channel, action=action, subject=subject, before=before, after=after
        )
        self._session.add(row)
