from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.inbox import MOST_WAITING
from data.db.stores.people import PersonEntry
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


async def test_one_who_floods_waits_after_each_line_for_everybody_else(database: Database, clock: FrozenClock) -> None:
    listener = Listener()
    await _store(database, clock, *((f"a{n}", "an", f"an {n}") for n in range(3)))
    await _store(database, clock, ("b", "bình", "bình"), ("c", "chi", "chi"))
    await handle_inbox(database, listener, clock, MACHINE)
    assert listener.heard == ["an 0", "bình", "chi", "an 1", "an 2"]


async def test_of_a_flood_beyond_measure_nothing_is_kept_and_one_apology_said(
    sqlite_url: str, clock: FrozenClock
) -> None:
    database, listener = Database(sqlite_url), Listener()
    await _store(database, clock, *((str(n), "an", f"an {n}") for n in range(MOST_WAITING + 10)))
    assert await _store(database, clock, ("other", "bình", "bình"), ("0", "an", "an 0")) == [True, False]
    assert await handle_inbox(database, listener, clock, MACHINE) == MOST_WAITING + 2
    assert (len(listener.heard), len(listener.apologies)) == (MOST_WAITING + 1, 1)
    await _store(database, clock, ("later", "an", "sau"))
    await handle_inbox(database, listener, clock, MACHINE)
    assert listener.heard[-1] == "sau"
    await database.close()
