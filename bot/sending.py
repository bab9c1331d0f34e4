"""What the channels of chat platforms have in common: messages in several parts, and "typing …"."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.clock import Clock
from data.domain.message import Message
from data.ports import NotSent

TYPING_SECONDS = 4.0
"""Platforms show it for five."""

Send = Callable[[], Awaitable[str]]
"""Sends one part of a message; returns the platform's id of it, or raises `NotSent`."""


@dataclass(frozen=True, slots=True)
class _Begun:
    at: datetime
    ids: list[str]


class Parts:
    """Sends messages part by part, and with the next try of one only what is missing, when that comes soon enough.

    It must also come to this process: what was begun is remembered here for `remembered` and nowhere else.
    """

    def __init__(self, machine: Clock, remembered: timedelta) -> None:
        self._machine, self._remembered = machine, remembered
        self._begun: dict[tuple[str, str], _Begun] = {}

    async def send(self, chat: str, message: Message, sends: Sequence[Send]) -> list[str]:
        """Send what an earlier try has not brought; return the ids of all parts. Raises `NotSent`."""
        taken = self._taken(chat, message)
        try:
            while len(taken) < len(sends):
                taken.append(await sends[len(taken)]())
        except NotSent as refusal:
            if taken and refusal.again:
                self._begun[chat, message.text] = _Begun(self._machine.now(), taken)
            raise
        return taken

    def _taken(self, chat: str, message: Message) -> list[str]:
        begun = self._begun.pop((chat, message.text), None)
        return begun.ids if begun and self._machine.now() - begun.at <= self._remembered else []


@asynccontextmanager
async def shown_typing(show: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Let the platform show "typing …" until the block ends; `show` raises nothing."""

    async def go_on() -> None:
        while True:
            await show()
            await asyncio.sleep(TYPING_SECONDS)

    showing = asyncio.create_task(go_on())
    try:
        yield
    finally:
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)
