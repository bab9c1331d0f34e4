"""What agencies said of their work, append-only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import ReportRow


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One word on an assignment. `before` is the standing that an undo brings back, and the revision it was said of."""

    assignment_id: int
    person_id: int | None
    kind: str
    at: datetime
    percent: int | None = None
    note: str | None = None
    expected_on: date | None = None
    channel: str | None = None
    undone_at: datetime | None = None
    before: dict[str, Any] | None = None
    id: int = 0


def _report(row: ReportRow) -> ProgressReport:
    return ProgressReport(
        row.assignment_id,
        row.person_id,
        row.kind,
        row.at,
        row.percent,
        row.note,
        row.expected_on,
        row.channel,
        row.undone_at,
        row.before,
        row.id,
    )


class ReportStore:
    """Reads and writes progress reports."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, report: ProgressReport) -> int:
        """Add a report; return its id."""
        row = ReportRow(
            assignment_id=report.assignment_id,
            person_id=report.person_id,
            kind=report.kind,
            at=report.at,
            percent=report.percent,
            note=report.note,
            expected_on=report.expected_on,
            channel=report.channel,
            before=report.before or {},
        )
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def get(self, report_id: int) -> ProgressReport:
        """Return the report with that id; NoResultFound when there is none."""
        return _report(await self._session.get_one(ReportRow, report_id))

    async def of(self, assignment_id: int) -> list[ProgressReport]:
        """Return the reports on an assignment, oldest first, undone ones too."""
        rows = select(ReportRow).where(ReportRow.assignment_id == assignment_id).order_by(ReportRow.id)
        return [_report(row) for row in await self._session.scalars(rows)]

    async def undo_last(self, assignment_id: int, kind: str, now: datetime) -> None:
        """Mark the last report of a kind on an assignment as taken back."""
        rows = select(ReportRow).where(ReportRow.assignment_id == assignment_id, ReportRow.kind == kind)
        row = await self._session.scalar(rows.order_by(ReportRow.id.desc()).limit(1))
        if row is not None:
            row.undone_at = now
            await self._session.flush()

    async def undo(self, report_id: int, now: datetime) -> None:
        """Mark a report as taken back."""
        row = await self._session.get_one(ReportRow, report_id)
        row.undone_at = now
        await self._session.flush()
