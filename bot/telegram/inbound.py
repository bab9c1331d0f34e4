"""Hearing on Telegram: updates are stored before the platform is told that we have them, each press is answered."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import structlog
from telegram import Bot, Update
from telegram.error import TelegramError

from bot.platform_time import office_time
from bot.telegram.errands import Errands
from bot.telegram.outbound import NAME
from bot.telegram.updates import Added, Moved, News, Reached, read_update
from bot.texts.catalogue import Texts
from data.clock import Clock
from data.db.engine import Database
from data.db.stores.chats import Chat
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Heard, Message
from data.domain.person import AGENCY_ROLES

BLOCKED = "blocked or removed by the person"

log = structlog.get_logger()


class Inbound:
    """Stores what the platform tells us, whichever way it comes. `on_heard` is called after something was stored."""

    def __init__(
        self, bot: Bot, database: Database, texts: Texts, office: Clock, machine: Clock, on_heard: Callable[[], None]
    ) -> None:
        self._bot, self._database, self._office = bot, database, office
        self._texts, self._on_heard = texts, on_heard
        self._office_time = office_time(office, machine)
        self.errands = Errands()

    async def take(self, raw_updates: Sequence[dict[str, Any]]) -> None:
        """Store the updates in one transaction; one that the platform repeats changes nothing."""
        updates = [update for raw in raw_updates if (update := self._parse(raw))]
        news = [self._read(update) for update in updates]
        async with self._database.work() as uow:
            for one in news:
                if one is not None:
                    await self._keep(uow, one)
            await uow.commit()
        self._on_heard()
        for update in updates:
            if update.callback_query:
                self.errands.run(self._answer(update.callback_query.id))

    def _parse(self, raw: dict[str, Any]) -> Update | None:
        """Return the update; None for one that the library cannot read: it must not hold up all later ones."""
        try:
            return Update.de_json(raw, self._bot)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.warning("update_not_understood", update=raw.get("update_id"), error=type(error).__name__)
            return None

    def _read(self, update: Update) -> News | None:
        return read_update(update, self._bot.bot, self._office_time, self._office.now())

    async def _keep(self, uow: UnitOfWork, news: News) -> None:
        now = self._office.now()
        match news:
            case Heard():
                await uow.inbox.store(news, now)
            case Moved():
                await uow.people.move_chat(NAME, news.chat, news.to)
                await uow.groups.move(NAME, news.chat, news.to)
                if (await uow.chats.get(NAME, news.chat)).greeted_at:
                    await uow.chats.save(Chat(NAME, news.to, greeted_at=now))
            case Added():
                await self._greet(uow, news, now)
            case Reached(chat=chat, open=False):
                await uow.people.unreachable(NAME, chat, BLOCKED, now)
                await self._tell_of_lost(uow, chat, now)
            case Reached(chat=chat):
                await self._welcome_back(uow, chat, now)

    async def _greet(self, uow: UnitOfWork, added: Added, now: datetime) -> None:
        """Explain in a group how it is linked, the first time that somebody we know has added us; else say nothing."""
        group = await uow.chats.get(NAME, added.chat)
        if group.greeted_at is not None or await uow.people.by_chat(NAME, added.by) is None:
            return
        group.greeted_at = now
        await uow.chats.save(group)
        hello = Message(self._texts.say("groups.greeting"))
        await uow.outbox.put(Outgoing(Kind.ANSWER, now, hello, channel=NAME, chat=added.chat), now)

    async def _tell_of_lost(self, uow: UnitOfWork, chat: str, now: datetime) -> None:
        """End the links of a group that removed us, and let who linked it hear so, within pushing hours."""
        for group in await uow.groups.lost(NAME, chat, now):
            agency = (await uow.agencies.registry()).get(group.agency_id)
            texts = self._texts.of(await uow.people.get(group.linked_by))
            notice = Message(texts.say("groups.lost", agency=agency.name), language=texts.language)
            await uow.outbox.put(Outgoing(Kind.NOTICE, now, notice, person_id=group.linked_by), now)

    async def _welcome_back(self, uow: UnitOfWork, chat: str, now: datetime) -> None:
        """Reach the person again, and let the planner look at what was not delivered meanwhile."""
        await uow.people.reachable(NAME, chat)
        if person := await uow.people.by_chat(NAME, chat):
            await uow.assignments.wake(now, person.agency_id if person.role in AGENCY_ROLES else None)

    async def _answer(self, query: str) -> None:
        """Stop the button's waiting mark; a query too old for that needs it no more."""
        try:
            await self._bot.answer_callback_query(query)
        except TelegramError as error:
            log.info("press_not_answered", error=error.message)
