"""The menu of commands: each paired person sees those of the own role, everybody else how to begin."""

import html
from collections.abc import Sequence

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.telegram.outbound import NAME
from bot.texts.catalogue import Texts
from data.db.engine import Database
from data.domain.person import AGENCY_ROLES, Person, Role

FOR_STRANGERS = ("start", "help")
FOR_GROUPS = ("nhom", "bonhom")
FOR_OFFICIALS = ("viec", "quahan", "homnay", "tuannay", "help")
FOR_THE_OFFICE = ("tonghop", "quahan", "homnay", "tuannay", "viec", "help")

log = structlog.get_logger()


class Menu:
    """Keeps the menus on the platform; `shown` remembers what this process has set, by chat."""

    def __init__(self, bot: Bot, database: Database, texts: Texts) -> None:
        self._bot, self._database, self._texts = bot, database, texts
        self._shown: dict[str, Role] = {}
        self._begun = False

    async def refresh(self) -> None:
        """Set what has changed since the last time; what the platform refuses is tried again next time."""
        try:
            if not self._begun:
                await self._greet()
                self._begun = True
            async with self._database.reading() as uow:
                people = await uow.people.chats(NAME)
            for chat, person in people.items():
                await self._show(chat, person)
        except TelegramError as error:
            log.info("menu_not_set", error=error.message)

    async def _greet(self) -> None:
        """Set what is the same for everybody: how to begin, and what a group is told."""
        groups = BotCommandScopeAllGroupChats()
        for language in (None, self._texts.language):
            await self._bot.set_my_commands(self._commands(FOR_STRANGERS), language_code=language)
            await self._bot.set_my_commands(self._commands(FOR_GROUPS), scope=groups, language_code=language)

    async def _show(self, chat: str, person: Person) -> None:
        if self._shown.get(chat) is not person.role:
            wanted = FOR_OFFICIALS if person.role in AGENCY_ROLES else FOR_THE_OFFICE
            await self._bot.set_my_commands(self._commands(wanted), scope=BotCommandScopeChat(chat))
            self._shown[chat] = person.role

    def _commands(self, names: Sequence[str]) -> list[BotCommand]:
        return [BotCommand(name, html.unescape(self._texts.say(f"telegram.command_{name}"))) for name in names]
