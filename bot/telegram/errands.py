"""Small work in the background that nobody waits for, with a keeper who sees it end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

STOP_SECONDS = 2
"""How long errands may take to end when the service stops."""


class Errands:
    """Keeps running errands until they end or the service does."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def run(self, errand: Coroutine[Any, Any, None]) -> None:
        """Start an errand, which handles its own errors."""
        task = asyncio.create_task(errand)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Let what runs come to its end for a moment, then cancel it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
