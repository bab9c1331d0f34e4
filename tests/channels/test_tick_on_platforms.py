"""`nhacviec tick` as an operator's cron would start it, with both platforms on the other side of real sockets."""

import asyncio
import signal
from pathlib import Path

from bot.zalo.address import Address
from data.clock import FrozenClock
from data.db.engine import Database
from data.office.importing import confirm_directive, store_directive
from tests.fakes.command import Command, free_port
from tests.fakes.databases import SqliteFiles
from tests.fakes.telegram import person as on_telegram
from tests.fakes.telegram.server import FakeTelegram
from tests.fakes.telegram.server import running as telegram_running
from tests.fakes.zalo import person as on_zalo
from tests.fakes.zalo.server import FakeZalo
from tests.fakes.zalo.server import running as zalo_running
from tests.stories.office import DUC, HA, RULES, Office, sample_directive


async def _furnish(url: str, clock: FrozenClock, chats: dict[str, tuple[str, str]]) -> None:
    """Make the sample directive live before the first morning; `chats` are channel and chat of who is paired."""
    database = Database(url)
    await Office(database, clock).opens()
    async with database.work() as uow:
        for who, (channel, chat) in chats.items():
            (person,) = await uow.people.named(who)
            await uow.people.link(person.id, channel, chat, clock.now())
        stored = await store_directive(uow, sample_directive(), RULES, clock.now())
        await confirm_directive(uow, stored.directive.id, None, RULES, clock.now())
        await uow.commit()
    await database.close()


async def test_tick_says_on_each_platform_what_is_due_there_and_says_it_once(
    sqlite_files: SqliteFiles, clock: FrozenClock, tmp_path: Path
) -> None:
    url = sqlite_files.copy_into(tmp_path)
    async with telegram_running(FakeTelegram()) as telegram, zalo_running(FakeZalo()) as zalo:
        ha, duc = on_telegram.Person(telegram, HA), on_zalo.Person(zalo, DUC)
        duc.becomes_known()
        zalo_chat = Address(zalo.world.bot["id"], duc.id).text
        await _furnish(url, clock, {HA: ("telegram", str(ha.id)), DUC: ("zalo", zalo_chat)})
        nhacviec = Command(
            tmp_path,
            {
                "NHACVIEC_DATABASE_URL": url,
                "NHACVIEC_TELEGRAM_TOKEN": telegram.token,
                "NHACVIEC_TELEGRAM_API_URL": telegram.url,
                "NHACVIEC_ZALO_TOKEN": zalo.tokens[0],
                "NHACVIEC_ZALO_API_URL": zalo.url,
            },
        )
        for at in ("2024-05-15T08:00:00+07:00", "2024-05-15T09:00:00+07:00"):
            ended = await asyncio.to_thread(nhacviec, "tick", "--at", at)
            assert (ended.code, ended.err) == (0, "")
            (card,), (line,) = ha.screen, duc.screen
        assert "NV7 · hạn 16/05/2024" in card.text
        assert "NV11" in line.text
        assert "16/05/2024" in line.text
        assert [telegram.called(name) + zalo.called(name) for name in ("getUpdates", "setWebhook")] == [[], []]


async def test_ticks_beside_the_running_service_say_nothing_twice_and_lose_nothing(
    sqlite_files: SqliteFiles, clock: FrozenClock, tmp_path: Path
) -> None:
    url, listen = sqlite_files.copy_into(tmp_path), f"127.0.0.1:{free_port()}"
    async with telegram_running(FakeTelegram()) as telegram:
        ha, duc = on_telegram.Person(telegram, HA), on_telegram.Person(telegram, DUC)
        await _furnish(url, clock, {HA: ("telegram", str(ha.id)), DUC: ("telegram", str(duc.id))})
        settings = {
            "NHACVIEC_DATABASE_URL": url,
            "NHACVIEC_TELEGRAM_TOKEN": telegram.token,
            "NHACVIEC_TELEGRAM_API_URL": telegram.url,
            "NHACVIEC_LISTEN": listen,
            "NHACVIEC_CLOCK": "2024-05-15T08:00:00+07:00",
        }
        nhacviec = Command(tmp_path, settings)
        with nhacviec.started("run") as service:
            # A second one comes while the first and the service are at it.
            ticks = [asyncio.to_thread(nhacviec, "tick", "--at", "2024-05-15T08:00:00+07:00") for _ in range(2)]
            assert [(one.code, one.err) for one in await asyncio.gather(*ticks)] == [(0, ""), (0, "")]
            await telegram.world.until(lambda: bool(ha.screen) and bool(duc.screen))
            ha.says("/viec")
            # Its answer tells that the service is up and has had its turn.
            await telegram.world.until(lambda: len(ha.screen) > 1, seconds=60)
            code, _ = await asyncio.to_thread(service.ended, signal.SIGTERM)
    assert code == 0
    (card, answer), (other,) = ha.screen, duc.screen
    assert ("NV7 · hạn 16/05/2024" in card.text, "NV11" in other.text) == (True, True)
    assert "Tổng số" in answer.text
