"""Reminders delivered end to end beside bare loops over the libraries, on one loopback Bot API, unthrottled.

    python -m tests.bench.sending [--reminders 3000] [--quick] [--sqlite-only]

Ours is claim, "still true?", words, send and receipt of messages that wait in the outbox; the peers only send a text.
The server has a process of its own, each client one. A bare loop is given the number in flight that suits it best.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiogram import Bot as Aiogram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot

from bot.conversation.wording import ChatWording
from bot.telegram.bot import TelegramBot
from bot.telegram.outbound import NAME, TelegramChannel
from bot.telegram.pace import Pace
from bot.texts.catalogue import Texts
from data.clock import MachineClock
from data.db.engine import Database
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.office.acting import Rules
from jobs.deliver import IN_FLIGHT, Courier
from jobs.prepare import Deliverer
from tests.bench.bot_api import TOKEN, served
from tests.bench.filling import at_eight, databases, empty, fill, queue
from tests.bench.row import report

RULES = Rules(WorkingCalendar(Policy()))
TEXT = "<b>NV7</b> · hạn 16/05/2024 (thứ Năm, còn 3 ngày làm việc)\nTổng hợp khó khăn, vướng mắc\nChủ trì: Ban Dân tộc"
ROUND_TRIP = 0.08
Send = Callable[[int], Awaitable[object]]


class NoPace(Pace):
    """Lets every message go at once."""

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:  # noqa: ARG002 - the port's shape
        yield


async def bare_loop(send: Send, messages: int, lanes: int) -> float:
    """Return messages a second of a loop that only sends, with so many in flight."""

    async def lane(number: int) -> None:
        for _ in range(messages // lanes):
            await send(1001 + number)

    began = time.perf_counter()
    await asyncio.gather(*map(lane, range(lanes)))
    return messages // lanes * lanes / (time.perf_counter() - began)


async def bare_ptb(url: str, messages: int, lanes: int) -> float:
    """Return messages a second of python-telegram-bot with its default transport."""
    async with Bot(TOKEN, f"{url}/bot") as bot:
        return await bare_loop(lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML"), messages, lanes)


async def bare_aiogram(url: str, messages: int, lanes: int) -> float:
    """Return messages a second of aiogram with its default transport."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url), limit=max(100, lanes))
    async with Aiogram(TOKEN, session=session) as bot:
        return await bare_loop(lambda chat: bot.send_message(chat, TEXT, parse_mode="HTML"), messages, lanes)


async def ours(database: Database, url: str, reminders: int, in_flight: int) -> float:
    """Return reminders a second from outbox to receipt."""
    machine = MachineClock()
    bot = TelegramBot(TOKEN, url)
    await bot.open()
    channel = TelegramChannel(bot, database, NoPace(machine), machine)
    wording = ChatWording(Texts(), RULES)
    parts = Deliverer(database, {NAME: channel}, wording, RULES.calendar, at_eight(), machine)
    courier = Courier(parts, in_flight=in_flight)
    began = time.perf_counter()
    while await courier.round() or courier.speaking:
        await courier.some_end()
    seconds = time.perf_counter() - began
    assert courier.taken == reminders, (courier.taken, reminders)
    await bot.close_pools()
    return reminders / seconds


async def measure(reminders: int, *, postgres: bool) -> None:
    """Print both tables' rows on each engine."""
    with databases(postgres=postgres) as lent:
        for engine, database_url in lent:
            with served() as url:
                ptb = max([await bare_ptb(url, reminders // 2, lanes) for lanes in (1, 2, 5, 10, 20)])
                plain = max([await bare_aiogram(url, reminders, lanes) for lanes in (10, 20, 40)])
                rate = await _ours(database_url, url, reminders, IN_FLIGHT)
                report(
                    f"delivered_{engine}", rate, "reminders/s", f"bare PTB loop at its best, {ptb:.0f}/s", rate / ptb
                )
                report(
                    f"delivered_beside_aiogram_{engine}",
                    rate,
                    "reminders/s",
                    f"bare aiogram, {plain:.0f}/s",
                    rate / plain,
                )
            with served(ROUND_TRIP) as url:
                plain = await bare_aiogram(url, reminders, 100)
                rate = await _ours(database_url, url, reminders, 100)
                report(
                    f"delivered_80ms_{engine}",
                    rate,
                    "reminders/s",
                    f"bare aiogram, 100 in flight, {plain:.0f}/s",
                    rate / plain,
                )


async def _ours(database_url: str, url: str, reminders: int, in_flight: int) -> float:
    database = await empty(database_url)
    await fill(database, reminders, reminders, reminders, NAME)
    await queue(database, reminders)
    rate = await ours(database, url, reminders, in_flight)
    await database.close()
    return rate


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Reminders a second, end to end.")
    parser.add_argument("--reminders", type=int, default=3000)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sqlite-only", action="store_true")
    asked = parser.parse_args()
    asyncio.run(measure(400 if asked.quick else asked.reminders, postgres=not asked.sqlite_only))


if __name__ == "__main__":
    main()
