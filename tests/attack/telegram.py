"""Kill `nhacviec run` at random moments while Telegram stumbles; then see that nothing was lost.

    python -m tests.attack.telegram [--updates 500] [--sends 500] [--rounds 10] [--seed 1] [--webhook]

Officials report while the process lives and dies, and every call to the platform may go wrong in each of five ways.
Every update that the platform forgot, for we had told it that we have it, must be recorded once and answered; every
message queued must be on its person's screen, and there twice only after a cut line or a pulled plug.
Prints one JSON object; exits with 1 when something was lost.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import text

from bot.demo import STARTS_AT
from data.db.engine import Database
from tests.attack.judging import WAITING, judge
from tests.attack.officials import FAULT_RATE, MOST_UPDATES, Attack, furnish
from tests.attack.service import unwind_on_sigterm
from tests.fakes.telegram.server import FakeTelegram, running

LONGEST_LIFE = 6.0
LONG_LIVES = 0.75
"""How many lives are counted from the first healthy answer and not from the start."""
SETTLE_SECONDS = 240


async def live_and_die(attack: Attack, updates: int) -> None:
    """Let officials speak at random moments of a life that ends with the plug pulled, perhaps before it has begun.

    The plug is pulled by leaving the process, which an abort does as well.
    """
    with attack.start() as process:
        if attack.chance.random() < LONG_LIVES:
            await asyncio.to_thread(process.wait_until_healthy)
        length = attack.chance.uniform(0.3, LONGEST_LIFE)
        now = 0.0
        for moment in sorted(attack.chance.uniform(0, length) for _ in range(updates)):
            await asyncio.sleep(moment - now)
            attack.somebody_reports()
            now = moment
        await asyncio.sleep(length - now)
        attack.breaks_off()


async def settle(attack: Attack) -> int:
    """Live once more without faults until there is nothing left to hear or to say; return the exit code."""
    attack.telegram.faults.chance = None
    with attack.start() as process:
        await asyncio.to_thread(process.wait_until_healthy)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(SETTLE_SECONDS):
                await _nothing_left(attack)
        return await asyncio.to_thread(process.stop)


async def _nothing_left(attack: Attack) -> None:
    await attack.telegram.world.until(lambda: not attack.telegram.world.pending(), SETTLE_SECONDS)
    database = Database(attack.database_url)
    async with database.connect() as connection:
        while await connection.scalar(text(WAITING)):
            await connection.rollback()
            await asyncio.sleep(0.5)
    await database.close()


async def run(asked: argparse.Namespace, folder: Path) -> int:
    """Run the rounds and print the verdict; return the exit code."""
    async with running(FakeTelegram()) as telegram:
        chance = random.Random(asked.seed)
        attack = Attack(folder / "nhacviec.db", folder / "log", telegram, chance, asked.webhook)
        await furnish(attack, asked.sends)
        telegram.faults.chance, telegram.faults.rate = chance, FAULT_RATE
        for number in range(asked.rounds):
            await live_and_die(attack, asked.updates * (number + 1) // asked.rounds - attack.said.total())
        code = await settle(attack)
        verdict = await judge(attack, STARTS_AT)
    print(json.dumps({"attack": "telegram", **vars(asked), **asdict(verdict), "exit_code": code}), flush=True)
    return int(not verdict.clean or code != 0)


def main() -> int:
    """Read the command line and attack."""
    parser = argparse.ArgumentParser(description="Kill the service on Telegram and see that nothing was lost.")
    parser.add_argument("--updates", type=int, default=500)
    parser.add_argument("--sends", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--webhook", action="store_true")
    asked = parser.parse_args()
    unwind_on_sigterm()
    if asked.updates > MOST_UPDATES:
        parser.error(f"at most {MOST_UPDATES} updates")
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        return asyncio.run(run(asked, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
