"""Messages a second through the library's own transport and through ours, on the same false server in the same run.

    python -m tests.bench.telegram_transport [--messages 1000] [--quick]

The server's own work is inside both figures, and both share its process.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.telegram.request import AiohttpRequest
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running


async def _messages_a_second(
    fake: FakeTelegram, request: Callable[[], BaseRequest], messages: int, lanes: int
) -> float:
    chat = Person(fake, "An").id
    bot = Bot(fake.token, f"{fake.url}/bot", request=request(), get_updates_request=request())
    opened: AbstractAsyncContextManager[Bot] = bot
    async with opened:
        began = time.perf_counter()

        async def lane() -> None:
            for _ in range(messages // lanes):
                await bot.send_message(chat, "<b>NV7</b> hạn 16/05/2024", parse_mode="HTML")

        await asyncio.gather(*(lane() for _ in range(lanes)))
        return messages / (time.perf_counter() - began)


async def measure(messages: int) -> None:
    """Print one line a measurement."""
    async with running(FakeTelegram()) as fake:
        for lanes in (1, 20, 100):
            httpx = await _messages_a_second(fake, HTTPXRequest, messages, lanes)
            ours = await _messages_a_second(fake, AiohttpRequest, messages, lanes)
            print(
                json.dumps(
                    {
                        "name": f"telegram_send_{lanes}_in_flight",
                        "value": round(ours),
                        "unit": "messages/s",
                        "compared_with": f"HTTPXRequest {httpx:.0f}",
                        "ratio": round(ours / httpx, 2),
                    }
                )
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Compare the two transports.")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    asyncio.run(measure(200 if asked.quick else asked.messages))


if __name__ == "__main__":
    main()
