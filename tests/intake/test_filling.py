"""Filling in the number and the day of issue that a document leaves blank."""

from datetime import date

from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.intake.filling import fill_in
from data.intake.reading import read_text

IS_WORKING = WorkingCalendar(Policy()).is_working
BLANK = """UBND TỈNH HÒA BÌNH
Số:      /TB-UBND

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh

1. Sở Y tế rà soát, báo cáo trong 05 ngày làm việc kể từ ngày ký.
2. Sở Nội vụ báo cáo trong 20 ngày kể từ ngày ban hành.
3. Sở Tài chính báo cáo trong 07 ngày làm việc kể từ ngày nhận được văn bản.
4. Sở Xây dựng báo cáo trước ngày 16/6.
5. Sở Công Thương báo cáo trước ngày 30/6/2024.
"""


def test_limits_that_need_the_day_of_issue_get_their_day() -> None:
    blank = read_text(BLANK, is_working=IS_WORKING)
    filled = fill_in(blank, "215", date(2024, 5, 13), IS_WORKING)

    assert [task.deadline.due for task in blank.tasks] == [None, None, None, None, date(2024, 6, 30)]
    assert (filled.number, filled.issued_on, filled.issued_partial) == ("215", date(2024, 5, 13), None)
    assert [task.deadline.due for task in filled.tasks] == [
        date(2024, 5, 20),
        date(2024, 6, 2),
        None,
        date(2024, 6, 16),
        date(2024, 6, 30),
    ]


def test_nothing_stated_leaves_the_draft_as_read() -> None:
    blank = read_text(BLANK, is_working=IS_WORKING)
    assert fill_in(blank, None, None, IS_WORKING) == blank
