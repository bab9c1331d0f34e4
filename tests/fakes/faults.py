"""Faults in store, whatever the platform: those that a test orders, and those that happen by themselves."""

import random
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from aiohttp import web

Fault = TypeVar("Fault")


class Garbled(Exception):
    """An answer that is none of the platform's: a front end's page of HTML with that status."""

    def __init__(self, status: int = 502) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Faults(Generic[Fault]):
    """Faults in store by method, first in first out; with `chance` and `rate` each of `kinds` also happens by itself.

    `happened` counts those by method and kind; `spared` are pairs of both that never happen by themselves.
    """

    kinds: Mapping[str, Fault]
    chance: random.Random | None = None
    rate: float = 0.0
    spared: Collection[tuple[str, str]] = ()
    happened: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    _stored: dict[str, deque[Fault | None]] = field(default_factory=lambda: defaultdict(deque))

    def add(self, method: str, fault: Fault | None, times: int = 1) -> None:
        """Let the next calls of the method go wrong, or well with None."""
        self._stored[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return what goes wrong with this call."""
        if self._stored[method]:
            return self._stored[method].popleft()
        if self.chance is None:
            return None
        for kind, fault in self.kinds.items():
            if self.chance.random() < self.rate and (method, kind) not in self.spared:
                self.happened[method, kind] += 1
                return fault
        return None


def hang_up(request: web.Request) -> web.StreamResponse:
    """Cut the line instead of answering; the client may have gone first."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
