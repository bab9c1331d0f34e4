"""Counting what a bot may say and whom it may meet: the platform has no call for it, and says so too late."""

from datetime import datetime

import structlog

from bot.texts.catalogue import Texts
from bot.zalo.address import Address
from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Message
from data.domain.person import OFFICE_ROLES
from data.domain.quota import USED_UP, Usage, level, month_of, month_turns_at
from data.office.acting import Rules

NAME = "zalo"

log = structlog.get_logger()


class Quota:
    """Counts messages in both directions and people, by the month of machine time, and warns the office in time.

    Each warning is queued once, in the transaction that counts what it is about.
    """

    def __init__(self, database: Database, texts: Texts, rules: Rules, office: Clock, machine: Clock) -> None:
        self._database, self._texts, self._rules = database, texts, rules
        self._office, self._machine = office, machine

    async def heard(self, uow: UnitOfWork, address: Address) -> None:
        """Count something that a person said to a bot."""
        now = self._office.now()
        if await uow.bots.meet(NAME, address.bot, address.chat, now):
            await self._look_at_users(uow, address.bot)
        usage = await uow.bots.count(NAME, address.bot, self._month(), heard=1)
        await self._look_at_messages(uow, address.bot, usage)

    async def sent(self, bot: str) -> None:
        """Count something that a bot has said, or may have: a miscount is no reason to say it again."""
        try:
            async with self._database.work() as uow:
                usage = await uow.bots.count(NAME, bot, self._month(), sent=1)
                await self._look_at_messages(uow, bot, usage)
                await uow.commit()
        except Exception as error:
            log.exception("message_not_counted", error=type(error).__name__)

    async def refused(self, bot: str) -> None:
        """Let the office know, once a month, that the platform takes no more from the bot."""
        async with self._database.work() as uow:
            if await uow.bots.refuse(NAME, bot, self._month(), self._office.now()):
                turns_on = self.turns_at().astimezone(self._rules.policy.zone).date()
                await self._tell_office(uow, "refused", bot, turns_on=turns_on)
            await uow.commit()

    def turns_at(self) -> datetime:
        """Return when the platform counts anew."""
        return month_turns_at(self._machine.now(), self._rules.policy.zone)

    def _month(self) -> str:
        return month_of(self._machine.now(), self._rules.policy.zone)

    async def _look_at_messages(self, uow: UnitOfWork, bot: str, usage: Usage) -> None:
        limit = self._rules.policy.zalo_messages_a_month
        reached = level(usage.messages, limit)
        if reached and await uow.bots.warn_of_messages(NAME, bot, self._month(), reached):
            turns_on = self.turns_at().astimezone(self._rules.policy.zone).date()
            full = reached == USED_UP
            await self._tell_office(
                uow, "messages", bot, count=usage.messages, limit=limit, full=full, turns_on=turns_on
            )

    async def _look_at_users(self, uow: UnitOfWork, bot: str) -> None:
        limit, users = self._rules.policy.zalo_users, await uow.bots.users(NAME, bot)
        reached = level(users, limit)
        if reached and await uow.bots.warn_of_users(NAME, bot, reached):
            rooms = [other.name for other, _ in await uow.bots.rooms(NAME, limit) if other.id != bot]
            await self._tell_office(
                uow, "users", bot, count=users, limit=limit, full=reached == USED_UP, next_bot=rooms[0] if rooms else ""
            )

    async def _tell_office(self, uow: UnitOfWork, what: str, bot: str, **data: object) -> None:
        names = {one.id: one.name for one in await uow.bots.all(NAME)}
        now = self._office.now()
        due_at = self._rules.calendar.next_push(now)
        log.warning("zalo_quota", about=what, bot=bot)
        for colleague in await uow.people.with_roles(OFFICE_ROLES):
            texts = self._texts.of(colleague)
            notice = Message(texts.say(f"zalo.quota_{what}", bot=names.get(bot, bot), **data), language=texts.language)
            await uow.outbox.put(Outgoing(Kind.NOTICE, due_at, notice, person_id=colleague.id), now)
