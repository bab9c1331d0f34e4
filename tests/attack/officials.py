"""Officials with their telephones before a service that is attacked, and the database that it works on."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.demo import STARTS_AT
from data.db.engine import Database
from data.db.migrate import migrate
from data.db.stores.agencies import AgencyEntry
from data.db.stores.outbox import Kind, Outgoing
from data.db.stores.people import PersonEntry
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline
from data.domain.message import Message
from data.domain.person import Role
from data.domain.policy import Policy
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Rules
from data.office.importing import confirm_directive, store_directive
from tests.attack.service import Process
from tests.fakes.command import free_port
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram

POLICY = Policy()
RULES = Rules(WorkingCalendar(POLICY))
OFFICIALS = 50
"""Each contact of an agency of their own with one task: NV1 … in their order."""
MOST_UPDATES = OFFICIALS * 99
"""An official's reports are told apart by their percentage."""
FAULT_RATE = 0.03
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
    breaks: list[datetime] = field(default_factory=list)
    """When sending was broken off, by machine time: a plug pulled, the beginning and the end of a blow."""

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

    def breaks_off(self) -> None:
        """Note that what is on its way now may be cut."""
        self.breaks.append(self.telegram.world.clock.now())

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
