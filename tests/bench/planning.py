"""What a planning tick costs: by what is due, not by what is stored; and how much memory a large register takes.

python -m tests.bench.planning [--tasks 1000000] [--due 10000] [--quick]
"""

import argparse
import asyncio
import time
from datetime import timedelta
from multiprocessing import get_context
from statistics import median

from sqlalchemy import case, literal

from bot.conversation.answering.listing import PAGE
from data.clock import FrozenClock
from data.db.base import table_of
from data.db.engine import Database
from data.db.tables import AssignmentRow, OutboxRow, ReminderRow
from data.db.types import Moment
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.domain.question import Page, TaskFilter
from data.office.acting import Rules
from data.office.asking import ask
from jobs.plan import plan_reminders
from tests.bench.filling import AGENCIES, EIGHT, at_eight, databases, empty, fill
from tests.bench.row import report
from tests.bench.usage import peak_megabytes

CALENDAR = WorkingCalendar(Policy())
IDLE_TICKS = 50
IDLE_MILLISECONDS = 5.0
GROWTH_MEGABYTES = 20.0
SOME_DUE = 1000
DAY = timedelta(days=1)


async def tick(database: Database, clock: FrozenClock) -> float:
    """Plan all that is due; return the seconds."""
    began = time.perf_counter()
    await plan_reminders(database, CALENDAR, clock)
    return time.perf_counter() - began


async def cost(url: str, tasks: int, due: int) -> tuple[float, float]:
    """Return the seconds of a morning's tick and the milliseconds of an idle one, with so many tasks stored."""
    database = await empty(url)
    await fill(database, tasks, due, AGENCIES)
    clock = at_eight()
    morning = await tick(database, clock)
    idle = median([await tick(database, clock) for _ in range(IDLE_TICKS)]) * 1000
    await database.close()
    return morning, idle


def peak_of_a_morning(url: str) -> float:
    """Return the peak megabytes of a process that opens the database, plans what is due and answers a leader."""

    async def live() -> None:
        database = Database(url)
        await tick(database, at_eight())
        async with database.reading() as uow:
            await ask(uow, TaskFilter(), at_eight().now(), Rules(CALENDAR), page=Page(0, PAGE))
        await database.close()

    asyncio.run(live())
    return peak_megabytes()


async def _small(url: str) -> None:
    database = await empty(url)
    await fill(database, SOME_DUE, SOME_DUE, AGENCIES)
    await database.close()


async def _as_before(url: str) -> None:
    """Let the first thousand be due again, as if nothing had been planned."""
    database, shares = Database(url), table_of(AssignmentRow)
    async with database.engine.begin() as connection:
        for kind in (ReminderRow, OutboxRow):
            await connection.execute(table_of(kind).delete())
        later = case((shares.c.id <= SOME_DUE, literal(EIGHT, Moment())), else_=literal(EIGHT + DAY, Moment()))
        await connection.execute(shares.update().where(shares.c.next_at.is_not(None)).values(next_at=later))
    await database.close()


def memory(url: str) -> float:
    """Return the peak megabytes of a morning."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(peak_of_a_morning, (url,))


def measure(tasks: int, due: int) -> None:
    """Print the rows of both engines."""
    with databases() as lent:
        for engine, url in lent:
            asyncio.run(_small(url))
            small = memory(url)
            few, _ = asyncio.run(cost(url, due, due))
            many, idle = asyncio.run(cost(url, tasks, due))
            among = f"among {due} tasks, {few:.2f} s"
            report(f"planning_{due}_due_among_{tasks}_{engine}", many, "s", among, many / few)
            report(f"planning_idle_{engine}", idle, "ms", f"aim {IDLE_MILLISECONDS:g}", idle / IDLE_MILLISECONDS)
            asyncio.run(_as_before(url))
            large = memory(url)
            told = f"{SOME_DUE} tasks, {small:.0f} MB; aim {GROWTH_MEGABYTES:g} MB more"
            report(
                f"memory_growth_{tasks}_tasks_{engine}", large - small, "MB", told, (large - small) / GROWTH_MEGABYTES
            )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="The cost of planning.")
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    measure(*((20_000, 1000) if asked.quick else (asked.tasks, asked.due)))


if __name__ == "__main__":
    main()
