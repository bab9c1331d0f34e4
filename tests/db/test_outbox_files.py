"""Files go with their message through the outbox, on both engines."""

from datetime import timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Message, OutFile

SHEET = OutFile("nhacviec-quá hạn.xlsx", "application/zip", bytes(range(256)))
TEXT = OutFile("ghi chú.csv", "text/csv", "mã;nội dung".encode())


async def claimed(uow: UnitOfWork, clock: FrozenClock) -> list[Outgoing]:
    return await uow.outbox.claim(clock.now(), clock.now(), timedelta(seconds=20), 10)


async def test_claimed_message_brings_its_own_files_in_order(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        for message in (Message("hai tệp", files=(SHEET, TEXT)), Message("không tệp"), Message("một", files=(TEXT,))):
            outgoing = Outgoing(Kind.ANSWER, clock.now(), message, channel="web", chat="web:an")
            await uow.outbox.put(outgoing, clock.now())
        await uow.commit()
    async with database.work() as uow:
        messages = [one.message for one in await claimed(uow, clock) if one.message]
    assert [[(file.name, file.media_type, file.content) for file in message.files] for message in messages] == [
        [(SHEET.name, SHEET.media_type, SHEET.content), (TEXT.name, TEXT.media_type, TEXT.content)],
        [],
        [(TEXT.name, TEXT.media_type, TEXT.content)],
    ]


async def test_a_file_is_found_by_the_token_it_was_given_and_by_nothing_else(
    database: Database, clock: FrozenClock
) -> None:
    async with database.work() as uow:
        outgoing = Outgoing(Kind.ANSWER, clock.now(), Message("tệp", files=(SHEET,)), channel="web", chat="web:an")
        await uow.outbox.put(outgoing, clock.now())
        (sent,) = await claimed(uow, clock)
        assert sent.message is not None
        (file,) = sent.message.files
        assert await uow.outbox.file(file.token) == file
        assert len(file.token) >= 20
        assert await uow.outbox.file("") is None
        assert await uow.outbox.file(SHEET.name) is None
