"""A province to rehearse with: agencies, people on unreliable phones, directives by chance, and the real house."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from bot.house import House, open_house
from bot.texts.catalogue import Texts
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.message import Heard, Message
from data.domain.person import Person, Role
from data.domain.policy import Policy
from data.domain.question import TaskFilter
from data.domain.task import Assignment
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Rules
from data.office.asking import ask
from data.office.importing import confirm_directive, store_directive
from data.office.merging import merge_agencies
from data.office.registering import register_agencies, register_people
from data.ports import Blames, Capabilities, Channel, NotSent

CHANNEL = "phone"
ZONE = Policy().zone
RULES = Rules(WorkingCalendar(Policy()))
TEXTS = Texts()
_BY_THE_CLOCK = (
    *(f"<b>{text}" for name, text in TEXTS.templates.items() if name.startswith("reminders.heading_")),
    "Kính gửi đồng chí",
    "<b>Việc chờ Văn phòng xử lý",
    "<b>Tổng hợp đến",
)
"""What reminders and digests begin with."""
_ASKED_BACK = (
    *("gia hạn", "vướng", "đồng ý", "trả lại", "xác nhận", "tạm dừng", "tiếp tục", "đóng", "thu hồi", "thay thế"),
    *("chủ trì", "phối hợp", " hạn ", "giải trình"),
)
"""What may be answered with a question."""
_RULES = ("FREQ=MONTHLY;BYMONTHDAY=25", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=31")
"""Reports that come again."""
_PRODUCTS = ("báo cáo", "kế hoạch", "tờ trình", "quyết định", "văn bản hướng dẫn")


@dataclass
class Phones:
    """Records what each chat shows; `blocked` chats refuse for good, others refuse by chance and are tried again.

    `repeats` holds the reminders and digests that one chat got word for word twice on one day; notices of what people
    do are as often the same as people do the same again.
    """

    chance: Random
    clock: FrozenClock
    stumbles: float = 0.0
    blocked: set[str] = field(default_factory=set)
    newest: dict[str, Message] = field(default_factory=dict)
    taken: int = 0
    repeats: list[tuple[str, date, str]] = field(default_factory=list)
    name: str = CHANNEL
    capabilities: Capabilities = field(default=Capabilities(buttons=True, edits=False, files=True, max_text=4096))
    _said: Counter[tuple[str, date, str]] = field(default_factory=Counter)
    _ids: "count[int]" = field(default_factory=count)

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        if chat in self.blocked:
            raise NotSent("blocked by the person", again=False, blames=Blames.PERSON)
        if self.chance.random() < self.stumbles:
            raise NotSent("try again later", again=True, wait=timedelta(seconds=1))
        self.newest[chat] = message
        self.taken += 1
        if message.reply_to is None:
            key = (chat, RULES.calendar.office_day(self.clock.now()), message.text)
            self._said[key] += 1
            if self._said[key] > 1 and message.text.startswith(_BY_THE_CLOCK):
                self.repeats.append(key)
        return (f"m{next(self._ids)}",)


@dataclass
class Village:
    """The people by id, and the house as it is open now; `machine` time passes whenever a message has to wait."""

    database_url: str
    clock: FrozenClock
    chance: Random
    phones: Phones
    machine: FrozenClock = field(default_factory=lambda: FrozenClock(datetime.fromisoformat("2030-01-01T00:00+00:00")))
    people: dict[int, Person] = field(default_factory=dict)
    restarts: int = 0
    heard: Counter[str] = field(default_factory=Counter)
    _updates: "count[int]" = field(default_factory=count)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[House]:
        """Open the house, as each start of the service does."""
        self.restarts += 1

        def channels(_database: Database) -> Mapping[str, Channel]:
            return {CHANNEL: self.phones}

        async with open_house(self.database_url, RULES, TEXTS, self.clock, channels) as house:
            yield replace(house, machine=self.machine)

    async def settle(self, house: House) -> None:
        """Plan and say until nothing is left that could be said now; who is out of reach lets others hear."""
        for _ in range(50):
            planned = await house.plan()
            await house.deliver()
            async with house.database.reading() as uow:
                left = await uow.unsaid.due_left(self.clock.now())
            if not left and not planned:
                return
            self.machine.advance(timedelta(minutes=11))

    async def founds(self, house: House, agencies: int, people: int) -> None:
        """Enter the registry: of each agency a head and contacts, the office, and the leaders."""
        async with house.database.work() as uow:
            entries = [AgencyEntry(f"CQ{n}", f"Cơ quan số {n}") for n in range(1, agencies + 1)]
            await register_agencies(uow, entries, self.clock.now())
            known = (await uow.agencies.registry()).agencies
            office = [Role.SPECIALIST] * 6 + [Role.CHIEF] + [Role.LEADER] * 4
            turns = [Role.HEAD, Role.CONTACT, Role.CONTACT, Role.DEPUTY]
            officials = [
                (turns[n // len(known) % len(turns)], known[n % len(known)].id) for n in range(people - len(office))
            ]
            roles: list[tuple[Role, int | None]] = [*((role, None) for role in office), *officials]
            folk = [PersonEntry(f"Người {n}", "", role, agency, f"p{n}") for n, (role, agency) in enumerate(roles)]
            await register_people(uow, folk, self.clock.now())
            for person in await uow.people.active():
                self.people[person.id] = person
                if self.chance.random() < 0.95:
                    await uow.people.link(person.id, CHANNEL, _chat(person.id), self.clock.now())
            await uow.commit()

    async def assigns(self, house: House, tasks: int, number: int) -> None:
        """Let a directive with so many tasks come in and be confirmed."""
        async with house.database.work() as uow:
            names = [agency.name for agency in (await uow.agencies.registry()).agencies if agency.successor_id is None]
            drafts = tuple(self._draft(names, place) for place in range(tasks))
            urgency = self.chance.choices((None, "khan", "hoa_toc"), (90, 8, 2))[0]
            on = RULES.calendar.office_day(self.clock.now())
            draft = DirectiveDraft(
                str(number), "TB-UBND", "thong_bao", on, "UBND tỉnh", "ký", urgency, text=f"{number}", tasks=drafts
            )
            stored = await store_directive(uow, draft, RULES, self.clock.now())
            await confirm_directive(uow, stored.directive.id, None, RULES, self.clock.now())
            await uow.commit()

    def _draft(self, names: list[str], place: int) -> TaskDraft:
        lead, *helpers = self.chance.sample(names, min(len(names), 1 + self.chance.choice((0, 0, 1, 2))))
        deadline = NO_DEADLINE
        if self.chance.random() < 0.55:
            days = self.chance.choice((1, 3, 5, 10, 20, 30, 60, 90))
            day = RULES.calendar.office_day(self.clock.now()) + timedelta(days=days)
            deadline = Deadline(DeadlineKind.DATE, day, f"trước ngày {day:%d/%m/%Y}")
        rule = None
        if self.chance.random() < 0.02:
            rule = self.chance.choice(_RULES)
            deadline = Deadline(DeadlineKind.RECURRING, None, "định kỳ")
        content = f"Xây dựng {self.chance.choice(_PRODUCTS)}"
        return TaskDraft(f"{place}", content, (lead,), tuple(helpers), deadline, rule)

    async def owed(self, house: House) -> tuple[Assignment, ...]:
        """Return every lead share that is followed."""
        async with house.database.reading() as uow:
            return (await ask(uow, TaskFilter(), self.clock.now(), RULES)).assignments

    async def says(self, house: House, person_id: int, words: str) -> None:
        """Let somebody type, and say yes to what is asked back."""
        chat = _chat(person_id)
        await self._types(house, [(chat, words, None)])
        if not any(cue in words for cue in _ASKED_BACK):
            return
        await house.deliver()
        asked = self.phones.newest.get(chat)
        if asked is not None and asked.choices and asked.choices[0].label.startswith("Đúng"):
            await self._types(house, [(chat, "", asked.choices[0].token)])

    async def say_all(self, house: House, said: Iterable[tuple[int, str]]) -> None:
        """Let many people type at one moment; who may be asked something back is heard alone, after the others."""
        said = list(said)
        asked_back = [one for one in said if any(cue in one[1] for cue in _ASKED_BACK)]
        await self._types(house, [(_chat(who), words, None) for who, words in said if (who, words) not in asked_back])
        for who, words in asked_back:
            await self.says(house, who, words)

    async def _types(self, house: House, typed: Iterable[tuple[str, str, str | None]]) -> None:
        """Let chats say words or press choices, and have it all handled."""
        async with house.database.work() as uow:
            for chat, words, choice in typed:
                update = str(next(self._updates))
                heard = Heard(CHANNEL, chat, update, self.clock.now(), words, choice, message_id=f"u{update}")
                await uow.inbox.store(heard, self.clock.now())
            await uow.commit()
        await house.hear()

    def can_speak(self, person: Person) -> bool:
        """Tell whether somebody writes to us at all: not while they block us."""
        return _chat(person.id) not in self.phones.blocked

    def block(self, person_id: int) -> None:
        """Let somebody block us."""
        self.phones.blocked.add(_chat(person_id))

    def unblock(self) -> list[int]:
        """Let everybody who blocked us think better of it; return who that is."""
        back = [person_id for person_id in self.people if _chat(person_id) in self.phones.blocked]
        self.phones.blocked.clear()
        return back

    def contacts(self) -> dict[int | None, list[Person]]:
        """Return the contacts of each agency."""
        found: defaultdict[int | None, list[Person]] = defaultdict(list)
        for person in self.people.values():
            if person.role is Role.CONTACT and person.active:
                found[person.agency_id].append(person)
        return found

    async def merges(self, house: House, on: date) -> None:
        """Plan that an agency that has people goes over into another on a day."""
        async with house.database.work() as uow:
            agencies = [one for one in (await uow.agencies.registry()).agencies if one.successor_id is None]
            free = [one for one in agencies if await uow.agencies.planned_successor(one.id) is None]
            agency, successor = self.chance.sample(free, 2)
            await merge_agencies(uow, agency, successor, on, RULES, self.clock.now())
            await uow.commit()

    async def looks_around(self, house: House) -> None:
        """See who now belongs where."""
        async with house.database.reading() as uow:
            present = {person.id: person for person in await uow.people.active()}
        self.people = {key: present.get(key, replace(one, active=False)) for key, one in self.people.items()}

    async def leaves(self, house: House, person: Person) -> None:
        """Let somebody leave the service, and a successor take the post and pair."""
        heir = f"Người mới {person.id}"
        async with house.database.work() as uow:
            gone = PersonEntry(person.name, "", person.role, person.agency_id, person.key, active=False)
            new = PersonEntry(heir, "", person.role, person.agency_id, f"n{person.id}")
            await register_people(uow, [gone, new], self.clock.now())
            (found,) = await uow.people.named(f"n{person.id}")
            await uow.people.link(found.id, CHANNEL, _chat(found.id), self.clock.now())
            await uow.assignments.wake(self.clock.now())
            await uow.commit()
        self.people[person.id] = replace(person, active=False)
        self.people[found.id] = found


def _chat(person_id: int) -> str:
    return f"c{person_id}"
