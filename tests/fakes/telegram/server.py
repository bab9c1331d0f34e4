"""A Bot API server on the loopback, strict where Telegram is strict, with faults to order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.faults import Garbled, hang_up
from tests.fakes.telegram.faults import KINDS, Cut, Fault, Faults
from tests.fakes.telegram.methods import METHODS, PACED
from tests.fakes.telegram.pace import StrictPace
from tests.fakes.telegram.parameters import parameters_of
from tests.fakes.telegram.refusal import OTHER_GET_UPDATES, WEBHOOK_ACTIVE, Refusal
from tests.fakes.telegram.webhook import Pusher
from tests.fakes.telegram.world import World

TOKEN = "123456789:AAGk3-the_token-of-no-real-bot_0001xyz"


@dataclass
class FakeTelegram:
    """The server. `calls` are the method and parameters of every call that came in."""

    world: World = field(default_factory=World)
    faults: Faults = field(default_factory=lambda: Faults(KINDS))
    pace: StrictPace | None = None
    token: str = TOKEN
    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    pusher: Pusher = field(init=False)
    _poll: asyncio.Event | None = None

    def __post_init__(self) -> None:
        self.pusher = Pusher(self.world, self.faults)

    def refuse(self, method: str, refusal: Fault, times: int = 1) -> None:
        """Let the next calls of the method go wrong."""
        self.faults.add(method, refusal, times)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every call of the method."""
        return [params for name, params in self.calls if name == method]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await parameters_of(request)
        self.calls.append((method, params))
        self.world.changed.set()
        fault = self.faults.take(method) if request.match_info["token"] == self.token else None
        if fault is Cut.BEFORE:
            return hang_up(request)
        if isinstance(fault, Garbled):
            return web.Response(status=502, text="<html><h1>502 Bad Gateway</h1></html>", content_type="text/html")
        try:
            if isinstance(fault, Refusal):
                raise fault
            result = await self._answer(request.match_info["token"], method, params)
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)
        if fault is Cut.AFTER:
            if method == "sendMessage":
                self.world.unheard.add(result["message_id"])
            return hang_up(request)
        return web.json_response({"ok": True, "result": result})

    async def _answer(self, token: str, method: str, params: dict[str, Any]) -> Any:  # noqa: ANN401 - any result
        if token != self.token:
            raise Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found")
        if method == "getUpdates":
            return await self._get_updates(params)
        if method not in METHODS:
            raise Refusal(404, "Not Found")
        if self.pace and method in PACED:
            self.pace.take(int(params["chat_id"]), self.world.clock.now())
        return METHODS[method](self.world, params)

    async def _get_updates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        if self.world.webhook:
            raise Refusal(409, WEBHOOK_ACTIVE)
        if self._poll:
            self._poll.set()
        replaced = self._poll = asyncio.Event()
        if params.get("offset"):
            self.world.confirm(int(params["offset"]))
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(min(float(params.get("timeout", 0)), 50)):
                await self._news(replaced)
        if replaced.is_set():
            raise Refusal(409, OTHER_GET_UPDATES)
        return self.world.pending()[: int(params.get("limit", 100))]

    async def _news(self, replaced: asyncio.Event) -> None:
        """Wait for an update, or for another poll to take this one's place."""
        while not self.world.pending() and not replaced.is_set():
            self.world.news.clear()
            waiting = [asyncio.ensure_future(event.wait()) for event in (self.world.news, replaced)]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in waiting:
                    one.cancel()

    async def _download(self, request: web.Request) -> web.Response:
        content = self.world.files.get(request.match_info["name"])
        return web.Response(body=content) if content is not None else web.Response(status=404)


@asynccontextmanager
async def running(fake: FakeTelegram) -> AsyncIterator[FakeTelegram]:
    """Serve on a free port of the loopback until the block ends."""
    app = web.Application(client_max_size=60 * 2**20)
    app.router.add_route("*", "/bot{token}/{method}", fake._handle)  # noqa: SLF001 - the same module
    app.router.add_get("/file/bot{token}/documents/{name}", fake._download)  # noqa: SLF001 - the same module
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    pushing = asyncio.create_task(fake.pusher.run())
    try:
        yield fake
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)
        await runner.cleanup()
