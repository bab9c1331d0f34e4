"""What a bot may say and whom it may meet: counted, warned of, and shared among several bots."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.zalo.account import Account
from bot.zalo.invitation import guide, rooms, seats
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.bots import Bot
from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules
from tests.channels.telegram.given import SECRET
from tests.channels.zalo.given import ZaloOffice
from tests.fakes.zalo.person import Person
from tests.fakes.zalo.server import TOKENS, FakeZalo
from tests.fakes.zalo.world import Habits
from tests.stories.office import CHIEF, DUC, HA, POLICY, SON, TEXTS, TRAM

SMALL = Rules(WorkingCalendar(replace(POLICY, zalo_messages_a_month=10, zalo_users=4)))
"""A bot that may say and hear ten messages and meet four people."""


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> AsyncIterator[ZaloOffice]:
    """An office of two small bots at 08:00; its specialist and chief are known."""
    office = ZaloOffice(database, clock, rules=SMALL)
    office.zalo = FakeZalo(clock, Habits(public_only=False, most_users=4), tokens=TOKENS)
    async with office.open():
        await office.opens()
        await office.knows(TRAM, CHIEF)
        await office.morning_of("13/05/2024")
        yield office


def _told(office: ZaloOffice, words: str) -> list[int]:
    return [[words in text for text in office.heard_by(who)].count(True) for who in (TRAM, CHIEF)]


async def test_office_is_warned_once_at_eighty_percent_and_once_at_the_end(office: ZaloOffice) -> None:
    for _ in range(2):
        await office.says(TRAM, "/help")
    assert _told(office, "tin của tháng") == [0, 0]
    for _ in range(2):
        await office.says(TRAM, "/help")
    assert _told(office, "đã dùng 8 trên 10 tin của tháng (hai chiều), tháng mới tính từ 01/02/2030") == [1, 1]
    for _ in range(3):
        await office.says(TRAM, "/help")
    assert _told(office, "đã dùng hết hạn mức 10 tin") == [1, 1]
    assert _told(office, "8 trên 10") == [1, 1]


async def test_messages_wait_for_the_month_to_turn_and_the_office_hears_once(office: ZaloOffice) -> None:
    office.zalo.habits.messages_a_month = office.zalo.world.used.get("2024-05", 0) + 1
    office.person(TRAM).says("/help")
    await office.arrived()
    asked_before = len(office.zalo.called("sendMessage"))
    await office.tries_for(hours=48)
    assert len(office.zalo.called("sendMessage")) - asked_before <= 48 + 6
    assert await office.due_left() > 0
    office.zalo.habits.messages_a_month = 3000
    await office.delivers()
    assert await office.due_left() == 0
    assert _told(office, "Zalo từ chối gửi tin") == [1, 1]
    assert any("NV" in text or "/viec" in text for text in office.heard_by(TRAM))


async def test_new_people_are_sent_to_the_next_bot_when_one_is_full(office: ZaloOffice) -> None:
    assert [bot.name for bot, _ in await _rooms(office)] == ["bot.Test1", "bot.Test2"]
    for who in ("một", "hai"):
        await office.says(who, "chào")
    assert [room for _, room in await _rooms(office)] == [2, 4]
    for who in (TRAM, CHIEF):
        await office.says(who, "/kenh")
    assert [bot.name for bot, _ in await _rooms(office)] == ["bot.Test2"]
    assert _told(office, "đã đủ 4 người dùng.\nNgười mời mới sẽ được hướng dẫn nhắn bot bot.Test2.") == [1, 1]
    assert "trên Zalo là bot bot.Test2" in await office.presses(TRAM, "Lấy mã để kết nối thêm kênh khác")


async def test_chat_belongs_to_its_bot(office: ZaloOffice) -> None:
    duc = Person(office.zalo, DUC, place=1)
    office.people[DUC] = duc
    assert "Trần Minh Đức" in await office.says(DUC, f"lienket {await office.invites(DUC)}")
    await office.says(HA, f"lienket {await office.invites(HA)}")
    async with office.database.work() as uow:
        chats = await uow.people.chats("zalo")
    bots = [world.bot["id"] for world in office.zalo.worlds.values()]
    assert f"{bots[1]}:{duc.id}" in chats
    assert f"{bots[0]}:{office.person(HA).id}" in chats
    await office.imports()
    await office.presses(TRAM, "Đúng cả")
    await office.delivers()
    assert "NV11" in office.heard_by(DUC)[-1]
    assert "NV7" in office.heard_by(HA)[-1]


async def test_person_beyond_the_limit_is_refused_and_nothing_waits_for_them(office: ZaloOffice) -> None:
    for who in ("một", "hai", "ba"):
        await office.says(who, "chào")
    assert [len(office.person(who).screen) for who in ("một", "hai", "ba")] == [1, 1, 0]
    assert await office.due_left() == 0


async def test_stranger_beyond_the_limit_hears_which_bot_has_room_where_the_platform_still_sends(
    office: ZaloOffice,
) -> None:
    office.zalo.habits.most_users = 50
    for who in (TRAM, CHIEF):
        await office.says(who, "/kenh")
    assert "chỉ phục vụ cán bộ đã được cấp mã" in await office.says("một", "chào")
    for who in ("hai", "ba"):
        office.clock.advance(timedelta(seconds=1))
        await office.says(who, "chào")
    (last,), (beyond,) = (office.person(who).screen for who in ("hai", "ba"))
    assert "bot.Test2" not in last.text
    assert "Đề nghị tìm bot bot.Test2 trên Zalo và gửi mã" in beyond.text
    assert await office.says("ba", "chào") == ""
    office.clock.advance(timedelta(days=2))
    assert "bot.Test2" not in await office.says("hai", "chào")


async def _rooms(office: ZaloOffice) -> list[tuple[Bot, int]]:
    account = Account(tuple(office.zalo.tokens), office.zalo.url, None, SECRET)
    return await rooms(account, office.database, SMALL.policy.zalo_users, office.clock.now())


async def test_invitations_fill_the_bots_in_order(office: ZaloOffice) -> None:
    found = [bot.name for bot in seats(await _rooms(office))]
    assert found == ["bot.Test1"] * 4 + ["bot.Test2"] * 4


async def test_rooms_are_known_before_the_service_has_ever_run(office: ZaloOffice, sqlite_url: str) -> None:
    account = Account(tuple(office.zalo.tokens), office.zalo.url, None, SECRET)
    elsewhere = Database(sqlite_url)
    try:
        found = await rooms(account, elsewhere, 50, office.clock.now())
        assert [bot.name for bot, _ in found] == ["bot.Test1", "bot.Test2"]
        nobody = await rooms(replace(account, tokens=("1:new",)), elsewhere, 50, office.clock.now())
        assert nobody == []
    finally:
        await elsewhere.close()


def test_guide_names_bot_and_code() -> None:
    said = guide(TEXTS, "Nguyễn Thị Hà", Bot("701", "bot.Nhắc việc <A>"), "K7QX-M2PD", 7)
    assert "“bot.Nhắc việc <A>”" in said
    assert "2. Nhắn mã K7QX-M2PD (dùng một lần, trong 7 ngày)." in said.splitlines()


async def test_second_bot_has_a_webhook_of_its_own(database: Database, clock: FrozenClock) -> None:
    office = ZaloOffice(database, clock, webhook=True)
    office.zalo = FakeZalo(clock, Habits(public_only=False), tokens=TOKENS)
    async with office.open():
        await office.opens()
        first, second = office.zalo.worlds.values()
        assert first.webhook["url"].endswith("/zalo")
        assert second.webhook["url"] == f"{first.webhook['url']}/{second.bot['id']}"
        office.people[SON] = Person(office.zalo, SON, place=1)
        assert "Đã kết nối" in await office.says(SON, await office.invites(SON))
