"""The tasks' assignments: read with everything reminding needs, written only over the revision that was read."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import pack_deadline
from data.db.stores.assignment_rows import CHASED, OWED, assignment_of, followed, joined
from data.db.tables import AssignmentRow, DeadlineVersionRow, TaskRow
from data.domain.agency import Agency
from data.domain.digest import Standing
from data.domain.task import ENDED, RESTING, Assignment, Part, Status, TaskState


class Stale(Exception):
    """Somebody else changed the assignment since it was read."""


class NotLive(KeyError):
    """There is no such assignment any more: its task or the agency's share of it has ended."""


_KEPT = (
    "agency_id",
    "agency_name",
    "percent",
    "deadline_version",
    "due_at",
    "first_due_on",
    "ladder_from",
    "acknowledged_at",
    "heard_at",
    "reported_done_at",
    "confirmed_at",
    "revision",
)


class AssignmentStore:
    """Reads and writes assignments of open tasks."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def _list(self, query: Select[Any]) -> list[Assignment]:
        return [assignment_of(found) for found in await self._session.execute(query)]

    async def get(self, assignment_id: int) -> Assignment:
        """Return the assignment with that id; `NotLive` when there is none or its task is not open."""
        found = await self.some([assignment_id])
        if assignment_id not in found:
            raise NotLive(assignment_id)
        return found[assignment_id]

    async def ever(self, assignment_id: int) -> Assignment:
        """Return the assignment with that id, also when it has ended; `NotLive` when it never was live."""
        found = await self._list(followed().where(AssignmentRow.id == assignment_id))
        if not found:
            raise NotLive(assignment_id)
        return found[0]

    async def some(self, ids: Collection[int]) -> dict[int, Assignment]:
        """Return those of these assignments whose task is open, by id."""
        found = await self._list(joined().where(AssignmentRow.id.in_(ids)))
        return {assignment.id: assignment for assignment in found}

    async def of_task(self, number: int) -> list[Assignment]:
        """Return the assignments of the task NV`number`, leads first; of periods confirmed only the newest."""
        order = (AssignmentRow.part.desc(), AssignmentRow.id)
        found = await self._list(joined().where(TaskRow.number == number).order_by(*order))
        newest = max((one.period for one in found if one.period), default=None)
        ended = {one.period for one in found} - {
            one.period for one in found if one.part is Part.LEAD and not one.settled
        }
        return [one for one in found if one.period == newest or one.period not in ended]

    async def leads_of(self, shares: Collection[Assignment]) -> dict[int, tuple[str, ...]]:
        """Return who leads the tasks of those of `shares` that coordinate, by task."""
        tasks = {share.task_id for share in shares if share.part is Part.COORDINATING}
        found: defaultdict[int, list[str]] = defaultdict(list)
        if tasks:
            lead = AssignmentRow.task_id.in_(tasks) & (AssignmentRow.part == Part.LEAD)
            lead &= AssignmentRow.status.not_in(ENDED)
            for row in await self._session.scalars(select(AssignmentRow).where(lead).order_by(AssignmentRow.id)):
                found[row.task_id].append(row.agency_name)
        return {task_id: tuple(dict.fromkeys(names)) for task_id, names in found.items()}

    async def owed_by(self, agency_id: int | None) -> list[Assignment]:
        """Return what an agency still owes as lead: by deadline, those without one last."""
        owed = OWED & (AssignmentRow.agency_id == agency_id) & (AssignmentRow.part == Part.LEAD)
        order = (AssignmentRow.due_at.is_(None), AssignmentRow.due_at, TaskRow.number)
        return await self._list(joined().where(owed).order_by(*order))

    async def standing(self, agency_ids: Collection[int], now: datetime, soon_until: datetime) -> dict[int, Standing]:
        """Return how what each of these agencies still owes as lead stands; what is due before `soon_until` is soon.

        What `data.domain.digest.standing_of` counts, without loading it; an agency that owes nothing is left out.
        """
        ticking = AssignmentRow.status != Status.PAUSED
        late = ticking & (AssignmentRow.due_at < now)
        soon = ticking & (AssignmentRow.due_at >= now) & (AssignmentRow.due_at < soon_until)
        owed = AssignmentRow.agency_id.in_(agency_ids) & OWED
        counted = (
            select(AssignmentRow.agency_id, func.count(), func.count(case((late, 1))), func.count(case((soon, 1))))
            .join(TaskRow, TaskRow.id == AssignmentRow.task_id)
            .where(owed, AssignmentRow.part == Part.LEAD, TaskRow.state == TaskState.OPEN)
            .group_by(AssignmentRow.agency_id)
        )
        return {row[0]: Standing(*row[1:]) for row in await self._session.execute(counted) if row[0] is not None}

    async def claimed_by(self, agency_id: int | None, since: datetime) -> list[Assignment]:
        """Return what an agency has reported done since then and nobody has confirmed or returned, newest first."""
        own = (AssignmentRow.agency_id == agency_id) & (AssignmentRow.status == Status.REPORTED_DONE)
        order = (AssignmentRow.reported_done_at.desc(), TaskRow.number)
        return await self._list(joined().where(own, AssignmentRow.reported_done_at >= since).order_by(*order))

    async def due(self, now: datetime, limit: int) -> list[Assignment]:
        """Take the assignments at which the planner must look by now, longest waiting first.

        Another process that plans at the same time passes them by until the transaction ends.
        """
        query = joined().where(AssignmentRow.next_at <= now).order_by(AssignmentRow.next_at, AssignmentRow.id)
        return await self._list(query.limit(limit).with_for_update(of=AssignmentRow, skip_locked=True))

    async def watched(self) -> list[Assignment]:
        """Return the assignments at which the planner will look again, the soonest first."""
        ahead = joined().where(AssignmentRow.next_at.is_not(None))
        return await self._list(ahead.order_by(AssignmentRow.next_at, AssignmentRow.id))

    async def count_open(self, agency_id: int | None) -> int:
        """Count the lead assignments still owed, by one agency or (None) by all."""
        owed = [AssignmentRow.part == Part.LEAD, OWED, TaskRow.state == TaskState.OPEN]
        if agency_id is not None:
            owed.append(AssignmentRow.agency_id == agency_id)
        counted = select(func.count()).select_from(AssignmentRow).join(TaskRow).where(*owed)
        return await self._session.scalar(counted) or 0

    async def set_next(self, moments: Mapping[int, datetime | None]) -> None:
        """Note when the planner must look at these assignments again; no new revision."""
        for assignment_id, moment in moments.items():
            this = AssignmentRow.id == assignment_id
            await self._session.execute(update(AssignmentRow).where(this).values(next_at=moment))

    async def wake(self, now: datetime, agency_id: int | None = None) -> None:
        """Let the planner look now at every assignment that is chased, or at those of one agency."""
        owed: list[ColumnElement[bool]] = [AssignmentRow.entered_at.is_not(None), *CHASED]
        if agency_id is not None:
            owed.append(AssignmentRow.agency_id == agency_id)
        await self._session.execute(update(AssignmentRow).where(*owed).values(next_at=now))

    async def held_by(self, agency_id: int) -> list[Assignment]:
        """Return the live shares of an agency in any part that are not confirmed, by code."""
        held = (AssignmentRow.agency_id == agency_id) & (AssignmentRow.status != Status.CONFIRMED)
        return await self._list(joined().where(held).order_by(TaskRow.number, AssignmentRow.id))

    async def save(self, before: Assignment, after: Assignment, now: datetime) -> None:
        """Write `after` over `before`, as far as it differs; `Stale` when that is no longer what stands there.

        What it leaves alone may move meanwhile: a coordinating share follows its leads.
        """
        values: dict[str, Any] = {
            name: getattr(after, name) for name in _KEPT if getattr(after, name) != getattr(before, name)
        }
        values["status"] = after.status.value
        if after.deadline != before.deadline:
            values["deadline"] = pack_deadline(after.deadline)
        values["next_at"] = now if after.chased else None
        unchanged = (AssignmentRow.id == before.id) & (AssignmentRow.revision == before.revision)
        written = await self._session.execute(
            update(AssignmentRow).where(unchanged).values(**values).returning(AssignmentRow.id)
        )
        if written.one_or_none() is None:
            raise Stale(before.code)
        if after.part is Part.LEAD and _moves(before) != _moves(after):
            await self.follow_leads(after.task_id, after.period, now)

    async def follow_leads(self, task_id: int, period: date | None, now: datetime) -> None:
        """Let the coordinating shares of a task, or of one period of it, have the latest deadline owed, or rest."""
        same = (AssignmentRow.task_id == task_id) & AssignmentRow.period.is_not_distinct_from(period)
        rows = await self._session.scalars(select(AssignmentRow).where(same).execution_options(populate_existing=True))
        shares = rows.all()
        owed = [row for row in shares if row.part == Part.LEAD and row.status not in RESTING]
        last = max(owed, key=lambda row: (row.due_at is None, row.due_at or now), default=None)
        for row in shares:
            if row.part == Part.COORDINATING and _follow(row, last, now):
                self._session.add(_version_followed(row, now))
        await self._session.flush()

    async def share_out(self, like: Assignment, agency: Agency, part: Part, now: datetime) -> int:
        """Give `agency` a share of the task of `like`, under its deadline; return the new share's id.

        To the agency it is new: its notice covers what was due until today. `Stale` when somebody else has just let
        that agency coordinate.
        """
        row = AssignmentRow(
            task_id=like.task_id,
            part=part.value,
            agency_id=agency.id,
            agency_name=agency.name,
            status=Status.ASSIGNED.value,
            deadline=pack_deadline(like.deadline),
            due_at=like.due_at,
            first_due_on=like.first_due_on,
            entered_at=now,
            ladder_from=now,
            next_at=now,
            period=like.period,
        )
        self._session.add(row)
        try:
            await self._session.flush()
        except IntegrityError:
            raise Stale(like.code) from None
        await self.add_deadline_version(await self.get(row.id), now, None, "assigned")
        await self.follow_leads(like.task_id, like.period, now)
        return row.id

    async def add_deadline_version(self, after: Assignment, now: datetime, set_by: int | None, cause: str) -> None:
        """Keep the deadline now in force in the history of its versions.

        A share that has followed its lead there has that version already; it is told now who set it and why.
        """
        row = DeadlineVersionRow(
            assignment_id=after.id,
            version=after.deadline_version,
            deadline=pack_deadline(after.deadline),
            due_at=after.due_at,
            set_at=now,
            set_by=set_by,
            cause=cause,
        )
        await self._session.merge(row)
        await self._session.flush()


def _moves(lead: Assignment) -> tuple[int, bool]:
    """Return what of a lead's share those who coordinate depend on."""
    return lead.deadline_version, lead.chased


def _follow(row: AssignmentRow, lead: AssignmentRow | None, now: datetime) -> bool:
    """Let a coordinating share follow the lead; return whether its deadline moved.

    The morning's rungs of a new day are covered by the decision on it. Its revision stays: nobody said anything of it,
    and whoever is just doing so is not outrun by that.
    """
    moved = lead is not None and row.due_at != lead.due_at
    if row.resting is (lead is None) and not moved:
        return False
    row.resting = lead is None
    if lead is not None and moved:
        row.deadline, row.due_at = lead.deadline, lead.due_at
        row.ladder_from = max(row.ladder_from or now, now)
        row.deadline_version += 1
    row.next_at = now if lead is not None and row.status not in RESTING else None
    return moved


def _version_followed(row: AssignmentRow, now: datetime) -> DeadlineVersionRow:
    """Return the version of the deadline that a coordinating share has taken over."""
    return DeadlineVersionRow(
        assignment_id=row.id,
        version=row.deadline_version,
        deadline=row.deadline,
        due_at=row.due_at,
        set_at=now,
        cause="followed",
    )
