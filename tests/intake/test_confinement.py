from datetime import date

import pytest

from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.intake.confinement import read_confined
from data.intake.draft import Classified, Unreadable

DIRECTIVE = "UBND TỈNH HÒA BÌNH\nSố: 15/TB-UBND\n\nTHÔNG BÁO\nKết luận\n\n1. Sở Y tế rà soát.\n".encode()


def test_confined_reading_yields_the_same_draft() -> None:
    assert [task.lead for task in read_confined("a.txt", DIRECTIVE).tasks] == [("Sở Y tế",)]


def test_confined_reading_counts_the_days_that_the_office_works() -> None:
    limited = DIRECTIVE.replace("rà soát".encode(), "rà soát trong 02 ngày làm việc kể từ ngày ký".encode()).replace(
        "THÔNG BÁO".encode(), "Hòa Bình, ngày 13 tháng 5 năm 2024\n\nTHÔNG BÁO".encode()
    )
    storm = WorkingCalendar(Policy(off=frozenset({date(2024, 5, 15)})))
    (task,) = read_confined("a.txt", limited, is_working=storm.is_working).tasks
    assert task.deadline.due_on == date(2024, 5, 16)


def test_reading_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_confined("a.txt", DIRECTIVE, seconds=0)

    assert str(refusal.value) == "too_complex"


def test_reading_that_takes_too_much_memory_is_given_up() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_confined("a.txt", "Sở Y tế rà soát.\n".encode() * 50_000, megabytes=1)

    assert str(refusal.value) == "too_complex"


def test_refusals_of_the_child_are_raised_here() -> None:
    with pytest.raises(Classified):
        read_confined("a.txt", DIRECTIVE.replace("THÔNG BÁO".encode(), "MẬT\n\nTHÔNG BÁO".encode()))


def test_reading_that_nobody_waits_for_is_ended() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_confined("a.txt", DIRECTIVE, given_up=lambda: True)

    assert str(refusal.value) == "too_complex"
