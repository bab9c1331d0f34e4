"""Floods: one person who never stops, hundreds of strangers, and ten thousand updates after an outage.

    python -m tests.bench.flood [--updates 10000] [--quick]

Told are the peak of memory while all of it waits and is handled, how long somebody else's single word waits among one
person's flood, and how many rows a stranger leaves behind.
"""

import argparse
import asyncio
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import func, select

from bot.house import House
from bot.texts.catalogue import Texts
from data.clock import MachineClock
from data.db.base import table_of
from data.db.tables import ChatRow, OutboxRow
from data.domain.calendar import WorkingCalendar
from data.domain.message import Heard
from data.domain.policy import Policy
from data.office.acting import Rules
from tests.bench.filling import at_eight, empty, fill
from tests.bench.row import report
from tests.bench.usage import peak_megabytes

RULES = Rules(WorkingCalendar(Policy()))
FLOOD, STRANGERS = 300, 300
GROWTH_MEGABYTES = 20.0


async def _house(folder: str) -> House:
    database = await empty(f"sqlite:///{Path(folder) / 'nhacviec.db'}")
    await fill(database, 1000, 0, 600, "telegram")
    return House(database, RULES, Texts(), at_eight(), MachineClock(), {})


async def _store(house: House, chats: list[str], words: str, name: str) -> None:
    now = house.office.now()
    async with house.database.work() as uow:
        for number, chat in enumerate(chats):
            await uow.inbox.store(Heard("telegram", chat, f"{name}{number}", now, words), now)
        await uow.commit()


def megabytes_after(updates: int) -> float:
    """Return the peak of memory after that many updates waited at once and were handled."""

    async def live() -> None:
        with tempfile.TemporaryDirectory() as folder:
            house = await _house(folder)
            await _store(house, [str(1001 + number % 600) for number in range(updates)], "đã nhận", "u")
            while await house.hear_next():
                pass
            await house.database.close()

    asyncio.run(live())
    return peak_megabytes()


async def fairness() -> tuple[float, float]:
    """Return in which place somebody's word was handled behind another's flood, and rows a stranger left."""
    with tempfile.TemporaryDirectory() as folder:
        house = await _house(folder)
        await _store(house, ["1001"] * FLOOD, "/viec", "flood")
        await _store(house, ["1002"], "/viec", "word")
        place = 0
        while not await _answers(house, "1002"):
            place += 1
            await house.hear_next()
        await _store(house, [str(5000 + number // 3) for number in range(STRANGERS)], "alo", "stranger")
        before = await _rows(house)
        while await house.hear_next():
            pass
        left = (await _rows(house) - before) / (STRANGERS / 3)
        await house.database.close()
        return place, left


async def _answers(house: House, chat: str) -> int:
    outbox = table_of(OutboxRow)
    async with house.database.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(outbox).where(outbox.c.chat == chat)) or 0


async def _rows(house: House) -> int:
    async with house.database.connect() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table).where(table.c.chat >= "5000"))
            for table in (table_of(OutboxRow), table_of(ChatRow))
        ]
    return sum(count or 0 for count in counts)


def measure(updates: int) -> None:
    """Print the rows."""
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        few = pool.apply(megabytes_after, (100,))
        began = time.perf_counter()
        many = pool.apply(megabytes_after, (updates,))
    told = f"100 updates, {few:.0f} MB; aim {GROWTH_MEGABYTES:g} MB more"
    report(f"flood_{updates}_memory_growth", many - few, "MB", told, (many - few) / GROWTH_MEGABYTES)
    report(f"flood_{updates}_handled", updates / (time.perf_counter() - began), "updates/s")
    place, left = asyncio.run(fairness())
    report("flood_place_of_another_s_word", place, "updates", f"one person's flood of {FLOOD}", place / FLOOD)
    report("stranger_rows_left", left, "rows a chat that wrote three times")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Floods.")
    parser.add_argument("--updates", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    measure(500 if asked.quick else asked.updates)


if __name__ == "__main__":
    main()
