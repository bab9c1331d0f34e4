"""What was heard: stored before the platform is told that we have it, handled once in effect."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from data.db.bells import Bell, ring
from data.db.codec import pack_heard, unpack_heard
from data.db.tables import InboxRow
from data.db.waits import is_over
from data.domain.message import Heard

MOST_WAITING = 200
"""How many updates of one chat may wait: more than anybody types while we are away, less than a machine sends."""
TOO_MANY = 99
"""The attempts of an update that is not handled, only apologised for."""
_FLOOD = "too many at once"
_EARLIER = aliased(InboxRow)
_WAITS = (
    select(_EARLIER.id)
    .where(
        _EARLIER.state == "new",
        _EARLIER.id < InboxRow.id,
        _EARLIER.channel == InboxRow.channel,
        _EARLIER.chat == InboxRow.chat,
    )
    .exists()
)
"""Whether something that was said before in the chat waits still."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A stored update that waits to be handled; `attempts` counts the times that handling it failed."""

    id: int
    heard: Heard
    attempts: int


def _bare(heard: Heard) -> Heard:
    """Return only that something came."""
    return replace(heard, text="", file=None)


def _incoming(row: InboxRow) -> Incoming:
    return Incoming(row.id, unpack_heard(row.body), row.attempts)


class InboxStore:
    """Reads and writes the inbox."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def store(self, heard: Heard, now: datetime) -> bool:
        """Keep an update; False when the platform repeated one that we have.

        Of a chat in which `MOST_WAITING` wait, the next is answered with an apology alone, and of all further ones
        nothing is kept but that they came.
        """
        waiting = await self._waiting_in(heard)
        if waiting > MOST_WAITING:
            heard = _bare(heard)
        row = InboxRow(
            channel=heard.channel,
            update=heard.update,
            chat=heard.chat,
            body=pack_heard(heard),
            stored_at=now,
            to_fetch=heard.file is not None and heard.file.fetchable and waiting < MOST_WAITING,
            attempts=TOO_MANY if waiting >= MOST_WAITING else 0,
            state="failed" if waiting > MOST_WAITING else "new",
            error=_FLOOD if waiting >= MOST_WAITING else None,
        )
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        ring(self._session, Bell.FETCH if row.to_fetch else Bell.HEAR)
        return True

    async def _waiting_in(self, heard: Heard) -> int:
        """Count, up to a little more than what is kept, the updates of the chat that wait."""
        here = (InboxRow.channel == heard.channel) & (InboxRow.chat == heard.chat) & (InboxRow.state == "new")
        some = select(InboxRow.id).where(here).limit(MOST_WAITING + 1).subquery()
        return await self._session.scalar(select(func.count()).select_from(some)) or 0

    async def next(self, machine_now: datetime, passed_by: Collection[tuple[str, str]] = ()) -> Incoming | None:
        """Take the oldest update that may be handled now, in the order of its chat, but of no chat that is passed by.

        One that waits for its file may not, nor what was said after it. The update stays locked until the
        transaction that handles it ends, so a dead process gives it back by dying.
        """
        others = tuple_(InboxRow.channel, InboxRow.chat).not_in(passed_by)
        row = await self._oldest(InboxRow.to_fetch.is_(False) & others, machine_now)
        return _incoming(row) if row else None

    async def next_file(self, machine_now: datetime, lease: timedelta, channels: Collection[str]) -> Incoming | None:
        """Take the oldest update whose file is to be fetched on these channels, for the time of the lease.

        It is the first of its chat.
        Commit before fetching. A dead process's file is fetched again when the lease has passed.
        """
        row = await self._oldest(InboxRow.to_fetch.is_(True) & InboxRow.channel.in_(channels), machine_now)
        if row is None:
            return None
        row.try_at = machine_now + lease
        await self._session.flush()
        return _incoming(row)

    async def _oldest(self, kind: ColumnElement[bool], machine_now: datetime) -> InboxRow | None:
        """Lock and return the oldest update of a kind that may be handled now and is the first of its chat."""
        oldest: InboxRow | None = await self._session.scalar(
            select(InboxRow)
            .where(InboxRow.state == "new", kind)
            .where(is_over(InboxRow.try_at, machine_now), ~_WAITS)
            .order_by(InboxRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return oldest

    async def get(self, inbox_id: int) -> Incoming:
        """Return the update with that id; NoResultFound when there is none."""
        return _incoming(await self._session.get_one(InboxRow, inbox_id))

    async def unhandled(self, inbox_id: int) -> bool:
        """Lock the update; return whether it still waits, for another process may have handled it meanwhile."""
        waiting = (InboxRow.id == inbox_id) & (InboxRow.state == "new")
        return await self._session.scalar(select(InboxRow.id).where(waiting).with_for_update()) is not None

    async def leave_file(self, inbox_id: int) -> None:
        """Let an update be handled without its file."""
        await self._set(inbox_id, to_fetch=False, try_at=None)

    async def done(self, inbox_id: int, now: datetime) -> None:
        """Close an update as handled."""
        await self._set(inbox_id, state="done", done_at=now, error=None)

    async def again(self, inbox_id: int, try_at: datetime, error: str) -> None:
        """Leave an update that could not be handled until machine time `try_at`."""
        await self._set(inbox_id, try_at=try_at, error=error, attempts=InboxRow.attempts + 1)

    async def give_up(self, inbox_id: int, now: datetime, error: str) -> None:
        """Close an update that fails whenever it is handled, so that later ones of its chat get through."""
        await self._set(inbox_id, state="failed", done_at=now, error=error, attempts=InboxRow.attempts + 1)

    async def _set(self, inbox_id: int, **values: object) -> None:
        await self._session.execute(update(InboxRow).where(InboxRow.id == inbox_id).values(**values))

    async def forget(self, heard: Heard) -> None:
        """Keep nothing of what an update said, only that it came: secrets never enter (domain rule 12)."""
        this = (InboxRow.channel == heard.channel) & (InboxRow.update == heard.update)
        await self._session.execute(update(InboxRow).where(this).values(body=pack_heard(_bare(heard))))

    async def files_waiting(self, channels: Collection[str]) -> bool:
        """Whether there are updates whose files are to be fetched on these channels."""
        waits = (InboxRow.state == "new") & InboxRow.to_fetch.is_(True) & InboxRow.channel.in_(channels)
        return await self._session.scalar(select(InboxRow.id).where(waits).limit(1)) is not None

    async def any_waiting(self) -> bool:
        """Whether there are updates not handled yet; as quick with ten thousand of them as with one."""
        return await self._session.scalar(select(InboxRow.id).where(InboxRow.state == "new").limit(1)) is not None

    async def waiting(self) -> int:
        """Count the updates not handled yet."""
        return await self._session.scalar(select(func.count()).where(InboxRow.state == "new")) or 0
