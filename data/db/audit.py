"""The audit trail: rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AuditRow


class AuditStore:
    """Writes the audit trail."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last_value(self, subject: str, action: str) -> dict[str, Any] | None:
        """Return the new value of the last time that `action` was done to `subject`; None when it never was."""
        rows = select(AuditRow.after).where(AuditRow.subject == subject, AuditRow.action == action)
        return await self._session.scalar(rows.order_by(AuditRow.id.desc()).limit(1))

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
