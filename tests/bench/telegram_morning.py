"""A morning's reminders through outbox and adapter to a server that keeps Telegram's limits to the letter.

    python -m tests.bench.telegram_morning [--reminders 3000] [--people 600] [--speed 1]

The server refuses the first message too many in any second of a chat or of the whole bot, by its own clock; `--speed`
lets its time and ours run faster. In the middle of it officials ask for something: their answers go first.
Prints one JSON object a line; exits with 1 when the server had to refuse one or a message was not said.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles

from bot.conversation.wording import ChatWording
from bot.demo import STARTS_AT
from bot.telegram.bot import TelegramBot
from bot.telegram.outbound import NAME, TelegramChannel
from bot.telegram.pace import EVERYWHERE, Pace
from data.clock import FrozenClock, MachineClock, RehearsalClock
from data.db.engine import Database
from data.db.migrate import migrate
from data.db.stores.outbox import Kind, Outgoing
from data.db.stores.people import PersonEntry
from data.domain.message import Message
from data.domain.person import Role
from jobs.deliver import deliver_outbox
from jobs.prepare import Deliverer
from tests.fakes.telegram.pace import StrictPace
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running
from tests.fakes.telegram.world import World
from tests.stories.office import RULES, TEXTS

OFFICE_TIME = STARTS_AT + timedelta(minutes=5)
REMINDERS_AN_ANSWER = 100
ANSWER_EVERY = timedelta(seconds=1)
ANSWER_SECONDS = 60


async def queue(database: Database, reminders: int, people: Sequence[Person]) -> None:
    """Pair the people and give each their share of the morning's messages."""
    async with database.work() as uow:
        entries = [PersonEntry(person.name, "", Role.CONTACT, None, person.name) for person in people]
        await uow.people.put(entries, OFFICE_TIME)
        ids = [known.id for person in people for known in await uow.people.named(person.name)]
        for person_id, person in zip(ids, people, strict=True):
            await uow.people.link(person_id, NAME, str(person.id), OFFICE_TIME)
        for number in range(reminders):
            message = Message(f"<b>NV{number}</b> · hạn 16/05/2024")
            person_id = ids[number % len(ids)]
            await uow.outbox.put(Outgoing(Kind.NOTICE, OFFICE_TIME, message, person_id=person_id), OFFICE_TIME)
        await uow.commit()


async def say_all(parts: Deliverer, asking: asyncio.Task[list[float]]) -> None:
    """Deliver until nothing is due and nobody asks any more, also what the pace has sent back to wait."""
    while True:
        await deliver_outbox(parts)
        async with parts.database.work() as uow:
            if asking.done() and not await uow.unsaid.due_left(OFFICE_TIME):
                return
        await asyncio.sleep(0.05)


async def ask(database: Database, people: Sequence[Person], machine: RehearsalClock) -> list[float]:
    """Queue an answer every second, each to somebody else; return how many seconds each took to its screen."""
    took = []
    for person in people:
        answer = Outgoing(Kind.ANSWER, OFFICE_TIME, Message("Trả lời"), channel=NAME, chat=str(person.id))
        async with database.work() as uow:
            await uow.outbox.put(answer, OFFICE_TIME)
            await uow.commit()
        asked_at = machine.now()
        await person.telegram.world.until(partial(_answered, person), ANSWER_SECONDS)
        took.append((machine.now() - asked_at).total_seconds())
        await asyncio.sleep(ANSWER_EVERY.total_seconds() / machine.speed)
    return took


def _answered(person: Person) -> bool:
    return any(message.text == "Trả lời" for message in person.screen)


async def measure(reminders: int, most_people: int, speed: float, folder: Path) -> int:
    """Say all of it and print the figures; return the exit code."""
    machine = RehearsalClock(MachineClock(), OFFICE_TIME, speed)
    database = Database(f"sqlite:///{folder}/nhacviec.db")
    await migrate(database)
    strict = StrictPace()
    async with running(FakeTelegram(World(machine), pace=strict)) as fake:
        people = [Person(fake, f"Cán bộ {number}") for number in range(most_people)]
        await queue(database, reminders, people)
        bot = TelegramBot(fake.token, fake.url)
        await bot.open()
        pace = Pace(machine, lambda seconds: asyncio.sleep(seconds / speed))
        channel = TelegramChannel(bot, database, pace, machine)
        office = FrozenClock(OFFICE_TIME)
        parts = Deliverer(database, {NAME: channel}, ChatWording(TEXTS, RULES), RULES.calendar, office, machine)
        began = machine.now()
        asking = asyncio.create_task(ask(database, people[: reminders // REMINDERS_AN_ANSWER], machine))
        await say_all(parts, asking)
        seconds = (machine.now() - began).total_seconds()
        took = await asking
        await bot.close_pools()
    await database.close()
    said = sum(len(person.screen) for person in people)
    _report("telegram_morning_rate", said / seconds, "messages/s", EVERYWHERE.most)
    _report("telegram_morning_took", seconds, "s", said / EVERYWHERE.most)
    _report("telegram_morning_refused_429", strict.refused, "messages", None)
    _report("telegram_morning_not_said", reminders + len(took) - said, "messages", None)
    _report("telegram_morning_answer_p50", quantiles(took, n=100)[49], "s", None)
    _report("telegram_morning_answer_p99", quantiles(took, n=100)[98], "s", None)
    return int(strict.refused > 0 or said != reminders + len(took))


def _report(name: str, value: float, unit: str, allowed: float | None) -> None:
    compared = f"what the platform allows, {allowed:.0f} {unit}" if allowed else ""
    ratio = round(value / allowed, 2) if allowed else None
    print(
        json.dumps(
            {"name": name, "value": round(value, 2), "unit": unit, "compared_with": compared, "ratio": ratio},
            ensure_ascii=False,
        )
    )


def main() -> int:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Say a morning's reminders at the platform's strictest pace.")
    parser.add_argument("--reminders", type=int, default=3000)
    parser.add_argument("--people", type=int, default=600)
    parser.add_argument("--speed", type=float, default=1.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measure(asked.reminders, asked.people, asked.speed, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
