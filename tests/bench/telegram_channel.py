"""The adapter beside a bare loop over the library, on one false server in one run; and how quick an answer is.

    python -m tests.bench.telegram_channel [--messages 1000] [--answers 200] [--quick]

The platform's pace is kept on a clock that stands still, so that what is measured is work and not waiting. An answer's
time runs from the moment the platform has the update to the moment it has our answer, through inbox, conversation,
outbox and adapter on an SQLite database; the server shares our process.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import quantiles

from telegram import Bot

from bot.telegram.bot import TelegramBot
from bot.telegram.outbound import TelegramChannel
from bot.telegram.pace import Pace
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.migrate import migrate
from data.domain.message import Choice, Message
from tests.channels.telegram.given import TelegramOffice, instantly
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running
from tests.stories.office import HA

CARD = Message("<b>NV7</b> hạn 16/05/2024", (Choice("Xác nhận đã nhận", "acknowledge", token="t1"),))
IN_FLIGHT = 20


def _report(name: str, value: float, unit: str, compared_with: str = "", ratio: float | None = None) -> None:
    print(
        json.dumps(
            {"name": name, "value": round(value, 1), "unit": unit, "compared_with": compared_with, "ratio": ratio}
        )
    )


async def _a_second(messages: int, send: Callable[[str], Awaitable[object]], chats: Sequence[str]) -> float:
    """Return how many messages a second go out with some in flight, each lane to a chat of its own."""
    began = time.perf_counter()

    async def lane(chat: str) -> None:
        for _ in range(messages // len(chats)):
            await send(chat)

    await asyncio.gather(*map(lane, chats))
    return messages / (time.perf_counter() - began)


async def measure_sending(database: Database, messages: int) -> None:
    """Print messages a second of the bare library and of the adapter."""
    clock = FrozenClock(datetime.fromisoformat("2024-05-13T08:00:00+07:00"))
    async with (
        running(FakeTelegram()) as fake,
        TelegramBot(fake.token, fake.url) as bot,
        Bot(fake.token, f"{fake.url}/bot") as bare,
    ):
        chats = [str(Person(fake, "An").id) for _ in range(IN_FLIGHT)]
        channel = TelegramChannel(bot, database, Pace(clock, lambda seconds: instantly(clock, seconds)), clock)
        plain = await _a_second(messages, lambda chat: bare.send_message(chat, CARD.text, parse_mode="HTML"), chats)
        ours = await _a_second(messages, lambda chat: channel.send(chat, CARD), chats)
    compared = f"bare Bot.send_message over its own transport, {plain:.0f}/s"
    _report("telegram_channel_send", ours, "messages/s", compared, round(ours / plain, 2))


async def measure_answers(database: Database, answers: int, *, webhook: bool) -> None:
    """Print how long an official waits for an answer."""
    clock = FrozenClock(datetime.fromisoformat("2024-05-13T08:00:00+07:00"))
    office = TelegramOffice(database, clock, webhook=webhook)
    took = []
    async with office.open():
        await office.opens()
        await office.pairs(HA)
        for _ in range(answers):
            began = time.perf_counter()
            await office.says(HA, "/viec")
            took.append((time.perf_counter() - began) * 1000)
    hundredths = quantiles(took, n=100)
    way = "webhook" if webhook else "polling"
    _report(f"telegram_answer_p50_{way}", hundredths[49], "ms")
    _report(f"telegram_answer_p99_{way}", hundredths[98], "ms")


async def measure(messages: int, answers: int) -> None:
    """Measure all of it, each on a fresh database."""
    with tempfile.TemporaryDirectory() as folder:
        for number, run in enumerate(
            (
                partial(measure_sending, messages=messages),
                partial(measure_answers, answers=answers, webhook=False),
                partial(measure_answers, answers=answers, webhook=True),
            )
        ):
            database = Database(f"sqlite:///{Path(folder) / str(number)}.db")
            await migrate(database)
            await run(database)
            await database.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the Telegram adapter.")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    asyncio.run(measure(*((200, 20) if asked.quick else (asked.messages, asked.answers))))


if __name__ == "__main__":
    main()
