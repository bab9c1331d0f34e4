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
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person, Role

FOR_STRANGERS = ("start", "help")
FOR_GROUPS = ("nhom", "bonhom")
FOR_OFFICIALS = ("viec", "quahan", "homnay", "tuannay", "kenh", "help")
PAGE = "trang"
FOR_THE_OFFICE = ("tonghop", "quahan", "homnay", "tuannay", "viec", PAGE, "giaithich", "kenh", "help")
FOR_LEADERS = ("tonghop", "quahan", "homnay", "tuannay", "viec", "kenh", "help")

log = structlog.get_logger()


class Menu:
    """Keeps the menus on the platform; `shown` remembers what this process has set, by chat.

    `left_over` are the chats whose pairing has ended, perhaps while no process ran: their menus are taken away once.
    """

    def __init__(self, bot: Bot, database: Database, texts: Texts) -> None:
        self._bot, self._database, self._texts = bot, database, texts
        self._shown: dict[str, Role] = {}
        self._left_over: set[str] | None = None
        self._begun = False

    async def refresh(self) -> None:
        """Set what has changed since the last time; what the platform refuses is tried again next time."""
        try:
            if not self._begun:
                await self._greet()
                self._begun = True
            async with self._database.reading() as uow:
                people = await uow.people.chats(NAME)
                if self._left_over is None:
                    self._left_over = await uow.people.ended_chats(NAME)
            for chat, person in people.items():
                await self._show(chat, person)
            for chat in (self._shown.keys() | self._left_over) - people.keys():
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
                wanted = self._commands(_for(person))
                await self._bot.set_my_commands(wanted, scope=BotCommandScopeChat(chat))
            self._shown[chat] = person.role

    async def _hide(self, chat: str) -> None:
        """Let a chat that is no longer paired see what strangers see."""
        with suppress(BadRequest, Forbidden):
            await self._bot.delete_my_commands(scope=BotCommandScopeChat(chat))
        self._shown.pop(chat, None)
        self._left_over = (self._left_over or set()) - {chat}

    def _commands(self, names: Sequence[str]) -> list[BotCommand]:
        return [BotCommand(name, html.unescape(self._texts.say(f"telegram.command_{name}"))) for name in names]


def _for(person: Person) -> Sequence[str]:
    if person.role in AGENCY_ROLES:
        return FOR_OFFICIALS
    if person.role is Role.LEADER:
        return FOR_LEADERS
    return [name for name in FOR_THE_OFFICE if name != PAGE or may(person, Action.OPEN_PAGE)]
