"""A sign of life to a watchman outside, who raises the alarm when it stays away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self

import aiohttp
import structlog

from bot.proxy import connector_through, proxy_of_call

EVERY_SECONDS = 60.0
ANSWER_SECONDS = 10

log = structlog.get_logger()


class Heartbeat:
    """Calls `url` each minute while it is entered and all is `healthy`; what goes wrong on the way is no matter."""

    def __init__(
        self,
        url: str,
        healthy: Callable[[], Awaitable[bool]],
        proxy: str | None = None,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._url, self._healthy, self._proxy, self._sleep = url, healthy, proxy, sleep
        self._beating: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._beating = asyncio.create_task(self._beat(), name="heartbeat")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._beating is not None:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)

    async def _beat(self) -> None:
        failing = False
        async with aiohttp.ClientSession(connector=connector_through(self._proxy, 1)) as session:
            while True:
                # First a pause: nothing is healthy at the moment of its start.
                await self._sleep(EVERY_SECONDS)
                error = await self._call(session)
                if error and not failing:
                    log.warning("heartbeat_failed", error=error)
                failing = error is not None

    async def _call(self, session: aiohttp.ClientSession) -> str | None:
        """Call once if all is well; return what went wrong, without the address: whoever knows it can feign life."""
        try:
            if await self._healthy():
                timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
                async with session.get(self._url, timeout=timeout, proxy=proxy_of_call(self._proxy)) as answer:
                    return None if answer.ok else f"status {answer.status}"
        except Exception as error:  # noqa: BLE001 - the watchman's troubles are not ours
            return type(error).__name__
        return None
