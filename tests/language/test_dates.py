from datetime import date

import pytest

from bot.language.dates import Length, find_day

MONDAY = date(2024, 5, 13)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("20/5", date(2024, 5, 20)),
        ("30.6", date(2024, 6, 30)),
        ("ngày 16", date(2024, 5, 16)),
        ("ngày 5", date(2024, 6, 5)),
        ("20 tháng 5", date(2024, 5, 20)),
        ("31/5/2025", date(2025, 5, 31)),
        ("mai", date(2024, 5, 14)),
        ("chiều nay", MONDAY),
        ("mốt", date(2024, 5, 15)),
        ("thứ 6 này", date(2024, 5, 17)),
        ("thu 6", date(2024, 5, 17)),
        ("thứ 2", date(2024, 5, 20)),
        ("thứ 2 tuần sau", date(2024, 5, 20)),
        ("tuần sau", date(2024, 5, 24)),
        ("đầu tuần sau", date(2024, 5, 20)),
        ("trong tuần này", date(2024, 5, 17)),
        ("cuối tháng", date(2024, 5, 31)),
        ("đầu tháng sau", date(2024, 6, 10)),
        ("sang tháng 6", date(2024, 6, 30)),
        ("quý III", date(2024, 9, 30)),
        ("hết năm", date(2024, 12, 31)),
        ("3 ngày nữa", date(2024, 5, 16)),
    ],
)
def test_free_words_come_to_a_day(words: str, day: date) -> None:
    assert find_day(words, today=MONDAY) == day


@pytest.mark.parametrize("words", ["31/6", "rằm tháng 7", "sau Tết", "vài hôm nữa", "sớm", "", "chị Mai"])
def test_no_day_is_guessed_where_none_is_said(words: str) -> None:
    assert find_day(words, today=MONDAY) is None


def test_a_day_without_a_year_is_the_coming_one_at_the_turn_of_the_year() -> None:
    assert find_day("15/1", today=date(2024, 12, 20)) == date(2025, 1, 15)
    assert find_day("28/12", today=date(2025, 1, 3)) == date(2024, 12, 28)


def test_working_days_skip_the_days_that_are_not_worked() -> None:
    holiday = date(2024, 5, 17)
    assert Length(3, "workday").after(date(2024, 5, 16)) == date(2024, 5, 21)
    assert Length(3, "workday").after(date(2024, 5, 16), lambda on: on.weekday() < 5 and on != holiday) == date(
        2024, 5, 22
    )


def test_a_month_later_ends_with_a_shorter_month() -> None:
    assert Length(1, "month").after(date(2024, 1, 31)) == date(2024, 2, 29)
