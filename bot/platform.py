"""What a messaging platform is to the wiring, whichever it is."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol, Self, runtime_checkable

from starlette.routing import BaseRoute

from data.ports import Channel


class Platform(Protocol):
    """A platform for as long as it is entered, or `speaking` to it alone."""

    @property
    def channel(self) -> Channel:
        """Return the way out."""
        ...

    @property
    def leases(self) -> Sequence[str]:
        """Return the names under which its bots are leased, where several processes share a database."""
        ...

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Return the HTTP routes to serve."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(self, *_: object) -> None: ...

    def speaking(self) -> AbstractAsyncContextManager[None]:
        """Open the way out alone."""
        ...

    def reasons(self, now: datetime) -> list[str]:
        """Return why the platform is not as it should be at machine time `now`."""
        ...


@runtime_checkable
class Inviting(Protocol):
    """A platform that a person opens by a link which carries the pairing code."""

    def link_for(self, code: str) -> str | None:
        """Return the link; None until the platform has told our name."""
        ...
