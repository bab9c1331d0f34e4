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
BACKLOG = 2048
"""How many connections may wait to be accepted."""

Started = Callable[[Address], None]


def _nothing() -> None:
    """Do nothing."""


def _unheard(_address: Address) -> None:
    """Tell nobody."""


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: it would end the process by the signal, not with exit code 0."""

    def __init__(self, config: uvicorn.Config, when_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_started = when_started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_started()


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
    listener = _listen(address)
    server = _Server(_config(routes), lambda: started(Address(*listener.getsockname()[:2])))
    serving = asyncio.create_task(server.serve([listener]))
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, waiting), return_when=asyncio.FIRST_COMPLETED)
    stopping()
    server.should_exit = True
    waiting.cancel()
    await serving


def _listen(address: Address) -> socket.socket:
    """Open the address ourselves: when uvicorn cannot, it ends the whole process from within the event loop."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        return socket.create_server((address.host, address.port), family=family, backlog=BACKLOG)
    except OSError:
        raise PortTaken(str(address)) from None


def _config(routes: Sequence[BaseRoute]) -> uvicorn.Config:
    return uvicorn.Config(
        Starlette(routes=list(routes)),
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
