"""What Zalo's servers remember of a bot: its people, groups and messages, and the events that wait for it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from data.clock import Clock, MachineClock
from tests.fakes.zalo.refusal import FULL, QUOTA, Refusal, bad_request

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MAX_TEXT, MAX_CAPTION = 2000, 2000


@dataclass
class Habits:
    """How the server behaves where what is known of it disagrees, and how strict it is."""

    real_statuses: bool = False
    bare_ok_when_empty: bool = False
    loses_while_offline: bool = False
    wrapped: bool = False
    photo_key: str = "photo_url"
    retries: bool = True
    repeats: int = 0
    public_only: bool = True
    longest_poll: float = 0.5
    messages_a_month: int = 3000
    most_users: int = 50
    most_groups: int = 3
    joins_groups: bool = False


@dataclass
class Message:
    """A message of the bot as a person's screen shows it."""

    message_id: str
    at: datetime
    text: str = ""
    styles: list[dict[str, Any]] = field(default_factory=list)
    photo: str = ""

    def styled(self, style: str) -> list[str]:
        """Return the stretches of the text that stand in this style, whose offsets count UTF-16 units."""
        raw = self.text.encode("utf-16-le")
        found = [one for one in self.styles if style in one["st"]]
        return [raw[2 * one["start"] : 2 * (one["start"] + one["len"])].decode("utf-16-le") for one in found]


@dataclass
class Chat:
    """A person's chat with the bot, or a group. `refuses` is what sending there is answered with."""

    id: str
    kind: str = "PRIVATE"
    messages: list[Message] = field(default_factory=list)
    refuses: Refusal | None = None


@dataclass
class World:
    """One bot and everything about it that outlives a request."""

    bot: dict[str, Any]
    clock: Clock = field(default_factory=MachineClock)
    habits: Habits = field(default_factory=Habits)
    chats: dict[str, Chat] = field(default_factory=dict)
    users: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    lost: list[dict[str, Any]] = field(default_factory=list)
    polls: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    used: dict[str, int] = field(default_factory=dict)
    ids_given: int = 0

    def chat(self, chat_id: object) -> Chat:
        """Return the chat that the bot may write to; `Refusal` otherwise."""
        chat = self.chats.get(str(chat_id))
        if chat is None or not (chat.id in self.users or chat.kind == "GROUP"):
            raise bad_request("chat not found")
        if chat.kind == "PRIVATE" and self.users.index(chat.id) >= self.habits.most_users:
            raise FULL
        if chat.refuses:
            raise chat.refuses
        return chat

    def next_id(self) -> str:
        """Return the id of a new message: hexadecimal digits."""
        self.ids_given += 1
        return f"5f0c1d2e3a4b{self.ids_given:08x}"

    def counts(self) -> None:
        """Count a message of the bot's; `Refusal` when the month's are used up."""
        if self.used.get(self._month, 0) >= self.habits.messages_a_month:
            raise QUOTA
        self.used_by_hearing()

    def used_by_hearing(self) -> None:
        """Count a message to the bot, which comes whatever was used before."""
        self.used[self._month] = self.used.get(self._month, 0) + 1

    @property
    def _month(self) -> str:
        return f"{self.clock.now().astimezone(ZONE):%Y-%m}"

    def shows(self, chat: Chat, message: Message) -> dict[str, Any]:
        """Put a message on a screen; return what the API tells of it."""
        chat.messages.append(message)
        self.changed.set()
        return {"message_id": message.message_id, "date": int(message.at.timestamp() * 1000)}

    def happens(self, event: dict[str, Any]) -> None:
        """Let something happen that the bot is told of, or that is lost because nobody listens."""
        if self.habits.loses_while_offline and not self.webhook and not self.polls:
            self.lost.append(event)
            return
        self.waiting.append(event)
        self.news.set()

    def take(self) -> dict[str, Any] | None:
        """Give the oldest event away, for ever."""
        event = self.waiting.pop(0) if self.waiting else None
        self.changed.set()
        return event

    async def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until the world is so; TimeoutError when it does not become so."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.changed.clear()
                await self.changed.wait()
