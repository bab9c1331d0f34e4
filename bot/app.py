"""The only place that knows every concrete class: it wires database, rules, words, channels and jobs together."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from bot.conversation.wording import ChatWording
from bot.demo import STARTS_AT, furnish, moment_after
from bot.health import health_route
from bot.server import serve, stop_on_signals
from bot.settings import Address, Settings, office_clock, office_policy
from bot.texts.catalogue import Texts
from bot.web.channel import NAME as WEB
from bot.web.channel import WebChannel
from bot.web.demo import ClockStep, Demo
from bot.web.live import Live
from bot.web.page import demo_routes
from data.clock import Clock, FrozenClock, MachineClock, RehearsalClock
from data.db.engine import Database
from data.db.version import prepare
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.office.acting import Rules
from data.ports import Channel
from jobs.deliver import Deliverer, deliver_outbox
from jobs.hear import handle_inbox
from jobs.plan import plan_reminders
from jobs.schedule import Job, Schedule

PLAN_EVERY = timedelta(seconds=5)
DELIVER_EVERY = timedelta(seconds=1)
HEAR_EVERY = timedelta(seconds=1)


@dataclass(frozen=True)
class House:
    """Everything that is the same for the service, the demo and a single tick."""

    database: Database
    rules: Rules
    texts: Texts
    office: Clock
    machine: Clock
    channels: Mapping[str, Channel]

    async def plan(self) -> int:
        """Plan what is due; return how many messages were queued."""
        return await plan_reminders(self.database, self.rules.calendar, self.office)

    async def hear(self) -> int:
        """Handle what was heard; return how many updates there were."""
        async with self.database.work() as uow:
            if not await uow.inbox.waiting():
                return 0
        # Compiling the grammars takes most of a second: the service is up before the first words need them.
        from bot.conversation.conversation import ChatConversation  # noqa: PLC0415

        conversation = ChatConversation(self.texts, self.rules)
        return await handle_inbox(self.database, conversation, self.office, self.machine)

    async def deliver(self) -> int:
        """Say what is due; return how many messages were taken."""
        wording = ChatWording(self.texts, self.rules)
        return await deliver_outbox(
            Deliverer(self.database, self.channels, wording, self.rules.calendar, self.office, self.machine)
        )

    def schedule(self) -> Schedule:
        """Return the jobs of a running service; each wakes the next as soon as there is work for it."""
        deliver = Job("deliver", self.deliver, DELIVER_EVERY)

        async def plan() -> None:
            if await self.plan():
                deliver.wake()

        async def hear() -> None:
            if await self.hear():
                deliver.wake()

        return Schedule([Job("hear", hear, HEAR_EVERY), Job("plan", plan, PLAN_EVERY), deliver], self.machine)


Channels = Callable[[Database], Mapping[str, Channel]]
"""Makes the channels of a house from its database."""


def no_channels(_database: Database) -> Mapping[str, Channel]:
    """Return no channel at all."""
    return {}


@asynccontextmanager
async def open_house(
    database_url: str, rules: Rules, texts: Texts, office: Clock, channels: Channels = no_channels
) -> AsyncIterator[House]:
    """Open the database, wire everything around it, and close it at the end.

    Raises `BadUrl`, `NotMigrated` or `NewerDatabase`.
    """
    database = Database(database_url)
    try:
        await prepare(database)
        yield House(database, rules, texts, office, MachineClock(), channels(database))
    finally:
        await database.close()


async def run_service(settings: Settings) -> None:
    """Serve until SIGTERM: the clock's jobs, and HTTP with `/healthz`."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with _house_of(settings) as house, house.schedule() as schedule:
        health = health_route(house.database, schedule.late, house.machine.now)
        await serve([health], settings.listen, stop)


async def run_demo(port: int, file: Path, opened: Callable[[str], None]) -> None:
    """Serve the whole product on the database in `file`, with the sample directive and a clock that visitors move.

    `opened` is told the page's address once it answers. A file from an earlier demo goes on where it stood; office
    time starts anew.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    clock, live = RehearsalClock(MachineClock(), STARTS_AT), Live()
    policy = Policy()

    def web(database: Database) -> Mapping[str, Channel]:
        return {WEB: WebChannel(database, clock, live.publish)}

    rules = Rules(policy, WorkingCalendar(policy))
    async with open_house(f"sqlite:///{file}", rules, Texts("vi", policy.zone), clock, web) as house:
        people = await furnish(house.database, house.rules, house.texts, clock.now())
        async with house.schedule() as schedule:

            async def step(to: ClockStep) -> None:
                clock.jump(moment_after(to, clock.now(), rules.calendar))
                await house.plan()
                await house.deliver()

            demo = Demo(house.database, clock, policy.zone, people, step, partial(schedule.wake, "hear"), live)
            health = health_route(house.database, schedule.late, house.machine.now)
            address = Address("127.0.0.1", port)
            await serve([*demo_routes(demo), health], address, stop, lambda at: opened(f"http://{at}/"), live.close)


async def run_tick(settings: Settings, at: datetime | None) -> int:
    """Do all that the clock would have done by `at` (default: now); return how many messages were taken.

    Ends when nothing due can be said any more; what a platform refuses for now stays queued for the service.
    """
    delivered = 0
    async with _house_of(settings, at) as house:
        while await house.plan() + await house.hear() + (taken := await house.deliver()):
            delivered += taken
    return delivered


def _house_of(settings: Settings, at: datetime | None = None) -> AbstractAsyncContextManager[House]:
    """Return the house that the settings describe, with office time running, or frozen at `at`."""
    clock = FrozenClock(at) if at else office_clock(settings, MachineClock())
    policy = office_policy(settings)
    rules = Rules(policy, WorkingCalendar(policy))
    return open_house(settings.database_url, rules, Texts(settings.language, rules.policy.zone), clock)
