"""Zalo as a whole: opened and closed by the wiring; its bots introduce themselves, listen, and tell how they are."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

import structlog
from starlette.routing import BaseRoute

from bot.file_links import FileLinks
from bot.texts.catalogue import Texts
from bot.zalo.account import Account
from bot.zalo.bot import ZaloBot
from bot.zalo.errors import ZaloError
from bot.zalo.inbound import Inbound
from bot.zalo.listener import Listener
from bot.zalo.outbound import ZaloChannel
from bot.zalo.polling import Poller, Sleep
from bot.zalo.quota import NAME, Quota
from bot.zalo.updates import Hearer
from bot.zalo.webhook import webhook_routes
from data.clock import Clock
from data.db.engine import Database
from data.db.leases import lease_name
from data.db.stores.bots import Bot
from data.office.acting import Rules

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Around:
    """What is around the bots: the house's database, words, rules and clocks, and `links` where files are served."""

    database: Database
    texts: Texts
    rules: Rules
    office: Clock
    machine: Clock
    links: FileLinks | None = None


class ZaloService:
    """All our bots for as long as it is entered.

    `channel` is the way out; `routes` are the HTTP routes to serve, none when we poll. A platform out of reach does
    not keep the service from starting: it goes on trying, and `reasons` says so. `sleep` waits for machine time.
    """

    def __init__(
        self, account: Account, around: Around, on_heard: Callable[[], None], *, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._account, self._around, self._sleep = account, around, sleep
        self.bots = account.bots()
        self.leases = [lease_name(NAME, token) for token in account.tokens]
        self._known: dict[str, ZaloBot] = {}
        quota = Quota(around.database, around.texts, around.rules, around.office, around.machine)
        self._inbound = Inbound(around.database, quota, around.office, around.machine, on_heard)
        self._listeners = [self._listener(place, bot) for place, bot in enumerate(self.bots)]
        self._living: list[asyncio.Task[None]] = []
        self.channel = ZaloChannel(self._known, quota, around.texts, around.machine, around.links)
        self.routes: list[BaseRoute] = []
        if account.public_url:
            self.routes = [*webhook_routes(self._inbound, account.secret, self._hearer)]

    def _listener(self, place: int, bot: ZaloBot) -> Listener:
        machine = self._around.machine
        return Listener(
            bot,
            Poller(bot, self._inbound, machine, self._sleep),
            machine,
            self._account.secret,
            webhook_url=partial(self._account.webhook_url, bot, place),
            introduced=partial(self._remember, bot, place),
            sleep=self._sleep,
        )

    async def __aenter__(self) -> Self:
        await self._open()
        self._living = [asyncio.create_task(one.live(), name="zalo") for one in self._listeners]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._living:
            task.cancel()
        await asyncio.gather(*self._living, return_exceptions=True)
        await self._close()

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        """Open the way out alone: nothing is listened to, nothing set at the platform."""
        await self._open()
        try:
            for bot, listener in zip(self.bots, self._listeners, strict=True):
                if not bot.id:
                    await _try_to_introduce(listener)
            yield
        finally:
            await self._close()

    def reasons(self, now: datetime) -> list[str]:
        """Return why Zalo is not as it should be at machine time `now`; nothing when all is well."""
        several = len(self.bots) > 1
        labels = [f"zalo {place}" if several else "zalo" for place in range(1, len(self.bots) + 1)]
        return [
            f"{label}: {reason}"
            for label, one in zip(labels, self._listeners, strict=True)
            for reason in one.reasons(now)
        ]

    async def _open(self) -> None:
        """Open the connections and recall who our bots are, so that nothing waits for the platform to tell us."""
        for bot in self.bots:
            await bot.open()
        async with self._around.database.work() as uow:
            await uow.bots.keep(NAME, [bot.digest for bot in self.bots], self._around.office.now())
            for bot in self.bots:
                if (known := await uow.bots.known(NAME, bot.digest)) is not None:
                    bot.id, bot.name = known.id, known.name
                    self._known[bot.id] = bot
            await uow.commit()

    async def _close(self) -> None:
        for bot in self.bots:
            await bot.close()

    async def _remember(self, bot: ZaloBot, place: int) -> None:
        async with self._around.database.work() as uow:
            await uow.bots.introduce(NAME, Bot(bot.id, bot.name), bot.digest, place, self._around.office.now())
            await uow.commit()
        self._known[bot.id] = bot

    def _hearer(self, bot_id: str) -> Hearer | None:
        """Return the bot of a webhook's path; the bare path is the first one's."""
        bot = self._known.get(bot_id) if bot_id else self.bots[0]
        return Hearer(bot.id, bot.name) if bot and bot.id else None


async def _try_to_introduce(listener: Listener) -> None:
    try:
        await listener.introduce()
    except ZaloError as error:
        log.warning("zalo_not_started", error=error.message)
