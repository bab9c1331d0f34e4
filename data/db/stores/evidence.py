"""Evidence: files kept with the assignments that they prove."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from data.db.tables import EvidenceRow
from data.domain.evidence import Evidence, EvidenceKind, EvidenceState


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(
        row.person_id,
        row.name,
        row.size,
        row.sha256,
        row.at,
        row.channel,
        row.assignment_id,
        EvidenceState(row.state),
        row.id,
        EvidenceKind(row.kind),
    )


class EvidenceStore:
    """Reads and writes evidence."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, person_id: int, name: str, content: bytes, channel: str, now: datetime) -> Evidence:
        """Keep a file of which it is not known yet what it proves."""
        row = EvidenceRow(
            person_id=person_id,
            name=name,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            at=now,
            channel=channel,
            state=EvidenceState.WAITING.value,
            content=content,
        )
        self._session.add(row)
        await self._session.flush()
        return _evidence(row)

    async def add_document(self, person_id: int, reference: str, channel: str, now: datetime) -> Evidence:
        """Keep the number of a document, as it was written."""
        kept = await self.add(person_id, reference, reference.encode(), channel, now)
        row = await self._session.get_one(EvidenceRow, kept.id)
        row.kind = EvidenceKind.DOCUMENT.value
        await self._session.flush()
        return _evidence(row)

    async def get(self, evidence_id: int) -> Evidence:
        """Return the evidence with that id; NoResultFound when there is none."""
        return _evidence(await self._session.get_one(EvidenceRow, evidence_id))

    async def find(self, evidence_id: int) -> Evidence | None:
        """Return the evidence with that id; None when it was given up."""
        row = await self._session.get(EvidenceRow, evidence_id)
        return _evidence(row) if row else None

    async def content(self, evidence_id: int) -> bytes:
        """Return the bytes of a file; NoResultFound when there is none."""
        return (await self._session.get_one(EvidenceRow, evidence_id, options=[undefer(EvidenceRow.content)])).content

    async def of(self, assignment_id: int) -> list[Evidence]:
        """Return the evidence of an assignment, oldest first."""
        rows = select(EvidenceRow).where(EvidenceRow.assignment_id == assignment_id).order_by(EvidenceRow.id)
        return [_evidence(row) for row in await self._session.scalars(rows)]

    async def attach(self, evidence_id: int, assignment_id: int) -> None:
        """Note what a file proves."""
        this = EvidenceRow.id == evidence_id
        await self._session.execute(update(EvidenceRow).where(this).values(assignment_id=assignment_id))

    async def settle(self, assignment_id: int, state: EvidenceState) -> None:
        """Note what the office has made of all that it has not settled yet with an assignment."""
        unsettled = EvidenceRow.state.in_([EvidenceState.WAITING, EvidenceState.NEEDS_MORE])
        waiting = (EvidenceRow.assignment_id == assignment_id) & unsettled
        await self._session.execute(update(EvidenceRow).where(waiting).values(state=state.value))

    async def remove(self, evidence_id: int) -> None:
        """Forget a file that proves nothing."""
        await self._session.execute(delete(EvidenceRow).where(EvidenceRow.id == evidence_id))
