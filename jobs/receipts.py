"""Recording what the platforms took: while one transaction is being committed, the next receipts gather.

A commit waits for the disk, so one a message would be the slowest part of sending. Whoever hands in a receipt waits
until it is committed, so that no more is in doubt after a crash than was on its way.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Receipt
from data.domain.planning import Said


@dataclass(frozen=True, slots=True)
class _Taken:
    receipt: Receipt
    reminder_ids: Sequence[int]
    recorded: asyncio.Future[None]


class Receipts:
    """Writes receipts in the order in which they come in."""

    def __init__(self, database: Database, office: Clock) -> None:
        self._database, self._office = database, office
        self._gathered: list[_Taken] = []
        self._writing: asyncio.Task[None] | None = None

    async def record(self, receipt: Receipt, reminder_ids: Sequence[int]) -> None:
        """Note that a message was taken and its reminders said; returns when that lasts, raises why it could not."""
        taken = _Taken(receipt, reminder_ids, asyncio.get_running_loop().create_future())
        self._gathered.append(taken)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await taken.recorded

    async def close(self) -> None:
        """Wait until all that was handed in is written."""
        if self._writing is not None:
            await asyncio.gather(self._writing, return_exceptions=True)

    async def _write(self) -> None:
        while self._gathered:
            batch, self._gathered = self._gathered, []
            try:
                await self._commit(batch)
            except Exception as error:  # noqa: BLE001 - each sender hears of it and raises it in its turn
                _tell(batch, error)
            else:
                _tell(batch, None)

    async def _commit(self, batch: Sequence[_Taken]) -> None:
        async with self._database.work() as uow:
            await uow.outbox.sent([taken.receipt for taken in batch], self._office.now())
            if said := [each for taken in batch for each in taken.reminder_ids]:
                await uow.reminders.settle(said, Said.SAID)
            await uow.commit()


def _tell(batch: Sequence[_Taken], error: Exception | None) -> None:
    for taken in batch:
        if taken.recorded.done():  # its sender was cut off
            continue
        if error is None:
            taken.recorded.set_result(None)
        else:
            taken.recorded.set_exception(error)
