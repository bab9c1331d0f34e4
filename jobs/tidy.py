"""Tidying: what was kept long enough is forgotten once a day, in small pieces that hold nobody up."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.clock import Clock
from data.db.engine import Database
from data.db.unit import UnitOfWork
from data.db.upkeep import Care
from data.domain.policy import Policy

EVERY = timedelta(days=1)
BATCH = 500


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many messages, updates, files and codes were forgotten."""

    said: int
    heard: int
    files: int
    codes: int


async def tidy_daily(database: Database, policy: Policy, office: Clock) -> Tidied | None:
    """Tidy unless that was done within the last day; None when it was. A day that lies ahead counts as never."""
    now = office.now()
    async with database.reading() as uow:
        last = await uow.upkeep.last(Care.TIDY)
    if last is not None and timedelta(0) <= now - last < EVERY:
        return None
    return await tidy(database, policy, now)


async def tidy(database: Database, policy: Policy, now: datetime) -> Tidied:
    """Forget what the policy does not keep; never what is unsent, unhandled, or needed by work not confirmed."""
    messages, files, codes = (
        now - timedelta(days=days)
        for days in (policy.messages_kept_days, policy.files_kept_days, policy.codes_kept_days)
    )
    tidied = Tidied(
        said=await _said(database, messages) + await _once(database, lambda uow: uow.retention.forget_web(messages)),
        heard=await _all(database, lambda uow: uow.retention.forget_heard(messages, BATCH)),
        files=await _all(database, lambda uow: uow.retention.forget_files(files, BATCH)),
        codes=await _once(database, lambda uow: uow.retention.forget_codes(codes)),
    )
    async with database.work() as uow:
        await uow.upkeep.note(Care.TIDY, now)
        await uow.commit()
    return tidied


async def _said(database: Database, before: datetime) -> int:
    count, after_id = 0, 0
    while True:
        async with database.work() as uow:
            page = await uow.retention.page(before, after_id, await uow.retention.unfinished(), BATCH)
            await uow.retention.forget_messages(page.forget)
            await uow.commit()
        count += len(page.forget)
        if page.last_id is None:
            return count
        after_id = page.last_id


async def _all(database: Database, forget: Callable[[UnitOfWork], Awaitable[int]]) -> int:
    count = 0
    while done := await _once(database, forget):
        count += done
    return count


async def _once(database: Database, forget: Callable[[UnitOfWork], Awaitable[int]]) -> int:
    async with database.work() as uow:
        done = await forget(uow)
        await uow.commit()
    return done
