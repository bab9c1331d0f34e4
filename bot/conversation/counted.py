"""A conversation that is watched: how many updates were handled, failed, or were given up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from data.db.unit import UnitOfWork
from data.domain.message import Heard
from data.intake.attachment import Attachment
from data.ports import Conversation


@dataclass(frozen=True, slots=True)
class Counted:
    """Passes everything on to `inner`; `count` is told the channel and what became of the update."""

    inner: Conversation
    count: Callable[[str, str], None]

    async def wants_file(self, uow: UnitOfWork, heard: Heard) -> bool:
        """Whether the update's file is to be fetched."""
        return await self.inner.wants_file(uow, heard)

    async def hear(self, uow: UnitOfWork, heard: Heard, now: datetime, attachment: Attachment | None = None) -> None:
        """Handle one update and count it, also when that failed."""
        try:
            await self.inner.hear(uow, heard, now, attachment)
        except Exception:
            self.count(heard.channel, "failed")
            raise
        self.count(heard.channel, "handled")

    async def apologise(self, uow: UnitOfWork, heard: Heard, now: datetime) -> None:
        """Queue the answer to an update that is given up, and count it."""
        self.count(heard.channel, "given_up")
        await self.inner.apologise(uow, heard, now)
