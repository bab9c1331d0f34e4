"""What identifies a person is found where it stands literally, and nothing else is touched."""

import pytest

from data.domain.erasing import Traces, means_its_owner
from data.domain.person import Person, Role

HA = Person(1, "Nguyễn Thị Hà", "Chuyên viên", Role.CONTACT, 1, key="bdt-1", phone="0912 345 678")
GONE = "người đã xoá"


def taken_out(text: str, person: Person = HA, *, name: bool = True) -> str:
    return Traces.of(person, ["5501234567"], name=name).taken_out(text, GONE)


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Hà",
        "NGUYỄN THỊ HÀ",
        "nguyen thi ha",
        "Nguyễn  Thị\nHà",
        "Nguyen_Thi_Ha",
        "bdt-1",
        "BDT-1",
        "0912345678",
        "0912.345.678",
        "+84 912 345 678",
        "84912345678",
        "5501234567",
    ],
)
def test_each_spelling_is_taken_out(text: str) -> None:
    assert taken_out(f"gọi {text}, đã gửi NV7") == f"gọi {GONE}, đã gửi NV7"
    assert taken_out(f"{text}.pdf") == f"{GONE}.pdf"


@pytest.mark.parametrize(
    "text", ["Nguyễn Thị Hà Giang1x", "Trần Thị Hà", "bdt-12", "10912345678", "55012345678", "Sở Y tế 60%", ""]
)
def test_what_only_looks_alike_stays(text: str) -> None:
    kept = text.replace("Nguyễn Thị Hà ", f"{GONE} ")
    assert taken_out(text) == kept


def test_a_single_word_is_a_name_only_with_its_marks() -> None:
    ha = Person(1, "Hà", "", Role.CONTACT, 1, key="7", phone="")
    assert taken_out("Hà ở Ha Long, việc 7", ha) == f"{GONE} ở Ha Long, việc 7"


def test_beside_a_namesake_the_name_stays_and_the_number_goes() -> None:
    assert taken_out("Nguyễn Thị Hà 0912345678", name=False) == f"Nguyễn Thị Hà {GONE}"


def test_who_has_nothing_to_be_found_by_changes_nothing() -> None:
    assert Traces.of(Person(1, "", "", Role.CONTACT, 1), [], name=True).taken_out("NV7 xong", GONE) == "NV7 xong"


@pytest.mark.parametrize("phone", ["0912 345 678", "+84 912 345 678", "123456"])
def test_a_number_of_a_line_means_its_owner(phone: str) -> None:
    assert means_its_owner(phone)


@pytest.mark.parametrize("phone", ["", "115", "máy lẻ 12", "1 2 3 4 5"])
def test_a_short_number_means_nobody(phone: str) -> None:
    assert not means_its_owner(phone)
