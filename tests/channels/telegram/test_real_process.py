"""`nhacviec run` as an operator starts it, with Telegram on the other side of real sockets and real clocks."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from data.clock import Clock, FrozenClock, MachineClock
from data.db.engine import Database
from data.office.importing import confirm_directive, store_directive
from tests.channels.telegram.given import SECRET
from tests.fakes.command import Command, Running, free_port
from tests.fakes.databases import SqliteFiles
from tests.fakes.telegram.faults import Cut
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running
from tests.stories.office import DUC, HA, RULES, Office, sample_directive

STARTS_AT = datetime.fromisoformat("2024-05-13T07:59:30+07:00")
EIGHT = datetime.fromisoformat("2024-05-13T08:00:00+07:00")
SPEED = 10
"""The process's office time: three seconds of ours until the morning message."""
STOP_SECONDS = 10
"""What an operator is promised."""


@dataclass
class Service:
    """The process, its platform, and codes for those who are invited."""

    process: Running
    telegram: FakeTelegram
    address: str
    codes: dict[str, str]
    started_at: datetime
    clock: Clock

    async def healthy(self, *, becomes: bool) -> list[str]:
        """Wait until `/healthz` says 200 or, for False, 503; return its reasons."""
        wanted = httpx.codes.OK if becomes else httpx.codes.SERVICE_UNAVAILABLE
        async with asyncio.timeout(30), httpx.AsyncClient() as browser:
            while True:
                try:
                    answer = await browser.get(f"{self.address}/healthz")
                except httpx.TransportError:
                    answer = None
                if answer is not None and answer.status_code == wanted:
                    reasons: list[str] = answer.json()["reasons"]
                    return reasons
                await asyncio.sleep(0.05)

    def office_time(self) -> datetime:
        """Return the process's office time or a little later: its clock started after we looked at ours."""
        return STARTS_AT + (self.clock.now() - self.started_at) * SPEED

    async def shows(self, person: Person, *words: str) -> str:
        """Wait for a message with all these words; return it."""
        await self.telegram.world.until(lambda: bool(_with(person, words)))
        return _with(person, words)[-1]

    async def stops(self) -> tuple[int, str, timedelta]:
        """Ask the process to end; return its exit code, all that it has written, and how long the end took."""
        asked_at = self.clock.now()
        code, errors = await asyncio.to_thread(self.process.ended, signal.SIGTERM)
        return code, self.process.stdout.read() + errors, self.clock.now() - asked_at


def _with(person: Person, words: tuple[str, ...]) -> list[str]:
    return [message.text for message in person.screen if all(word in message.text for word in words)]


async def _furnished(url: str, clock: FrozenClock) -> dict[str, str]:
    """Make the sample directive live in a database; return pairing codes by person."""
    database = Database(url)
    office = Office(database, clock)
    await office.opens()
    async with database.work() as uow:
        stored = await store_directive(uow, sample_directive(), RULES, clock.now())
        await confirm_directive(uow, stored.directive.id, None, RULES, clock.now())
        await uow.commit()
    codes = {who: await office.invites(who) for who in (HA, DUC)}
    await database.close()
    return codes


@pytest.fixture
async def service(
    request: pytest.FixtureRequest, sqlite_files: SqliteFiles, clock: FrozenClock, tmp_path: Path
) -> AsyncIterator[Service]:
    """The service on a database with the sample directive, listening in the way that the test's parameter names."""
    url, listen = sqlite_files.copy_into(tmp_path), f"127.0.0.1:{free_port()}"
    codes = await _furnished(url, clock)
    async with running(FakeTelegram()) as telegram:
        settings = {
            "NHACVIEC_DATABASE_URL": url,
            "NHACVIEC_TELEGRAM_TOKEN": telegram.token,
            "NHACVIEC_TELEGRAM_API_URL": telegram.url,
            "NHACVIEC_WEBHOOK_SECRET": SECRET,
            "NHACVIEC_LISTEN": listen,
            "NHACVIEC_CLOCK": f"{STARTS_AT.isoformat()}x{SPEED}",
        }
        if request.param == "webhook":
            settings["NHACVIEC_PUBLIC_URL"] = f"http://{listen}"
        machine = MachineClock()
        started_at = machine.now()
        with Command(tmp_path, settings).started("run") as process:
            yield Service(process, telegram, f"http://{listen}", codes, started_at, machine)


async def _pairs_and_is_reminded_at_eight(service: Service, who: str) -> Person:
    """Pair somebody before the office speaks; return them with their morning message."""
    person = Person(service.telegram, who)
    person.says(f"/start {service.codes[who]}")
    assert "NV" not in await service.shows(person, "Đã kết nối")
    await service.shows(person, "NV", "hạn")
    assert service.office_time() >= EIGHT
    return person


async def _ends_cleanly(service: Service) -> None:
    code, written, took = await service.stops()
    assert code == 0
    assert took < timedelta(seconds=STOP_SECONDS)
    assert "telegram_not_started" in written
    secrets = (service.telegram.token, service.telegram.token.split(":")[1], SECRET)
    assert [line for line in written.splitlines() if any(secret in line for secret in secrets)] == []


@pytest.mark.parametrize("service", ["polling"], indirect=True)
async def test_morning_by_polling_through_cut_lines_and_a_refused_token(service: Service) -> None:
    telegram, token = service.telegram, service.telegram.token
    telegram.refuse("getMe", Cut.BEFORE)
    telegram.refuse("getUpdates", Cut.AFTER)
    assert await service.healthy(becomes=True) == []
    duc = await _pairs_and_is_reminded_at_eight(service, DUC)
    duc.presses("Xác nhận đã nhận")
    await service.shows(duc, "Đã ghi nhận: tiếp nhận 2 nhiệm vụ: NV11")
    duc.says("NV11 60%")
    await service.shows(duc, "Đã ghi nhận: đang thực hiện 60% NV11")

    telegram.token = "987654321:AAsomebody-has-revoked-the-old-one"
    duc.says("NV11 xong")
    assert await service.healthy(becomes=False) == ["telegram: the token was refused"]
    telegram.token = token
    assert await service.healthy(becomes=True) == []
    await _ends_cleanly(service)


@pytest.mark.parametrize("service", ["webhook"], indirect=True)
async def test_morning_by_webhook_through_cut_lines_and_a_refused_token(service: Service) -> None:
    telegram, token = service.telegram, service.telegram.token
    telegram.refuse("setWebhook", Cut.BEFORE)
    telegram.refuse("webhook", Cut.AFTER)
    assert await service.healthy(becomes=True) == []
    ha = await _pairs_and_is_reminded_at_eight(service, HA)
    assert telegram.called("getUpdates") == []
    ha.presses("Xác nhận đã nhận tất cả")
    await service.shows(ha, "Đã ghi nhận: tiếp nhận 11 nhiệm vụ")
    ha.says("NV7 60%")
    await service.shows(ha, "Đã ghi nhận: đang thực hiện 60% NV7")

    telegram.token = "987654321:AAsomebody-has-revoked-the-old-one"
    ha.says("NV7 xong")
    assert await service.healthy(becomes=False) == ["telegram: the token was refused"]
    telegram.token = token
    await _ends_cleanly(service)
