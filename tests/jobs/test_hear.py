from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.people import PersonEntry
from data.db.unit import UnitOfWork
from data.domain.message import Heard
from data.domain.person import Role
from data.intake.attachment import Attachment
from jobs.hear import MAX_ATTEMPTS, handle_inbox

MACHINE = FrozenClock(datetime.fromisoformat("2030-01-01T00:00+00:00"))


@dataclass
class Listener:
    """Writes down what it hears; words that start with "hỏng" break it."""

    heard: list[str] = field(default_factory=list)
    apologies: list[str] = field(default_factory=list)
    attachments: list[Attachment | None] = field(default_factory=list)

    async def wants_file(self, _uow: UnitOfWork, heard: Heard) -> bool:
        return not heard.text.startswith("lạ")

    async def hear(self, uow: UnitOfWork, heard: Heard, now: datetime, attachment: Attachment | None = None) -> None:
        uow.audit.note(at=now, action="heard", subject=heard.text)
        self.attachments.append(attachment)
        if heard.text.startswith("hỏng"):
            raise RuntimeError(heard.text)
        self.heard.append(heard.text)

    async def apologise(self, _uow: UnitOfWork, heard: Heard, _now: datetime) -> None:
        self.apologies.append(heard.text)


async def _store(database: Database, clock: FrozenClock, *said: tuple[str, str, str]) -> list[bool]:
    async with database.work() as uow:
        new = [
            await uow.inbox.store(Heard("paper", chat, update, clock.now(), text), clock.now())
            for update, chat, text in said
        ]
        await uow.commit()
    return new


async def test_updates_are_handled_in_order_and_once(database: Database, clock: FrozenClock) -> None:
    listener = Listener()
    assert await _store(database, clock, ("1", "an", "một"), ("2", "an", "hai"), ("1", "an", "một")) == [
        True,
        True,
        False,
    ]
    assert await handle_inbox(database, listener, clock, MACHINE) == 2
    assert await handle_inbox(database, listener, clock, MACHINE) == 0
    assert listener.heard == ["một", "hai"]


async def test_update_that_breaks_holds_up_only_its_chat(database: Database, clock: FrozenClock) -> None:
    listener, machine = Listener(), FrozenClock(MACHINE.now())
    await _store(database, clock, ("1", "an", "hỏng"), ("2", "an", "sau"), ("3", "duc", "khác"))
    await handle_inbox(database, listener, clock, machine)
    assert (listener.heard, listener.apologies) == (["khác"], [])
    for _ in range(MAX_ATTEMPTS):
        machine.advance(timedelta(minutes=1))
        await handle_inbox(database, listener, clock, machine)
    assert (listener.heard, listener.apologies) == (["khác", "sau"], ["hỏng"])


async def test_person_who_blocked_us_and_speaks_again_is_reached_again(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        await uow.people.put([PersonEntry("An", "", Role.CONTACT, key="an")], clock.now())
        (person,) = await uow.people.named("an")
        await uow.people.link(person.id, "paper", "an", clock.now())
        await uow.people.unreachable("paper", "an", "bot was blocked", clock.now())
        assert [link.refused for link in await uow.people.links(person.id)] == [True]
        await uow.commit()
    await _store(database, clock, ("1", "an", "tôi đây"))
    await handle_inbox(database, Listener(), clock, MACHINE)
    async with database.work() as uow:
        assert [link.refused for link in await uow.people.links(person.id)] == [False]
