"""An office to tell stories with: the sample's people on their phones, the sample directive, a clock moved by hand."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from bot.conversation.conversation import ChatConversation
from bot.conversation.reviewing.review import announce_directive
from bot.conversation.wording import ChatWording
from bot.texts.catalogue import Texts
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.reports import ProgressReport
from data.db.tables import OutboxRow
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.extension import Extension
from data.domain.message import Choice, Heard, HeardFile
from data.domain.person import Person
from data.domain.policy import Policy
from data.domain.task import Assignment
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Actor, Rules
from data.office.importing import store_directive
from data.office.pairing import end_pairing, new_code
from data.office.registering import register_agencies, register_people
from data.registry_files import read_agencies, read_people
from data.sample import AGENCIES, PEOPLE, sample
from jobs.absence import end_leaves
from jobs.deliver import deliver_outbox
from jobs.digest import tell_digests
from jobs.failures import tell_failures
from jobs.fetch import fetch_next
from jobs.hear import handle_inbox
from jobs.merge import carry_out_mergers
from jobs.occurrences import open_occurrences
from jobs.plan import plan_reminders
from jobs.prepare import Deliverer, guard_holds
from jobs.quota import merge_held
from tests.fakes.personal import PersonalTexts, owners_of, unmarked
from tests.fakes.phones import CHANNEL, Phones

POLICY = Policy()
RULES = Rules(WorkingCalendar(POLICY))
TEXTS = Texts()
PERSONAL = PersonalTexts()
"""What the people of a story are told in: each of them in words of their own, so that another's would show."""
SEED = Path(__file__).parents[1] / "gold" / "docs" / "seed.json"

HA, BINH, BAN_HEAD = "bdt-1", "bdt-2", "bdt-head"
DUC, TRANG, SANG = "skhdt-1", "stc-1", "sd-1"
TRAM, CHIEF, SON = "vp-1", "vp-chief", "pct-1"
"""Ban Dân tộc's two contacts and its head; Sở KH&ĐT's, Sở Tài chính's (coordinating), huyện Sơn Động's contact; the
office's specialist and chief; the vice-chair whose conclusions the sample holds."""
EVERYBODY = (HA, BINH, DUC, TRANG, SANG, TRAM, CHIEF, SON)


def sample_directive() -> DirectiveDraft:
    """Return the sample as the gold set has it, with the number and date that its chancery gave it."""
    read = json.loads(SEED.read_text("utf-8"))
    tasks = tuple(
        TaskDraft(
            task["ref"],
            task["content"],
            tuple(task["lead"]),
            tuple(task["coordinating"]),
            _deadline(task["deadline"]),
        )
        for task in read["tasks"]
    )
    return DirectiveDraft(
        number="215",
        symbol=read["symbol"],
        kind=read["kind"],
        issued_on=date(2024, 5, 13),
        issuer=read["issuer"],
        signer=read["signer"],
        urgency=None,
        leader="Mai Sơn",
        tasks=tasks,
        text="215",
    )


def _deadline(read: dict[str, str]) -> Deadline:
    due = read["due"]
    return Deadline(DeadlineKind(read["kind"]), date.fromisoformat(due) if due else None, read["text"])


@dataclass
class Office:
    """Everybody named by the key of the sample's list of people; a chat bears that key too."""

    database: Database
    clock: FrozenClock
    phones: Phones = field(default_factory=Phones)
    machine: FrozenClock = field(default_factory=lambda: FrozenClock(datetime.fromisoformat("2030-01-01T00:00+00:00")))
    rules: Rules = RULES
    texts: Texts = PERSONAL
    _updates: "count[int]" = field(default_factory=count)

    @property
    def conversation(self) -> ChatConversation:
        """Return the conversation under the rules in force."""
        return ChatConversation(self.texts, self.rules)

    def memories(self) -> object:
        """Return what the telephones show, for a later story that begins where this one stands."""
        return (self.phones, self._updates)

    def recall(self, memories: object) -> None:
        """Take up what another office has remembered."""
        assert isinstance(memories, tuple)
        self.phones, self._updates = memories

    async def opens(self) -> None:
        """Enter the registry of the sample."""
        async with self.database.work() as uow:
            await uow.agencies.put(read_agencies(sample(AGENCIES), await uow.agencies.registry()))
            registry = await uow.agencies.registry()
            await uow.people.put(read_people(sample(PEOPLE), registry), self.clock.now())
            await uow.commit()

    async def imports(self, draft: DirectiveDraft | None = None) -> None:
        """Store a directive as drafts and show it to the office."""
        async with self.database.work() as uow:
            stored = await store_directive(uow, draft or sample_directive(), self.rules, self.clock.now())
            await announce_directive(uow, stored.directive.id, self.rules, self.texts, self.clock.now())
            await uow.commit()
        await self.delivers()

    async def invites(self, who: str) -> str:
        """Return a fresh pairing code."""
        async with self.database.work() as uow:
            code = await new_code(uow, await self._person(who), POLICY, self.clock.now())
            await uow.commit()
        return code

    async def pairs(self, *who: str) -> None:
        """Let each of them type the code they were given."""
        for key in who:
            await self.says(key, f"/start {await self.invites(key)}")

    async def knows(self, *who: str) -> None:
        """Pair them without a word."""
        async with self.database.work() as uow:
            for key in who:
                (person,) = await uow.people.named(key)
                await uow.people.link(person.id, CHANNEL, key, self.clock.now())
            await uow.commit()

    async def unpairs(self, *who: str) -> None:
        """End the chats of each of them."""
        async with self.database.work() as uow:
            for key in who:
                (person,) = await uow.people.named(key)
                await end_pairing(uow, person, self.clock.now())
            await uow.commit()

    async def registers_agencies(self, *rows: str) -> None:
        """Take in lines of a list of agencies, as "code,name,aliases,kind,parent"."""
        raw = "\n".join(["code,name,aliases,kind,parent", *rows]).encode()
        async with self.database.work() as uow:
            entries = read_agencies(raw, await uow.agencies.registry())
            await register_agencies(uow, entries, self.clock.now())
            await uow.commit()

    async def registers_people(self, *rows: str) -> None:
        """Take in lines of a list of people, as "id,name,post,agency,role,active"."""
        await self.registers_people_with("id,name,post,agency,role,active", *rows)

    async def registers_people_with(self, columns: str, *rows: str) -> None:
        """Take in lines of a list of people with these columns."""
        raw = "\n".join([columns, *rows]).encode()
        async with self.database.work() as uow:
            entries = read_people(raw, await uow.agencies.registry())
            await register_people(uow, entries, self.clock.now())
            await uow.commit()

    async def says(self, who: str, words: str, *, replying_to: str | None = None) -> str:
        """Let somebody type, perhaps in reply to their message that contains some words; return the answer."""
        reply_to = self._message(who, replying_to) if replying_to else None
        return await self._hears(who, words=words, reply_to=reply_to)

    async def presses(self, who: str, label: str) -> str:
        """Let somebody press the newest choice that begins so; return the answer."""
        return await self.presses_again(who, self.phones.choice(who, label))

    async def presses_again(self, who: str, choice: Choice) -> str:
        """Let somebody press a choice that may be old or another's; return the answer."""
        return await self._hears(who, choice=choice.token)

    def choices(self, who: str) -> list[str]:
        """Return the labels under the newest message of a chat."""
        return [choice.label for choice in self.phones.shows(who)[-1].message.choices]

    def heard_by(self, who: str) -> list[str]:
        """Return all that a chat shows of us, oldest first."""
        return [received.message.text for received in self.phones.shows(who)]

    async def morning_of(self, day: str) -> None:
        """Go to 08:00 of a day (dd/mm/yyyy) and let the clock's jobs run."""
        on = datetime.strptime(day, "%d/%m/%Y").date()  # noqa: DTZ007 - a day, not a moment
        self.clock.moment = datetime.combine(on, time(8), POLICY.zone)
        await self.delivers()

    async def later(self, **step: float) -> None:
        """Let some time pass and the clock's jobs run."""
        self.clock.advance(timedelta(**step))
        await self.delivers()

    async def delivers(self) -> None:
        """Plan what is due and deliver it."""
        await carry_out_mergers(self.database, self.rules.calendar, self.clock)
        channels = {CHANNEL: self.phones}
        wording = ChatWording(self.texts, self.rules)
        await end_leaves(self.database, wording, self.rules.calendar, self.clock)
        await open_occurrences(self.database, self.rules.calendar, self.clock)
        await plan_reminders(self.database, self.rules.calendar, self.clock)
        await tell_failures(self.database, wording, self.rules.calendar, self.clock)
        parts = Deliverer(self.database, channels, wording, self.rules.calendar, self.clock, self.machine)
        await merge_held(self.database, wording, self.rules.calendar, self.clock, partial(guard_holds, parts))
        await deliver_outbox(parts)

    async def digests(self) -> None:
        """Let the morning's digests be composed and delivered."""
        wording = ChatWording(self.texts, self.rules)
        await tell_digests(self.database, wording, self.rules.calendar, self.clock)
        await self.delivers()

    async def task(self, code: str, agency: str | None = None) -> Assignment:
        """Return the share of a task that an agency has; without a name, the first lead's."""
        async with self.database.work() as uow:
            shares = await uow.assignments.of_task(int(code.removeprefix("NV")))
        return next(share for share in shares if agency in {None, share.agency_name})

    async def acting(self, uow: UnitOfWork, who: str) -> Actor:
        """Return somebody as the office's verbs know who acts."""
        (person,) = await uow.people.named(who)
        return Actor(person, self.clock.now(), CHANNEL)

    async def told_wrong(self) -> list[str]:
        """Return what was worded for another than whom it is for; only strangers are told in the office's words."""
        async with self.database.connect() as connection:
            rows = (await connection.execute(select(OutboxRow.person_id, OutboxRow.body))).all()
        said = [(person_id, _words(body)) for person_id, body in rows if body is not None]
        return [f"{person_id}: {unmarked(text)}" for person_id, text in said if not _fits(person_id, owners_of(text))]

    async def reports(self, code: str) -> list[ProgressReport]:
        """Return the reports on a task by its first lead."""
        task = await self.task(code)
        async with self.database.work() as uow:
            return await uow.reports.of(task.id)

    async def wishes(self, code: str) -> list[Extension]:
        """Return the wishes for more time on a task by its first lead."""
        task = await self.task(code)
        async with self.database.work() as uow:
            return await uow.extensions.of(task.id)

    async def asks_for_time(self, who: str, words: str) -> None:
        """Let somebody ask for more time and say yes to what was understood."""
        await self.says(who, words)
        await self.presses(who, "Đúng, xin gia hạn")

    async def audited(self) -> list[str]:
        """Return the actions in the audit trail, oldest first."""
        async with self.database.connect() as connection:
            return list(await connection.scalars(text("SELECT action FROM audit ORDER BY id")))

    async def sends_file(self, who: str, name: str, content: bytes, words: str = "", *, replying_to: str = "") -> str:
        """Let somebody send a file, perhaps with a caption or in reply to a message; return the answer."""
        before, key = len(self.phones.shows(who)), f"file-{next(self._updates)}"
        self.phones.files[key] = content
        reply_to = self._message(who, replying_to) if replying_to else None
        file = HeardFile(key, name, len(content), fetchable=len(content) <= 20 * 2**20)
        await self.sends(who, words, reply_to=reply_to, file=file)
        await self.hears_all()
        return "\n".join(received.message.text for received in self.phones.shows(who)[before:])

    async def sends(
        self,
        who: str,
        words: str = "",
        *,
        choice: str | None = None,
        reply_to: str | None = None,
        file: HeardFile | None = None,
    ) -> None:
        """Take in what somebody sends, without handling it yet."""
        update = str(next(self._updates))
        heard = Heard(CHANNEL, who, update, self.clock.now(), words, choice, reply_to, file=file)
        async with self.database.work() as uow:
            await uow.inbox.store(heard, self.clock.now())
            await uow.commit()

    async def hears_all(self) -> None:
        """Handle all that waits, and deliver."""
        channels = {CHANNEL: self.phones}
        while await fetch_next(self.database, channels, self.conversation, self.clock, self.machine):
            self.machine.advance(timedelta(minutes=1))
        await handle_inbox(self.database, self.conversation, self.clock, self.machine)
        await self.delivers()

    async def _hears(self, who: str, *, words: str = "", choice: str | None = None, reply_to: str | None = None) -> str:
        """Take one update in and return what the speaker's chat shows since."""
        before = len(self.phones.shows(who))
        await self.sends(who, words, choice=choice, reply_to=reply_to)
        await self.hears_all()
        return "\n".join(received.message.text for received in self.phones.shows(who)[before:])

    def _message(self, who: str, words: str) -> str:
        return next(one.id for one in reversed(self.phones.shows(who)) if words in one.message.text)

    async def _person(self, who: str) -> Person:
        async with self.database.work() as uow:
            (person,) = await uow.people.named(who)
        return person


def _fits(person_id: int | None, owners: set[int]) -> bool:
    return owners <= {person_id} if person_id is not None else len(owners) < 2


def _words(body: dict[str, Any]) -> str:
    return "\n".join([body["text"], *(choice["label"] for choice in body["choices"])])
