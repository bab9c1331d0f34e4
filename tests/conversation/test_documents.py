import json
from pathlib import Path

import pytest

from bot.conversation.reporting.documents import only_reference, references_in

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("báo cáo số 123/BC-STC ngày 15/5", "báo cáo số 123/BC-STC ngày 15/5"),
        ("bao cao so 123/BC-STC ngay 15/5/2024", "bao cao so 123/BC-STC ngay 15/5/2024"),
        ("NV7: công văn 45/SKHĐT-TH", "công văn 45/SKHĐT-TH"),
        ("Đã gửi báo cáo số 123/BC-STC ạ.", "báo cáo số 123/BC-STC"),
        ("minh chứng là QĐ số 12/2024/QĐ-UBND", "QĐ số 12/2024/QĐ-UBND"),
        ("123/BC-STC", "123/BC-STC"),
    ],
)
def test_document_that_is_all_somebody_says(words: str, reference: str) -> None:
    assert only_reference(words) == reference


@pytest.mark.parametrize(
    "words",
    ["gia hạn đến 20/5", "xong 3/4 rồi", "báo cáo ngày 15/5", "chờ Sở trả lời công văn 45/SKHĐT-TH", "", "NV7 xong"],
)
def test_day_share_and_report_are_no_document(words: str) -> None:
    assert only_reference(words) is None


@pytest.mark.parametrize(
    "words",
    ["Sở đã trình UBND tỉnh Tờ trình 145/TTr-SNV", "so da ban hanh QD 12/QD-SNV", "đã ký báo cáo số 9/BC-SNV"],
)
def test_words_that_say_what_was_done_are_more_than_a_document(words: str) -> None:
    assert only_reference(words) is None


def test_documents_within_a_claim_are_found() -> None:
    assert references_in("NV7 xong, báo cáo số 123/BC-STC ngày 15/5 và tờ trình 9/TTr-BDT") == (
        "báo cáo số 123/BC-STC ngày 15/5",
        "tờ trình 9/TTr-BDT",
    )


def test_no_reply_of_the_gold_set_is_only_a_document() -> None:
    replies = [json.loads(line)["text"] for line in (GOLD / "replies.jsonl").read_text("utf-8").splitlines()]
    assert [text for text in replies if only_reference(text)] == []
