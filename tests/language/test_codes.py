import pytest

from bot.language.codes import find_codes, split_codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("NV12 xong", ("NV12",)),
        ("nv 07", ("NV7",)),
        ("#12", ("NV12",)),
        ("nhiệm vụ số 12 và 15", ("NV12", "NV15")),
        ("việc số 3", ("NV3",)),
        ("việc số 3, số 7", ("NV3", "NV7")),
        ("NV12, NV15, NV12", ("NV12", "NV15")),
        ("NV12,15 và 16", ("NV12", "NV15", "NV16")),
        ("/nv 4", ("NV4",)),
        ("nhiệm vụ 6 tháng đầu năm", ()),
        ("nhiệm vụ 50%", ()),
        ("12 xong", ()),
        ("", ()),
    ],
)
def test_references_to_tasks_are_found_as_people_write_them(text: str, codes: tuple[str, ...]) -> None:
    assert find_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "rest"),
    [("đóng NV12, 13 vì xong", "đóng vì xong"), ("#12 #13", ""), ("Báo cáo 12/BC", "Báo cáo 12/BC"), ("", "")],
)
def test_what_is_said_beside_codes_stays_as_typed(text: str, rest: str) -> None:
    assert " ".join(split_codes(text)[1].split()) == rest


def test_what_is_typed_as_a_code_is_one_whatever_follows() -> None:
    assert find_codes("nhắc lại NV7 ngày mai, nv 11 tháng sau") == ("NV7", "NV11")
    assert split_codes("nhắc lại NV7 ngày 25/5") == (("NV7",), "nhắc lại   ngày 25/5")
    assert find_codes("trong 7 ngày") == ()
