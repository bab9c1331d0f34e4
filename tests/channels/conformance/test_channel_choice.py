from datetime import timedelta
from typing import Any

import pytest

from tests.channels.office import ChannelOffice
from tests.stories.office import HA

Channels = ChannelOffice[Any]


NAMES = {"telegram": "Telegram", "zalo": "Zalo"}


def _elsewhere(office: Channels) -> str:
    return "telegram" if office.channel.name == "zalo" else "zalo"


def _other(office: Channels) -> str:
    return NAMES[_elsewhere(office)]


async def _pairs_elsewhere(office: Channels) -> None:
    async with office.database.work() as uow:
        (ha,) = await uow.people.named(HA)
        await uow.people.link(ha.id, _elsewhere(office), "elsewhere", office.clock.now())
        await uow.commit()


async def test_official_is_told_where_reminders_go_and_how_to_add_a_chat(office: Channels) -> None:
    assert "kênh duy nhất" in await office.says(HA, "/kenh")
    assert "dùng một lần" in await office.presses(HA, "Lấy mã để kết nối thêm kênh khác")


@pytest.mark.parametrize("words", ["nhận tin qua {}", "chuyển sang {}", "nhan tin qua {}."])
async def test_naming_a_channel_that_is_not_paired_gives_a_code_for_it(office: Channels, words: str) -> None:
    answer = await office.says(HA, words.format(_other(office)))
    assert f"chưa kết nối {_other(office)}" in answer


async def test_chat_paired_last_is_used_until_the_other_is_chosen(office: Channels) -> None:
    await _pairs_elsewhere(office)
    assert f"đến qua {_other(office)};" in await office.says(HA, "/kenh")
    office.clock.advance(timedelta(minutes=1))
    assert "Từ nay" in await office.presses(HA, "Đồng ý nhận tin qua")
    assert f"đã kết nối {_other(office)}." in await office.says(HA, "/kenh")


async def test_what_goes_another_way_says_why(office: Channels) -> None:
    await _pairs_elsewhere(office)
    async with office.database.work() as uow:
        await uow.people.unreachable(_elsewhere(office), "elsewhere", "blocked", office.clock.now())
        await uow.commit()
    await office.new_for(HA)
    await office.morning_of("15/05/2024")
    (told,) = await office.new_for(HA)
    assert f"vì {_other(office)} của đồng chí hiện không nhận tin" in told
