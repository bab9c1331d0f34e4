"""The menu of commands: each paired person sees those of the own role, everybody else how to begin."""

import html
from collections.abc import Sequence
from contextlib import suppress

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.outbound import NAME
from bot.texts.catalogue import Texts
from data.db.engine import Database
from data.domain.person import AGENCY_ROLES, Person, Role

FOR_STRANGERS = ("start", "help")
FOR_GROUPS = ("nhom", "bonhom")
FOR_OFFICIALS = ("viec", "quahan", "homnay", "tuannay", "kenh", "help")
FOR_THE_OFFICE = ("tonghop", "quahan", "homnay", "tuannay", "viec", "giaithich", "kenh", "help")
FOR_LEADERS = ("tonghop", "quahan", "homnay", "tuannay", "viec", "kenh", "help")

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
            for chat in self._shown.keys() - people.keys():
                await self._hide(chat)
        except TelegramError as error:
            log.info("menu_not_set", error=error.message)

    async def _greet(self) -> None:
        """Set what is the same for everybody: how to begin, and what a group is told."""
        groups = BotCommandScopeAllGroupChats()
        for language in (None, self._texts.language):
            await self._bot.set_my_commands(self._commands(FOR_STRANGERS), language_code=language)
            await self._bot.set_my_commands(self._commands(FOR_GROUPS), scope=groups, language_code=language)

    async def _show(self, chat: str, person: Person) -> None:
        """Show a person the commands of their role; a chat that the platform does not know has none."""
        if self._shown.get(chat) is not person.role:
            with suppress(BadRequest, Forbidden):
                wanted = self._commands(_for(person.role))
                await self._bot.set_my_commands(wanted, scope=BotCommandScopeChat(chat))
            self._shown[chat] = person.role

    async def _hide(self, chat: str) -> None:
        """Let a chat that is no longer paired see what strangers see."""
        with suppress(BadRequest, Forbidden):
            await self._bot.delete_my_commands(scope=BotCommandScopeChat(chat))
        del self._shown[chat]

    def _commands(self, names: Sequence[str]) -> list[BotCommand]:
        return [BotCommand(name, html.unescape(self._texts.say(f"telegram.command_{name}"))) for name in names]


def _for(role: Role) -> Sequence[str]:
    if role in AGENCY_ROLES:
        return FOR_OFFICIALS
    return FOR_LEADERS if role is Role.LEADER else FOR_THE_OFFICE
