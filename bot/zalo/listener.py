"""One bot's listening: it introduces itself, keeps its webhook or polls, and tells how it is."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.zalo.bot import ZaloBot
from bot.zalo.errors import ZaloError
from bot.zalo.polling import SILENCE, Poller, Sleep
from data.clock import Clock

LOOK_EVERY = timedelta(seconds=60)
"""How often the webhook, which somebody else may have changed, is looked at."""
LONGEST_REST = timedelta(seconds=30)
SET_EVERY = timedelta(minutes=30)
"""How often a webhook that the platform could not reach is set again at the longest: such calls are counted a day."""

log = structlog.get_logger()


class Listener:
    """Lives for as long as `live` runs. `webhook_url` is None to poll; `introduced` is called once the bot is known."""

    def __init__(
        self,
        bot: ZaloBot,
        poller: Poller,
        machine: Clock,
        secret: str,
        *,
        webhook_url: Callable[[], str | None],
        introduced: Callable[[], Awaitable[None]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot, self._poller, self._machine, self._secret = bot, poller, machine, secret
        self._webhook_url, self._introduced, self._sleep = webhook_url, introduced, sleep
        self._seen_at: datetime | None = None
        self._problem = ""

    async def live(self) -> None:
        """Listen until cancelled, through every kind of refusal."""
        await self._until_done(self.introduce, LONGEST_REST)
        if self._webhook_url() is None:
            await self._until_done(self._bot.delete_webhook, LONGEST_REST)
            await self._poller.run()
        else:
            await self._until_done(self._set_webhook, SET_EVERY)
            while True:
                await asyncio.sleep(LOOK_EVERY.total_seconds())
                await self._until_done(self._keep_webhook, SET_EVERY)

    async def introduce(self) -> None:
        """Ask the platform who the bot is, and remember it. Raises `ZaloError`."""
        await self._bot.get_me()
        await self._introduced()

    def reasons(self, now: datetime) -> list[str]:
        """Return why the bot is not as it should be at machine time `now`; nothing when all is well."""
        found = ["the token was refused"] if self._bot.token_refused else []
        if self._webhook_url() is None:
            return found + [reason + self._problem for reason in self._poller.reasons(now)]
        if self._seen_at is None:
            return [*found, f"the webhook is not accepted yet{self._problem}"]
        if now - self._seen_at > LOOK_EVERY + SILENCE:
            return [*found, f"the webhook could not be looked at{self._problem}"]
        return found

    async def _set_webhook(self) -> None:
        """Set the webhook; the platform keeps it even when its own first call failed, and only then says so."""
        verification = await self._bot.set_webhook(self._webhook_url() or "", self._secret)
        if verification.get("ok") is False:
            outcome, hint = (str(verification.get(name) or "") for name in ("outcome", "hint"))
            raise ZaloError(f"the platform could not reach us: {outcome} {hint}".strip())
        self._seen_at = self._machine.now()

    async def _keep_webhook(self) -> None:
        """Set the webhook again when it is not ours any more."""
        if await self._bot.webhook_url() != self._webhook_url():
            await self._set_webhook()
        self._seen_at = self._machine.now()

    async def _until_done(self, step: Callable[[], Awaitable[None]], longest: timedelta) -> None:
        """Try a step until it succeeds, more and more slowly."""
        wait = timedelta(seconds=1)
        while True:
            try:
                await step()
            except ZaloError as error:
                self._problem = f" ({error.message})"
                log.warning("zalo_not_started", error=error.message)
            except Exception as error:
                self._problem = f" ({type(error).__name__})"
                log.exception("zalo_not_started", error=type(error).__name__)
            else:
                self._problem = ""
                return
            await self._sleep(wait.total_seconds())
            wait = min(wait * 2, longest)
