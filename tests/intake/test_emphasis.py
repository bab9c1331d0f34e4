import pytest

from data.intake.emphasis import without_emphasis


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("tại phiên họp **ngày 16/5/2024", "tại phiên họp ngày 16/5/2024"),
        ("*Về quà tặng:* Giao Ban Dân tộc", "Về quà tặng: Giao Ban Dân tộc"),
        ("_nghiêng_ và __đậm__.", "nghiêng và đậm."),
        ("**(kèm theo)**", "(kèm theo)"),
    ],
)
def test_marks_of_emphasis_are_left_out(written: str, shown: str) -> None:
    assert without_emphasis(written) == shown


@pytest.mark.parametrize("written", ["(*) Ghi chú", "2 * 3", "12*13", "Số ___/UBND ngày __/5", "tep_dinh_kem"])
def test_signs_that_stand_for_themselves_stay(written: str) -> None:
    assert without_emphasis(written) == written
