"""What is forgotten after the policy's days, and what never is."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.tables import ChoiceRow, EvidenceRow, InboxRow, OutboxFileRow, OutboxRow, PairingCodeRow, ReceiptRow
from data.domain.lifecycle import Event
from data.domain.message import Choice, Heard, Message, OutFile
from data.office.deciding import confirm_result
from jobs.tidy import Tidied, tidy, tidy_daily
from tests.fakes.saying import CHANNEL
from tests.jobs.office import POLICY, TASK, Office

YEAR = timedelta(days=POLICY.messages_kept_days + 1)
NOTHING = Tidied(0, 0, 0, 0)


async def count(
    database: Database, table: type[InboxRow | OutboxFileRow | EvidenceRow | PairingCodeRow | ChoiceRow]
) -> int:
    async with database.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0


async def says(office: Office, message: Message, kind: Kind = Kind.ANSWER) -> int:
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        outgoing = Outgoing(kind, office.clock.now(), message, person_id=an.id, channel=CHANNEL, chat="an")
        outbox_id = await uow.outbox.put(outgoing, office.clock.now())
        await uow.commit()
    return outbox_id


async def body_and_receipts(office: Office, outbox_id: int) -> tuple[bool, int]:
    async with office.database.connect() as connection:
        body = await connection.scalar(select(OutboxRow.body).where(OutboxRow.id == outbox_id))
        receipts = await connection.scalar(
            select(func.count()).select_from(ReceiptRow).where(ReceiptRow.outbox_id == outbox_id)
        )
    return body is not None, receipts or 0


async def test_message_is_forgotten_after_its_days_and_not_before(office: Office) -> None:
    outbox_id = await says(office, Message("Chào", choices=(Choice("Đúng", "yes"),)))
    await office.at("2024-05-13 08:00")
    office.clock.advance(timedelta(days=POLICY.messages_kept_days - 1))
    assert await tidy(office.database, POLICY, office.clock.now()) == NOTHING
    assert await body_and_receipts(office, outbox_id) == (True, 1)
    office.clock.advance(timedelta(days=2))
    assert await tidy(office.database, POLICY, office.clock.now()) == Tidied(1, 0, 0, 0)
    assert await body_and_receipts(office, outbox_id) == (False, 0)
    assert await count(office.database, ChoiceRow) == 0
    assert await tidy(office.database, POLICY, office.clock.now()) == NOTHING


async def test_late_reply_finds_its_task_until_the_work_is_confirmed(office: Office) -> None:
    await office.assigns(TASK)
    await office.at("2024-05-13 08:00")
    async with office.database.connect() as connection:
        reminder = await connection.scalar(select(OutboxRow.id).where(OutboxRow.kind == Kind.REMINDER))
        receipt = (await connection.execute(select(ReceiptRow).where(ReceiptRow.outbox_id == reminder))).one()
    office.clock.advance(YEAR)
    await tidy(office.database, POLICY, office.clock.now())
    async with office.database.work() as uow:
        assert await uow.outbox.about(receipt.channel, receipt.chat, receipt.message_id) == [1]
    await office.reports("an", Event.REPORT_DONE)
    async with office.database.work() as uow:
        await confirm_result(uow, await office.actor("tam"), await office.assignment(1))
        await uow.commit()
    await tidy(office.database, POLICY, office.clock.now())
    assert reminder is not None
    assert await body_and_receipts(office, reminder) == (False, 0)


async def test_what_is_unsent_or_unhandled_is_never_forgotten(office: Office) -> None:
    outbox_id = await says(office, Message("Chào"), Kind.ANSWER)
    heard = [Heard(CHANNEL, "an", str(number), office.clock.now(), text="đã nhận") for number in range(2)]
    async with office.database.work() as uow:
        for one in heard:
            await uow.inbox.store(one, office.clock.now())
        first = await uow.inbox.next(office.machine.now())
        assert first is not None
        await uow.inbox.done(first.id, office.clock.now())
        await uow.commit()
    assert await tidy(office.database, POLICY, office.clock.now() + YEAR) == Tidied(0, 1, 0, 0)
    assert await count(office.database, InboxRow) == 1
    assert (await body_and_receipts(office, outbox_id))[0]


async def test_files_go_earlier_than_words_and_evidence_stays(office: Office) -> None:
    await office.assigns(TASK)
    await says(office, Message("Tệp", files=(OutFile("a.csv", "text/csv", b"x"),)))
    await office.at("2024-05-13 08:00")
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        proof = await uow.evidence.add(an.id, "kết quả.pdf", b"1", CHANNEL, office.clock.now())
        await uow.evidence.attach(proof.id, 1)
        await uow.evidence.add(an.id, "ảnh.jpg", b"2", CHANNEL, office.clock.now())
        await uow.commit()
    late = office.clock.now() + timedelta(days=POLICY.files_kept_days + 1)
    assert await tidy(office.database, POLICY, late) == Tidied(0, 0, 2, 0)
    assert [await count(office.database, table) for table in (OutboxFileRow, EvidenceRow)] == [0, 1]


async def test_used_codes_are_forgotten_and_valid_ones_kept(office: Office) -> None:
    now = office.clock.now()
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        await uow.people.add_code(an.id, "used", now - timedelta(days=99), now - timedelta(days=92))
        await uow.people.use_code("used", now - timedelta(days=93))
        await uow.people.add_code(an.id, "valid", now, now + timedelta(days=7))
        await uow.commit()
    assert await tidy(office.database, POLICY, now) == Tidied(0, 0, 0, 1)
    assert await count(office.database, PairingCodeRow) == 1


async def test_drafts_can_be_confirmed_however_long_they_wait(office: Office) -> None:
    outbox_id = await says(office, Message("Dự thảo", choices=(Choice("Đúng cả", "confirm", {"directive": 1}),)))
    await office.at("2024-05-13 08:00")
    await office.assigns(TASK)
    async with office.database.connect() as connection, connection.begin():
        await connection.exec_driver_sql("UPDATE directives SET confirmed_at = NULL")
    assert (await tidy(office.database, POLICY, office.clock.now() + YEAR)).said == 0
    assert await body_and_receipts(office, outbox_id) == (True, 1)


async def test_tidying_is_due_once_a_day_and_after_the_clock_went_back(database: Database, clock: FrozenClock) -> None:
    async def due() -> bool:
        return await tidy_daily(database, POLICY, clock) is not None

    assert (await due(), await due()) == (True, False)
    clock.advance(timedelta(days=1))
    assert (await due(), await due()) == (True, False)
    clock.moment = datetime.fromisoformat("2024-05-13T07:55:00+07:00")
    assert await due()
