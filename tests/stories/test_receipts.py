"""Who was told, who has acknowledged, who is silent."""

import json
from pathlib import Path

import pytest

from bot.conversation.steering import receipts
from tests.stories.office import BAN_HEAD, HA, SANG, SON, TRAM, Office

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.both_engines
async def test_office_sees_who_was_told_of_a_task_and_who_answered(office: Office) -> None:
    answer = await office.says(TRAM, "ai đã nhận NV7?")
    assert "<b>NV7</b> · hạn 16/05/2024 (còn 3 ngày làm việc) · Ban Dân tộc (chủ trì): chưa tiếp nhận" in answer
    assert "• Nguyễn Thị Hà: tin nhắc đã tới lúc 08:00 13/05/2024" in answer
    assert "• Vi Thanh Tùng: chưa kết nối" in answer
    await office.later(minutes=30)
    await office.says(HA, "đã nhận NV7")
    assert "tiếp nhận lúc 08:30 13/05/2024" in await office.says(TRAM, "NV7 ai chưa đọc")


async def test_office_and_leader_see_which_agencies_are_silent(office: Office) -> None:
    for who in (TRAM, SON):
        answer = await office.says(who, "đơn vị nào im lặng?")
        assert "Đang theo dõi 12 việc chưa xong; 12 việc chưa được trả lời" in answer
        assert "• Ban Dân tộc: chưa tiếp nhận 11 việc (" in answer
        assert "• Sở Kế hoạch và Đầu tư: chưa tiếp nhận 1 việc (NV11)" in answer


async def test_agency_that_acknowledged_and_fell_silent_shows_again(office: Office) -> None:
    await office.says(HA, "đã nhận")
    assert "Ban Dân tộc" not in await office.says(TRAM, "ai chua doc")
    await office.morning_of("17/06/2024")
    assert "• Ban Dân tộc: lâu chưa báo cáo 11 việc" in await office.says(TRAM, "đơn vị nào im lặng")


async def test_agency_without_anybody_paired_is_marked(office: Office) -> None:
    await office.unpairs("skhdt-1")
    assert "Sở Kế hoạch và Đầu tư (chưa có ai kết nối)" in await office.says(TRAM, "ai chưa nhận")


async def test_official_is_not_shown_other_agencies(office: Office) -> None:
    for who in (HA, SANG, BAN_HEAD):
        assert "chưa tiếp nhận 11 việc" not in await office.says(who, "đơn vị nào im lặng")


async def test_unknown_code_is_said(office: Office) -> None:
    assert "mang mã NV99" in await office.says(TRAM, "ai đã nhận NV99")


def test_no_question_of_the_gold_set_is_taken_for_one_about_receipts() -> None:
    questions = [json.loads(line)["text"] for line in (GOLD / "queries.jsonl").read_text("utf-8").splitlines()]
    # "Ai" asks for names: of the agencies that have not acknowledged, as a list of their tasks would too.
    assert [text for text in questions if receipts.asks_for_receipts(text)] == ["ai chưa nhận việc"]
