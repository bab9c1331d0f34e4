"""Starting, listening and stopping: through refusals, without telling the token to anybody."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import structlog

from bot.zalo.account import Account
from bot.zalo.bot import ZaloBot
from bot.zalo.check import look_at, look_at_usage
from bot.zalo.inbound import Inbound
from bot.zalo.polling import Poller
from bot.zalo.quota import Quota
from bot.zalo.service import Around, ZaloService
from data.clock import FrozenClock
from data.db.engine import Database
from tests.channels.telegram.given import SECRET, instantly
from tests.fakes.faults import Garbled
from tests.fakes.socks import fake_socks
from tests.fakes.zalo.faults import Fault, Line
from tests.fakes.zalo.person import Person
from tests.fakes.zalo.refusal import QUOTA, UNAUTHORIZED, WEBHOOK_ACTIVE, Refusal, bad_request
from tests.fakes.zalo.server import TOKENS, FakeZalo, running
from tests.fakes.zalo.world import Habits
from tests.stories.office import POLICY, RULES, TEXTS

PUBLIC = "https://nhacviec.example.vn"


@pytest.fixture
async def zalo(clock: FrozenClock) -> AsyncIterator[FakeZalo]:
    async with running(FakeZalo(clock, Habits())) as fake:
        yield fake


@pytest.fixture
def account(zalo: FakeZalo) -> Account:
    return Account(tuple(zalo.tokens), zalo.url, None, SECRET)


def _service(account: Account, database: Database, clock: FrozenClock) -> ZaloService:
    around = Around(database, TEXTS, RULES, clock, clock)
    return ZaloService(account, around, lambda: None, sleep=lambda seconds: instantly(clock, seconds))


async def _waiting(database: Database) -> int:
    async with database.work() as uow:
        return await uow.inbox.waiting()


@pytest.mark.parametrize(
    "fault",
    [
        UNAUTHORIZED,
        Refusal(404, "Not Found"),
        WEBHOOK_ACTIVE,
        Refusal(500, "oops"),
        QUOTA,
        Garbled(502),
        Garbled(200),
        Line.CUT_BEFORE,
    ],
    ids=str,
)
async def test_polling_goes_on_after_every_kind_of_failure(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock, fault: Fault
) -> None:
    zalo.refuse("getUpdates", fault, times=3)
    Person(zalo, "An").says("NV7 xong")
    async with _service(account, database, clock):
        await zalo.world.until(lambda: not zalo.world.waiting and bool(zalo.world.polls))
    assert await _waiting(database) == 1


@pytest.mark.parametrize("bare", [False, True])
async def test_nothing_new_is_no_failure(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock, bare: bool
) -> None:
    zalo.habits.bare_ok_when_empty, zalo.habits.longest_poll = bare, 0.01
    service = _service(account, database, clock)
    async with service:
        await zalo.world.until(lambda: len(zalo.called("getUpdates")) > 3)
        clock.advance(timedelta(seconds=80))
        await zalo.world.until(lambda: len(zalo.called("getUpdates")) > 6)
        assert service.reasons(clock.now() + timedelta(seconds=20)) == []
    assert zalo.called("getUpdates")[0] == {"timeout": "30"}


async def test_event_is_kept_until_it_could_be_stored(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    Person(zalo, "An").says("NV7 xong")
    async with database.connect() as connection:
        await connection.exec_driver_sql("ALTER TABLE inbox RENAME TO elsewhere")
        await connection.commit()
    (bot,) = account.bots()
    await bot.open()
    await bot.get_me()
    quota = Quota(database, TEXTS, RULES, clock, clock)
    poller = Poller(bot, Inbound(database, quota, clock, clock, lambda: None), clock)
    for _ in range(2):
        with pytest.raises(Exception, match="inbox"):
            await poller.poll()
    async with database.connect() as connection:
        await connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox")
        await connection.commit()
    await poller.poll()
    await bot.close()
    assert (await _waiting(database), len(zalo.called("getUpdates"))) == (1, 1)


async def test_what_is_said_while_nobody_asks_may_be_lost_and_the_check_says_so(
    zalo: FakeZalo, account: Account
) -> None:
    zalo.habits.loses_while_offline = True
    Person(zalo, "An").says("NV7 xong")
    assert len(zalo.world.lost) == 1
    assert "có thể mất" in [fact.line for fact in await look_at(account, TEXTS)][-1]


async def test_webhook_left_by_an_earlier_life_is_removed_when_polling(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    zalo.world.webhook = {"url": PUBLIC, "secret_token": "12345678"}
    async with _service(account, database, clock):
        await zalo.world.until(lambda: bool(zalo.world.polls))
        zalo.world.webhook = {"url": PUBLIC, "secret_token": "12345678"}
        Person(zalo, "An").says("một")
        await zalo.world.until(lambda: not zalo.world.webhook and not zalo.world.waiting)


async def test_silent_platform_makes_us_unwell_after_ninety_seconds(
    account: Account, database: Database, clock: FrozenClock
) -> None:
    service = _service(account, database, clock)
    assert service.reasons(clock.now()) == []
    clock.advance(timedelta(seconds=91))
    assert service.reasons(clock.now()) == ["zalo: no poll has succeeded for 91 s"]


async def test_webhook_that_the_platform_could_not_reach_is_told_with_its_outcome(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    zalo.habits.public_only = False
    service = _service(replace(account, public_url="http://127.0.0.1:9"), database, clock)
    assert service.reasons(clock.now()) == ["zalo: the webhook is not accepted yet"]
    async with service:
        await zalo.world.until(lambda: len(zalo.called("setWebhook")) > 2)
        (reason,) = service.reasons(clock.now())
    assert "the webhook is not accepted yet (the platform could not reach us: webhook.err.unreachable" in reason
    assert zalo.called("setWebhook")[0] == {"url": "http://127.0.0.1:9/zalo", "secret_token": SECRET}


async def test_webhook_must_be_public_and_the_refusal_is_told(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    service = _service(replace(account, public_url="http://127.0.0.1:9"), database, clock)
    async with service:
        await zalo.world.until(lambda: len(zalo.called("setWebhook")) > 1)
        (reason,) = service.reasons(clock.now())
    assert "webhook url must be public https" in reason


async def test_refused_token_makes_us_unwell_until_it_is_taken(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    zalo.refuse("getUpdates", UNAUTHORIZED, times=3)
    zalo.faults.add("getUpdates", None)
    service = _service(account, database, clock)
    told = []
    async with service:
        for calls in range(2, 6):
            await zalo.world.until(lambda calls=calls: len(zalo.called("getUpdates")) >= calls)  # type: ignore[misc]  # a default is no parameter
            told.append(service.reasons(clock.now()))
    assert told[0] == ["zalo: the token was refused"]
    assert told[-1] == []


async def test_bot_is_remembered_so_that_nothing_waits_for_its_introduction(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    async with _service(account, database, clock).speaking():
        assert len(zalo.called("getMe")) == 1
    again = _service(replace(account, api_url="http://127.0.0.1:9"), database, clock)
    async with again.speaking():
        assert [bot.id for bot in again.bots] == [zalo.world.bot["id"]]


async def test_stop_cuts_an_open_poll_at_once(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    zalo.habits.longest_poll = 30
    async with asyncio.timeout(10):
        async with _service(account, database, clock):
            await zalo.world.until(lambda: bool(zalo.world.polls))


async def test_proxy_carries_every_call(zalo: FakeZalo, account: Account) -> None:
    through = replace(account, api_url="http://bot-api.zalo.invalid", proxy=zalo.url)
    assert [fact.fine for fact in await look_at(through, TEXTS)] == [True, True, True]
    async with fake_socks(int(zalo.url.rpartition(":")[2])) as proxy:
        facts = await look_at(replace(through, proxy=proxy.url), TEXTS)
    assert [fact.fine for fact in facts] == [True, True, True]
    assert set(proxy.asked) == {"bot-api.zalo.invalid"}
    facts = await look_at(replace(through, proxy="socks5://127.0.0.1:9"), TEXTS)
    assert facts[0].fine is False


async def test_no_token_in_any_log_or_error(
    zalo: FakeZalo,
    account: Account,
    database: Database,
    clock: FrozenClock,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    spoken = bad_request(f"cannot call /bot{account.tokens[0]}/getMe")
    faults: list[Fault] = [UNAUTHORIZED, Line.CUT_BEFORE, Garbled(502), Refusal(404, "Not Found"), QUOTA, spoken]
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        for fault in faults:
            zalo.refuse(method, fault)
    reasons: list[str] = []
    with structlog.testing.capture_logs() as events:
        async with _service(account, database, clock) as service:
            await zalo.world.until(lambda: len(zalo.called("getUpdates")) > len(faults))
            reasons += service.reasons(clock.now() + timedelta(hours=1))
        nowhere = replace(account, api_url="http://127.0.0.1:9")
        reasons += [fact.line for fact in await look_at(nowhere, TEXTS)]
    said = capsys.readouterr()
    shown = [repr(account), repr(account.bots()), repr(service.bots)]
    written = "\n".join([caplog.text, repr(events), said.out, said.err, *reasons, *shown])
    assert len(events) >= len(faults)
    secrets = (account.tokens[0], account.tokens[0].split(":")[1], SECRET)
    assert [line for line in written.splitlines() if any(secret in line for secret in secrets)] == []


async def test_check_tells_what_is_right_and_what_is_not(
    zalo: FakeZalo, account: Account, database: Database, clock: FrozenClock
) -> None:
    zalo.habits.joins_groups = True
    lines = [(fact.line.partition(";")[0], fact.fine) for fact in await look_at(account, TEXTS)]
    assert lines[:2] == [
        ("Zalo: bot bot.Test1, nhận tin bằng hỏi định kỳ", True),
        ("Zalo: bot bot.Test1 vào được nhóm", True),
    ]
    zalo.world.webhook = {"url": "https://elsewhere.vn", "secret_token": "12345678"}
    found = await look_at(replace(account, public_url="http://nhacviec.example.vn"), TEXTS)
    assert [(fact.line, fact.fine) for fact in found][1] == (
        "Zalo: webhook đang là https://elsewhere.vn, khi chạy sẽ được đặt thành http://nhacviec.example.vn/zalo",
        True,
    )
    assert found[-1].fine is False
    wrong = await look_at(replace(account, tokens=(account.tokens[0], "1:revoked")), TEXTS)
    assert ("Zalo: mã bot thứ 2 bị từ chối", False) in [(fact.line.partition(";")[0], fact.fine) for fact in wrong]
    async with _service(account, database, clock).speaking():
        pass
    (used,) = await look_at_usage(database, TEXTS, POLICY, clock.now())
    assert used.line == "Zalo: bot bot.Test1 tháng này đã gửi 0, nhận 0 trên 3000 tin; 0 trên 50 người dùng"


@pytest.mark.parametrize("answer", ["name", "id"])
async def test_methods_are_read_as_the_platform_writes_them(zalo: FakeZalo, answer: str) -> None:
    bot = ZaloBot(TOKENS[0], zalo.url)
    await bot.open()
    try:
        if answer == "id":
            zalo.world.bot.pop("account_name")
        await bot.get_me()
        assert (bot.id, bot.name) == (zalo.world.bot["id"], zalo.world.bot.get("account_name", bot.id))
        assert await bot.webhook_url() == ""
        await bot.delete_webhook()
        assert (await bot.set_webhook(PUBLIC, SECRET))["ok"] is False
        assert await bot.webhook_url() == PUBLIC
    finally:
        await bot.close()
