"""An office under random people, replies, mergers, clock jumps, restarts and refusing phones, on both engines.

Short in the ordinary run; the long profile, in which every example has hundreds of tasks, is a command. It prints what
was lived through on each engine:

    python -m tests.rehearsal.test_machine --long [--examples 40] [--only sqlite|postgres] [--seed 7]

With a seed it lives through the same examples each time.
"""

import argparse
import asyncio
import logging
from collections import Counter
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
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select, text

from bot.house import House
from data.clock import FrozenClock
from data.db.base import table_of
from data.db.tables import AgencyRow, AuditRow
from data.domain.digest import standing_of
from data.domain.figures import figures
from data.domain.person import OFFICE_ROLES, Person, Role
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment, Part, Status, number_of
from data.office.asking import ask, recall
from tests.fakes.databases import RAM, PostgresServer, SqliteFiles, running_postgres
from tests.rehearsal.sayings import SAYINGS
from tests.rehearsal.village import RULES, ZONE, Phones, Village

T = TypeVar("T")
SHORT = settings(
    max_examples=4, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
"""The same examples each time: the search among new ones is the long profile's."""
LONG = settings(SHORT, max_examples=40, stateful_step_count=50, derandomize=False)
SCALE = 20
"""Of the long profile: a hundred to four hundred tasks an example."""
STARTS_AT = datetime.fromisoformat("2024-05-13T07:30:00+07:00")
MADE_BY_OFFICE = frozenset(
    {Status.CONFIRMED, Status.RETURNED, Status.PAUSED, Status.REASSIGNED, Status.REVOKED, Status.REPLACED}
)
LIVED: Counter[str] = Counter()
"""What the examples have lived through."""


SAID = st.tuples(st.integers(0, 90), st.sampled_from(SAYINGS), st.integers(0, 400), st.booleans())
"""Who says what of which task, and whether anybody may be who says it."""


class Machine(RuleBasedStateMachine):
    """Every rule is something that happens to an office; what must always hold is asked after each."""

    lend: ClassVar[Callable[[ExitStack], str]]
    scale: ClassVar[int] = 1
    """How many times as many tasks, agencies and people as in the short profile."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.lent, self.opened = ExitStack(), AsyncExitStack()
        clock = FrozenClock(STARTS_AT)
        chance = Random(7)
        phones = Phones(chance, clock)
        self.village = Village(type(self).lend(self.lent), clock, chance, phones)
        self.house: House | None = None
        self.directives = self.tasks = self.mergers = 0
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
        wide = min(self.scale, 3)
        self.does(self.village.founds(self.home, 3 * wide, 22 * wide))
        self.a_directive_comes(tasks=3)
        LIVED["examples"] += 1

    @rule(tasks=st.integers(1, 4))
    def a_directive_comes(self, tasks: int) -> None:
        self.directives += 1
        self.tasks += tasks * self.scale
        LIVED["tasks"] += tasks * self.scale
        self.does(self.village.assigns(self.home, tasks * self.scale, self.directives))

    @rule(said=st.lists(SAID, min_size=1, max_size=12))
    def people_speak(self, said: list[tuple[int, str, int, bool]]) -> None:
        """Some people, one after another, say something of some task: whom it concerns, or anybody.

        Later than what was said that morning: of two things in one instant nobody could tell which came first.
        """
        self.village.clock.advance(timedelta(seconds=1))
        owed = {number_of(one.code): one for one in self.does(self.village.owed(self.home))}
        for who, saying, task, strange in said:
            number = task % self.tasks + 1
            agency_id = owed[number].agency_id if number in owed and not strange else None
            person = self._speaker(who, agency_id)
            if self.village.can_speak(person):
                LIVED["said"] += 1
                codes = {"code": f"NV{number}", "other": f"NV{(task + 1) % self.tasks + 1}"}
                self.does(self.village.says(self.home, person.id, saying.format(**codes)))
                self.does(self.home.deliver())

    def _speaker(self, who: int, agency_id: int | None) -> Person:
        """Return somebody of that agency or of the office; without an agency, anybody."""
        people = [self.village.people[key] for key in sorted(self.village.people)]
        concerned = [one for one in people if one.role in OFFICE_ROLES or one.agency_id == agency_id]
        return (concerned or people)[who % len(concerned or people)] if agency_id else people[who % len(people)]

    @rule(days=st.integers(0, 2))
    def agencies_merge(self, days: int) -> None:
        """One agency goes over into another, at once or within days; two or more are always left.

        Not in days that are lived a second time: their people would have been of one agency the first time and of the
        other the second, and a history that is told by office time cannot say so.
        """
        if self.village.clock.now() >= self.latest and self.mergers < 3 * min(self.scale, 3) - 2:
            self.mergers += 1
            LIVED["mergers"] += 1
            today = RULES.calendar.office_day(self.village.clock.now())
            self.does(self.village.merges(self.home, today + timedelta(days=days)))
            self.does(self.village.settle(self.home))

    @rule(minutes=st.sampled_from((1, 20, 90, 300)))
    def time_passes(self, minutes: int) -> None:
        self._time_comes(self.village.clock.now() + timedelta(minutes=minutes))
        self.does(self.village.settle(self.home))

    @rule(days=st.sampled_from((1, 1, 1, 2, 7)))
    def mornings_come(self, days: int) -> None:
        day = RULES.calendar.office_day(self.village.clock.now()) + timedelta(days=days)
        self._time_comes(datetime.combine(day, time(8), ZONE))
        self.does(self.village.settle(self.home))

    def _time_comes(self, moment: datetime) -> None:
        """Move the clock on; it passes no morning by that was lived before it went back, as a rehearsal's does not."""
        clock = self.village.clock
        while clock.now() < moment and clock.now() <= self.latest:
            self.does(self.village.settle(self.home))
            clock.moment = min(moment, RULES.calendar.next_morning(clock.now()))
        clock.moment = moment

    @rule()
    def the_service_restarts(self) -> None:
        LIVED["restarts"] += 1
        self.does(self.opened.aclose())
        self.house = self.does(self.opened.enter_async_context(self.village.opened()))

    @rule(hours=st.sampled_from((1, 10, 26, 80)))
    def a_rehearsal_clock_starts_anew(self, hours: int) -> None:
        """Office time goes back with a restart, as a rehearsal clock's does.

        Not before a merger, nor behind one or behind a moment from which somebody could (not) be reached: a history
        that is told by office time cannot say then who was whose, and who heard us.
        """
        self.the_service_restarts()
        clock = self.village.clock
        self.latest = max(self.latest, clock.now())
        clock.moment = max(clock.now() - timedelta(hours=hours), self.does(self._last_turn()))
        self.does(self.village.settle(self.home))

    async def _last_turn(self) -> datetime:
        """Return when anybody last changed agency or could (not) be reached: now while a merger is about to come."""
        agency, audit = table_of(AgencyRow).c, table_of(AuditRow).c
        coming = select(agency.id).where(agency.successor_id.is_not(None), agency.succeeded_at.is_(None))
        turns = select(func.max(audit.at)).where(audit.action.in_(("merge", "reachable", "unreachable")))
        async with self.home.database.connect() as connection:
            if await connection.scalar(coming.limit(1)) is not None:
                return self.village.clock.now()
            return await connection.scalar(turns) or STARTS_AT

    @rule(minutes=st.sampled_from((0, 20, 1500)), steps=st.integers(1, 400))
    def the_plug_is_pulled(self, minutes: int, steps: int) -> None:
        """Everything ends within a step of planning and saying, and another process goes on."""
        self._time_comes(self.village.clock.now() + timedelta(minutes=minutes))
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
        # A service that runs looks within seconds at who may hear again, and not only on the next morning.
        self.does(self.village.settle(self.home))

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
        await self.village.looks_around(self.home)
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
                self.village.phones.stumbles = 0.0
                latest = max(self.latest, self.village.clock.now())
                last = RULES.calendar.add_working(RULES.calendar.office_day(latest), 1)
                self._time_comes(datetime.combine(last, time(8), ZONE))
                self.does(self._last_words())
        finally:
            self.does(self.opened.aclose())
            self.lent.close()
            self.loop.close()

    async def _last_words(self) -> None:
        await self.village.settle(self.home)
        self.village.clock.advance(timedelta(hours=1))
        report = await self.home.audit()
        LIVED["rungs audited"] += report.expected
        LIVED["messages taken"] += self.village.phones.taken
        assert (report.missing, report.double) == ([], []), report.as_json()
        repeats = [one for one in self.village.phones.repeats if one[0] not in self.excused]
        assert repeats == []


def _bare(assignments: tuple[Assignment, ...]) -> list[Assignment]:
    """Return the assignments without what is of the machinery alone."""
    return [replace(one, revision=0, next_at=None) for one in assignments]


def _run(lend: Callable[[ExitStack], str], profile: settings, scale: int = 1) -> None:
    lent = type("Lent", (Machine,), {"lend": staticmethod(lend), "scale": scale})
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
    """Run the long profile on both engines, or on one."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--long", action="store_true")
    words.add_argument("--examples", type=int, default=LONG.max_examples)
    words.add_argument("--only", choices=("sqlite", "postgres"))
    words.add_argument("--seed", type=int)
    asked = words.parse_args()
    if asked.seed is not None:
        seed(asked.seed)(Machine)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    profile, scale = (settings(LONG, max_examples=asked.examples), SCALE) if asked.long else (SHORT, 1)
    with TemporaryDirectory(prefix="nhacviec-machine-", dir=RAM) as folder:
        if asked.only != "postgres":
            files = SqliteFiles(Path(folder) / "template.db")
            _run(lambda lent: lent.enter_context(files.copy()), profile, scale)
            _report("sqlite")
        if asked.only != "sqlite":
            with running_postgres(None, lock=Path(folder) / "postgres.lock") as server:
                _run(lambda lent: lent.enter_context(server.copy()), profile, scale)
            _report("postgres")


def _report(engine: str) -> None:
    """Say what was lived through on an engine, and begin to count anew."""
    counted = ", ".join(f"{count} {name}" for name, count in LIVED.items())
    print(f"{engine}: every promise kept ({counted})", flush=True)
    LIVED.clear()


if __name__ == "__main__":
    main()
