import pytest

from bot.language.codes import find_codes


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
        ("/nv 4", ("NV4",)),
        ("nhiệm vụ 6 tháng đầu năm", ()),
        ("nhiệm vụ 50%", ()),
        ("12 xong", ()),
        ("", ()),
    ],
)
def test_references_to_tasks_are_found_as_people_write_them(text: str, codes: tuple[str, ...]) -> None:
    assert find_codes(text) == codes
