"""Bots of a platform that counts messages and people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.base import Base
from data.db.tables import BotMonthRow, BotUserRow, ChannelBotRow
from data.domain.quota import Usage


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot as its platform names it; people look it up by `name`."""

    id: str
    name: str


def _bot(row: ChannelBotRow) -> Bot:
    return Bot(row.bot, row.name)


class BotStore:
    """Reads and writes bots, what they used and whom they met. A month is written "2026-11"."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def introduce(self, channel: str, bot: Bot, digest: str, place: int, now: datetime) -> None:
        """Keep who the bot with that token is, and its place among the channel's tokens."""
        row = await self._session.get(ChannelBotRow, (channel, bot.id))
        if row is None:
            row = ChannelBotRow(channel=channel, bot=bot.id, warned=0, met_at=now)
            self._session.add(row)
        row.name, row.token_digest, row.place, row.retired_at = bot.name, digest, place, None
        await self._session.flush()

    async def known(self, channel: str, digest: str) -> Bot | None:
        """Return the bot whose token has that digest; None before it has introduced itself."""
        here = (ChannelBotRow.channel == channel) & (ChannelBotRow.token_digest == digest)
        row = await self._session.scalar(select(ChannelBotRow).where(here))
        return _bot(row) if row else None

    async def keep(self, channel: str, digests: Collection[str], now: datetime) -> None:
        """Retire the bots whose tokens are not among these any more: nobody new is sent to them."""
        gone = (ChannelBotRow.channel == channel) & ChannelBotRow.token_digest.not_in(digests)
        live = ChannelBotRow.retired_at.is_(None)
        await self._session.execute(update(ChannelBotRow).where(gone, live).values(retired_at=now))

    async def all(self, channel: str) -> list[Bot]:
        """Return the channel's bots in the order of their tokens."""
        here = (ChannelBotRow.channel == channel) & ChannelBotRow.retired_at.is_(None)
        rows = await self._session.scalars(select(ChannelBotRow).where(here).order_by(ChannelBotRow.place))
        return [_bot(row) for row in rows]

    async def rooms(self, channel: str, most: int) -> list[tuple[Bot, int]]:
        """Return the bots that may meet people still, with how many, in the order of their tokens."""
        found = [(bot, most - await self.users(channel, bot.id)) for bot in await self.all(channel)]
        return [(bot, room) for bot, room in found if room > 0]

    async def meet(self, channel: str, bot: str, user: str, now: datetime) -> bool:
        """Note that a person has spoken to the bot; return whether it is the first time."""
        if await self._session.get(BotUserRow, (channel, bot, user)) is not None:
            return False
        return await self._add(BotUserRow(channel=channel, bot=bot, user=user, met_at=now))

    async def users(self, channel: str, bot: str) -> int:
        """Return how many people the bot has met."""
        here = (BotUserRow.channel == channel) & (BotUserRow.bot == bot)
        return await self._session.scalar(select(func.count()).select_from(BotUserRow).where(here)) or 0

    async def is_beyond(self, channel: str, chat: str, most: int) -> bool:
        """Whether the person of a chat, which is "bot:person", came to the bot when it had met `most` others."""
        bot, _, user = chat.partition(":")
        here = (BotUserRow.channel == channel) & (BotUserRow.bot == bot)
        own = await self._session.get(BotUserRow, (channel, bot, user))
        if own is None:
            return False
        earlier = (BotUserRow.met_at < own.met_at) | ((BotUserRow.met_at == own.met_at) & (BotUserRow.user < user))
        before = select(func.count()).select_from(BotUserRow).where(here, earlier)
        return (await self._session.scalar(before) or 0) >= most

    async def count(self, channel: str, bot: str, month: str, *, sent: int = 0, heard: int = 0) -> Usage:
        """Add to what the bot has said and heard in the month; return what it has used."""
        added = {"sent": BotMonthRow.sent + sent, "heard": BotMonthRow.heard + heard}
        more = update(BotMonthRow).where(_month(channel, bot, month)).values(added)
        if not await self._changed(more):
            await self._add(BotMonthRow(channel=channel, bot=bot, month=month))
            await self._changed(more)
        return await self.usage(channel, bot, month)

    async def usage(self, channel: str, bot: str, month: str) -> Usage:
        """Return what the bot has used."""
        counts = select(BotMonthRow.sent, BotMonthRow.heard).where(_month(channel, bot, month))
        found = (await self._session.execute(counts)).one_or_none()
        sent, heard = found or (0, 0)
        return Usage(sent, heard, await self.users(channel, bot))

    # What the office was told, each once

    async def warn_of_messages(self, channel: str, bot: str, month: str, level: int) -> bool:
        """Note that the office hears of this share of the month; False when it has heard of it before."""
        told = update(BotMonthRow).where(_month(channel, bot, month), BotMonthRow.warned < level)
        return await self._changed(told.values(warned=level))

    async def warn_of_users(self, channel: str, bot: str, level: int) -> bool:
        """Note that the office hears of this share of the bot's people; False when it has heard of it before."""
        here = (ChannelBotRow.channel == channel) & (ChannelBotRow.bot == bot)
        return await self._changed(update(ChannelBotRow).where(here, ChannelBotRow.warned < level).values(warned=level))

    async def refuse(self, channel: str, bot: str, month: str, now: datetime) -> bool:
        """Note that the platform refuses more in this month; False when that was known."""
        await self._add(BotMonthRow(channel=channel, bot=bot, month=month))
        first = update(BotMonthRow).where(_month(channel, bot, month), BotMonthRow.refused_at.is_(None))
        return await self._changed(first.values(refused_at=now))

    async def _changed(self, change: Update) -> bool:
        result: Any = await self._session.execute(change)
        return bool(result.rowcount)

    async def _add(self, row: Base) -> bool:
        """Add a row; False when there is one already."""
        try:
            async with self._session.begin_nested():
                self._session.add(row)
        except IntegrityError:
            return False
        return True


def _month(channel: str, bot: str, month: str) -> ColumnElement[bool]:
    return (BotMonthRow.channel == channel) & (BotMonthRow.bot == bot) & (BotMonthRow.month == month)
