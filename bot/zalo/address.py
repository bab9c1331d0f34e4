"""The address of a chat: the bot that may write there, and the chat's id, which is another one for each bot."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Address:
    """A chat of one of our bots. `text` is what the house calls it: "700100200300400500:a1b2c3d4e5f60718293a"."""

    bot: str
    chat: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` wrote."""
        bot, _, chat = text.partition(":")
        return cls(bot, chat)

    @property
    def text(self) -> str:
        """Return the address as one word."""
        return f"{self.bot}:{self.chat}"
