"""A service's jobs together: who wakes whom, and how often."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from bot.house import PLAN_EVERY, House
from bot.metrics import Metrics
from bot.texts.catalogue import Texts
from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.message import Heard
from tests.jobs.office import RULES

FLOOD = 40


@dataclass
class Runs(Metrics):
    """Notes every run of a job as it ends."""

    ended: list[str] = field(default_factory=list)
    quiet: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        super().__init__()

    def ran(self, job: str, took: timedelta, *, failed: bool) -> None:
        super().ran(job, took, failed=failed)
        self.ended.append(job)
        if job == "plan" and self.ended.count("hear") > FLOOD:
            self.quiet.set()


async def test_planning_follows_a_flood_and_not_each_of_its_updates(sqlite_url: str, clock: FrozenClock) -> None:
    database, runs = Database(sqlite_url), Runs()
    house = House(database, RULES, Texts(), clock, clock, {}, runs)
    async with database.work() as uow:
        for number in range(FLOOD):
            await uow.inbox.store(Heard("paper", str(number), str(number), clock.now(), "xin chào"), clock.now())
        await uow.commit()
    began = asyncio.get_running_loop().time()
    async with asyncio.timeout(60), house.schedule():
        await runs.quiet.wait()
    by_itself = int((asyncio.get_running_loop().time() - began) / PLAN_EVERY.total_seconds())
    async with database.reading() as uow:
        assert await uow.inbox.waiting() == 0
    await database.close()
    assert runs.ended.count("hear") > FLOOD
    # One at the start and one after the flood, beside those that come by the clock.
    assert runs.ended.count("plan") <= 2 + by_itself + 1
