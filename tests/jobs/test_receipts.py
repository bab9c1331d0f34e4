import asyncio
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing, Receipt
from data.domain.message import Message
from jobs.receipts import Receipts


async def _queued(database: Database, clock: FrozenClock, many: int) -> list[Receipt]:
    async with database.work() as uow:
        message = Outgoing(Kind.ANSWER, clock.now(), Message("chào"), channel="paper", chat="an")
        ids = [await uow.outbox.put(message, clock.now()) for _ in range(many)]
        await uow.commit()
    return [Receipt(one, "paper", "an", (f"{one}a", f"{one}b")) for one in ids]


async def test_receipts_that_come_while_one_is_written_are_written_together(
    database: Database, clock: FrozenClock
) -> None:
    receipts, handed_in = Receipts(database, clock), await _queued(database, clock, 20)
    commits: list[object] = []
    event.listen(database.engine.sync_engine, "commit", commits.append)
    await asyncio.gather(*(receipts.record(one, ()) for one in handed_in))
    assert len(commits) <= 2
    async with database.connect() as connection:
        open_left = await connection.scalar(text("SELECT count(*) FROM outbox WHERE state <> 'sent'"))
        named = await connection.scalar(text("SELECT count(*) FROM receipts"))
    assert (open_left, named) == (0, 40)


async def test_number_that_a_platform_gives_again_names_the_newer_message(
    database: Database, clock: FrozenClock
) -> None:
    first, second = await _queued(database, clock, 2)
    async with database.work() as uow:
        await uow.outbox.sent([first], clock.now())
        await uow.outbox.sent([Receipt(second.outbox_id, "paper", "an", first.message_ids)], clock.now())
        await uow.commit()
    async with database.connect() as connection:
        named = await connection.scalars(text("SELECT DISTINCT outbox_id FROM receipts"))
        assert list(named) == [second.outbox_id]


async def test_everybody_whose_receipt_could_not_be_written_hears_of_it(tmp_path: Path, clock: FrozenClock) -> None:
    (tmp_path / "without-tables.db").touch()
    database = Database(f"sqlite:///{tmp_path}/without-tables.db")
    receipts = Receipts(database, clock)
    one, other = (receipts.record(Receipt(n, "paper", "an", ("1",)), ()) for n in (1, 2))
    ended = await asyncio.gather(one, other, return_exceptions=True)
    assert [type(error) for error in ended] == [OperationalError, OperationalError]
    with pytest.raises(OperationalError):
        await receipts.record(Receipt(3, "paper", "an", ("1",)), ())
    await receipts.close()
    await database.close()
