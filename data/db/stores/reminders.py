"""The ledger of rungs: what was said to whom, and by which message."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.tables import AssignmentRow, OutboxRow, ReminderRow
from data.domain.planning import Reminder, Said


def _reminder(row: ReminderRow) -> Reminder:
    return Reminder(
        row.assignment_id,
        row.rung,
        row.person_id,
        row.deadline_version,
        row.due_at,
        Said(row.state),
        row.id,
        row.planned_at,
    )


class ReminderStore:
    """Reads and writes the ledger."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_assignments(self, ids: Collection[int]) -> list[Reminder]:
        """Return all that the ledger knows of these assignments."""
        rows = await self._session.scalars(select(ReminderRow).where(ReminderRow.assignment_id.in_(ids)))
        return [_reminder(row) for row in rows]

    async def spoken_since(self, people: Collection[int], moment: datetime) -> frozenset[tuple[int, int]]:
        """Return person and assignment of each reminder that fell due then or later and is said, or is to be."""
        rows = await self._session.execute(
            select(ReminderRow.person_id, ReminderRow.assignment_id).where(
                ReminderRow.person_id.in_(people),
                ReminderRow.due_at >= moment,
                ReminderRow.state.in_({Said.PLANNED, Said.SAID}),
            )
        )
        return frozenset((person_id, assignment_id) for person_id, assignment_id in rows)

    async def enter(self, reminders: Iterable[Reminder], now: datetime) -> None:
        """Write reminders into the ledger; those that were undelivered get a new chance."""
        fresh = list(reminders)
        ids = {reminder.assignment_id for reminder in fresh}
        rows = await self._session.scalars(select(ReminderRow).where(ReminderRow.assignment_id.in_(ids)))
        known = {_reminder(row).key: row for row in rows}
        for reminder in fresh:
            row = known.get(reminder.key)
            if row is None:
                row = ReminderRow(
                    assignment_id=reminder.assignment_id,
                    rung=reminder.rung,
                    person_id=reminder.person_id,
                    deadline_version=reminder.deadline_version,
                )
                self._session.add(row)
            row.due_at, row.planned_at, row.state, row.outbox_id = reminder.due_at, now, reminder.state.value, None
        await self._session.flush()

    async def anything_to_plan(self, now: datetime) -> bool:
        """Whether an assignment is due to be looked at, or a planned reminder lacks its message; waits for nobody."""
        # The first of an index each: "is there any" would be sought in the whole table when there is none.
        planned = literal(Said.PLANNED.value, literal_execute=True)
        first = select(func.min(AssignmentRow.next_at)).where(AssignmentRow.next_at.is_not(None)).scalar_subquery()
        loose = select(func.min(ReminderRow.due_at)).where(
            ReminderRow.state == planned, ReminderRow.outbox_id.is_(None)
        )
        next_at, loose_at = (await self._session.execute(select(first, loose.scalar_subquery()))).one()
        return loose_at is not None or (next_at is not None and next_at <= now)

    async def loose(self) -> dict[int, list[int]]:
        """Take the planned reminders that no message carries yet, their ids by person; other processes pass them by."""
        rows = await self._session.execute(
            select(ReminderRow.person_id, ReminderRow.id)
            .where(ReminderRow.state == Said.PLANNED, ReminderRow.outbox_id.is_(None))
            .order_by(ReminderRow.due_at, ReminderRow.id)
            .with_for_update(skip_locked=True)
        )
        by_person: dict[int, list[int]] = defaultdict(list)
        for person_id, reminder_id in rows:
            by_person[person_id].append(reminder_id)
        return dict(by_person)

    async def attach(self, ids: Collection[int], outbox_id: int) -> None:
        """Note which message carries these reminders."""
        await self._session.execute(update(ReminderRow).where(ReminderRow.id.in_(ids)).values(outbox_id=outbox_id))

    async def of_outbox(self, outbox_ids: Collection[int]) -> dict[int, list[Reminder]]:
        """Return the reminders that each of these messages carries."""
        rows = await self._session.scalars(
            select(ReminderRow).where(ReminderRow.outbox_id.in_(outbox_ids)).order_by(ReminderRow.id)
        )
        carried: dict[int, list[Reminder]] = defaultdict(list)
        for row in rows:
            if row.outbox_id is not None:
                carried[row.outbox_id].append(_reminder(row))
        return dict(carried)

    async def told(self, ids: Collection[int]) -> dict[tuple[int, int], datetime]:
        """Return when the platform last took a reminder of these assignments, by assignment and person."""
        rows = await self._session.execute(
            select(ReminderRow.assignment_id, ReminderRow.person_id, func.max(OutboxRow.sent_at))
            .join(OutboxRow, OutboxRow.id == ReminderRow.outbox_id)
            .where(ReminderRow.assignment_id.in_(ids), ReminderRow.state == Said.SAID, OutboxRow.sent_at.is_not(None))
            .group_by(ReminderRow.assignment_id, ReminderRow.person_id)
        )
        return {(assignment_id, person_id): at for assignment_id, person_id, at in rows if at is not None}

    async def settle(self, ids: Collection[int], state: Said) -> None:
        """Note what became of these reminders."""
        if ids:
            await self._session.execute(update(ReminderRow).where(ReminderRow.id.in_(ids)).values(state=state.value))
