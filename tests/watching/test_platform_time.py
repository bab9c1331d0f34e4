"""The machine's clock against the platform's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from bot.platform_time import platform_time, skew
from data.clock import FrozenClock
from tests.fakes.command import free_port


@asynccontextmanager
async def saying(date: str) -> AsyncIterator[str]:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=404, headers={"Date": date})

    app = web.Application()
    app.router.add_get("/", answer)
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield f"http://127.0.0.1:{port}"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("date", "moment"),
    [("Mon, 13 May 2024 01:00:00 GMT", datetime(2024, 5, 13, 1, tzinfo=UTC)), ("this morning", None)],
)
async def test_time_is_taken_from_whatever_the_server_answers(date: str, moment: datetime | None) -> None:
    async with saying(date) as url:
        assert await platform_time(url) == moment


async def test_clock_is_wrong_whichever_is_ahead() -> None:
    ours = FrozenClock(datetime(2024, 5, 13, 2, tzinfo=UTC))
    for theirs in ("Mon, 13 May 2024 01:00:00 GMT", "Mon, 13 May 2024 03:00:00 GMT"):
        async with saying(theirs) as url:
            assert await skew(url, ours) == timedelta(hours=1)


async def test_server_out_of_reach_tells_no_time() -> None:
    assert await platform_time(f"http://127.0.0.1:{free_port()}") is None
    assert await skew(f"http://127.0.0.1:{free_port()}", FrozenClock(datetime(2024, 5, 13, tzinfo=UTC))) is None
