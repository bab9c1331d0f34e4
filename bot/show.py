"""The way to run the demo: the whole product with a clock that visitors move. A service does without loading it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.demo import STARTS_AT, furnish, moment_after, next_reminder
from bot.health import Health
from bot.house import open_house
from bot.office_page.door_keeper import office_door
from bot.server import serve, stop_on_signals
from bot.settings import Address
from bot.texts.catalogue import Texts
from bot.web.channel import SURFACES, WebChannel
from bot.web.demo import ClockStep, Demo
from bot.web.live import Live
from bot.web.page import demo_routes
from bot.web.shelf import Shelf
from data.clock import MachineClock, RehearsalClock
from data.db.engine import Database
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.office.acting import Rules
from data.ports import Channel


async def run_demo(port: int, file: Path, opened: Callable[[str], None]) -> None:
    """Serve the whole product on the database in `file`, with the sample directive and a clock that visitors move.

    `opened` is told the page's address once it answers. A file from an earlier demo goes on where it stood; office
    time starts anew.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    clock, live, shelf = RehearsalClock(MachineClock(), STARTS_AT), Live(), Shelf()
    policy = Policy()

    def web(database: Database) -> Mapping[str, Channel]:
        return {one.name: WebChannel(database, clock, live.publish, one, shelf) for one in SURFACES}

    rules = Rules(WorkingCalendar(policy))
    own_address = f"http://127.0.0.1:{port}" if port else None
    async with open_house(f"sqlite:///{file}", rules, Texts("vi", policy.zone), clock, web) as bare:
        house = replace(bare, page_address=own_address)
        people = await furnish(house.database, house.rules, house.texts, clock.now())
        async with house.schedule() as schedule:

            async def step(to: ClockStep) -> None:
                now = clock.now()
                if to is ClockStep.NEXT_REMINDER:
                    clock.jump(await next_reminder(house.database, rules.calendar, now))
                else:
                    clock.jump(moment_after(to, now, rules.calendar))
                await house.plan()
                await house.deliver()

            def heard() -> None:
                for job in ("fetch", "hear", "deliver"):
                    schedule.wake(job)

            demo = Demo(house.database, clock, rules.calendar, people, step, heard, live, shelf)
            health = Health(house.database, clock, lambda: schedule.reasons(house.machine.now())).route()
            address = Address("127.0.0.1", port)
            page = house.page(heard)
            await serve(
                [*demo_routes(demo), *office_door(page), health],
                address,
                stop,
                lambda at: opened(f"http://{at}/"),
                live.close,
            )
