"""How long `nhacviec run` takes to its first healthy answer, and how much memory it holds at rest.

    python -m tests.bench.start [--runs 5]

Prints one JSON object a line: name, value, unit, compared_with, ratio; beside a process of
python-telegram-bot with SQLAlchemy; the aims are 2 s and 120 MB. Processor time is told too: it is what others on the
machine change least. Ours also makes its database, which is new.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.bench.bot_api import TOKEN, served
from tests.bench.row import report
from tests.bench.usage import processor_seconds, resident_megabytes
from tests.fakes.command import free_port

AIM_SECONDS = 2.0
AIM_MEGABYTES = 120.0
REST_SECONDS = 5.0


OURS = ("-m", "bot.cli", "run")
PEER = ("-m", "tests.bench.bare_bot")


def start_once(folder: Path, api: str, words: tuple[str, ...]) -> tuple[float, float, float]:
    """Start on an empty folder; return seconds to healthy, megabytes at rest and seconds of processor until healthy."""
    port = free_port()
    settings = {
        "NHACVIEC_DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "NHACVIEC_LISTEN": f"127.0.0.1:{port}",
        "NHACVIEC_TELEGRAM_TOKEN": TOKEN,
        "NHACVIEC_TELEGRAM_API_URL": api,
        "NHACVIEC_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "NHACVIEC_WEBHOOK_SECRET": "a-secret-of-the-webhook",
        "PYTHONPATH": ".",
    }
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, *words], env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        seconds = _wait(f"http://127.0.0.1:{port}/healthz", began)
        processor = processor_seconds(process.pid)
        time.sleep(REST_SECONDS)
        return seconds, resident_megabytes(process.pid), processor
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, began: float) -> float:
    with httpx.Client() as http:
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if http.get(url).status_code == httpx.codes.OK:
                    return time.monotonic() - began
            time.sleep(0.01)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Start to healthy, and memory at rest.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    runs = 1 if asked.quick else asked.runs
    ours: list[tuple[float, float, float]] = []
    peer: list[tuple[float, float, float]] = []
    with served() as api:
        for _ in range(runs):
            for words, into in ((OURS, ours), (PEER, peer)):
                with tempfile.TemporaryDirectory() as folder:
                    into.append(start_once(Path(folder), api, words))
    for name, unit, place, aim in (
        ("start_to_healthy", "s", 0, AIM_SECONDS),
        ("resident_at_rest", "MB", 1, AIM_MEGABYTES),
        ("start_processor_time", "s", 2, AIM_SECONDS),
    ):
        value = statistics.median(one[place] for one in ours)
        bare = statistics.median(one[place] for one in peer)
        report(name, value, unit, f"bare PTB and SQLAlchemy {bare:.2f} {unit}; aim {aim:g}", value / bare)


if __name__ == "__main__":
    main()
