"""Saying something on Telegram: text in its HTML subset, choices as buttons, files, refusals as `NotSent`."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from html import unescape

from telegram import Message as Sent
from telegram.constants import ChatAction, FileSizeLimit, InlineKeyboardMarkupLimit, MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from bot.telegram.bot import TelegramBot
from bot.telegram.errors import NO_TOPIC, NOT_MODIFIED, UNPARSED, not_sent, retry_after, says
from bot.telegram.pace import Pace
from bot.telegram.request import FILE_SECONDS
from bot.telegram.splitting import split
from data.clock import Clock
from data.db.engine import Database
from data.domain.group import GroupAddress
from data.domain.message import Choice, Message, OutFile
from data.ports import Capabilities, NotSent

NAME = "telegram"
CAPABILITIES = Capabilities(buttons=True, edits=True, files=True, max_text=MessageLimit.MAX_TEXT_LENGTH)
MOST_BUTTONS = InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
PICTURES = frozenset({"image/png", "image/jpeg"})
_TAG = re.compile(r"</?[a-z][^>]*>")
_NO_PREVIEW = {"is_disabled": True}
TYPING_SECONDS = 4.0
"""The platform shows it for five."""
REMEMBERED = timedelta(minutes=15)
"""How long the parts of a message count as part of its next try: the deliverer's longest wait, and some more."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a message that goes out as one."""

    text: str
    choices: Sequence[Choice] = ()
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    at: datetime
    ids: list[str]


_Send = Callable[[str], Awaitable[str]]
"""Sends one part of a message to a chat; returns the platform's id of it."""


class TelegramChannel:
    """Telegram as a channel. A chat is the platform's number of it, as text; a topic of a group follows a slash."""

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, bot: TelegramBot, database: Database, pace: Pace, machine: Clock) -> None:
        self._bot, self._database, self._pace, self._machine = bot, database, pace, machine
        self._begun: dict[tuple[str, str], _Begun] = {}

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Deliver `message`; return the platform's message ids, one a part. Raises `NotSent`.

        The first part replies to the message that it answers; the buttons stand under the last part of the text, the
        files behind it. Parts that were taken before a refusal are not sent again with the next try, when that comes
        soon and to this process.
        """
        sends = self._parts(message)
        taken = self._taken(chat, message)
        try:
            while len(taken) < len(sends):
                taken.append(await self._send_part(chat, sends[len(taken)]))
        except (TelegramError, NotSent) as error:
            refusal = self._refused(chat, error) if isinstance(error, TelegramError) else error
            if taken and refusal.again:
                self._begun[chat, message.text] = _Begun(self._machine.now(), taken)
            raise refusal from error
        return tuple(taken)

    def _parts(self, message: Message) -> list[_Send]:
        """Return what sends each part of `message` to a chat, in order."""
        texts = split(message.text, CAPABILITIES.max_text)
        parts = [_Part(text) for text in texts]
        parts[0] = replace(parts[0], reply_to=message.reply_to)
        parts[-1] = replace(parts[-1], choices=message.choices)
        sends: list[_Send] = [partial(self._send_text, part=part) for part in parts]
        return [*sends, *(partial(self._send_file, file=file) for file in message.files)]

    def _taken(self, chat: str, message: Message) -> list[str]:
        """Return the ids of the parts that an earlier try of this message has brought."""
        begun = self._begun.pop((chat, message.text), None)
        return begun.ids if begun and self._machine.now() - begun.at <= REMEMBERED else []

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Put `message` in the place of one sent before; nothing happens when it says so already. Raises `NotSent`."""
        *_, text = split(message.text, CAPABILITIES.max_text)
        place = GroupAddress.parse(chat)
        try:
            async with self._pace.turn(place.chat):
                await self._bot.call(
                    "editMessageText",
                    {
                        "chat_id": place.chat,
                        "message_id": int(message_id),
                        "text": text,
                        "parse_mode": ParseMode.HTML,
                        "reply_markup": _keyboard(message.choices),
                        "link_preview_options": _NO_PREVIEW,
                    },
                )
        except TelegramError as error:
            if not says(error, NOT_MODIFIED):
                raise self._refused(chat, error) from error

    async def fetch(self, key: str) -> bytes:
        """Return the content of a file that was heard; raises `NotSent` for one that the platform does not hand out."""
        try:
            file = await self._bot.get_file(key)
            return bytes(await file.download_as_bytearray(read_timeout=FILE_SECONDS))
        except TelegramError as error:
            raise not_sent(error) from error

    @asynccontextmanager
    async def typing(self, chat: str) -> AsyncIterator[None]:
        """Show "typing …" in the chat until the block ends."""
        showing = asyncio.create_task(self._show_typing(chat))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show_typing(self, chat: str) -> None:
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
            await asyncio.sleep(TYPING_SECONDS)

    async def _send_part(self, chat: str, send: _Send) -> str:
        """Send one part, to the group's new address when it has moved, and outside of a topic that was deleted.

        Return the message's id.
        """
        try:
            return await send(chat)
        except ChatMigrated as moved:
            to = str(moved.new_chat_id)
            async with self._database.work() as uow:
                await uow.people.move_chat(NAME, chat, to)
                await uow.groups.move(NAME, GroupAddress.parse(chat).chat, to)
                await uow.commit()
            return await send(to)
        except BadRequest as error:
            place = GroupAddress.parse(chat)
            if place.topic is None or not says(error, NO_TOPIC):
                raise
            return await send(place.chat)

    async def _send_file(self, chat: str, file: OutFile) -> str:
        """Send a file; a picture so that it is seen at once, unless the platform dislikes its shape."""
        if file.media_type in PICTURES and len(file.content) <= FileSizeLimit.PHOTOSIZE_UPLOAD:
            with suppress(BadRequest):
                return await self._send_file_by(self._bot.send_photo, chat, file, "photo")
        return await self._send_file_by(self._bot.send_document, chat, file, "document")

    async def _send_file_by(self, send: Callable[..., Awaitable[Sent]], chat: str, file: OutFile, field: str) -> str:
        place = GroupAddress.parse(chat)
        async with self._pace.turn(place.chat):
            sent = await send(place.chat, **{field: file.content}, filename=file.name, message_thread_id=_topic(place))
        return str(sent.message_id)

    async def _send_text(self, chat: str, part: _Part) -> str:
        """Send a text with its markup, or without any when the platform cannot parse it."""
        try:
            return await self._send_once(chat, part, ParseMode.HTML)
        except BadRequest as error:
            if not says(error, UNPARSED):
                raise
            bare = replace(part, text=unescape(_TAG.sub("", part.text)))
            return await self._send_once(chat, bare, None)

    async def _send_once(self, chat: str, part: _Part, parse_mode: ParseMode | None) -> str:
        place = GroupAddress.parse(chat)
        async with self._pace.turn(place.chat):
            sent = await self._bot.call(
                "sendMessage",
                {
                    "chat_id": place.chat,
                    "text": part.text,
                    "message_thread_id": _topic(place),
                    "parse_mode": parse_mode,
                    "reply_markup": _keyboard(part.choices),
                    "reply_parameters": _reply(part.reply_to),
                    "link_preview_options": _NO_PREVIEW,
                },
            )
        return str(sent["message_id"])

    def _refused(self, chat: str, error: TelegramError) -> NotSent:
        """Note what a refusal tells about the chat; return it as the deliverer knows it."""
        if isinstance(error, RetryAfter):
            self._pace.hold(GroupAddress.parse(chat).chat, retry_after(error))
        return not_sent(error)


def _topic(place: GroupAddress) -> int | None:
    return int(place.topic) if place.topic else None


def _reply(message_id: str | None) -> dict[str, object] | None:
    """Return what threads a message to another, which the person may have deleted meanwhile."""
    return {"message_id": int(message_id), "allow_sending_without_reply": True} if message_id else None


def _keyboard(choices: Sequence[Choice]) -> dict[str, object] | None:
    """Return one button a row, which is as wide as its words; all that leaves the house is the label and the token."""
    rows = [[{"text": one.label, "callback_data": one.token}] for one in choices[:MOST_BUTTONS]]
    return {"inline_keyboard": rows} if rows else None
