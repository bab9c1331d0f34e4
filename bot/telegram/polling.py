"""Asking the platform for updates: what it gave is stored before the next question confirms it."""

import asyncio
from datetime import datetime, timedelta

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.telegram.bot import TelegramBot
from bot.telegram.errors import retry_after
from bot.telegram.inbound import Inbound
from bot.telegram.pace import Sleep
from data.clock import Clock

WAIT_SECONDS = 30
"""How long the platform may keep a question open; it cuts at 50."""
SILENCE = timedelta(seconds=90)
"""Without a successful poll for so long we count as deaf."""
LONGEST_REST = timedelta(seconds=30)

log = structlog.get_logger()


class Poller:
    """Polls until cancelled, through every kind of refusal. `sleep` waits for seconds of machine time."""

    def __init__(
        self,
        bot: TelegramBot,
        inbound: Inbound,
        machine: Clock,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot, self._inbound, self._machine, self._sleep = bot, inbound, machine, sleep
        self._offset: int | None = None
        self._failures = 0
        self._problem = ""
        self.last_success_at: datetime = machine.now()

    async def run(self) -> None:
        """Poll for ever, perhaps after another process has done so for a while."""
        self._offset, self.last_success_at = None, self._machine.now()
        while True:
            try:
                await self.poll()
            except TelegramError as error:
                await self._refused(error)
            except Exception as error:
                # Whatever it was, a loop that ends is a bot that is deaf. What could not be stored comes again.
                log.exception("updates_not_stored", error=type(error).__name__)
                await self._rest(None)
            else:
                self._failures, self._problem, self.last_success_at = 0, "", self._machine.now()

    async def poll(self) -> None:
        """Ask once and store what came; the next question tells the platform that we have it.

        After an empty answer everything before it is confirmed, so no number is carried across a quiet time: after
        a week the platform begins to count anew.
        """
        updates = await self._bot.updates(self._offset, WAIT_SECONDS)
        if updates:
            await self._inbound.take(updates)
        self._offset = updates[-1]["update_id"] + 1 if updates else None

    async def _refused(self, error: TelegramError) -> None:
        log.warning("poll_failed", error=error.message, failures=self._failures + 1)
        self._problem = f" ({error.message})"
        if isinstance(error, Conflict) and "webhook" in error.message:
            await self._remove_webhook()
        await self._rest(retry_after(error) if isinstance(error, RetryAfter) else None)

    async def _rest(self, wait: timedelta | None) -> None:
        """Wait as long as the platform asked for, otherwise longer from failure to failure."""
        self._failures += 1
        backoff = timedelta(seconds=2 ** min(self._failures - 1, 10))
        await self._sleep((wait or min(backoff, LONGEST_REST)).total_seconds())

    async def _remove_webhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            log.warning("webhook_not_removed", error=error.message)

    def reasons(self, now: datetime) -> list[str]:
        """Return why we count as deaf at machine time `now`, nothing when we do not."""
        silent = now - self.last_success_at
        told = f"telegram: no poll has succeeded for {silent.total_seconds():.0f} s{self._problem}"
        return [told] if silent > SILENCE else []
