"""Serving HTTP until somebody asks us to stop."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.settings import Address

STOP_SECONDS = 5
"""How long open requests may take to end; the whole stop stays within ten seconds."""


Started = Callable[[Address], None]


def _nothing() -> None:
    """Do nothing."""


def _unheard(_address: Address) -> None:
    """Tell nobody."""


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: it would end the process by the signal, not with exit code 0."""

    def __init__(self, config: uvicorn.Config, when_started: Started) -> None:
        super().__init__(config)
        self._when_started = when_started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._when_started(Address(host, port))


class PortTaken(Exception):
    """The address to listen on is taken or not ours."""


async def serve(
    routes: Sequence[BaseRoute],
    address: Address,
    stop: asyncio.Event,
    started: Started = _unheard,
    stopping: Callable[[], None] = _nothing,
) -> None:
    """Serve `routes` until `stop` is set. Raises `PortTaken`.

    `started` is told the address once connections are accepted (port 0 becomes a free one); `stopping` is called
    before open requests are waited for.
    """
    server = _Server(_config(routes, address), started)
    serving = asyncio.create_task(server.serve())
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
    stopping()
    server.should_exit = True
    waiting.cancel()
    try:
        await serving
    except SystemExit:
        # Uvicorn ends the process itself when it cannot bind.
        raise PortTaken(str(address)) from None


def _config(routes: Sequence[BaseRoute], address: Address) -> uvicorn.Config:
    return uvicorn.Config(
        Starlette(routes=list(routes)),
        host=address.host,
        port=address.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
