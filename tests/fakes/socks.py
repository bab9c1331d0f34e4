"""A SOCKS5 proxy on loopback that carries every connection to one place, whatever name is asked for (RFC 1928)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

_VERSION: Final = 5
_BY_NAME: Final = 3
_GRANTED = bytes([_VERSION, 0, 0, 1, 0, 0, 0, 0, 0, 0])


@dataclass
class FakeSocks:
    """`asked` are the names that callers let the proxy resolve; `url` is where it listens."""

    port_behind: int
    url: str = ""
    asked: list[str] = field(default_factory=list)
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(bytes([_VERSION, 0]))
        *_, kind = await reader.readexactly(4)
        assert kind == _BY_NAME
        self.asked.append((await reader.readexactly((await reader.readexactly(1))[0])).decode())
        await reader.readexactly(2)
        behind, onward = await asyncio.open_connection("127.0.0.1", self.port_behind)
        writer.write(_GRANTED)
        there, back = _pump(reader, onward), _pump(behind, writer)
        for way in (there, back):
            task = asyncio.ensure_future(way)
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while piece := await source.read(65_536):
        sink.write(piece)
        await sink.drain()
    sink.close()


@asynccontextmanager
async def fake_socks(port_behind: int) -> AsyncIterator[FakeSocks]:
    """Run a proxy to that port of this machine."""
    proxy = FakeSocks(port_behind)
    server = await asyncio.start_server(proxy.carry, "127.0.0.1", 0)
    proxy.url = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield proxy
