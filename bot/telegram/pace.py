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
MARGIN = timedelta(milliseconds=5)
"""The platform's clock need not run exactly like ours: one that is being set right runs a 2,000th fast or slow."""
GLANCE = timedelta(milliseconds=50)
"""How soon we look again when a turn depends on an answer that is still out."""
SPACING = timedelta(milliseconds=15)
"""How soon one message follows another, half of what the limit asks for.

Thirty at once are answered late and together, and so are the next thirty: a twentieth of the pace would be lost.
"""
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
        # When the clock was set back it counts from now, and not anew from whenever somebody looks.
        turn.answered_at = min(turn.answered_at, now)
        return turn.answered_at + self.limit.window + MARGIN


class Pace:
    """Gives each message its turn, first come first served. `sleep` waits for that many seconds of machine time."""

    def __init__(self, machine: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._machine, self._sleep = machine, sleep
        self._everywhere = _Lane(EVERYWHERE)
        self._chats: dict[str, tuple[_Lane, ...]] = {}
        self._held: dict[str, _Hold] = {}
        self._last_at: datetime | None = None
        self._queue = asyncio.Lock()

    @asynccontextmanager
    async def turn(self, chat: str) -> AsyncIterator[None]:
        """Wait until a message to the chat may go, and count it while the block sends it and for a while after.

        Raises `NotSent` when that is too long to wait here.
        """
        turn = await self._admitted(chat)
        try:
            yield
        finally:
            turn.answered_at = self._machine.now()

    async def _admitted(self, chat: str) -> _Turn:
        """Wait for the chat's own limits, then in one queue with all others for the common one; count the turn."""
        while True:
            await self._until(lambda now: self._own_wait(chat, now))
            async with self._queue:
                await self._until(self._common_wait)
                now = self._machine.now()
                if not self._own_wait(chat, now):
                    turn, self._last_at = _Turn(), now
                    for lane in (self._everywhere, *self._lanes(chat)):
                        lane.turns.append(turn)
                    return turn

    async def _until(self, left: Callable[[datetime], timedelta]) -> None:
        while (wait := left(self._machine.now())) > timedelta(0):
            if wait > PATIENCE:
                raise NotSent("the platform's pace", again=True, wait=wait)
            await self._sleep(wait.total_seconds())

    def _own_wait(self, chat: str, now: datetime) -> timedelta:
        return max(*(lane.free_at(now) for lane in self._lanes(chat)), self._held_until(chat, now), now) - now

    def _common_wait(self, now: datetime) -> timedelta:
        return max(self._everywhere.free_at(now), self._held_until(_ALL, now), self._spaced(now)) - now

    def _held_until(self, key: str, now: datetime) -> datetime:
        hold = self._held.get(key)
        return hold.until if hold is not None and hold.lasts(now) else now

    def _spaced(self, now: datetime) -> datetime:
        """Return when another message may follow the last one; a clock that was set back delays nothing."""
        return self._last_at + SPACING if self._last_at is not None and self._last_at <= now else now

    def hold(self, chat: str, wait: timedelta) -> None:
        """Obey the platform's wish to wait; when two chats are held at once, it meant us and not one of them."""
        now = self._machine.now()
        self._held = {key: hold for key, hold in self._held.items() if hold.lasts(now)}
        others = self._held.keys() - {chat}
        self._held[_ALL if others else chat] = _Hold(now, now + wait)

    def _lanes(self, chat: str) -> tuple[_Lane, ...]:
        if chat not in self._chats:
            self._chats[chat] = (_Lane(CHAT), _Lane(GROUP)) if chat.startswith("-") else (_Lane(CHAT),)
        return self._chats[chat]
