"""`nhacviec run` with both tokens, as an operator starts it: real sockets, real clocks, two platforms."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from data.office.importing import confirm_directive, store_directive
from tests.channels.telegram.given import SECRET
from tests.fakes.command import Command, Running, free_port
from tests.fakes.databases import SqliteFiles
from tests.fakes.telegram import person as on_telegram
from tests.fakes.telegram import server as telegram_server
from tests.fakes.zalo import person as on_zalo
from tests.fakes.zalo import server as zalo_server
from tests.fakes.zalo.refusal import Refusal
from tests.fakes.zalo.world import Habits
from tests.stories.office import DUC, HA, RULES, SON, Office, sample_directive

STARTS_AT = datetime.fromisoformat("2024-05-13T07:59:30+07:00")
SPEED = 10
"""The process's office time: three seconds of ours until the morning message."""


@dataclass
class Mixed:
    """The process, both platforms, codes, and somebody with a chat on each, of which the chosen one refuses us."""

    process: Running
    telegram: telegram_server.FakeTelegram
    zalo: zalo_server.FakeZalo
    address: str
    codes: dict[str, str]
    at_home: on_telegram.Person
    at_work: on_zalo.Person

    async def healthy(self) -> None:
        """Wait until `/healthz` says 200."""
        async with asyncio.timeout(40), httpx.AsyncClient() as browser:
            status = 0
            while status != httpx.codes.OK:
                try:
                    status = (await browser.get(f"{self.address}/healthz")).status_code
                except httpx.TransportError:
                    await asyncio.sleep(0.1)

    async def hears(self, person: on_telegram.Person | on_zalo.Person, *words: str) -> str:
        """Wait for a message with all these words on somebody's screen; return it."""
        world = person.world if isinstance(person, on_zalo.Person) else self.telegram.world

        def found() -> list[str]:
            return [one.text for one in person.screen if all(word in one.text for word in words)]

        await world.until(lambda: bool(found()), seconds=40)
        return found()[-1]


async def _furnished(url: str, clock: FrozenClock, chats: Mapping[str, str]) -> dict[str, str]:
    """Make the sample directive live in a database and pair HA with these chats; return codes for two others."""
    database = Database(url)
    office = Office(database, clock)
    await office.opens()
    async with database.work() as uow:
        stored = await store_directive(uow, sample_directive(), RULES, clock.now())
        await confirm_directive(uow, stored.directive.id, None, RULES, clock.now())
        await uow.commit()
    async with database.work() as uow:
        (ha,) = await uow.people.named(HA)
        for channel, chat in chats.items():
            clock.advance(timedelta(seconds=1))
            await uow.people.link(ha.id, channel, chat, clock.now())
        await uow.commit()
    codes = {who: await office.invites(who) for who in (DUC, SON)}
    await database.close()
    return codes


@pytest.fixture(params=["polling", "webhook"])
async def mixed(
    request: pytest.FixtureRequest, sqlite_files: SqliteFiles, clock: FrozenClock, tmp_path: Path
) -> AsyncIterator[Mixed]:
    url, listen = sqlite_files.copy_into(tmp_path), f"127.0.0.1:{free_port()}"
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(telegram_server.running(telegram_server.FakeTelegram()))
        zalo = zalo_server.FakeZalo(habits=Habits(public_only=False))
        await stack.enter_async_context(zalo_server.running(zalo))
        at_home, at_work = on_telegram.Person(telegram, HA), on_zalo.Person(zalo, HA)
        at_work.becomes_known()
        at_work.chat.refuses = Refusal(403, "Forbidden: bot was blocked by the user")
        chats = {"telegram": str(at_home.id), "zalo": f"{zalo.world.bot['id']}:{at_work.id}"}
        codes = await _furnished(url, clock, chats)
        settings = {
            "NHACVIEC_DATABASE_URL": url,
            "NHACVIEC_TELEGRAM_TOKEN": telegram.token,
            "NHACVIEC_TELEGRAM_API_URL": telegram.url,
            "NHACVIEC_ZALO_TOKEN": zalo.tokens[0],
            "NHACVIEC_ZALO_API_URL": zalo.url,
            "NHACVIEC_WEBHOOK_SECRET": SECRET,
            "NHACVIEC_LISTEN": listen,
            "NHACVIEC_CLOCK": f"{STARTS_AT.isoformat()}x{SPEED}",
        }
        if request.param == "webhook":
            settings["NHACVIEC_PUBLIC_URL"] = f"http://{listen}"
        process = stack.enter_context(Command(tmp_path, settings).started("run"))
        yield Mixed(process, telegram, zalo, f"http://{listen}", codes, at_home, at_work)


async def test_office_on_both_platforms_in_one_process(mixed: Mixed) -> None:
    await mixed.healthy()
    at_home, at_work = mixed.at_home, mixed.at_work
    duc, son = on_zalo.Person(mixed.zalo, DUC), on_telegram.Person(mixed.telegram, SON)
    duc.says(f"lienket {mixed.codes[DUC]}")
    son.says(f"/start {mixed.codes[SON]}")
    await mixed.hears(duc, "Đã kết nối")
    await mixed.hears(son, "Đã kết nối")
    son.says("nhận tin qua Zalo")
    await mixed.hears(son, "chưa kết nối Zalo", "bot.Test1")

    assert "1. Xác nhận đã nhận" in await mixed.hears(duc, "NV11", "hạn")
    assert "(Gửi qua Telegram vì Zalo của đồng chí hiện không nhận tin.)" in await mixed.hears(at_home, "NV7", "hạn")
    assert at_work.screen == []
    son.says("NV11?")
    await mixed.hears(son, "Chủ trì: Sở Kế hoạch và Đầu tư")
    duc.says("1")
    await mixed.hears(duc, "Đã ghi nhận: tiếp nhận 2 nhiệm vụ: NV11")
    duc.says("NV11 60%")
    await mixed.hears(duc, "Đã ghi nhận: đang thực hiện 60% NV11")

    code, errors = await asyncio.to_thread(mixed.process.ended, signal.SIGTERM)
    written = mixed.process.stdout.read() + errors
    tokens = (mixed.telegram.token, mixed.zalo.tokens[0])
    secrets = (*tokens, *(token.split(":")[1] for token in tokens), SECRET)
    assert code == 0
    assert [line for line in written.splitlines() if any(secret in line for secret in secrets)] == []
    assert bool(mixed.zalo.called("getUpdates")) != bool(mixed.zalo.called("setWebhook"))
