"""A person is forgotten, and what they did stays."""

from datetime import date

from sqlalchemy import Text, cast, select

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.agencies import AgencyEntry
from data.db.stores.outbox import Kind, Outgoing
from data.db.stores.people import PersonEntry
from data.db.stores.reports import ProgressReport
from data.db.tables import METADATA
from data.domain.message import Choice, Heard, Message
from data.domain.person import Role
from data.office.erasing import erase_person
from data.office.importing import confirm_directive, store_directive
from tests.stories.office import RULES, sample_directive

NAME, CHAT = "Nguyễn Thị Hà", "chat-of-ha"
GONE = "người đã xoá"


async def office_with(database: Database, clock: FrozenClock, *names: str) -> None:
    now = clock.now()
    async with database.work() as uow:
        await uow.agencies.put([AgencyEntry("A", "Sở A"), AgencyEntry("B", "Sở B")])
        entries = [
            PersonEntry(name, "Chuyên viên", Role.CONTACT, place, f"k{place}") for place, name in enumerate(names, 1)
        ]
        await uow.people.put(entries, now)
        await uow.people.link(1, "web", CHAT, now)
        await uow.people.add_code(1, "digest", now, now)
        await uow.inbox.store(Heard("web", CHAT, "1", now, text="đã nhận", sender_name=NAME), now)
        for person_id, words in ((1, f"Chào {NAME}"), (2, f"{NAME} đã báo xong NV7")):
            await uow.outbox.put(Outgoing(Kind.NOTICE, now, Message(words), person_id=person_id), now)
        uow.audit.note(at=now, action="report", subject="assignment:1", person_id=1, channel="web")
        await uow.commit()


async def everything_in(database: Database) -> str:
    """Return all that the database holds, as text."""
    held = []
    async with database.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = await connection.execute(select(*(cast(column, Text) for column in table.columns)))
            held += [
                cell.encode().decode("unicode_escape") if "\\u" in cell else cell
                for row in rows
                for cell in row
                if cell
            ]
    return "\n".join(held)


async def test_name_and_chats_are_gone_and_the_trail_keeps_the_id(database: Database, clock: FrozenClock) -> None:
    await office_with(database, clock, NAME, "Lê Bình")
    async with database.work() as uow:
        assert await erase_person(uow, await uow.people.get(1), GONE, clock.now())
        await uow.commit()
    held = await everything_in(database)
    assert [word for word in (NAME, "nguyen thi ha", CHAT, "đã nhận", "digest") if word in held] == []
    assert f"{GONE} đã báo xong NV7" in held
    async with database.work() as uow:
        assert (await uow.people.get(1)).name == GONE
        assert await uow.people.named(NAME) == []
        assert [person.name for person in await uow.people.registered()] == ["Lê Bình"]
        assert await uow.outbox.claim(clock.now(), clock.now(), clock.now() - clock.now(), 9) != []


async def test_somebody_of_the_same_name_is_not_renamed(database: Database, clock: FrozenClock) -> None:
    await office_with(database, clock, NAME, NAME)
    async with database.work() as uow:
        assert not await erase_person(uow, await uow.people.get(1), GONE, clock.now())
        await uow.commit()
    async with database.work() as uow:
        assert (await uow.people.get(2)).name == NAME
        (left,) = await uow.outbox.claim(clock.now(), clock.now(), clock.now() - clock.now(), 9)
    assert left.message == Message(f"{NAME} đã báo xong NV7")


async def erased_from(database: Database, clock: FrozenClock, person: PersonEntry, said: Message) -> Message:
    """Return what has become of a message to somebody else once that person is erased."""
    now = clock.now()
    async with database.work() as uow:
        await uow.agencies.put([AgencyEntry("A", "Sở A"), AgencyEntry("B", "Sở B")])
        await uow.people.put([person, PersonEntry("Lê Bình", "", Role.CONTACT, 2, "k2")], now)
        await uow.outbox.put(Outgoing(Kind.NOTICE, now, said, person_id=2), now)
        await erase_person(uow, await uow.people.get(1), GONE, now)
        await uow.commit()
    async with database.work() as uow:
        (left,) = await uow.outbox.claim(now, now, now - now, 9)
    assert left.message is not None
    return left.message


async def test_a_number_goes_from_messages_where_it_stands_alone(database: Database, clock: FrozenClock) -> None:
    person = PersonEntry(NAME, "", Role.CONTACT, 1, "k1", phone="912345678")
    said = Message("gọi 912345678, số 1912345678", (Choice("912345678", "call", {"of": 912345678}),))
    left = await erased_from(database, clock, person, said)
    assert left.text == f"gọi {GONE}, số 1912345678"
    assert [(one.label, one.args) for one in left.choices] == [(GONE, {"of": 912345678})]


async def test_a_short_number_stays_in_messages(database: Database, clock: FrozenClock) -> None:
    person = PersonEntry(NAME, "", Role.CONTACT, 1, "k1", phone="12")
    said = Message("NV12 hạn 12/05/2024, còn 12 ngày")
    assert await erased_from(database, clock, person, said) == said


async def test_a_longer_name_is_not_the_one_erased(database: Database, clock: FrozenClock) -> None:
    person = PersonEntry("Lê An", "", Role.CONTACT, 1, "k1")
    left = await erased_from(database, clock, person, Message("Lê An chuyển cho Lê Anh"))
    assert left.text == f"{GONE} chuyển cho Lê Anh"


async def test_list_that_still_names_an_erased_person_enters_them_anew(database: Database, clock: FrozenClock) -> None:
    await office_with(database, clock, NAME, "Lê Bình")
    async with database.work() as uow:
        await erase_person(uow, await uow.people.get(1), GONE, clock.now())
        await uow.people.put([PersonEntry(NAME, "", Role.CONTACT, 1, "k1")], clock.now())
        await uow.commit()
    async with database.work() as uow:
        assert [person.id for person in await uow.people.named(NAME)] == [3]
        assert (await uow.people.get(1)).name == GONE


async def test_what_people_wrote_of_the_work_stays_without_who_was_meant(
    database: Database, clock: FrozenClock
) -> None:
    await office_with(database, clock, NAME, "Lê Bình")
    now = clock.now()
    async with database.work() as uow:
        entry = PersonEntry(NAME, "Chuyên viên", Role.CONTACT, 1, "k1", phone="0912345678")
        await uow.people.put([entry], now)
        stored = await store_directive(uow, sample_directive(), RULES, now)
        await confirm_directive(uow, stored.directive.id, None, RULES, now)
        note = f"gọi nguyen thi ha, 0912.345.678 để lấy số liệu; {NAME} ký"
        await uow.reports.add(ProgressReport(7, 1, "progress", now, 60, note))
        await uow.extensions.ask(7, 1, now, date(2024, 5, 20), f"{NAME} đi công tác")
        await uow.evidence.attach((await uow.evidence.add(1, f"{NAME}.pdf", b"%PDF", "web", now)).id, 7)
        await uow.commit()
    async with database.work() as uow:
        assert await erase_person(uow, await uow.people.get(1), GONE, now)
        await uow.commit()
    held = await everything_in(database)
    assert [word for word in (NAME, "nguyen thi ha", "0912") if word in held] == []
    async with database.work() as uow:
        assert [one.note for one in await uow.reports.of(7)] == [f"gọi {GONE}, {GONE} để lấy số liệu; {GONE} ký"]
        assert [one.reason for one in await uow.extensions.waiting()] == [f"{GONE} đi công tác"]
        (kept,) = await uow.evidence.of(7)
        assert (kept.name, kept.size, kept.person_id) == (f"{GONE}.pdf", 4, 1)
        assert await uow.evidence.content(kept.id) == b"%PDF"
        assert (await uow.audit.verify()).broken is None
        assert (await uow.people.get(1)).phone == ""
