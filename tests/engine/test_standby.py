"""Several processes' worth of the wiring on one database: one speaks, the others stand by."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import text
from starlette.routing import BaseRoute

from bot.platform import Platform
from bot.standby import LEASE, MARGIN_SECONDS, Standby
from data.clock import MachineClock
from data.db.bells import Bell, listening
from data.db.engine import Database
from data.ports import Channel
from tests.fakes.saying import PaperChannel

NOW = MachineClock().now()


@dataclass
class Bot:
    """A bot that only tells whether it is in; `changed` is set whenever that changes."""

    leases: Sequence[str] = ("paper:1",)
    routes: list[BaseRoute] = field(default_factory=list)
    channel: Channel = field(default_factory=PaperChannel)
    entered: int = 0
    inside: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def reasons(self, _now: datetime) -> list[str]:
        return ["the bot is not well"]

    async def __aenter__(self) -> Self:
        self.inside, self.entered = True, self.entered + 1
        self.changed.set()
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.inside = False
        self.changed.set()

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[None]:
        yield

    async def becomes(self, *, inside: bool) -> None:
        async with asyncio.timeout(LEASE.total_seconds() + 5):
            while self.inside is not inside:
                self.changed.clear()
                await self.changed.wait()


def _nothing() -> None:
    """Do nothing."""


@asynccontextmanager
async def _process(
    url: str, bot: Platform, on_change: Callable[[], None] = _nothing, lasts: timedelta = LEASE
) -> AsyncIterator[Standby]:
    database = Database(url)
    standby = Standby(database, [bot], on_change, lasts=lasts)

    def heard(bell: Bell) -> None:
        if bell is Bell.LEASE:
            standby.wake()

    async with listening(database.url, heard), standby:
        yield standby
    await database.close()


async def test_second_process_stands_by_and_speaks_at_once_when_the_first_stops(postgres_url: str) -> None:
    one, other, spoke = Bot(), Bot(), asyncio.Event()
    async with asyncio.timeout(20), _process(postgres_url, other, spoke.set) as second:
        await other.becomes(inside=True)
        async with _process(postgres_url, one) as first:
            await first.look()
            assert (first.role, first.channels, first.reasons(NOW)) == ("standby", {}, [])
            assert (second.role, list(second.channels)) == ("active", ["paper"])
            assert second.reasons(NOW) == ["the bot is not well"]
            assert spoke.is_set()
            await second.__aexit__()
            await one.becomes(inside=True)
            assert (one.inside, other.inside) == (True, False)


async def test_holder_that_lost_its_lease_falls_silent(postgres_url: str) -> None:
    bot = Bot()
    async with asyncio.timeout(20), _process(postgres_url, bot) as standby:
        await bot.becomes(inside=True)
        await _execute(postgres_url, "UPDATE leases SET holder = 'another'")
        standby.wake()
        await bot.becomes(inside=False)
        assert (standby.role, standby.channels) == ("standby", {})
        await _execute(postgres_url, "UPDATE leases SET until = now() - interval '1 second'")
        standby.wake()
        await bot.becomes(inside=True)
        assert bot.entered == 2


async def test_holder_without_its_database_speaks_until_its_time_is_over(postgres_url: str) -> None:
    bot, briefly = Bot(), timedelta(seconds=MARGIN_SECONDS)
    async with asyncio.timeout(20), _process(postgres_url, bot, lasts=briefly) as standby:
        await bot.becomes(inside=True)
        await _execute(postgres_url, "ALTER TABLE leases RENAME TO gone")
        standby.wake()
        await bot.becomes(inside=False)
        await _execute(postgres_url, "ALTER TABLE gone RENAME TO leases")
        standby.wake()
        await bot.becomes(inside=True)


async def _execute(url: str, statement: str) -> None:
    database = Database(url)
    async with database.connect() as connection:
        await connection.execute(text(statement))
        await connection.commit()
    await database.close()


async def test_on_an_embedded_database_the_bots_run_from_the_start(sqlite_url: str) -> None:
    bot = Bot()
    async with _process(sqlite_url, bot) as standby:
        assert (bot.inside, standby.role) == (True, "active")
    assert not bot.inside
