"""What bots use and whom they meet, on both engines."""

from datetime import timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.bots import Bot
from data.domain.quota import Usage

ONE, TWO = Bot("701", "bot.Một"), Bot("702", "bot.Hai")


async def test_messages_add_up_by_month_and_bot(database: Database) -> None:
    async with database.work() as uow:
        await uow.bots.count("zalo", "701", "2026-11", sent=1)
        await uow.bots.count("zalo", "701", "2026-11", heard=1)
        await uow.bots.count("zalo", "702", "2026-11", sent=1)
        assert await uow.bots.count("zalo", "701", "2026-11", sent=1) == Usage(2, 1, 0)
        assert await uow.bots.usage("zalo", "701", "2026-12") == Usage(0, 0, 0)


async def test_each_warning_is_given_once(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        await uow.bots.introduce("zalo", ONE, "d1", 0, clock.now())
        await uow.bots.count("zalo", "701", "2026-11", sent=1)
        told = [await uow.bots.warn_of_messages("zalo", "701", "2026-11", share) for share in (80, 80, 100, 80, 100)]
        assert told == [True, False, True, False, False]
        assert [await uow.bots.warn_of_users("zalo", "701", 80) for _ in range(2)] == [True, False]
        assert [await uow.bots.refuse("zalo", "702", "2026-11", clock.now()) for _ in range(2)] == [True, False]


async def test_people_are_met_once_and_the_next_bot_has_room(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        await uow.bots.introduce("zalo", TWO, "d2", 1, clock.now())
        await uow.bots.introduce("zalo", ONE, "d1", 0, clock.now())
        assert [await uow.bots.meet("zalo", "701", user, clock.now()) for user in ("a", "b", "a")] == [
            True,
            True,
            False,
        ]
        assert await uow.bots.rooms("zalo", 3) == [(ONE, 1), (TWO, 3)]
        assert await uow.bots.rooms("zalo", 2) == [(TWO, 2)]


async def test_bot_whose_token_is_gone_is_retired_until_it_comes_back(database: Database, clock: FrozenClock) -> None:
    async with database.work() as uow:
        await uow.bots.introduce("zalo", ONE, "d1", 0, clock.now())
        await uow.bots.introduce("zalo", TWO, "d2", 1, clock.now())
        await uow.bots.keep("zalo", ["d2"], clock.now())
        assert await uow.bots.all("zalo") == [TWO]
        assert await uow.bots.known("zalo", "d1") == ONE
        later = clock.now() + timedelta(days=1)
        await uow.bots.introduce("zalo", Bot("701", "bot.Mới"), "d3", 1, later)
        assert await uow.bots.all("zalo") == [Bot("701", "bot.Mới"), TWO]
        assert await uow.bots.known("zalo", "d1") is None
