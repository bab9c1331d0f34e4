import json
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.reviewing.edits import understand_edit
from bot.conversation.steering.orders import Order, Orders, reason_in, understand_order
from bot.conversation.steering.verdicts import understand_verdict
from data.folding import fold

TODAY = date(2024, 5, 13)
GOLD = Path(__file__).parents[1] / "gold"

SAID = [
    ("tạm dừng NV12 vì chờ Trung ương", Order(Orders.PAUSE, ("NV12",), "chờ Trung ương")),
    ("NV12 tạm dừng do thiếu vốn", Order(Orders.PAUSE, ("NV12",), "thiếu vốn")),
    ("tạm dừng NV12, NV13", Order(Orders.PAUSE, ("NV12", "NV13"))),
    ("tạm dừng nhiệm vụ số 12, 13 và 15 vì chờ vốn", Order(Orders.PAUSE, ("NV12", "NV13", "NV15"), "chờ vốn")),
    ("tiếp tục NV12", Order(Orders.RESUME, ("NV12",))),
    ("tiếp tục NV12 đến 20/6", Order(Orders.RESUME, ("NV12",), until=date(2024, 6, 20))),
    ("NV12 tiếp tục, hạn mới 20/6/2024", Order(Orders.RESUME, ("NV12",), until=date(2024, 6, 20))),
    ("đóng NV12 vì đã lồng ghép vào NV3", Order(Orders.CLOSE, ("NV12",), "đã lồng ghép vào NV3")),
    ("đóng việc NV12: đã làm xong từ tháng 4", Order(Orders.CLOSE, ("NV12",), "đã làm xong từ tháng 4")),
    ("thu hồi NV12 vì giao nhầm", Order(Orders.REVOKE, ("NV12",), "giao nhầm")),
    ("rút NV12", Order(Orders.REVOKE, ("NV12",))),
    ("NV7 giữ nguyên vì đúng chức năng", Order(Orders.KEEP, ("NV7",), "đúng chức năng")),
    ("NV7 trả lời: đã đôn đốc Sở Tài chính", Order(Orders.ANSWER, ("NV7",), "đã đôn đốc Sở Tài chính")),
    ("trả lời NV7", Order(Orders.ANSWER, ("NV7",))),
    ("NV7 trình Chánh Văn phòng", Order(Orders.RAISE, ("NV7",))),
    ("NV7 cần bổ sung phụ lục 2", Order(Orders.ASK_MORE, ("NV7",), "phụ lục 2")),
    ("yêu cầu giải trình NV12", Order(Orders.ASK_EXPLANATION, ("NV12",))),
    ("yêu cầu giải trình NV12 vì chậm hai lần", Order(Orders.ASK_EXPLANATION, ("NV12",), "chậm hai lần")),
    ("yêu cầu Sở Tài chính giải trình NV12", Order(Orders.ASK_EXPLANATION, ("NV12",))),
    ("nhắc ngay NV12 và NV13 nhé", Order(Orders.REMIND_NOW, ("NV12", "NV13"))),
]


@pytest.mark.parametrize(("words", "order"), SAID)
def test_order_in_the_offices_words(words: str, order: Order) -> None:
    assert understand_order(words, TODAY) == order


@pytest.mark.parametrize(("words", "order"), SAID)
def test_order_without_diacritics_is_the_same_order(words: str, order: Order) -> None:
    typed = understand_order(fold(words), TODAY)
    assert typed is not None
    assert (typed.what, typed.codes, typed.until) == (order.what, order.codes, order.until)
    assert typed.words == (fold(order.words) if order.words else None)


@pytest.mark.parametrize(("words", "order"), SAID)
def test_order_is_neither_a_verdict_nor_a_change_of_a_draft(words: str, order: Order) -> None:
    assert understand_verdict(words, TODAY) is None, order
    assert understand_edit(words) is None, order


@pytest.mark.parametrize(
    "words", ["NV12 tạm dừng chưa?", "việc tạm dừng", "đang tạm dừng việc nào", "NV7", "", "rút kinh"]
)
def test_question_is_no_order(words: str) -> None:
    order = understand_order(words, TODAY)
    assert order is None or not order.codes


@pytest.mark.parametrize("words", ["NV3 được thay thế bằng NV13, NV14", "NV3 thay bằng NV13 và NV14"])
def test_two_successors_are_no_order_and_the_second_no_reason(words: str) -> None:
    assert understand_order(words, TODAY) is None


def test_task_is_replaced_in_the_passive_voice_too() -> None:
    said = understand_order("NV3 bị thay thế bởi NV13 vì trùng NV14", TODAY)
    assert said == Order(Orders.REPLACE, ("NV3",), "trùng NV14", by="NV13")


@pytest.mark.parametrize("words", ["NV14 thay thế NV3", "nv14 thay the cho nv3", "NV14 thay NV3"])
def test_task_takes_over_in_the_active_voice(words: str) -> None:
    assert understand_order(words, TODAY) == Order(Orders.REPLACE, ("NV3",), by="NV14")


def test_task_that_takes_over_says_why() -> None:
    said = understand_order("NV14 thay thế NV3, NV5 vì trùng nội dung", TODAY)
    assert said == Order(Orders.REPLACE, ("NV3", "NV5"), "trùng nội dung", by="NV14")


def test_no_question_of_a_leader_is_taken_for_an_order() -> None:
    questions = [json.loads(line)["text"] for line in (GOLD / "queries.jsonl").read_text("utf-8").splitlines()]
    orders = [(text, order) for text in questions if (order := understand_order(text, TODAY)) and order.codes]
    assert orders == []


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Sở Tài chính vì đúng chức năng", ("Sở Tài chính", "đúng chức năng")),
        ("20/6, lý do: chờ số liệu", ("20/6", "chờ số liệu")),
        ("Sở Tài chính", ("Sở Tài chính", None)),
    ],
)
def test_reason_is_told_from_the_value(words: str, parts: tuple[str, str | None]) -> None:
    assert reason_in(words) == parts
