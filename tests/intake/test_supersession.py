import pytest

from data.intake.supersession import Ends, Supersession, find_superseded


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Thông báo này thay thế Thông báo số 215/TB-UBND ngày 13/5/2024.",
            [Supersession(Ends.REPLACES, "215", "TB-UBND", 2024)],
        ),
        (
            "Bãi bỏ Công văn số 08/UBND-NC\nngày 02 tháng 3 năm 2023 của UBND tỉnh;",
            [Supersession(Ends.REVOKES, "8", "UBND-NC", 2023)],
        ),
        ("thu hồi **Kế hoạch số 12/KH-UBND**", [Supersession(Ends.REVOKES, "12", "KH-UBND", None)]),
    ],
)
def test_directives_that_end_are_found_by_the_words_that_end_them(text: str, found: list[Supersession]) -> None:
    assert find_superseded(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Thông báo số 215/TB-UBND ngày 13/5/2024.",
        "Thông báo này được thay thế bởi Thông báo số 215/TB-UBND.",
        "Văn bản bị thay thế Thông báo số 9/TB-UBND",
        "thu hồi đất theo Quyết định số 12/QĐ-UBND",
    ],
)
def test_directives_only_cited_do_not_end(text: str) -> None:
    assert find_superseded(text) == []
