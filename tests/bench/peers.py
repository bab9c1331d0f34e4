"""A morning of 3,000 reminders due at one moment: one job a reminder, as bots are built today, and ours.

    python -m tests.bench.peers [--reminders 3000] [--quick]

Each contender has a process of its own: APScheduler with its SQL job store, the JobQueue of python-telegram-bot, our
outbox. A job, and a message of ours, ends by noting when it ran. Told are how late the last one was, how many never
ran, for how long the event loop stood still at most, and the memory at the end.
"""

import argparse
import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.ext import Application

from bot.conversation.wording import ChatWording
from bot.texts.catalogue import Texts
from data.clock import MachineClock
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.office.acting import Rules
from jobs.deliver import deliver_outbox
from jobs.prepare import Deliverer
from tests.bench.filling import at_eight, empty, fill, queue
from tests.bench.ran import RAN, note
from tests.bench.row import report
from tests.bench.usage import peak_megabytes
from tests.fakes.saying import CHANNEL, PaperChannel

LEAD_SECONDS = 2.0
"""How long before the moment everything is in place."""
PATIENCE_SECONDS = 60.0
BEAT_SECONDS = 0.01
RULES = Rules(WorkingCalendar(Policy()))


async def _note_in_queue(_context: object) -> None:
    note()


async def apscheduler_store(folder: Path, reminders: int) -> float:
    """Store a job each; return the moment at which all are due."""
    scheduler = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(f"sqlite:///{folder}/jobs.db")}, timezone="UTC"
    )
    scheduler.start(paused=True)
    # Storing them takes long itself, a transaction each: the moment lies behind it.
    wait = LEAD_SECONDS + reminders * 0.02
    began, due_at = time.perf_counter(), MachineClock().now() + timedelta(seconds=wait)
    for number in range(reminders):
        scheduler.add_job("tests.bench.ran:note", "date", run_date=due_at, id=str(number))
        await asyncio.sleep(0)
    scheduler.resume()
    return began + wait


async def job_queue(_folder: Path, reminders: int) -> float:
    """Give a job each to the queue; return the moment at which all are due."""
    application: Application[Any, Any, Any, Any, Any, Any] = Application.builder().token("1:a").updater(None).build()
    assert application.job_queue is not None
    await application.job_queue.start()
    began, due_at = time.perf_counter(), MachineClock().now() + timedelta(seconds=LEAD_SECONDS + reminders * 0.002)
    for _ in range(reminders):
        application.job_queue.run_once(_note_in_queue, due_at)
    return began + LEAD_SECONDS + reminders * 0.002


async def outbox(folder: Path, reminders: int) -> float:
    """Let our outbox hold a message each, and deliver them at the moment."""
    database = await empty(f"sqlite:///{folder}/nhacviec.db")
    await fill(database, reminders, reminders, reminders, CHANNEL)
    await queue(database, reminders)
    channel = PaperChannel(takes=note)
    parts = Deliverer(
        database, {CHANNEL: channel}, ChatWording(Texts(), RULES), RULES.calendar, at_eight(), MachineClock()
    )
    due = time.perf_counter() + LEAD_SECONDS
    asyncio.get_running_loop().call_at(asyncio.get_running_loop().time() + LEAD_SECONDS, _start, deliver_outbox(parts))
    return due


_kept: set[asyncio.Task[Any]] = set()


def _start(work: Any) -> None:  # noqa: ANN401 - any coroutine
    _kept.add(asyncio.ensure_future(work))


Contender = Callable[[Path, int], Awaitable[float]]
CONTENDERS: dict[str, Contender] = {"apscheduler": apscheduler_store, "job_queue": job_queue, "ours": outbox}


async def compete(name: str, reminders: int) -> None:
    """Run one contender and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        due = await CONTENDERS[name](Path(folder), reminders)
        stalled, beat = 0.0, time.perf_counter()
        while len(RAN) < reminders and time.perf_counter() < due + PATIENCE_SECONDS:
            await asyncio.sleep(BEAT_SECONDS)
            now = time.perf_counter()
            stalled, beat = max(stalled, now - beat - BEAT_SECONDS), now
            if RAN and now > max(due, RAN[-1]) + 10:
                break  # nothing has run for long: the rest is lost
        late = max(RAN, default=due) - due
        megabytes = peak_megabytes()
    print(json.dumps({"late": late, "missed": reminders - len(RAN), "stalled": stalled, "megabytes": megabytes}))


def measure(reminders: int) -> None:
    """Print the rows of all contenders."""
    found: dict[str, dict[str, float]] = {}
    for name in CONTENDERS:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.bench.peers", "--reminders", str(reminders), "--contender", name],
            capture_output=True,
            text=True,
            check=True,
        )
        found[name] = json.loads(ended.stdout.splitlines()[-1])
    units = {"late": "s", "missed": "reminders", "stalled": "s", "megabytes": "MB"}
    for figure, unit in units.items():
        told = ", ".join(f"{name} {found[name][figure]:.2f}" for name in ("apscheduler", "job_queue"))
        ours, best = found["ours"][figure], min(found[name][figure] for name in ("apscheduler", "job_queue"))
        report(f"one_moment_{reminders}_{figure}", ours, unit, told, ours / best if best else None)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Three thousand reminders due at one moment.")
    parser.add_argument("--reminders", type=int, default=3000)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--contender", choices=sorted(CONTENDERS))
    asked = parser.parse_args()
    if asked.contender:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(compete(asked.contender, asked.reminders))
    else:
        measure(200 if asked.quick else asked.reminders)


if __name__ == "__main__":
    main()
