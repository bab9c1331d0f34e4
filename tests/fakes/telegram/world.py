"""What Telegram's servers remember: people, groups, messages, files and the updates that wait for the bot."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from data.clock import Clock, MachineClock
from tests.fakes.telegram.refusal import BLOCKED, Refusal, bad_request

KEPT = timedelta(hours=24)
"""How long an update waits for the bot before it is forgotten."""
BOT = {"id": 700001, "is_bot": True, "first_name": "Nhắc việc", "username": "nhacviec_test_bot"}


@dataclass
class Message:
    """A message of the bot as a person's screen shows it now; `versions` are the texts it had before."""

    chat_id: int
    message_id: int
    at: datetime
    text: str = ""
    markup: str = ""
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)
    reply_to: int | None = None
    thread: int | None = None
    file: tuple[str, bytes] | None = None
    versions: list[str] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """Return the labels of the buttons, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def files(self) -> list[str]:
        """Return the name of the file that came with the message, if any."""
        return [self.file[0]] if self.file else []

    def as_json(self, chat: dict[str, Any]) -> dict[str, Any]:
        """Return the message as the API tells of it."""
        told: dict[str, Any] = {
            "message_id": self.message_id,
            "date": int(self.at.timestamp()),
            "chat": chat,
            "from": BOT,
        }
        told |= {"text": self.text} if self.text else {}
        told |= {"reply_markup": {"inline_keyboard": self.keyboard}} if self.keyboard else {}
        return told


@dataclass
class Place:
    """A chat: a person's own, a group or a supergroup. `refuses` is what sending there is answered with.

    `deleted_topics` are threads that were there once.
    """

    id: int
    kind: str
    name: str
    messages: dict[int, Message] = field(default_factory=dict)
    refuses: Refusal | None = None
    deleted_topics: set[int] = field(default_factory=set)

    def as_json(self) -> dict[str, Any]:
        """Return the chat as the API tells of it."""
        named = {"first_name": self.name} if self.kind == "private" else {"title": self.name}
        return {"id": self.id, "type": self.kind, **named}


@dataclass
class World:
    """Everything that outlives a request."""

    clock: Clock = field(default_factory=MachineClock)
    places: dict[int, Place] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)
    answered: list[str] = field(default_factory=list)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    webhook: dict[str, Any] = field(default_factory=dict)
    waiting: list[tuple[datetime, dict[str, Any]]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    unheard: set[int] = field(default_factory=set)
    """Ids of messages that were taken while the line was cut before the answer."""
    next_update: int = 50_000
    messages_given: int = 0

    def place(self, chat_id: object) -> Place:
        """Return the chat that the bot may write to; `Refusal` otherwise."""
        place = self.places.get(int(str(chat_id))) if re.fullmatch(r"-?\d+", str(chat_id)) else None
        if place is None:
            raise bad_request("chat not found")
        if place.refuses:
            raise place.refuses
        return place

    def next_message(self, place: Place) -> int:
        """Return the id of a new message: a supergroup counts its own, all other chats share one row of numbers."""
        if place.kind == "supergroup":
            return len(place.messages) + 1
        self.messages_given += 1
        return self.messages_given

    def happens(self, kind: str, payload: dict[str, Any]) -> int:
        """Let something happen that the bot is told of; return its update id."""
        update_id = self.next_update
        self.next_update += 1
        self.waiting.append((self.clock.now(), {"update_id": update_id, kind: payload}))
        self.news.set()
        return update_id

    def jump(self, update_id: int) -> None:
        """Count updates on from `update_id`, as after a week without any."""
        self.next_update = update_id

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; an offset that lies outside what was ever given out forgets none."""
        newest = max((update["update_id"] for _, update in self.waiting), default=offset)
        if offset <= newest + 1:
            self.waiting = [(at, update) for at, update in self.waiting if update["update_id"] >= offset]
            self.changed.set()

    async def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until the world is so; TimeoutError when it does not become so."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    def pending(self) -> list[dict[str, Any]]:
        """Return the updates that wait, without those grown too old."""
        now = self.clock.now()
        self.waiting = [(at, update) for at, update in self.waiting if now - at < KEPT]
        return [update for _, update in self.waiting]

    def pushed(self, update_id: int) -> None:
        """Forget an update that the webhook has taken."""
        self.waiting = [(at, update) for at, update in self.waiting if update["update_id"] != update_id]
        self.changed.set()

    def blocked(self, chat_id: int, *, blocked: bool) -> None:
        """Let a person block the bot or take it back."""
        self.places[chat_id].refuses = Refusal(403, BLOCKED) if blocked else None
