"""Who speaks for the bots when several processes share a database: the holder of their leases; others stand by."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import datetime, timedelta
from typing import Self

import structlog

from bot.platform import Platform
from data.db.engine import Database
from data.ports import Channel

LEASE = timedelta(seconds=10)
"""Another process takes over within this and a look, when the holder dies: under fifteen seconds."""
LOOK_SECONDS = 2.0
"""How often the holder renews its lease and the others look whether it is free."""
MARGIN_SECONDS = 1.0
"""So long before the lease ends its holder falls silent if it could not renew it."""

log = structlog.get_logger()


class Standby:
    """Enters the services while this process holds all their leases, for as long as it is entered itself.

    `channels` are the ways out of now: none while another process speaks. All leases or none, so that of several
    processes with the same settings one does everything that the platforms see. `on_change` is called when we begin
    to speak. On an embedded database there is nobody else, and the services run from the start.
    """

    def __init__(
        self,
        database: Database,
        services: Sequence[Platform],
        on_change: Callable[[], None],
        *,
        lasts: timedelta = LEASE,
    ) -> None:
        self.channels: dict[str, Channel] = {}
        self._database, self._services, self._on_change = database, services, on_change
        self._lasts = lasts
        self._holder = secrets.token_hex(8)
        self._entered: AsyncExitStack | None = None
        self._until = 0.0
        self._woken = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def role(self) -> str:
        """Return "active" while the bots are ours, "standby" while they are another's."""
        return "active" if self._entered or not self._services else "standby"

    def reasons(self, now: datetime) -> list[str]:
        """Return why the bots are not as they should be at machine time `now`; another's are not our concern."""
        return [reason for service in self._services for reason in service.reasons(now)] if self._entered else []

    def wake(self) -> None:
        """Look at once whether the leases are free."""
        self._woken.set()

    async def __aenter__(self) -> Self:
        if self._database.embedded or not self._services:
            await self._enter()
        else:
            self._keeper = asyncio.create_task(self._keep(), name="standby")
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._leave()
        if self._keeper:
            with suppress(Exception):  # it ends by itself soon enough
                await self._give_back()

    async def look(self) -> None:
        """Take the leases when they are free, renew them while they are ours, fall silent when they are not."""
        asked_at = self._now()
        try:
            if await self._take():
                self._until = asked_at + self._lasts.total_seconds() - MARGIN_SECONDS
                await self._enter()
            else:
                await self._leave()
        except Exception as error:  # noqa: BLE001 - whatever it was, we look again
            # A database out of reach: what we hold we hold until its time is over.
            log.warning("lease_not_looked_at", error=type(error).__name__)
            if self._now() >= self._until:
                await self._leave()

    async def _keep(self) -> None:
        while True:
            await self.look()
            with suppress(TimeoutError):
                # Not `wait_for`: cancelled in the moment of the wake-up, it would go on as if it were not.
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
            self._woken.clear()

    async def _take(self) -> bool:
        names = [lease for service in self._services for lease in service.leases]
        async with asyncio.timeout(LOOK_SECONDS), self._database.work() as uow:
            taken = await uow.leases.take(names, self._holder, self._lasts)
            if taken:
                await uow.commit()
        return taken

    async def _give_back(self) -> None:
        async with asyncio.timeout(LOOK_SECONDS), self._database.work() as uow:
            await uow.leases.give_back(self._holder)
            await uow.commit()

    async def _enter(self) -> None:
        if self._entered is not None:
            return
        async with AsyncExitStack() as stack:
            for service in self._services:
                await stack.enter_async_context(service)
            self._entered = stack.pop_all()
        self.channels.update({service.channel.name: service.channel for service in self._services})
        if self.channels:
            log.info("speaking", channels=sorted(self.channels))
        self._on_change()

    async def _leave(self) -> None:
        entered, self._entered = self._entered, None
        spoke = bool(self.channels)
        self.channels.clear()
        if entered is not None:
            if spoke:
                log.info("standing_by")
            await entered.aclose()

    def _now(self) -> float:
        """Return the loop's time: it goes on evenly, whoever sets the system's clock."""
        return asyncio.get_running_loop().time()
