"""Serving HTTP until somebody asks us to stop."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

STOP_SECONDS = 5
"""How long open requests may take to end; the whole stop stays within ten seconds."""


class _Server(uvicorn.Server):
    """Uvicorn without its own signal handlers: it would end the process by the signal, not with exit code 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class PortTaken(Exception):
    """The address to listen on is taken or not ours."""


async def serve(routes: Sequence[BaseRoute], host: str, port: int, stop: asyncio.Event) -> None:
    """Serve `routes` until `stop` is set. Raises `PortTaken`."""
    config = uvicorn.Config(
        Starlette(routes=list(routes)),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    try:
        await serving
    except SystemExit:
        # Uvicorn ends the process itself when it cannot bind.
        raise PortTaken(f"{host}:{port}") from None


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
