"""Inviting people to Zalo: which of our bots has room for them, and what the Office can send on to each."""

from collections.abc import Iterable, Iterator
from datetime import datetime

import structlog

from bot.texts.catalogue import Texts
from bot.zalo.account import Account
from bot.zalo.bot import ZaloBot
from bot.zalo.errors import ZaloError
from bot.zalo.quota import NAME
from data.db.engine import Database
from data.db.stores.bots import Bot

log = structlog.get_logger()


async def rooms(account: Account, database: Database, most: int, now: datetime) -> list[tuple[Bot, int]]:
    """Return our bots that may meet people still, with how many; one that we do not know yet is asked who it is."""
    bots = account.bots()
    async with database.reading() as uow:
        known = {bot.digest: await uow.bots.known(NAME, bot.digest) for bot in bots}
    asked = {place: await _asked(bot) for place, bot in enumerate(bots) if known[bot.digest] is None}
    async with database.work() as uow:
        await uow.bots.keep(NAME, [bot.digest for bot in bots], now)
        for place, found in asked.items():
            if found is not None:
                await uow.bots.introduce(NAME, found, bots[place].digest, place, now)
        await uow.commit()
        return await uow.bots.rooms(NAME, most)


def seats(found: Iterable[tuple[Bot, int]]) -> Iterator[Bot]:
    """Yield the bot for each person to be invited in turn, until every bot would be full."""
    for bot, room in found:
        for _ in range(room):
            yield bot


def guide(texts: Texts, name: str, bot: Bot, code: str, days: int) -> str:
    """Return what the Office can send on to a person, in plain words."""
    return texts.label("zalo.guide", name=name, bot=bot.name, code=code, days=days)


async def _asked(bot: ZaloBot) -> Bot | None:
    """Return who the bot is; None when the platform does not tell it now."""
    await bot.open()
    try:
        await bot.get_me()
    except ZaloError as error:
        log.warning("zalo_not_asked", error=error.message)
        return None
    finally:
        await bot.close()
    return Bot(bot.id, bot.name)
