import json
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.reporting.telling_apart import asks_us, is_courtesy
from bot.language.agencies import AgencyNames
from bot.language.queries import understand_query
from bot.language.replies import understand_reply

TODAY = date(2024, 5, 13)
GOLD = Path(__file__).parents[1] / "gold" / "replies.jsonl"
STATUSES = {"acknowledge", "progress", "done", "extension", "blocked", "reject_assignment"}


def asks(words: str, today: date = TODAY) -> bool:
    query = understand_query(words, today=today, names=AgencyNames())
    return asks_us(words, understand_reply(words, today=today, reminded=["NV7"]), query)


@pytest.mark.parametrize(
    "words",
    [
        "việc nào chưa xong?",
        "con viec nao qua han ko",
        "tuần này có gì đến hạn",
        "quá hạn",
        "NV12 là việc gì vậy?",
        "mấy việc đang vướng",
    ],
)
def test_question_about_tasks_is_for_us(words: str) -> None:
    assert asks(words)


@pytest.mark.parametrize(
    "words", ["chưa xong", "xong", "đang làm", "16/5", "NV7 xong", "Máy em hỏng từ sáng", "đã hoàn thành"]
)
def test_report_or_chatter_is_not(words: str) -> None:
    assert not asks(words)


def test_hardly_any_report_of_the_gold_set_is_taken_for_a_question() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    reports = [row for row in rows if row["gold"]["intent"] in STATUSES]
    taken = [row["text"] for row in reports if asks(row["text"], date.fromisoformat(row["ref_date"]))]
    assert len(taken) / len(reports) < 0.01


@pytest.mark.parametrize(
    ("words", "courtesy"), [("Cảm ơn em nhé", True), ("chào bot", True), ("Cảm ơn, đã nhận", False)]
)
def test_thanks_and_greetings_alone_are_courtesy(words: str, courtesy: bool) -> None:
    assert is_courtesy(words) is courtesy
