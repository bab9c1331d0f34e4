"""What SQL counts and pages is what the rules count and list, whatever stands in the register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from data.db.base import table_of
from data.db.codec import pack_deadline, pack_ladder
from data.db.engine import Database
from data.db.tables import AgencyRow, AssignmentRow, DirectiveRow, TaskRow
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.policy import Policy
from data.domain.question import NO_ROWS, Condition, Page, TaskFilter
from data.domain.task import Status, TaskState
from data.office.acting import Rules
from data.office.asking import FEW, ask
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
NAMES = ("Ban Dân tộc", "Sở Tài chính", "Các chủ rừng")
ZONES = ("Asia/Ho_Chi_Minh", "Europe/Berlin", "America/New_York")
MOMENTS = st.timedeltas(timedelta(days=-60), timedelta(days=60)).map(lambda apart: NOW + apart)
HOURS = (0, 1, 6, 7, 12, 23, 24, 25, 26, 40)
CLOSE = st.sampled_from([timedelta(hours=hours, minutes=odd) for hours in HOURS for odd in (-1, 0, 1)])
"""How long after a deadline something was done, where days and hours part."""
Row = dict[str, Any]


@st.composite
def shares(draw: st.DrawFn) -> Row:
    """Draw an assignment of a task; done near its deadline as often as not."""
    due_at = draw(st.none() | MOMENTS | st.just(NOW))
    near = st.just(due_at) if due_at is not None else MOMENTS
    done_at = st.none() | MOMENTS | st.tuples(near, CLOSE).map(lambda pair: pair[0] + pair[1])
    kind = DeadlineKind.NONE
    if due_at is not None:
        kind = draw(st.sampled_from([DeadlineKind.DATE, DeadlineKind.DATETIME]))
    agency = draw(st.sampled_from([(1, NAMES[0]), (2, NAMES[1]), (None, NAMES[2]), (2, NAMES[0])]))
    return {
        "part": draw(st.sampled_from(["lead", "lead", "lead", "coordinating"])),
        "agency_id": agency[0],
        "agency_name": agency[1],
        "status": draw(st.sampled_from(list(Status))).value,
        "resting": draw(st.booleans()),
        "due_at": due_at,
        "deadline": pack_deadline(Deadline(kind, due_at)),
        "heard_at": draw(st.none() | MOMENTS),
        "reported_done_at": draw(done_at),
        "confirmed_at": draw(done_at),
        "state": draw(st.sampled_from([TaskState.OPEN, TaskState.OPEN, TaskState.REVOKED])).value,
    }


REGISTERS = st.lists(shares(), min_size=1, max_size=8)
POLICIES = st.builds(
    Policy, zone=st.sampled_from(ZONES).map(ZoneInfo), on_time_judged_by=st.sampled_from(["reported", "confirmed"])
)
FILTERS = st.builds(
    TaskFilter,
    conditions=st.lists(st.sampled_from(list(Condition)), max_size=2, unique=True).map(tuple),
    agency_ids=st.sampled_from([(), (2,)]),
)


async def write(uow: UnitOfWork, rows: Sequence[Row]) -> None:
    """Let these be all the assignments there are, each of a task of its own; every other one of a second directive."""
    session = uow._session  # noqa: SLF001 - past the stores: states that these would not write are meant too
    for kind in (AssignmentRow, TaskRow, DirectiveRow, AgencyRow):
        await session.execute(delete(kind))
    agencies = [{"id": 1, "code": "A", "name": NAMES[0]}, {"id": 2, "code": "B", "name": NAMES[1]}]
    unnamed = {"folded": "", "aliases": [], "kind": ""}
    await session.execute(insert(table_of(AgencyRow)), [one | unnamed for one in agencies])
    directives = [{"id": one, "digest": str(one), "text": "", "received_at": NOW} for one in (1, 2)]
    await session.execute(insert(table_of(DirectiveRow)), directives)
    tasks, assignments = [], []
    rest = {"title": "", "ladder": pack_ladder(Policy().ladder(None)), "evidence": {}, "confidence": 1.0}
    for number, row in enumerate(rows, 1):
        named = {"id": number, "number": number, "directive_id": 1 + number % 2, "ref": "", "content": "", "folded": ""}
        tasks.append(named | rest | {"state": row["state"], "deadline": row["deadline"]})
        share = {name: value for name, value in row.items() if name != "state"}
        assignments.append({"id": number, "task_id": number, "entered_at": NOW, "ladder_from": NOW} | share)
    await session.execute(insert(table_of(TaskRow)), tasks)
    await session.execute(insert(table_of(AssignmentRow)), assignments)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=REGISTERS, asked=FILTERS, policy=POLICIES, since=st.none() | MOMENTS, size=st.integers(0, 4))
async def test_sql_counts_and_pages_what_the_rules_do(
    database: Database, rows: list[Row], asked: TaskFilter, policy: Policy, since: datetime | None, size: int
) -> None:
    rules = Rules(WorkingCalendar(policy))
    async with database.work() as uow:
        await write(uow, rows)
        every = await ask(uow, asked, NOW, rules, since=since)
        counted = await ask(uow, asked, NOW, rules, since=since, page=NO_ROWS)
        first = await ask(uow, asked, NOW, rules, since=since, page=Page(0, size))
        second = await ask(uow, asked, NOW, rules, since=since, page=Page(1, size))
    for one in (counted, first, second):
        assert set(one.agencies) == set(every.agencies)
        assert (one.figures, one.number, one.directive_id) == (every.figures, every.number, every.directive_id)
    assert counted.assignments == ()
    assert first.assignments == every.assignments[:size]
    assert second.assignments == every.assignments[1 : 1 + size]


@pytest.mark.parametrize("done", ["16:59", "23:59"])
async def test_what_was_done_in_the_evening_of_its_day_is_counted_on_time(database: Database, done: str) -> None:
    due = at("2024-05-16", "17:00")
    row = {"part": "lead", "agency_id": 1, "agency_name": NAMES[0], "status": "confirmed", "resting": False}
    times = {"due_at": due, "deadline": pack_deadline(Deadline(DeadlineKind.DATE, due.date())), "heard_at": None}
    claim = {"reported_done_at": at("2024-05-16", done), "confirmed_at": NOW, "state": "open"}
    async with database.work() as uow:
        await write(uow, [row | times | claim])
        rules = Rules(WorkingCalendar(Policy()))
        counted = (await ask(uow, TaskFilter(), NOW, rules, page=NO_ROWS)).figures
        judged = replace(rules.policy, on_time_judged_by="confirmed")
        confirmed = (await ask(uow, TaskFilter(), NOW, Rules(WorkingCalendar(judged)), page=NO_ROWS)).figures
    assert (counted.done_late, counted.done_on_time) == (0, 1)
    assert (confirmed.done_late, confirmed.done_on_time) == (1, 0)


async def test_of_more_than_a_few_only_a_page_is_loaded_and_all_is_counted(database: Database) -> None:
    row = {"part": "lead", "agency_id": 1, "agency_name": NAMES[0], "status": "assigned", "resting": False}
    deadline = {"deadline": pack_deadline(Deadline()), "due_at": None, "state": "open"}
    times = {"heard_at": None, "reported_done_at": None, "confirmed_at": None}
    rules = Rules(WorkingCalendar(Policy()))
    async with database.work() as uow:
        await write(uow, [row | deadline | times] * (FEW + 2))
        first = await ask(uow, TaskFilter(), NOW, rules, page=Page(0, 3))
        last = await ask(uow, TaskFilter(), NOW, rules, page=Page(FEW, 3))
        beyond = await ask(uow, TaskFilter(), NOW, rules, page=Page(FEW + 5, 3))
    assert [one.code for one in first.assignments] == ["NV1", "NV2", "NV3"]
    assert [one.code for one in last.assignments] == [f"NV{FEW + 1}", f"NV{FEW + 2}"]
    assert beyond.assignments == ()
    assert {first.figures.total, last.figures.total, beyond.figures.total} == {FEW + 2}
