"""Telegram as a whole: opened and closed by the wiring, it introduces itself, listens, and tells how it is."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Self

import structlog
from starlette.routing import BaseRoute
from telegram import WebhookInfo
from telegram.error import RetryAfter, TelegramError

from bot.telegram.account import Account
from bot.telegram.bot import KINDS
from bot.telegram.errors import retry_after
from bot.telegram.inbound import Inbound
from bot.telegram.invitation import invite_link
from bot.telegram.menu import Menu
from bot.telegram.outbound import NAME, TelegramChannel
from bot.telegram.pace import Pace, Sleep
from bot.telegram.polling import SILENCE, Poller
from bot.telegram.webhook import webhook_route
from bot.texts.catalogue import Texts
from data.clock import Clock
from data.db.engine import Database
from data.db.leases import lease_name

LOOK_EVERY = timedelta(seconds=60)
"""How often menus, and the webhook that somebody else may have changed, are looked at."""
LOOK_AGAIN = timedelta(seconds=5)
"""How soon after a look that found updates which could not be delivered: at a start the platform is often a moment
ahead of us, and a minute of red health would be said of nothing."""
LONGEST_REST = timedelta(seconds=30)

log = structlog.get_logger()


class TelegramService:
    """One bot for as long as it is entered.

    `channel` is the way out; `routes` are the HTTP routes to serve, none when we poll. A platform out of reach does
    not keep the service from starting: it goes on trying, and `reasons` says so. `sleep` waits for machine time.
    """

    def __init__(
        self,
        account: Account,
        database: Database,
        texts: Texts,
        office: Clock,
        machine: Clock,
        on_heard: Callable[[], None],
        *,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._account, self._machine, self._sleep = account, machine, sleep
        self.bot = account.bot()
        self.leases = [lease_name(NAME, account.token)]
        self._inbound = Inbound(self.bot, database, texts, office, machine, on_heard)
        self._poller = Poller(self.bot, self._inbound, machine, sleep)
        self._menu = Menu(self.bot, database, texts)
        self._living: asyncio.Task[None] | None = None
        self._known = False
        self._webhook_seen_at: datetime | None = None
        self._webhook_fails = False
        self._problem = ""
        self.channel = TelegramChannel(self.bot, database, Pace(machine, sleep), machine)
        self.routes: list[BaseRoute] = []
        if account.public_url:
            self.routes = [webhook_route(self._inbound, account.secret, lambda: self._known)]

    async def __aenter__(self) -> Self:
        await self.bot.open()
        self._webhook_seen_at = None
        self._living = asyncio.create_task(self._live(), name="telegram")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._living:
            self._living.cancel()
            await asyncio.gather(self._living, return_exceptions=True)
        await self._inbound.errands.close()
        await self.bot.close_pools()

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        """Open the way out alone: nothing is listened to, nothing set at the platform."""
        await self.bot.open()
        try:
            yield
        finally:
            await self.bot.close_pools()

    def link_for(self, code: str) -> str | None:
        """Return the link that opens the bot with a pairing code; None until the platform has told the bot's name."""
        return invite_link(self.bot.username, code) if self._known else None

    def reasons(self, now: datetime) -> list[str]:
        """Return why Telegram is not as it should be at machine time `now`; nothing when all is well."""
        found = ["telegram: the token was refused"] if self.bot.token_refused else []
        if self._account.public_url is None:
            return found + [reason + self._problem for reason in self._poller.reasons(now)]
        if self._webhook_seen_at is None:
            return [*found, f"telegram: the webhook is not accepted yet{self._problem}"]
        if now - self._webhook_seen_at > LOOK_EVERY + SILENCE:
            return [*found, f"telegram: the webhook could not be looked at{self._problem}"]
        if self._webhook_fails:
            return [*found, f"telegram: the platform cannot deliver updates{self._problem}"]
        return found

    async def look_at_webhook(self) -> None:
        """Set the webhook unless it is ours already; a wrong secret shows in the platform's last error."""
        info = await self.bot.get_webhook_info()
        if self._webhook_seen_at is None or info.url != self._account.webhook_url:
            await self.bot.set_webhook(
                self._account.webhook_url or "", secret_token=self._account.secret, allowed_updates=KINDS
            )
        self._problem, seen_before = _last_error(info), self._webhook_seen_at
        self._webhook_fails = _fails(info, seen_before)
        self._webhook_seen_at = self._machine.now()

    @property
    def next_look(self) -> timedelta:
        """Return how soon the webhook is looked at again."""
        return LOOK_AGAIN if self._webhook_fails else LOOK_EVERY

    async def _live(self) -> None:
        await self._until_done(self._introduce)
        if self._account.public_url is None:
            await self._until_done(self._remove_webhook)
            listening = self._poller.run()
        else:
            await self._until_done(self.look_at_webhook)
            listening = self._watch_webhook()
        async with asyncio.TaskGroup() as group:
            group.create_task(listening)
            group.create_task(self._keep(self._menu.refresh))

    async def _watch_webhook(self) -> None:
        """Look after the webhook; while the platform cannot deliver, see soon whether it can again."""
        while True:
            await asyncio.sleep(self.next_look.total_seconds())
            await self._tried(self.look_at_webhook)

    async def _introduce(self) -> None:
        await self.bot.get_me()
        self._known = True

    async def _remove_webhook(self) -> None:
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def _keep(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do the work again and again, whatever becomes of it."""
        while True:
            await self._tried(work)
            await asyncio.sleep(LOOK_EVERY.total_seconds())

    async def _tried(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except TelegramError as error:
            log.warning("telegram_not_kept", error=error.message)
        except Exception as error:
            log.exception("telegram_not_kept", error=type(error).__name__)

    async def _until_done(self, step: Callable[[], Awaitable[None]]) -> None:
        """Try a step of the start until it succeeds, more and more slowly."""
        wait = timedelta(seconds=1)
        while True:
            try:
                await step()
            except TelegramError as error:
                self._problem = f" ({error.message})"
                log.warning("telegram_not_started", error=error.message)
                asked = retry_after(error) if isinstance(error, RetryAfter) else wait
                await self._sleep(asked.total_seconds())
                wait = min(wait * 2, LONGEST_REST)
            else:
                self._problem = ""
                return


def _fails(info: WebhookInfo, since: datetime | None) -> bool:
    """Tell whether updates wait that the platform could not bring us since we looked last."""
    failed_at = info.last_error_date
    return bool(info.pending_update_count and since and failed_at and failed_at > since)


def _last_error(info: WebhookInfo) -> str:
    return f" ({info.last_error_message})" if info.last_error_message else ""
