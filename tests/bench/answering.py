"""From an update to its answer at 200 updates a second, beside a bare PTB handler that makes one query.

    python -m tests.bench.answering [--rate 200] [--seconds 10] [--quick]

Both are processes of their own that are told of updates by webhook; this process is the platform. The platform's pace
is lifted for ours, since it would allow thirty answers a second.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import quantiles

import aiohttp

from tests.bench.bot_api import TOKEN, Connection
from tests.bench.filling import empty, fill
from tests.bench.row import report
from tests.bench.usage import processor_seconds
from tests.fakes.command import free_port

PEOPLE = 600
TASKS = 1000
SECRET = "a-secret-of-the-webhook"
GRACE_SECONDS = 120
_updates = itertools.count(1)


class Platform:
    """Takes messages and remembers when each question of a chat was asked and answered, which is in that order."""

    def __init__(self) -> None:
        self.asked: defaultdict[int, deque[float]] = defaultdict(deque)
        self.took: list[float] = []

    @property
    def unanswered(self) -> int:
        return sum(map(len, self.asked.values()))

    def answered(self, chat: int) -> None:
        if self.asked[chat]:
            self.took.append(time.perf_counter() - self.asked[chat].popleft())


class Watched(Connection):
    """A connection that tells the platform of every message."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(0.0)
        self._platform = platform

    def sent(self, chat: int) -> None:
        self._platform.answered(chat)


def _update(chat: int) -> dict[str, object]:
    who = {"id": chat, "is_bot": False, "first_name": "Cán bộ"}
    where = {"id": chat, "type": "private", "first_name": "Cán bộ"}
    number = next(_updates)
    entity = {"type": "bot_command", "offset": 0, "length": 5}
    told = {"message_id": number, "from": who, "chat": where, "date": int(time.time()), "text": "/viec"}  # noqa: TID251 - the platform's clock
    return {"update_id": number, "message": told | {"entities": [entity]}}


async def ask(url: str, platform: Platform, rate: int, seconds: float) -> tuple[float, float, float, int]:
    """Post updates evenly; return median and 99th percentile in milliseconds, answers a second, and how many lack."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    total, began = int(rate * seconds), time.perf_counter()
    posting: set[asyncio.Task[None]] = set()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100), headers=headers) as browser:

        async def post(chat: int) -> None:
            async with browser.post(url, json=_update(chat)) as answer:
                await answer.read()

        for number in range(total):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            chat = 1001 + number % PEOPLE
            platform.asked[chat].append(time.perf_counter())
            posting.add(asyncio.create_task(post(chat)))
        await asyncio.gather(*posting)
        until = time.perf_counter() + GRACE_SECONDS
        while platform.unanswered and time.perf_counter() < until:  # noqa: ASYNC110 - another process answers
            await asyncio.sleep(0.05)
    whole = time.perf_counter() - began
    hundredths = quantiles(platform.took, n=100)
    return hundredths[49] * 1000, hundredths[98] * 1000, len(platform.took) / whole, platform.unanswered


@contextmanager
def _running(words: list[str], settings: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, *words], env={**os.environ, "PYTHONPATH": ".", **settings}, stdout=subprocess.DEVNULL
    )
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


async def _healthy(url: str) -> None:
    async with asyncio.timeout(60), aiohttp.ClientSession() as browser:
        while True:
            with contextlib.suppress(aiohttp.ClientError):
                async with browser.get(url) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.05)


async def measure(rate: int, seconds: float) -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "nhacviec.db"
        database = await empty(f"sqlite:///{file}")
        await fill(database, TASKS, 0, PEOPLE, "telegram")
        await database.close()
        found, processor = {}, {}
        for name, words in (("bare", ["-m", "tests.bench.bare_bot"]), ("ours", ["-m", "tests.bench.unpaced"])):
            platform, port, api = Platform(), free_port(), free_port()
            loop = asyncio.get_running_loop()
            server = await loop.create_server(partial(Watched, platform), "127.0.0.1", api)
            settings = {
                "NHACVIEC_DATABASE_URL": f"sqlite:///{file}",
                "NHACVIEC_TELEGRAM_TOKEN": TOKEN,
                "NHACVIEC_TELEGRAM_API_URL": f"http://127.0.0.1:{api}",
                "NHACVIEC_PUBLIC_URL": f"http://127.0.0.1:{port}",
                "NHACVIEC_WEBHOOK_SECRET": SECRET,
                "NHACVIEC_LISTEN": f"127.0.0.1:{port}",
                "NHACVIEC_CLOCK": "2024-05-13T07:00:00+07:00",
            }
            with _running(words, settings) as pid:
                await _healthy(f"http://127.0.0.1:{port}/healthz")
                before = processor_seconds(pid)
                found[name] = await ask(f"http://127.0.0.1:{port}/telegram", platform, rate, seconds)
                processor[name] = (processor_seconds(pid) - before) / max(1, len(platform.took)) * 1000
            server.close()
    median, late, each_second, lack = found["ours"]
    told = f"bare PTB handler with one query: p50 {found['bare'][0]:.0f} ms, p99 {found['bare'][1]:.0f} ms"
    report(f"answer_p50_at_{rate}_a_second", median, "ms", told, median / found["bare"][0])
    report(f"answer_p99_at_{rate}_a_second", late, "ms", told, late / found["bare"][1])
    bare = processor["bare"]
    report("answer_processor_time", processor["ours"], "ms", f"bare {bare:.1f} ms", processor["ours"] / bare)
    report(
        "answers_a_second",
        each_second,
        "answers/s",
        f"bare {found['bare'][2]:.0f}/s; unanswered {lack}",
        each_second / found["bare"][2],
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="From an update to its answer.")
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    asyncio.run(measure(*((50, 4.0) if asked.quick else (asked.rate, asked.seconds))))


if __name__ == "__main__":
    main()
