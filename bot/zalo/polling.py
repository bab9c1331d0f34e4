"""Asking the platform for events, for development: it gives one at a time and forgets it by giving.

What it gives is kept here until it is stored. What is said while no question is open may be lost on the platform's
side: a webhook is the way for a real office.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.zalo.bot import ZaloBot
from bot.zalo.errors import BAD_REQUEST, QUOTA, ZaloError
from bot.zalo.inbound import Inbound
from bot.zalo.updates import Hearer
from data.clock import Clock

WAIT_SECONDS = 30
"""How long the platform keeps a question open; its own default."""
SILENCE = timedelta(seconds=90)
"""Without a successful poll for so long we count as deaf."""
LONGEST_REST = timedelta(seconds=30)
QUOTA_REST = timedelta(minutes=1)
Sleep = Callable[[float], Awaitable[None]]
"""Waits for seconds of machine time."""

log = structlog.get_logger()


class Poller:
    """Polls for one bot until cancelled, through every kind of refusal. `sleep` waits for seconds of machine time."""

    def __init__(self, bot: ZaloBot, inbound: Inbound, machine: Clock, sleep: Sleep = asyncio.sleep) -> None:
        self._bot, self._inbound, self._machine, self._sleep = bot, inbound, machine, sleep
        self._unstored: dict[str, Any] | None = None
        self._failures = 0
        self.last_success_at: datetime = machine.now()

    async def run(self) -> None:
        """Poll for ever, perhaps after another process has done so for a while."""
        self.last_success_at = self._machine.now()
        while True:
            try:
                await self.poll()
            except ZaloError as error:
                await self._refused(error)
            except Exception as error:
                # Whatever it was, a loop that ends is a bot that is deaf. What could not be stored is kept.
                log.exception("event_not_stored", error=type(error).__name__)
                await self._rest(LONGEST_REST)
            else:
                self._failures, self.last_success_at = 0, self._machine.now()

    async def poll(self) -> None:
        """Store what could not be stored before, or else ask once and store what came."""
        if self._unstored is None:
            self._unstored = await self._bot.get_update(WAIT_SECONDS)
        if self._unstored is not None:
            await self._inbound.take(self._unstored, Hearer(self._bot.id, self._bot.name))
        self._unstored = None

    async def _refused(self, error: ZaloError) -> None:
        log.warning("poll_failed", error=error.message, failures=self._failures + 1)
        if error.code == BAD_REQUEST:
            # How it refuses while a webhook is set.
            await self._remove_webhook()
        await self._rest(QUOTA_REST if error.code == QUOTA else LONGEST_REST)

    async def _rest(self, longest: timedelta) -> None:
        """Wait longer from failure to failure."""
        self._failures += 1
        await self._sleep(min(timedelta(seconds=2 ** min(self._failures - 1, 10)), longest).total_seconds())

    async def _remove_webhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except ZaloError as error:
            log.warning("webhook_not_removed", error=error.message)

    def reasons(self, now: datetime) -> list[str]:
        """Return why we count as deaf at machine time `now`, nothing when we do not."""
        silent = now - self.last_success_at
        return [f"no poll has succeeded for {silent.total_seconds():.0f} s"] if silent > SILENCE else []
