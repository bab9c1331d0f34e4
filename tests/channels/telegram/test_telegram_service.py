"""Starting, listening and stopping: through refusals, without telling the token to anybody."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from bot.redaction import HIDDEN, HidesSecrets, HidesSecretsInEvents
from bot.telegram.account import Account
from bot.telegram.check import look_at
from bot.telegram.inbound import Inbound
from bot.telegram.invitation import invite_link
from bot.telegram.polling import Poller
from bot.telegram.qr import qr_svg
from bot.telegram.service import LOOK_AGAIN, LOOK_EVERY, TelegramService
from data.clock import FrozenClock, MachineClock
from data.db.engine import Database
from tests.channels.telegram.given import SECRET, instantly
from tests.fakes.command import free_port
from tests.fakes.faults import Garbled
from tests.fakes.socks import fake_socks
from tests.fakes.telegram.faults import Cut, Fault
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusal import OTHER_GET_UPDATES, Refusal, too_many
from tests.fakes.telegram.server import FakeTelegram, running
from tests.stories.office import TEXTS

MACHINE = MachineClock()
PUBLIC = "https://nhacviec.example.vn"


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with running(FakeTelegram()) as fake:
        yield fake


@pytest.fixture
def account(telegram: FakeTelegram) -> Account:
    return Account(telegram.token, telegram.url, None, SECRET)


def _service(account: Account, database: Database, clock: FrozenClock) -> TelegramService:
    return TelegramService(
        account, database, TEXTS, clock, clock, lambda: None, sleep=lambda seconds: instantly(clock, seconds)
    )


@pytest.mark.parametrize(
    "fault",
    [
        Refusal(401, "Unauthorized"),
        Refusal(404, "Not Found"),
        Refusal(409, OTHER_GET_UPDATES),
        Refusal(500, "Internal Server Error: restart"),
        too_many(30),
        Garbled(),
        Cut.BEFORE,
        Cut.AFTER,
    ],
    ids=str,
)
async def test_polling_goes_on_after_every_kind_of_failure(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock, fault: Fault
) -> None:
    telegram.refuse("getUpdates", fault, times=3)
    Person(telegram, "An").says("NV7 xong")
    async with _service(account, database, clock):
        await telegram.world.until(lambda: not telegram.world.pending())
    async with database.work() as uow:
        assert await uow.inbox.waiting() == 1


async def test_update_is_confirmed_only_after_it_was_stored(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock, tmp_path: Path
) -> None:
    Person(telegram, "An").says("NV7 xong")
    Person(telegram, "Bình").says("NV7 xong")
    (tmp_path / "without-tables.db").touch()
    broken = Database(f"sqlite:///{tmp_path}/without-tables.db")
    async with account.bot() as bot:
        deaf = Poller(bot, Inbound(bot, broken, TEXTS, clock, clock, lambda: None), clock)
        for _ in range(2):
            with pytest.raises(OperationalError):
                await deaf.poll()
        hearing = Poller(bot, Inbound(bot, database, TEXTS, clock, clock, lambda: None), clock)
        await hearing.poll()
        assert len(telegram.world.pending()) == 2
        telegram.world.happens("poll", {"id": "1"})
        await hearing.poll()
    await broken.close()
    assert [call.get("offset") for call in telegram.called("getUpdates")] == [None, None, None, "50002"]
    async with database.work() as uow:
        assert await uow.inbox.waiting() == 2


async def test_webhook_left_by_an_earlier_life_is_removed_when_polling(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    telegram.world.webhook = {"url": PUBLIC, "secret_token": ""}
    async with _service(account, database, clock):
        await telegram.world.until(lambda: bool(telegram.called("getUpdates")))
    assert telegram.world.webhook == {}


async def test_webhook_set_by_somebody_else_meanwhile_is_removed(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    async with _service(account, database, clock):
        await telegram.world.until(lambda: bool(telegram.called("getUpdates")))
        telegram.world.webhook = {"url": "http://127.0.0.1:9", "secret_token": ""}
        Person(telegram, "An").says("một")
        await telegram.world.until(lambda: not telegram.world.webhook and not telegram.world.pending())


async def test_silent_platform_makes_us_unwell_after_ninety_seconds(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    service = _service(replace(account, token="987654321:AAwrong"), database, clock)
    assert service.reasons(clock.now()) == []
    clock.advance(timedelta(seconds=91))
    assert service.reasons(clock.now()) == ["telegram: no poll has succeeded for 91 s"]
    assert telegram.calls == []


async def test_reason_of_the_silence_is_told(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    telegram.refuse("getUpdates", Refusal(409, OTHER_GET_UPDATES), times=10_000)
    async with _service(account, database, clock) as service:
        await telegram.world.until(lambda: bool(service.reasons(clock.now())))
        assert [reason.partition(" (")[2] for reason in service.reasons(clock.now())] == [f"{OTHER_GET_UPDATES})"]


async def test_webhook_is_set_with_its_secret_and_until_then_we_are_unwell(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    telegram.refuse("setWebhook", Refusal(400, "Bad Request: bad webhook: Failed to resolve host"))
    service = _service(replace(account, public_url=PUBLIC), database, clock)
    assert service.reasons(clock.now()) == ["telegram: the webhook is not accepted yet"]
    async with service:
        await telegram.world.until(lambda: bool(telegram.world.webhook))
        await telegram.world.until(lambda: not service.reasons(clock.now()))
    assert (telegram.world.webhook["url"], telegram.world.webhook["secret_token"]) == (f"{PUBLIC}/telegram", SECRET)
    assert [route.path for route in service.routes] == ["/telegram"]  # type: ignore[attr-defined]  # a Route has one


async def test_proxy_carries_every_call(telegram: FakeTelegram, account: Account) -> None:
    through = replace(account, api_url="http://api.telegram.invalid", proxy=telegram.url)
    assert [fact.fine for fact in await look_at(through, TEXTS)] == [True, True]
    assert [name for name, _ in telegram.calls] == ["getMe", "getWebhookInfo"]


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_socks_proxy_carries_every_call_and_resolves_the_name(
    telegram: FakeTelegram, account: Account, scheme: str
) -> None:
    async with fake_socks(int(telegram.url.rpartition(":")[2])) as proxy:
        through = proxy.url.replace("socks5", scheme, 1)
        facts = await look_at(replace(account, api_url="http://api.telegram.invalid", proxy=through), TEXTS)
    assert [fact.fine for fact in facts] == [True, True]
    assert set(proxy.asked) == {"api.telegram.invalid"}


async def test_silent_proxy_is_told_without_a_traceback(account: Account) -> None:
    facts = await look_at(replace(account, proxy="socks5://127.0.0.1:9"), TEXTS)
    assert [fact.fine for fact in facts] == [False]


async def test_stop_cuts_an_open_poll_at_once(
    telegram: FakeTelegram, account: Account, database: Database, clock: FrozenClock
) -> None:
    async with asyncio.timeout(10):
        async with _service(account, database, clock):
            await telegram.world.until(lambda: bool(telegram.called("getUpdates")))


async def test_no_token_in_any_log_or_error(
    telegram: FakeTelegram,
    account: Account,
    database: Database,
    clock: FrozenClock,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    faults: list[Fault] = [Refusal(401, "Unauthorized"), Cut.BEFORE, Garbled(), Refusal(404, "Not Found"), too_many(1)]
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        for fault in faults:
            telegram.refuse(method, fault)
    reasons: list[str] = []
    with structlog.testing.capture_logs() as events:
        async with _service(account, database, clock) as service:
            await telegram.world.until(lambda: len(telegram.called("getUpdates")) > len(faults))
            reasons += service.reasons(clock.now() + timedelta(hours=1))
        nowhere = replace(account, api_url="http://127.0.0.1:9")
        reasons += [fact.line for fact in await look_at(nowhere, TEXTS)]
    said = capsys.readouterr()
    written = "\n".join([caplog.text, repr(events), said.out, said.err, *reasons, repr(account)])
    assert len(events) >= len(faults)
    assert len(reasons) == 3
    secrets = (account.token, account.token.split(":")[1], SECRET)
    assert [line for line in written.splitlines() if any(secret in line for secret in secrets)] == []


def test_redaction_takes_the_token_out_of_lines_and_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    log, token = logging.getLogger("somebody else's"), "123:secret"
    caplog.handler.addFilter(HidesSecrets(token))
    try:
        int(token)
    except ValueError:
        log.exception("GET /bot%s/getMe", token)
    event = {"event": f"GET /bot{token}", "count": 1}
    assert token not in caplog.text
    assert f"GET /bot{HIDDEN}/getMe" in caplog.text
    assert HidesSecretsInEvents(token)(None, "info", event) == {"event": f"GET /bot{HIDDEN}", "count": 1}


async def test_check_tells_what_is_right_and_what_is_not(telegram: FakeTelegram, account: Account) -> None:
    assert [(fact.line, fact.fine) for fact in await look_at(account, TEXTS)] == [
        ("Telegram: bot @nhacviec_test_bot, nhận tin bằng hỏi định kỳ", True),
        ("Telegram: trong nhóm, bot chỉ đọc lệnh, tin nhắc tên bot và tin trả lời bot (chế độ riêng tư)", True),
    ]
    telegram.world.webhook = {"url": "http://127.0.0.1:9", "secret_token": ""}
    Person(telegram, "An").says("một")
    found = [fact.line for fact in await look_at(replace(account, public_url="http://nhacviec.example.vn"), TEXTS)]
    assert [line.partition(";")[0] for line in found[:4]] == [
        "Telegram: bot @nhacviec_test_bot, nhận tin bằng webhook http://nhacviec.example.vn/telegram",
        "Telegram: NHACVIEC_PUBLIC_URL phải là https và cổng 443, 80, 88 hoặc 8443",
        "Telegram: webhook đang là http://127.0.0.1:9, khi chạy sẽ được đặt thành http://nhacviec.example.vn/telegram",
        "Telegram: 1 tin đang chờ nhận (giữ 24 giờ)",
    ]
    wrong = await look_at(replace(account, token="987654321:AAwrong"), TEXTS)
    assert [(fact.line.partition(";")[0], fact.fine) for fact in wrong] == [("Telegram: mã bot bị từ chối", False)]


def test_invitation_opens_the_bot_with_the_code() -> None:
    link = invite_link("nhacviec_bot", "K7QX-M2PD")
    assert link == "https://t.me/nhacviec_bot?start=K7QX-M2PD"
    assert qr_svg(link).startswith("<svg")


async def test_webhook_that_brings_nothing_is_looked_at_again_soon(
    telegram: FakeTelegram, database: Database, clock: FrozenClock
) -> None:
    nowhere = Account(telegram.token, telegram.url, f"http://127.0.0.1:{free_port()}", SECRET)
    service = TelegramService(nowhere, database, TEXTS, clock, clock, lambda: None)
    async with service.speaking():
        await service.look_at_webhook()
        assert service.next_look == LOOK_EVERY
        Person(telegram, "An").says("chào")
        await telegram.world.until(lambda: "last_error_message" in telegram.world.webhook)
        await service.look_at_webhook()
        assert "cannot deliver updates" in service.reasons(clock.now())[0]
        assert service.next_look == LOOK_AGAIN
        telegram.world.pushed(telegram.world.pending()[0]["update_id"])
        await service.look_at_webhook()
        assert (service.reasons(clock.now()), service.next_look) == ([], LOOK_EVERY)
