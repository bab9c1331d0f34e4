"""Groups of an agency's people on a channel."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class GroupAddress:
    """A group, or one topic of it. `text` is what channels take as a chat: "-1001" or, with a topic, "-1001/7"."""

    chat: str
    topic: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` wrote; the address of a person's chat is one without a topic."""
        chat, _, topic = text.partition("/")
        return cls(chat, topic or None)

    @property
    def text(self) -> str:
        """Return the address as one word."""
        return f"{self.chat}/{self.topic}" if self.topic else self.chat
