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
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sqlalchemy import text

from bot.demo import STARTS_AT
from data.db.agencies import AgencyEntry
from data.db.engine import Database
from data.db.migrate import migrate
from data.db.outbox import Kind, Outgoing
from data.db.people import PersonEntry
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline
from data.domain.message import Message
from data.domain.person import Role
from data.domain.policy import Policy
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Rules
from data.office.importing import confirm_directive, store_directive
from jobs.deliver import IN_FLIGHT
from tests.attack.service import Process, unwind_on_sigterm
from tests.fakes.command import free_port
from tests.fakes.telegram.markup import text_of
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running

POLICY = Policy()
RULES = Rules(WorkingCalendar(POLICY))
OFFICIALS = 50
"""Each contact of an agency of their own with one task: NV1 … in their order."""
MOST_UPDATES = OFFICIALS * 99
"""An official's reports are told apart by their percentage."""
FAULT_RATE = 0.03
LONGEST_LIFE = 6.0
LONG_LIVES = 0.75
"""How many lives are counted from the first healthy answer and not from the start."""
SETTLE_SECONDS = 240
SECRET = "a-secret-of-the-webhook"


@dataclass
class Attack:
    """A run: the database, the platform, the officials' telephones and what they have said."""

    file: Path
    log: Path
    telegram: FakeTelegram
    chance: random.Random
    webhook: bool
    port: int = field(default_factory=free_port)
    people: list[Person] = field(init=False)
    said: Counter[int] = field(default_factory=Counter)
    lives: int = 0

    def __post_init__(self) -> None:
        self.people = [Person(self.telegram, f"Cán bộ {number}") for number in range(1, OFFICIALS + 1)]

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.file}"

    def start(self) -> Process:
        """Begin another life of the process."""
        self.lives += 1
        settings = {
            "NHACVIEC_DATABASE_URL": self.database_url,
            "NHACVIEC_TELEGRAM_TOKEN": self.telegram.token,
            "NHACVIEC_TELEGRAM_API_URL": self.telegram.url,
            "NHACVIEC_WEBHOOK_SECRET": SECRET,
            "NHACVIEC_LISTEN": f"127.0.0.1:{self.port}",
            "NHACVIEC_CLOCK": "2024-05-13T08:00:00+07:00",
        }
        public = {"NHACVIEC_PUBLIC_URL": f"http://127.0.0.1:{self.port}"} if self.webhook else {}
        return Process(["run"], self.port, self.log, settings | public)

    def somebody_reports(self) -> None:
        """Let an official say a little more than the last time."""
        number = self.chance.choice([n for n in range(1, OFFICIALS + 1) if self.said[n] < 99])
        self.said[number] += 1
        self.people[number - 1].says(f"NV{number} {self.said[number]}%")


def _undated(_number: int) -> Deadline:
    return NO_DEADLINE


async def furnish(attack: Attack, sends: int, deadline: Callable[[int], Deadline] = _undated) -> None:
    """Fill the database: officials who are paired, a task for each, and notices that wait to be said to them."""
    database = Database(attack.database_url)
    await migrate(database)
    numbers = range(1, OFFICIALS + 1)
    tasks = tuple(TaskDraft(str(n), f"Nhiệm vụ thử {n}", (f"Đơn vị thử {n}",), (), deadline(n)) for n in numbers)
    draft = DirectiveDraft("1", "KH-UBND", "ke_hoach", STARTS_AT.date(), "UBND", "A", None, text="attack", tasks=tasks)
    async with database.work() as uow:
        await uow.agencies.put([AgencyEntry(f"DV{n}", f"Đơn vị thử {n}") for n in numbers])
        ids = {agency.code: agency.id for agency in (await uow.agencies.registry()).agencies}
        await uow.people.put(
            [PersonEntry(f"Cán bộ {n}", "", Role.CONTACT, ids[f"DV{n}"], f"cb-{n}") for n in numbers], STARTS_AT
        )
        known = [person for n in numbers for person in await uow.people.named(f"cb-{n}")]
        for person, phone in zip(known, attack.people, strict=True):
            await uow.people.link(person.id, "telegram", str(phone.id), STARTS_AT)
        stored = await store_directive(uow, draft, RULES, STARTS_AT)
        await confirm_directive(uow, stored.directive.id, None, RULES, STARTS_AT)
        for n in range(sends):
            person = known[n % OFFICIALS]
            await uow.outbox.put(Outgoing(Kind.NOTICE, STARTS_AT, Message(f"Tin {n}"), person_id=person.id), STARTS_AT)
        await uow.commit()
    await database.close()


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


_WAITING = """
    SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox WHERE state = 'queued')
         + (SELECT count(*) FROM reminders WHERE state = 'planned' AND outbox_id IS NULL)
"""


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
        while await connection.scalar(text(_WAITING)):
            await connection.rollback()
            await asyncio.sleep(0.5)
    await database.close()


@dataclass
class Verdict:
    """The figures of a run; the first six must be zero."""

    unconfirmed_updates: int
    unrecorded_updates: int
    updates_recorded_twice: int
    unequal_answers: int
    unsaid_messages: int
    repeats_beyond_flight: int
    updates: int = 0
    messages: int = 0
    kills: int = 0
    faults: int = 0
    cut_after_sending: int = 0
    repeats: int = 0


async def judge(attack: Attack) -> Verdict:
    """Compare what officials have said and see on their screens with what the database says of it."""
    database = Database(attack.database_url)
    async with database.connect() as connection:
        reports = await connection.execute(
            text("SELECT task_id, reports.percent FROM reports JOIN assignments ON assignments.id = assignment_id")
        )
        recorded = Counter((int(task), int(percent)) for task, percent in reports)
        rows = list(await connection.execute(text("SELECT kind, state, chat, body FROM outbox")))
    await database.close()
    said = {(number, percent) for number, most in attack.said.items() for percent in range(1, most + 1)}
    sent = Counter((chat, text_of(json.loads(body)["text"])) for _, _, chat, body in rows)
    shown = Counter(
        (str(person.id), (message.versions or [message.text])[0])
        for person in attack.people
        for message in person.screen
    )
    cuts = attack.telegram.faults.happened["sendMessage", "cut after"]
    repeats = (shown - sent).total()
    return Verdict(
        unconfirmed_updates=len(attack.telegram.world.pending()),
        unrecorded_updates=len(said - recorded.keys()),
        updates_recorded_twice=recorded.total() - len(recorded),
        unequal_answers=abs(sum(kind == "answer" for kind, *_ in rows) - len(said)),
        unsaid_messages=(sent - shown).total() + sum(state != "sent" for _, state, *_ in rows),
        repeats_beyond_flight=max(0, repeats - cuts - IN_FLIGHT * (attack.lives - 1)),
        updates=len(said),
        messages=len(rows),
        kills=attack.lives - 1,
        faults=sum(attack.telegram.faults.happened.values()),
        cut_after_sending=cuts,
        repeats=repeats,
    )


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
        verdict = await judge(attack)
    told = asdict(verdict)
    print(json.dumps({**told, "exit_code": code}))
    return int(bool(code or any(list(told.values())[:6])))


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
