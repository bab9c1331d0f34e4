"""What people read when they ask for tasks or their number, each seeing what is theirs to see."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.answering.remembering import unpack_query
from bot.language.meaning import Asks, DateRange, Query
from tests.answers.asking import CHIEF, DUC, HA, LEADER, TRANG, actions, asks
from tests.answers.office import Office

GOLD = Path(__file__).parents[1] / "gold" / "queries.jsonl"


async def test_a_leader_lists_everything_by_pages_that_add_up(lived: Office) -> None:
    first = await asks(lived, LEADER, Query(Asks.LIST))
    assert first.text == (
        "<b>Tất cả nhiệm vụ</b>\n"
        "Tổng số: 9 nhiệm vụ = 2 quá hạn + 1 trong hạn + 4 không có thời hạn + 1 hoàn thành đúng hạn"
        " + 1 hoàn thành quá hạn\n"
        "Trong đó: 1 chờ Văn phòng xác nhận\n"
        "Theo đơn vị: Ban Dân tộc 4, Sở Tài chính 2, Các chủ rừng 1, Sở Kế hoạch và Đầu tư 1, UBND huyện Sơn Động 1\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · Sở Tài chính: Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · UBND huyện Sơn Động:"
        " Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV4</b> · hạn 16/05/2024 · đã hoàn thành · Ban Dân tộc: Tổng hợp khó khăn, vướng mắc\n"
        "<b>NV5</b> · hạn 20/05/2024 · đã báo xong, chờ xác nhận · gia hạn 1 lần · Sở Kế hoạch và Đầu tư:"
        " Tổng hợp phân bổ kế hoạch vốn\n"
        "<b>NV3</b> · hạn 31/05/2024 (còn 8 ngày làm việc) · đã làm 40% · Ban Dân tộc:"
        " Thành lập các tổ công tác đôn đốc giải ngân\n"
        "<b>NV1</b> · không có thời hạn · bị trả lại · Ban Dân tộc: Tập trung thực hiện các nhiệm vụ trọng tâm\n"
        "<b>NV2</b> · không có thời hạn · Ban Dân tộc:"
        " Kiểm tra các chương trình &lt;b&gt;dân tộc&lt;/b&gt; &amp; miền núi\n"
        "<b>NV6</b> · không có thời hạn, làm thường xuyên · Sở Tài chính: Theo dõi thường xuyên tình hình\n"
        "và 1 việc khác"
    )
    assert actions(first) == [("Xem tiếp (1 việc nữa)", "more")]
    args = first.choices[0].args
    second = await asks(lived, LEADER, unpack_query(args["query"]), args["offset"])
    assert second.text == (
        "<b>Tất cả nhiệm vụ</b>\n"
        "Từ việc thứ 9 trong 9 nhiệm vụ\n"
        "<b>NV8</b> · không có thời hạn · Các chủ rừng: Phân loại rừng"
    )
    assert (second.choices, len(second.about)) == ((), 1)


async def test_a_question_says_back_what_it_was_taken_for(lived: Office) -> None:
    week = DateRange(date(2024, 5, 20), date(2024, 5, 26))
    query = Query(Asks.LIST, status=("overdue",), agencies=("sở tài chính",), date_range=week, date_field="due")
    nothing = await asks(lived, LEADER, query)
    assert nothing.text == (
        "<b>Nhiệm vụ quá hạn · Sở Tài chính · thời hạn từ 20/05/2024 đến 26/05/2024</b>\nKhông có nhiệm vụ nào."
    )


async def test_a_count_adds_up_and_leads_to_the_list(lived: Office) -> None:
    message = await asks(lived, CHIEF, Query(Asks.COUNT, status=("overdue",)))
    assert message.text == (
        "<b>Nhiệm vụ quá hạn</b>\nTổng số: 2 nhiệm vụ = 2 quá hạn\nTheo đơn vị: Sở Tài chính 1, UBND huyện Sơn Động 1"
    )
    assert actions(message) == [("Xem danh sách", "more")]
    assert unpack_query(message.choices[0].args["query"]) == Query(Asks.LIST, status=("overdue",))


async def test_the_longest_overdue_are_tasks_and_are_listed(lived: Office) -> None:
    message = await asks(lived, LEADER, Query(Asks.RANK, rank_by="overdue_days", order="worst", top_n=1))
    assert message.text.splitlines()[:2] == ["<b>Nhiệm vụ quá hạn</b>", "Tổng số: 2 nhiệm vụ = 2 quá hạn"]
    assert message.about == ((await lived.lead(7, "Sở Tài chính")).id, (await lived.lead(7, "UBND huyện Sơn Động")).id)


async def test_an_official_is_answered_for_the_own_agency_and_what_it_coordinates(lived: Office) -> None:
    message = await asks(lived, TRANG, Query(Asks.LIST, status=("not_done",)))
    assert message.text == (
        "<b>Nhiệm vụ chưa hoàn thành · Sở Tài chính</b>\n"
        "Tổng số: 2 nhiệm vụ = 1 quá hạn + 1 không có thời hạn\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · Sở Tài chính: Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV6</b> · không có thời hạn, làm thường xuyên · Sở Tài chính: Theo dõi thường xuyên tình hình\n"
        "Việc phối hợp: NV2 (Ban Dân tộc)"
    )


async def test_an_official_cannot_list_what_is_another_agencys(lived: Office) -> None:
    message = await asks(lived, DUC, Query(Asks.LIST, agencies=("Ban Dân tộc",)))
    assert [line for line in message.text.splitlines() if line.startswith("<b>NV")] == [
        "<b>NV4</b> · hạn 16/05/2024 · đã hoàn thành · Ban Dân tộc: Tổng hợp khó khăn, vướng mắc"
    ]


async def test_a_group_of_documents_that_is_no_agency_can_be_asked_for(lived: Office) -> None:
    message = await asks(lived, LEADER, Query(Asks.LIST, agencies=("Các chủ rừng",)))
    assert message.about == ((await lived.lead(8)).id,)


@pytest.mark.parametrize("name", [LEADER, HA])
async def test_every_question_of_the_gold_set_gets_an_answer(lived: Office, name: str) -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    answers = [await asks(lived, name, unpack_query(_stated(row["gold"]))) for row in rows]
    assert [row["text"] for row, answer in zip(rows, answers, strict=True) if not answer.text] == []


def _stated(gold: dict[str, Any]) -> dict[str, Any]:
    """Return the stated fields of a gold row in the form that a choice carries."""
    stated = {field: value for field, value in gold.items() if value is not None}
    for field in ("date_range", "compare_to"):
        if field in stated:
            stated[field] = {"start": stated[field]["from"], "end": stated[field]["to"]}
    return stated
