"""The sign of life: given while all is well, and no trouble of the watchman's is ours."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import structlog
from aiohttp import web
from structlog.testing import capture_logs

from bot.heartbeat import EVERY_SECONDS, Heartbeat
from tests.fakes.command import free_port

SECRET = "/3f1c-secret"


@dataclass
class Watchman:
    """Counts the calls; answers with `status`."""

    url: str = ""
    status: int = 200
    calls: int = 0

    async def answer(self, request: web.Request) -> web.Response:
        assert request.path == SECRET
        self.calls += 1
        return web.Response(status=self.status)


@dataclass
class Minutes:
    """Lets the heart pause as long as the test wants."""

    pauses: list[float] = field(default_factory=list)
    _passed: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))
    _paused: asyncio.Event = field(default_factory=asyncio.Event)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._paused.set()
        await self._passed.acquire()

    async def pass_one(self) -> None:
        """Let a minute pass, and wait until the heart pauses again."""
        await self._paused.wait()
        self._paused.clear()
        self._passed.release()
        await self._paused.wait()


@asynccontextmanager
async def watching(watchman: Watchman) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_get("/{path:.*}", watchman.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    watchman.url = f"http://127.0.0.1:{port}{SECRET}"
    try:
        yield
    finally:
        await runner.cleanup()


def in_turn(wells: list[bool]) -> Callable[[], "asyncio.Future[bool]"]:
    def healthy() -> asyncio.Future[bool]:
        future: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        future.set_result(wells.pop(0))
        return future

    return healthy


async def test_watchman_hears_each_minute_and_only_while_all_is_well() -> None:
    watchman, minutes = Watchman(), Minutes()
    async with watching(watchman), Heartbeat(watchman.url, in_turn([True, False, True]), sleep=minutes.sleep):
        heard = []
        for _ in range(3):
            await minutes.pass_one()
            heard.append(watchman.calls)
    assert heard == [1, 1, 2]
    assert set(minutes.pauses) == {EVERY_SECONDS}


@pytest.mark.parametrize("down", [True, False])
async def test_watchmans_troubles_are_said_once_without_his_address(down: bool) -> None:
    structlog.reset_defaults()
    watchman, minutes = Watchman(status=500), Minutes()
    async with watching(watchman):
        url = f"http://127.0.0.1:{free_port()}{SECRET}" if down else watchman.url
        with capture_logs() as logs:
            async with Heartbeat(url, in_turn([True, True, True]), sleep=minutes.sleep):
                for _ in range(3):
                    await minutes.pass_one()
    assert [entry["event"] for entry in logs] == ["heartbeat_failed"]
    assert SECRET not in str(logs)
