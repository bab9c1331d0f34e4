"""Hearing on Zalo: an event is stored before anything else, whichever way it comes."""

from collections.abc import Callable

import structlog

from bot.platform_time import office_time
from bot.zalo.address import Address
from bot.zalo.quota import Quota
from bot.zalo.updates import Hearer, read_event
from data.clock import Clock
from data.db.engine import Database

log = structlog.get_logger()


class Inbound:
    """Stores what the platform tells us. `on_heard` is called after something was stored."""

    def __init__(
        self, database: Database, quota: Quota, office: Clock, machine: Clock, on_heard: Callable[[], None]
    ) -> None:
        self._database, self._quota, self._office = database, quota, office
        self._on_heard = on_heard
        self._office_time = office_time(office, machine)

    async def take(self, event: object, bot: Hearer) -> None:
        """Store an event; one that the platform repeats, or that says nothing to us, changes nothing."""
        heard = read_event(event, bot, self._office_time, self._office.now())
        if heard is None:
            log.info("event_not_understood", bot=bot.id)
            return
        async with self._database.work() as uow:
            if await uow.inbox.store(heard, self._office.now()):
                await self._quota.heard(uow, Address.parse(heard.chat))
            await uow.commit()
        self._on_heard()
