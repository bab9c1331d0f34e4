from datetime import timedelta

from sqlalchemy import text

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.domain.message import Choice, Heard, Message
from jobs.deliver import deliver_outbox
from jobs.hear import handle_inbox
from jobs.strangers import KEPT, forget_strangers
from tests.fakes.saying import CHANNEL
from tests.jobs.office import Office
from tests.jobs.test_hear import Listener


async def _speaks(office: Office, chat: str, update: str) -> None:
    now = office.clock.now()
    async with office.database.work() as uow:
        await uow.inbox.store(Heard(CHANNEL, chat, update, now, "alo"), now)
        memory = await uow.chats.get(CHANNEL, chat)
        memory.greeted_at = now
        await uow.chats.save(memory)
        answer = Message("Mời nhập mã", (Choice("Đúng", "yes"),))
        await uow.outbox.put(Outgoing(Kind.ANSWER, now, answer, channel=CHANNEL, chat=chat), now)
        await uow.commit()
    await handle_inbox(office.database, Listener(), office.clock, office.machine)
    await deliver_outbox(office.delivery())


async def _rows_of(database: Database, chat: str) -> list[int]:
    counts = []
    async with database.connect() as connection:
        for table in ("inbox", "outbox", "receipts", "chats"):
            counted = text(f"SELECT count(*) FROM {table} WHERE chat = :chat")  # noqa: S608 - names of ours
            counts.append(await connection.scalar(counted, {"chat": chat}) or 0)
    return counts


async def test_stranger_leaves_nothing_behind_after_a_week_and_everybody_else_all(
    office: Office, clock: FrozenClock
) -> None:
    await _speaks(office, "stranger", "1")
    await _speaks(office, "an", "2")
    clock.advance(KEPT - timedelta(minutes=1))
    await _speaks(office, "newcomer", "3")
    assert await forget_strangers(office.database, clock) == 0
    clock.advance(timedelta(minutes=2))
    assert await forget_strangers(office.database, clock) == 2
    assert await _rows_of(office.database, "stranger") == [0, 0, 0, 0]
    assert await _rows_of(office.database, "an") == await _rows_of(office.database, "newcomer") == [1, 1, 1, 1]


async def test_one_process_tidies_at_a_time(office: Office, clock: FrozenClock) -> None:
    await _speaks(office, "stranger", "1")
    clock.advance(KEPT * 2)
    async with office.database.alone("strangers") as first:
        left = 2 if office.database.embedded else 0
        assert (first, await forget_strangers(office.database, clock)) == (True, left)
