"""A Zalo Bot server on the loopback, strict where the platform is strict, with faults to order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from data.clock import Clock, MachineClock
from tests.fakes.faults import Garbled, hang_up
from tests.fakes.zalo.faults import KINDS, Fault, Faults, Line
from tests.fakes.zalo.methods import METHODS
from tests.fakes.zalo.refusal import NOTHING_NEW, UNAUTHORIZED, WEBHOOK_ACTIVE, Refusal
from tests.fakes.zalo.webhook import Pusher
from tests.fakes.zalo.world import Habits, World

TOKENS = ("1234567890:the_token-of-no-real-bot-0001", "1234567891:the_token-of-no-real-bot-0002")


@dataclass
class FakeZalo:
    """The server and its bots by token. `calls` are the method and parameters of every call that came in."""

    clock: Clock = field(default_factory=MachineClock)
    habits: Habits = field(default_factory=Habits)
    faults: Faults = field(default_factory=lambda: Faults(KINDS))
    tokens: Sequence[str] = TOKENS[:1]
    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    worlds: dict[str, World] = field(default_factory=dict)
    pushers: dict[str, Pusher] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, token in enumerate(self.tokens, 1):
            bot = {"id": f"70010020030040050{number}", "account_name": f"bot.Test{number}", "account_type": "BASIC"}
            self.worlds[token] = World(bot, self.clock, self.habits)
            self.pushers[token] = Pusher(self.worlds[token], self.faults)

    @property
    def world(self) -> World:
        """Return the world of the first bot."""
        return next(iter(self.worlds.values()))

    def refuse(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of the method go wrong."""
        self.faults.add(method, fault, times)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of the method."""
        return [params for name, params in self.calls if name == method]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        method, token = request.match_info["method"], request.match_info["token"]
        params = await _parameters(request)
        self.calls.append((method, params))
        if token in self.worlds:
            self.worlds[token].changed.set()
        fault = self.faults.take(method) if token in self.worlds else None
        if fault is Line.CUT_BEFORE:
            return hang_up(request)
        if fault is Line.HANGS:
            await asyncio.sleep(3600)
        if isinstance(fault, Garbled):
            return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
        try:
            if isinstance(fault, Refusal):
                raise fault
            result = await self._answer(token, method, params)
        except Refusal as refusal:
            status = refusal.code if self.habits.real_statuses else 200
            return web.json_response(refusal.as_json(), status=status)
        if fault is Line.CUT_AFTER:
            return hang_up(request)
        return web.json_response({"ok": True} if result is None else {"ok": True, "result": result})

    async def _answer(self, token: str, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - any result
        world = self.worlds.get(token)
        if world is None:
            raise UNAUTHORIZED
        if method == "getUpdates":
            return await self._get_updates(world, params)
        if method == "testWebhook":
            return await self.pushers[token].verify()
        if method not in METHODS:
            raise Refusal(404, "Not Found")
        result = METHODS[method](world, params)
        if method == "setWebhook":
            result["verification"] = await self.pushers[token].verify()
        return result

    async def _get_updates(self, world: World, params: dict[str, Any]) -> dict[str, Any] | None:
        if world.webhook:
            raise WEBHOOK_ACTIVE
        world.polls += 1
        world.changed.set()
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(float(params.get("timeout", 30)), self.habits.longest_poll)):
                    while not world.waiting:
                        world.news.clear()
                        await world.news.wait()
        finally:
            world.polls -= 1
        event = world.take()
        if event is None and not self.habits.bare_ok_when_empty:
            raise NOTHING_NEW
        return event

    async def picture(self, request: web.Request) -> web.Response:
        """Hand out a picture that somebody sent; its address is public."""
        found = [world.pictures.get(request.match_info["name"]) for world in self.worlds.values()]
        content = next((one for one in found if one is not None), None)
        return web.Response(body=content) if content is not None else web.Response(status=404)


async def _parameters(request: web.Request) -> dict[str, Any]:
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **await request.json()}
    return given | dict(await request.post()) if request.can_read_body else given


@asynccontextmanager
async def running(fake: FakeZalo) -> AsyncIterator[FakeZalo]:
    """Serve on a free port of the loopback until the block ends."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    app.router.add_get("/pictures/{name}", fake.picture)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    pushing = [asyncio.create_task(pusher.run()) for pusher in fake.pushers.values()]
    try:
        yield fake
    finally:
        for task in pushing:
            task.cancel()
        await asyncio.gather(*pushing, return_exceptions=True)
        await runner.cleanup()
