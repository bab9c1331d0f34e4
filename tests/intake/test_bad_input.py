import pytest

from data.intake.draft import Unreadable
from data.intake.reading import read_bytes, read_text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t ", "empty"),
        ("a.txt", bytes(range(256)) * 40, "binary"),
        ("a.docx", b"MZ\x90\x00" + b"\x00" * 500, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, "binary"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "old_format"),
        ("a.txt", b"a" * (20 * 1024 * 1024 + 1), "too_large"),
        ("a.docx", b"PK\x03\x04 broken", "broken"),
        ("a.txt", "Sở Tài chính rà soát. ".encode() * 50_000, "unbroken"),
    ],
)
def test_file_that_holds_no_directive_is_refused_with_its_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes(name, content)

    assert str(refusal.value) == reason


def test_pasted_nothing_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_text("  \n ")

    assert str(refusal.value) == "empty"


@pytest.mark.parametrize(
    "text", ["Xin chào", "?" * 5000, "-\n-\n-\n", ": ; . ,", "1. 2. 3.\n(1)\na)", "Bonjour tout le monde."]
)
def test_text_that_is_no_directive_yields_no_task(text: str) -> None:
    assert read_text(text).tasks == ()


def test_few_damaged_bytes_do_not_cost_the_text_its_encoding() -> None:
    whole = "1. Giao Sở Y tế rà soát các trạm y tế, báo cáo kết quả trước ngày 20/6/2024.".encode()

    assert [task.lead for task in read_bytes("a.txt", whole[:-3] + b"\xff" + whole[-3:]).tasks] == [("Sở Y tế",)]


def test_endless_capitals_where_a_name_is_expected_take_no_time() -> None:
    text = f"1. Rà soát hồ sơ (chủ trì: Sở Y tế; phối hợp: x{'A' * 5000}b).\n"

    assert [task.lead for task in read_text(text).tasks] == [("Sở Y tế",)]
