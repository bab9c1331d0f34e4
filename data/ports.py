"""What the rooms need of each other, as narrow as the need."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from data.domain.message import Message


class Blames(StrEnum):
    """Who or what a refusal is about."""

    PERSON = "person"
    MESSAGE = "message"
    BOT = "bot"


class NotSent(Exception):
    """The channel did not take the message.

    `again` tells whether trying later can help, `wait` how long the platform asked us to wait, `blames` what a
    permanent refusal is about. A cut line or a timeout is `again` too: its outcome is unknown and may cost a repeat.
    """

    def __init__(
        self, reason: str, *, again: bool, wait: timedelta | None = None, blames: Blames = Blames.MESSAGE
    ) -> None:
        super().__init__(reason)
        self.again, self.wait, self.blames = again, wait, blames


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do, as data."""

    buttons: bool
    edits: bool
    files: bool
    max_text: int


class Channel(Protocol):
    """A way to reach people."""

    name: str
    capabilities: Capabilities

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Deliver `message`; return the platform's message ids, one a part. Raises `NotSent`."""
        ...
