"""The office's day on Zalo: what is different from channels with buttons, edits and files."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from tests.channels.zalo.given import ZaloOffice
from tests.fakes.zalo.person import group_of
from tests.fakes.zalo.refusal import Refusal
from tests.stories.office import BINH, DUC, HA, SON, TRAM


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as opened:
        yield opened


@pytest.mark.parametrize("words", ["{}", "lienket {}", "liên kết {}", "Liên kết: {}", "/start {}"])
async def test_code_that_is_typed_pairs(empty_office: ZaloOffice, words: str) -> None:
    answer = await empty_office.says(HA, words.format(await empty_office.invites(HA)))
    assert answer.startswith("Đã kết nối: đồng chí Nguyễn Thị Hà")


async def test_stranger_is_told_once_how_to_pair(empty_office: ZaloOffice) -> None:
    empty_office.person("ai").sends_what_is_not_carried()
    assert (await empty_office.answer_to("ai")).startswith("Xin chào.")
    assert await empty_office.says("ai", "việc quá hạn?") == ""


async def test_morning_brings_one_card_a_person_with_numbered_choices(office: ZaloOffice) -> None:
    (card,) = [one for one in await office.shows(DUC) if "NV11" in one.text]
    assert "hạn 16/05/2024" in card.text
    assert "1. Xác nhận đã nhận tất cả\n2. Báo đã xong NV11" in card.message.text
    assert card.message.styled("b")
    assert "<" not in card.message.text


async def test_number_and_words_of_a_choice_mean_the_same(office: ZaloOffice) -> None:
    assert "tiếp nhận 2 nhiệm vụ: NV11 (hạn 16/05/2024), NV7" in await office.says(DUC, "1")
    assert "tiếp nhận 11 nhiệm vụ" in await office.says(HA, "Xác nhận đã nhận tất cả")


async def test_list_is_valid_until_the_next(office: ZaloOffice) -> None:
    assert "việc nào" in await office.says(HA, "xong")
    assert "báo xong NV3" in await office.says(HA, "2")
    assert "Đã hoàn tác" in await office.says(HA, "2")


async def test_day_of_the_office(office: ZaloOffice) -> None:
    assert "NV11" in await office.presses(DUC, "Xác nhận đã nhận")
    assert "60%" in await office.says(DUC, "NV11 60% đang lấy ý kiến")
    await office.says(HA, "NV7 xong")
    assert "NV7" in office.heard_by(BINH)[-1]
    assert "NV7" in await office.presses(TRAM, "Xác nhận NV7")
    assert (await office.task("NV7")).status == "confirmed"
    await office.morning_of("15/05/2024")
    assert "NV11" in office.heard_by(DUC)[-1]
    assert "Không có" in await office.says(SON, "việc quá hạn?")
    assert not [call for call in office.zalo.called("sendMessage") if "parse_mode" in call]


async def test_card_that_cannot_change_is_answered_late_with_how_things_stand(office: ZaloOffice) -> None:
    card = (await office.shows(DUC))[-1]
    await office.presses_on(DUC, "Xác nhận đã nhận", card)
    late = await office.presses_on(DUC, "Xác nhận đã nhận", card)
    assert "đã được ghi nhận lúc 08:00 13/05/2024" in late
    assert len(await office.reports("NV11")) == 1


async def test_repeated_message_is_handled_once(office: ZaloOffice) -> None:
    office.zalo.habits.repeats = 2
    office.person(HA).says("NV7 30%")
    repeated = office.zalo.world.waiting[-1]
    await office.hears()
    office.zalo.world.happens(repeated)
    await office.new_for(HA)
    assert await office.answer_to(HA) == ""
    assert len(await office.reports("NV7")) == 1


async def test_picture_proves_what_was_said_and_typing_is_shown_meanwhile(office: ZaloOffice) -> None:
    photo = b"\xff\xd8\xff\xe0JFIF" + bytes(range(200))
    office.person(HA).sends_picture(photo, "NV7 xong")
    assert "Đã lưu ảnh (208 byte) làm minh chứng cho NV7" in await office.answer_to(HA)
    async with office.database.work() as uow:
        (kept,) = await uow.evidence.of((await office.task("NV7")).id)
        assert await uow.evidence.content(kept.id) == photo
    assert office.zalo.called("sendChatAction")


async def test_events_are_heard_as_the_documents_have_them_too(office: ZaloOffice) -> None:
    office.zalo.habits.wrapped, office.zalo.habits.photo_key = True, "photo"
    assert "NV7" in await office.says(HA, "NV7 30%")
    office.person(HA).sends_picture(b"\xff\xd8\xff\xe0JFIF" + bytes(100), "NV7 xong")
    assert "minh chứng cho NV7" in await office.answer_to(HA)


async def test_picture_whose_address_is_dead_is_told(office: ZaloOffice) -> None:
    office.person(HA).sends_picture(b"JPEG")
    office.zalo.world.pictures.clear()
    assert "Chưa tải được tệp" in await office.answer_to(HA)


async def test_file_is_answered_with_a_link_where_we_are_reached_from_outside(
    office: ZaloOffice, browser: httpx.AsyncClient
) -> None:
    answer = await office.says(SON, "xuất excel việc còn phải làm")
    assert "không gửi được tệp" in answer
    links = [word for word in answer.split() if word.startswith("http")]
    assert len(links) == (1 if office.webhook else 0)
    for link in links:
        file = await browser.get(link)
        assert file.content.startswith(b"PK")
        assert ".xlsx" in file.headers["Content-Disposition"]
        assert file.headers["X-Robots-Tag"] == "noindex, nofollow"


async def test_chart_is_a_picture_by_its_address_or_bars_of_text(
    office: ZaloOffice, browser: httpx.AsyncClient
) -> None:
    answer = await office.says(SON, "biểu đồ tình hình")
    photos = [one.files[0] for one in await office.shows(SON) if one.files]
    assert len(photos) == (1 if office.webhook else 0)
    assert ("▓▓▓" in answer, "▓ đang thực hiện" in answer) == (not office.webhook,) * 2
    for photo in photos:
        picture = await browser.get(photo)
        assert (picture.headers["Content-Type"], picture.content[:4]) == ("image/png", b"\x89PNG")


async def test_person_whom_the_platform_refuses_is_left_alone_until_they_speak(office: ZaloOffice) -> None:
    office.person(DUC).chat.refuses = Refusal(403, "Forbidden: bot was blocked by the user")
    await office.morning_of("15/05/2024")
    office.clock.advance(timedelta(hours=1))
    await office.delivers()
    assert ["Trần Minh Đức" in text for text in office.heard_by(TRAM)].count(True) == 1
    tried = _sent_to(office, DUC)
    await office.delivers()
    assert _sent_to(office, DUC) == tried
    office.person(DUC).chat.refuses = None
    await office.says(DUC, "chào")
    assert any("NV11" in text for text in office.heard_by(DUC)[-2:])


def _sent_to(office: ZaloOffice, who: str) -> int:
    return [call["chat_id"] for call in office.zalo.called("sendMessage")].count(office.person(who).id)


async def test_group_hears_headlines_and_answers_stay_private(office: ZaloOffice) -> None:
    office.zalo.habits.joins_groups = True
    group, bot = group_of(office.zalo.world), office.zalo.world.bot["account_name"]
    office.person(HA).says("chào các anh chị", group=group)
    assert await office.answer_to(HA) == ""
    office.person(HA).says(f"@{bot} /nhom", group=group)
    assert "Đã gắn nhóm" in await office.answer_to(HA)
    office.person(HA).says(f"@{bot} NV7 40%", group=group)
    assert "40% NV7" in await office.answer_to(HA)
    await office.morning_of("15/05/2024")
    assert [("Ban Dân tộc" in message.text) for message in group.messages] == [True, True]
