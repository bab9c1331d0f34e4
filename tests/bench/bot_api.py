"""A Bot API server in a process of its own that costs as little as can be: it takes every message.

python -m tests.bench.bot_api PORT [--delay SECONDS]
"""

import argparse
import asyncio
import contextlib
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from tests.fakes.command import free_port

TOKEN = "123456789:AAGk3-the_token-of-no-real-bot_0001xyz"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"chat_id(?:=|\":\s*\"?|\"\s*\r\n\r\n)(-?\d+)")
_ME = {"id": 123456789, "is_bot": True, "first_name": "Nhắc việc", "username": "nhacviec_bot"}


class Connection(asyncio.Protocol):
    """One connection, its requests answered in their order, each after the delay."""

    numbers = count(1)

    def __init__(self, delay: float) -> None:
        self._delay, self._held = delay, bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._held[:end])
            stated = _LENGTH.search(head)
            whole = end + 4 + (int(stated[1]) if stated else 0)
            if len(self._held) < whole:
                return
            answer = self._answer(head, bytes(self._held[end + 4 : whole]))
            del self._held[:whole]
            asyncio.get_running_loop().call_later(self._delay, self._transport.write, answer)

    def sent(self, chat: int) -> None:
        """Take note of a message to the chat."""

    def _answer(self, head: bytes, body: bytes) -> bytes:
        result: object = True
        if b"/sendMessage" in head.split(b"\r\n", 1)[0]:
            found = _CHAT.search(body)
            chat = int(found[1]) if found else 1
            self.sent(chat)
            where = {"id": chat, "type": "private", "first_name": "A"}
            result = {"message_id": next(self.numbers), "date": 1715562000, "chat": where, "text": "x"}
        elif b"/getMe" in head:
            result = _ME
        elif b"/getWebhookInfo" in head:
            result = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        told = json.dumps({"ok": True, "result": result}).encode()
        start = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(told)}\r\n\r\n"
        return start.encode() + told


async def serve(port: int, delay: float) -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(lambda: Connection(delay), "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


@contextmanager
def served(delay: float = 0.0) -> Iterator[str]:
    """Run the server in its process; yield its URL."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.bot_api", str(port), "--delay", str(delay)])
    try:
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("--delay", type=float, default=0.0)
    asked = parser.parse_args()
    asyncio.run(serve(asked.port, asked.delay))


if __name__ == "__main__":
    main()
