"""Ringing the open pages of this process when there is something new."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Live:
    """A bell for every open page.

    It carries no news itself: whoever hears it reads the database, so a ring that is lost or comes from another
    process costs a moment and never a message.
    """

    def __init__(self, poll_seconds: float = 1.0) -> None:
        self.poll_seconds = poll_seconds
        self.closed = False
        self._bells: set[asyncio.Event] = set()

    def publish(self) -> None:
        """Ring every page."""
        for bell in self._bells:
            bell.set()

    def close(self) -> None:
        """End every open stream after what it still has to say; a server that stops would wait for them otherwise."""
        self.closed = True
        self.publish()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Return a bell of one's own, rung until the block ends."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)

    async def rung(self, bell: asyncio.Event) -> None:
        """Wait for the bell, at most `poll_seconds`, and still it."""
        try:
            async with asyncio.timeout(self.poll_seconds):
                await bell.wait()
        except TimeoutError:
            return
        bell.clear()
