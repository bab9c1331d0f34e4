import json
from pathlib import Path

import pytest

from bot.conversation.reviewing.edits import Edit, Edits, number_and_day, splits_by_leads, understand_edit

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("NV5 chủ trì Sở Tài chính", Edit(Edits.LEAD, (5,), "Sở Tài chính")),
        ("giao NV5 cho Sở Y tế", Edit(Edits.LEAD, (5,), "Sở Y tế")),
        ("nv05 phoi hop so noi vu, so tu phap", Edit(Edits.COORDINATING, (5,), "so noi vu, so tu phap")),
        ("NV5 không phối hợp", Edit(Edits.COORDINATING, (5,), None)),
        ("NV5: thời hạn cuối tháng 6.", Edit(Edits.DUE, (5,), "cuối tháng 6")),
        ("NV5 không thời hạn", Edit(Edits.DUE, (5,), None)),
        ("NV5 hạn", Edit(Edits.DUE, (5,), "")),
        ("tách NV5", Edit(Edits.SPLIT, (5,), "")),
        ("gộp NV5, NV6 và NV7", Edit(Edits.JOIN, (5, 6, 7), "và")),
        ("khôi phục NV5", Edit(Edits.BACK, (5,), "")),
        ("Thêm việc: Sở Y tế báo cáo NV5", Edit(Edits.ADD, (), "Sở Y tế báo cáo NV5")),
        ("NV5?", Edit(Edits.SHOW, (5,))),
        ("số 215 ngày 13/5/2024", Edit(Edits.FILL_IN, (), "số 215 ngày 13/5/2024")),
    ],
)
def test_changes_of_drafts_are_understood(text: str, edit: Edit) -> None:
    assert understand_edit(text) == edit


@pytest.mark.parametrize(
    "text",
    [
        "NV5 gia hạn 20/5 vì chờ",
        "NV5 hạn khi nào?",
        "bỏ NV5",
        "NV5 xác nhận",
        "ngày 13/5/2024",
        "thêm",
        "chủ trì là ai",
    ],
)
def test_decisions_and_questions_are_no_changes_of_drafts(text: str) -> None:
    assert understand_edit(text) is None


def test_no_question_of_a_leader_is_taken_for_a_change() -> None:
    questions = [json.loads(line)["text"] for line in (GOLD / "queries.jsonl").read_text("utf-8").splitlines()]
    changes = [(text, edit) for text in questions if (edit := understand_edit(text)) and edit.what is not Edits.SHOW]

    assert changes == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("số 215 ngày 13/5/2024", ("215", "13/5/2024")),
        ("văn bản số 215/TB-UBND", ("215", None)),
        ("ban hành ngày 13.5.2024", (None, "13.5.2024")),
        ("số liệu ngày 13/5/2024", (None, None)),
    ],
)
def test_number_and_day_of_a_directive_are_read(words: str, found: tuple[str | None, str | None]) -> None:
    assert number_and_day(words) == found


def test_split_by_leads_is_asked_for_in_words() -> None:
    assert (splits_by_leads("theo đơn vị"), splits_by_leads("theo chu tri"), splits_by_leads("")) == (True, True, False)
