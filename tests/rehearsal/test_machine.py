"""An office under random people, replies, clock jumps, restarts and refusing phones, on both engines.

Short in the ordinary run; the long profile is a command:

    python -m tests.rehearsal.test_machine --long
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

import pytest
import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import text

from bot.house import House
from data.clock import FrozenClock
from data.domain.digest import standing_of
from data.domain.figures import figures
from data.domain.person import OFFICE_ROLES, Role
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment, Part, Status
from data.office.asking import ask, recall
from tests.fakes.databases import RAM, PostgresServer, SqliteFiles, running_postgres
from tests.rehearsal.village import RULES, ZONE, Phones, Village

T = TypeVar("T")
SHORT = settings(max_examples=4, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=150, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))
SAYINGS = (
    "đã nhận {code}",
    "{code} 40% đang lấy ý kiến",
    "{code} đã xong",
    "{code} chưa xong",
    "{code} vướng, chưa có kinh phí",
    "{code} gia hạn 30/06/2024 vì chờ Sở Tài chính",
    "{code} không thuộc thẩm quyền",
    "{code} xác nhận hoàn thành",
    "{code} trả lại vì thiếu số liệu",
    "{code} đồng ý đến 28/06/2024",
    "{code} không đồng ý vì đã gia hạn nhiều lần",
    "/viec",
    "/tonghop",
    "việc quá hạn tính đến 15/5",
    "hoàn tác",
    "{code} đồng ý đến 25/06/2024",
    "nhắc lại {code} sau 3 ngày",
    "vắng đến 20/05/2024",
    "đã đi làm lại",
    "đánh dấu sao {code}",
    "bỏ dấu {code}",
    "asdf ???",
)
MADE_BY_OFFICE = frozenset({Status.CONFIRMED, Status.RETURNED})


class Machine(RuleBasedStateMachine):
    """Every rule is something that happens to an office; what must always hold is asked after each."""

    lend: ClassVar[Callable[[ExitStack], str]]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.lent, self.opened = ExitStack(), AsyncExitStack()
        clock = FrozenClock(datetime.fromisoformat("2024-05-13T07:30:00+07:00"))
        chance = Random(7)
        phones = Phones(chance, clock)
        self.village = Village(type(self).lend(self.lent), clock, chance, phones)
        self.house: House | None = None
        self.directives = 0
        self.latest = clock.now()
        self.excused: set[str] = set()

    def does(self, what: Awaitable[T]) -> T:
        """Run something to its end."""
        return self.loop.run_until_complete(what)

    @property
    def home(self) -> House:
        """Return the house, which is open."""
        assert self.house is not None
        return self.house

    @initialize()
    def begins(self) -> None:
        self.house = self.does(self.opened.enter_async_context(self.village.opened()))
        self.does(self.village.founds(self.home, 3, 22))
        self.a_directive_comes(tasks=3)

    @rule(tasks=st.integers(1, 4))
    def a_directive_comes(self, tasks: int) -> None:
        self.directives += 1
        self.does(self.village.assigns(self.home, tasks, self.directives))

    @rule(who=st.integers(0, 40), saying=st.sampled_from(SAYINGS), task=st.integers(1, 12))
    def somebody_speaks(self, who: int, saying: str, task: int) -> None:
        people = sorted(self.village.people)
        person = self.village.people[people[who % len(people)]]
        if self.village.can_speak(person):
            self.does(self.village.says(self.home, person.id, saying.format(code=f"NV{task}")))
            self.does(self.home.deliver())

    @rule(minutes=st.sampled_from((1, 20, 90, 300)))
    def time_passes(self, minutes: int) -> None:
        self.village.clock.advance(timedelta(minutes=minutes))
        self.does(self.village.settle(self.home))

    @rule(days=st.sampled_from((1, 1, 1, 2, 7)))
    def mornings_come(self, days: int) -> None:
        self.village.clock.advance(timedelta(days=days))
        today = RULES.calendar.office_day(self.village.clock.now())
        self.village.clock.moment = datetime.combine(today, time(8), ZONE)
        self.does(self.village.settle(self.home))

    @rule()
    def the_service_restarts(self) -> None:
        self.does(self.opened.aclose())
        self.house = self.does(self.opened.enter_async_context(self.village.opened()))

    @rule(hours=st.sampled_from((1, 10, 26, 80)))
    def a_rehearsal_clock_starts_anew(self, hours: int) -> None:
        """Office time goes back with a restart, as a rehearsal clock's does."""
        self.the_service_restarts()
        self.latest = max(self.latest, self.village.clock.now())
        self.village.clock.advance(-timedelta(hours=hours))
        self.does(self.village.settle(self.home))

    @rule(minutes=st.sampled_from((0, 20, 1500)), steps=st.integers(1, 400))
    def the_plug_is_pulled(self, minutes: int, steps: int) -> None:
        """Everything ends within a step of planning and saying, and another process goes on."""
        self.village.clock.advance(timedelta(minutes=minutes))
        self.does(self._pull_the_plug(steps))
        self.house = None
        self.does(self.opened.aclose())
        self.house = self.does(self.opened.enter_async_context(self.village.opened()))
        self.excused |= self.does(self._in_flight())
        self.village.machine.advance(timedelta(minutes=11))
        self.does(self.village.settle(self.home))

    async def _pull_the_plug(self, steps: int) -> None:
        work = asyncio.create_task(self.village.settle(self.home))
        for _ in range(steps):
            await asyncio.sleep(0)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    async def _in_flight(self) -> set[str]:
        """Return the chats to which something was on its way: it may come twice, and is never lost."""
        leased = text("SELECT person_id FROM outbox WHERE state = 'queued' AND leased_until IS NOT NULL")
        async with self.home.database.connect() as connection:
            return {f"c{person_id}" for person_id in await connection.scalars(leased)}

    @rule(stumbles=st.sampled_from((0.0, 0.3, 0.9)))
    def phones_stumble(self, stumbles: float) -> None:
        self.village.phones.stumbles = stumbles

    @rule(who=st.integers(0, 40))
    def somebody_blocks_us(self, who: int) -> None:
        people = sorted(self.village.people)
        self.village.block(people[who % len(people)])

    @rule()
    def who_blocked_us_comes_back(self) -> None:
        for person_id in self.village.unblock():
            self.does(self.village.says(self.home, person_id, "xin chào"))

    @invariant()
    def no_state_is_unlawful(self) -> None:
        if self.house is None:
            return
        for one in self.does(self.village.owed(self.home)):
            assert (one.status is Status.ASSIGNED) <= (one.acknowledged_at is None)
            assert (one.status is Status.REPORTED_DONE) <= (one.reported_done_at is not None)
            assert (one.status is Status.CONFIRMED) <= (one.confirmed_at is not None)
            assert one.percent is None or 0 <= one.percent <= 100
            assert one.part is Part.LEAD

    @invariant()
    def figures_add_up_on_every_road(self) -> None:
        if self.house is not None and self.village.clock.now() >= self.latest:
            self.does(self._figures_add_up())

    async def _figures_add_up(self) -> None:
        now, calendar = self.village.clock.now(), RULES.calendar
        async with self.home.database.reading() as uow:
            every = await ask(uow, TaskFilter(), now, RULES)
            overdue = await ask(uow, TaskFilter((Condition.OVERDUE,)), now, RULES)
            owed = await ask(uow, TaskFilter((Condition.NOT_DONE,)), now, RULES)
            replayed = await recall(uow, TaskFilter(), now, RULES)
        counted = every.figures
        assert counted == figures(every.assignments, now, calendar)
        classes = (counted.done_on_time, counted.done_late, counted.doing_in_time, counted.doing_overdue)
        assert sum(classes) + counted.no_deadline + counted.paused == counted.total == len(every.assignments)
        assert counted.doing_overdue == len(overdue.assignments)
        standing = standing_of(owed.assignments, now, calendar)
        assert (standing.overdue, standing.due_soon) == (counted.doing_overdue, counted.due_soon)
        assert _bare(replayed.assignments) == _bare(every.assignments)

    @invariant()
    def nobody_acts_beyond_their_rights(self) -> None:
        if self.house is not None:
            self.does(self._rights())

    async def _rights(self) -> None:
        """Look up in the trail who brought each assignment to what it became."""
        async with self.home.database.reading() as uow:
            histories = await uow.histories.find(TaskFilter())
            assert (await uow.audit.verify()).broken is None
        for history in histories:
            for entry in history.trail:
                person = self.village.people.get(entry.person_id or 0)
                status = (entry.after or {}).get("status")
                if person is None or entry.action.startswith("refused:"):
                    continue
                if status in MADE_BY_OFFICE and (entry.before or {}).get("status") != status and entry.action != "undo":
                    assert person.role in OFFICE_ROLES | {Role.LEADER}, entry
                elif entry.action in {"report_done", "progress", "ask_extension", "refuse"}:
                    assert person.agency_id == history.present.agency_id, entry
                elif entry.action in {"extension_granted", "extension_refused"}:
                    assert person.role in {Role.CHIEF, Role.LEADER}, entry

    def teardown(self) -> None:
        """Let everything settle; then every rung that was due must have been said once, or be explained."""
        try:
            if self.house is not None:
                self.does(self._last_words())
        finally:
            self.does(self.opened.aclose())
            self.lent.close()
            self.loop.close()

    async def _last_words(self) -> None:
        self.village.phones.stumbles = 0.0
        latest = max(self.latest, self.village.clock.now())
        next_day = RULES.calendar.add_working(RULES.calendar.office_day(latest), 1)
        self.village.clock.moment = datetime.combine(next_day, time(8), ZONE)
        await self.village.settle(self.home)
        self.village.clock.advance(timedelta(hours=1))
        report = await self.home.audit()
        assert (report.missing, report.double) == ([], []), report.as_json()
        repeats = [one for one in self.village.phones.repeats if one[0] not in self.excused]
        assert repeats == []


def _bare(assignments: tuple[Assignment, ...]) -> list[Assignment]:
    """Return the assignments without what is of the machinery alone."""
    return [replace(one, revision=0, next_at=None) for one in assignments]


def _run(lend: Callable[[ExitStack], str], profile: settings) -> None:
    lent = type("Lent", (Machine,), {"lend": staticmethod(lend)})
    run_state_machine_as_test(lent, settings=profile)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Refusals by the hundred need no log."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("quiet")
def test_an_embedded_office_keeps_its_promises(sqlite_files: SqliteFiles) -> None:
    _run(lambda lent: lent.enter_context(sqlite_files.copy()), SHORT)


@pytest.mark.usefixtures("quiet")
def test_an_office_on_a_server_keeps_its_promises(postgres_server: PostgresServer) -> None:
    _run(lambda lent: lent.enter_context(postgres_server.copy()), SHORT)


def main() -> None:
    """Run the long profile on both engines."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    profile = LONG if "--long" in sys.argv else SHORT
    with TemporaryDirectory(prefix="nhacviec-machine-", dir=RAM) as folder:
        files = SqliteFiles(Path(folder) / "template.db")
        _run(lambda lent: lent.enter_context(files.copy()), profile)
        print("sqlite: every promise kept", flush=True)
        with running_postgres(None, lock=Path(folder) / "postgres.lock") as server:
            _run(lambda lent: lent.enter_context(server.copy()), profile)
        print("postgres: every promise kept", flush=True)


if __name__ == "__main__":
    main()
