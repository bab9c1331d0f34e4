"""Strangers: what they said leaves nothing behind, however many they are."""

from datetime import timedelta

from data.clock import Clock
from data.db.engine import Database

KEPT = timedelta(days=7)
"""Longer than any platform repeats an update, and long enough to look into a complaint."""


async def forget_strangers(database: Database, office: Clock) -> int:
    """Forget what never-paired chats said and were answered a week ago; return how many rows. One process at a time."""
    forgotten = 0
    async with database.alone("strangers") as alone:
        while alone:
            async with database.work() as uow:
                some = await uow.strangers.forget(office.now() - KEPT)
                await uow.commit()
            forgotten += some
            if not some:
                break
    return forgotten
