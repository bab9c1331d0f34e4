"""How fast we may speak: the platform's limits in one place, by machine time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.clock import Clock
from data.ports import NotSent

Sleep = Callable[[float], Awaitable[None]]
"""Waits for seconds of machine time."""
MARGIN = timedelta(milliseconds=20)
"""The platform's clock need not run exactly like ours."""
GLANCE = timedelta(milliseconds=50)
"""How soon we look again when a turn depends on an answer that is still out."""
PATIENCE = timedelta(seconds=3)
"""A longer wait is the outbox's: a place in the deliverer is not held for it."""
_ALL = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` messages in any `window`."""

    most: int
    window: timedelta


EVERYWHERE = Limit(30, timedelta(seconds=1))
CHAT = Limit(1, timedelta(seconds=1))
GROUP = Limit(20, timedelta(minutes=1))
"""As Telegram's FAQ for bots has them ("My bot is hitting limits"); bursts are tolerated there and not taken here."""


@dataclass(eq=False)
class _Turn:
    """A message that was sent; until it is answered we do not know when it came in, only that it is not yet over."""

    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Hold:
    since: datetime
    until: datetime

    def lasts(self, now: datetime) -> bool:
        """Whether it is in force; not before it began, for then the clock was set back."""
        return self.since <= now < self.until


@dataclass
class _Lane:
    limit: Limit
    turns: list[_Turn] = field(default_factory=list)

    def free_at(self, now: datetime) -> datetime:
        """Return when one more message fits.

        A turn counts from its answer, the last moment at which the platform can have counted it: however unevenly
        messages travel, no more than the limit come in within a window.
        """
        self.turns = [turn for turn in self.turns if self._over_at(turn, now) > now]
        too_many = len(self.turns) - self.limit.most
        return sorted(self._over_at(turn, now) for turn in self.turns)[too_many] if too_many >= 0 else now

    def _over_at(self, turn: _Turn, now: datetime) -> datetime:
        if turn.answered_at is None:
            return now + GLANCE
        return min(turn.answered_at, now) + self.limit.window + MARGIN


class Pace:
    """Gives each message its turn. `sleep` waits for that many seconds of machine time."""

    def __init__(self, machine: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._machine, self._sleep = machine, sleep
        self._everywhere = _Lane(EVERYWHERE)
        self._chats: dict[str, tuple[_Lane, ...]] = {}
        self._held: dict[str, _Hold] = {}

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """Wait until a message to the chat may go, and count it while the block sends it and for a while after.

        Raises `NotSent` when that is too long to wait here.
        """
        while (wait := self.wait(chat, self._machine.now())) > timedelta(0):
            if wait > PATIENCE:
                raise NotSent("the platform's pace", again=True, wait=wait)
            await self._sleep(wait.total_seconds())
        turn = _Turn()
        for lane in self._lanes(chat):
            lane.turns.append(turn)
        try:
            yield
        finally:
            turn.answered_at = self._machine.now()

    def wait(self, chat: str, now: datetime) -> timedelta:
        """Return how long the chat has to wait from now; zero when its turn has come."""
        free = [lane.free_at(now) for lane in self._lanes(chat)]
        holds = [hold for key in (chat, _ALL) if (hold := self._held.get(key)) and hold.lasts(now)]
        return max(*free, *(hold.until for hold in holds)) - now

    def hold(self, chat: str, wait: timedelta) -> None:
        """Obey the platform's wish to wait; when two chats are held at once, it meant us and not one of them."""
        now = self._machine.now()
        self._held = {key: hold for key, hold in self._held.items() if hold.lasts(now)}
        others = self._held.keys() - {chat}
        self._held[_ALL if others else chat] = _Hold(now, now + wait)

    def _lanes(self, chat: str) -> tuple[_Lane, ...]:
        if chat not in self._chats:
            own = (_Lane(CHAT), _Lane(GROUP)) if chat.startswith("-") else (_Lane(CHAT),)
            self._chats[chat] = (self._everywhere, *own)
        return self._chats[chat]
