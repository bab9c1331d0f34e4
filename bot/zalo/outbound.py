"""Saying something on Zalo: plain text with styles, choices as numbered lines, pictures by their address."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from unicodedata import normalize

from bot.file_links import FileLinks
from bot.sending import Parts, Send, shown_typing
from bot.texts.catalogue import Texts
from bot.zalo.address import Address
from bot.zalo.bot import ZaloBot
from bot.zalo.errors import BAD_REQUEST, QUOTA, ZaloError, about_person, not_sent
from bot.zalo.quota import NAME, Quota
from bot.zalo.splitting import split
from bot.zalo.styling import Styled, styled
from data.clock import Clock
from data.domain.message import Choice, Message, OutFile
from data.ports import Blames, Capabilities, NotSent

MAX_TEXT = 2000
"""The platform's own number; it does not say what it counts, so we count what is never less: UTF-16 units."""
REMEMBERED = timedelta(hours=2)
"""How long the parts of a message count as part of its next try: the longest rest of a bot, and as much again."""
FIRST_REST, LONGEST_REST = timedelta(minutes=5), timedelta(hours=1)
"""How long a bot rests that is told its quota is used up: doubled each time, so that it never asks in a loop, and yet
notices within the hour that somebody has bought more."""
PROBE = timedelta(minutes=1)
"""How long all others wait for the one message that tries whether a bot's rest is over."""
_MARK_UNITS = len("\n(99/99)")


@dataclass(frozen=True, slots=True)
class _Rest:
    """When a bot may speak again; `probing` once one message tries whether it may, for which all others wait."""

    until: datetime
    length: timedelta
    probing: bool = False

    def lasts(self, now: datetime) -> bool:
        """Whether it goes on; not before it can have begun, for then the clock was set back."""
        return self.until - self.length <= now < self.until


class ZaloChannel:
    """Zalo as a channel, whichever of our bots a chat belongs to. `bots` are those that are known by now, by id."""

    name = NAME

    def __init__(
        self, bots: Mapping[str, ZaloBot], quota: Quota, texts: Texts, machine: Clock, links: FileLinks | None
    ) -> None:
        self._bots, self._quota, self._texts, self._machine, self._links = bots, quota, texts, machine, links
        self._begun = Parts(machine, REMEMBERED)
        self._rests: dict[str, _Rest] = {}
        self.capabilities = Capabilities(
            buttons=False,
            edits=False,
            files=False,
            max_text=MAX_TEXT,
            replies=False,
            pictures=links is not None,
            hears_files=False,
        )

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Deliver `message`; return the platform's message ids, one a part. Raises `NotSent`.

        Parts that were taken before a refusal are not sent again with the next try, when that comes soon and to
        this process.
        """
        address = Address.parse(chat)
        bot = self._bot(address)
        sends = [partial(self._count, bot, send) for send in self._sends(bot, address, message)]
        return tuple(filter(None, await self._begun.send(chat, message, sends)))

    async def fetch(self, key: str) -> bytes:
        """Return a picture that was heard, whose key is its address. Raises `NotSent`."""
        try:
            for bot in self._bots.values():
                return await bot.download(key)
        except ZaloError as error:
            raise NotSent(error.message, again=error.unknown) from error
        raise NotSent("no bot is known yet", again=True)

    def typing(self, chat: str) -> AbstractAsyncContextManager[None]:
        """Show "typing …" in the chat until the block ends."""
        return shown_typing(partial(self._show_typing, Address.parse(chat)))

    async def _show_typing(self, address: Address) -> None:
        if address.bot in self._bots:
            with suppress(ZaloError):
                await self._bots[address.bot].type_in(address.chat)

    def _bot(self, address: Address) -> ZaloBot:
        """Return the bot of a chat; `NotSent` while it rests, and for good when its token is not among ours."""
        bot = self._bots.get(address.bot)
        if bot is None:
            raise NotSent(f"no token of bot {address.bot}", again=False, blames=Blames.PERSON)
        rest, now = self._rests.get(bot.id), self._machine.now()
        if rest is not None and rest.lasts(now):
            raise NotSent("429 the quota is used up", again=True, wait=rest.until - now, blames=Blames.BOT)
        if rest is not None:
            self._rests[bot.id] = _Rest(now + PROBE, rest.length, probing=True)
        return bot

    def _sends(self, bot: ZaloBot, address: Address, message: Message) -> list[Send]:
        """Return what sends each part of `message`, in order: its text, then its pictures."""
        texts = self._texts_of(message)
        sends: list[Send] = [partial(self._send_text, bot, address.chat, part) for part in texts]
        return [*sends, *(partial(self._send_picture, bot, address.chat, file) for file in message.files)]

    def _texts_of(self, message: Message) -> list[Styled]:
        """Return the text with its choices in parts that fit; several are numbered, and each keeps its styles."""
        own = self._texts.speaking(message.language)
        whole = styled(message.text).followed_by(_list(own, message.choices))
        if whole.units <= MAX_TEXT:
            return [whole]
        parts = split(whole, MAX_TEXT - _MARK_UNITS)
        marks = [own.label("zalo.part", number=place, of=len(parts)) for place in range(1, len(parts) + 1)]
        return [part.followed_by(f"\n{mark}") for part, mark in zip(parts, marks, strict=True)]

    async def _count(self, bot: ZaloBot, send: Send) -> str:
        """Send one part and count it, also when nobody knows whether it was taken. Raises `NotSent`."""
        try:
            message_id = await send()
        except ZaloError as error:
            if error.unknown:
                await self._quota.sent(bot.id)
            raise await self._refused(bot, error) from error
        self._rests.pop(bot.id, None)
        await self._quota.sent(bot.id)
        return message_id

    async def _send_text(self, bot: ZaloBot, chat: str, part: Styled) -> str:
        """Send a text in its styles, or plain when the platform does not take them."""
        styles = part.as_styles()
        try:
            return await bot.send_message(chat, part.text, styles)
        except ZaloError as error:
            if not styles or error.code != BAD_REQUEST or about_person(error):
                raise
            return await bot.send_message(chat, part.text)

    async def _send_picture(self, bot: ZaloBot, chat: str, file: OutFile) -> str:
        if self._links is None:
            raise NotSent("no public address for pictures", again=False)
        return await bot.send_photo(chat, self._links.url(file), "")

    async def _refused(self, bot: ZaloBot, error: ZaloError) -> NotSent:
        """Note what a refusal tells about the bot; return it as the deliverer knows it."""
        refusal = not_sent(error)
        if error.code == QUOTA:
            refusal.wait = self._lay_to_rest(bot)
            await self._quota.refused(bot.id)
        return refusal

    def _lay_to_rest(self, bot: ZaloBot) -> timedelta:
        """Ask nothing of a bot for a while, at the longest until its month turns; return how long."""
        now, before = self._machine.now(), self._rests.get(bot.id)
        if before is not None and before.lasts(now) and not before.probing:
            return before.until - now
        length = min(before.length * 2, LONGEST_REST) if before else FIRST_REST
        until = min(now + length, self._quota.turns_at())
        self._rests[bot.id] = _Rest(until, length)
        return until - now


def _list(texts: Texts, choices: Sequence[Choice]) -> str:
    """Return choices as lines to be answered by their number or words; "" for none."""
    if not choices:
        return ""
    labels = [" ".join(normalize("NFC", choice.label).split()) for choice in choices]
    lines = [f"{number}. {label}" for number, label in enumerate(labels, 1)]
    return "\n".join(["\n", texts.label("zalo.choose"), *lines])
