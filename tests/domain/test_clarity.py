from datetime import date

from data.domain.clarity import Clear, unclear
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind

DUE = Deadline(DeadlineKind.DATE, date(2024, 5, 31))


def test_task_with_everything_stated_leaves_nothing_open() -> None:
    assert unclear("Trình UBND tỉnh kế hoạch kiểm tra", ["Sở Y tế"], DUE, known=True) == ()


def test_every_open_point_is_named_in_the_order_of_the_rule() -> None:
    assert unclear("Rà soát ngay", [], NO_DEADLINE, known=True) == (
        Clear.WHO,
        Clear.WHAT,
        Clear.WHEN,
        Clear.PRODUCT,
        Clear.AUTHORITY,
    )


def test_several_leads_and_unknown_ones_leave_who_answers_open() -> None:
    points = unclear("Trình UBND tỉnh kế hoạch kiểm tra", ["Sở Y tế", "Ban X"], DUE, known=False)

    assert points == (Clear.WHO, Clear.RESPONSIBILITY)


def test_standing_duty_needs_no_day() -> None:
    ongoing = Deadline(DeadlineKind.ONGOING, text="thường xuyên")

    assert unclear("Thường xuyên báo cáo UBND tỉnh kết quả", ["Sở Y tế"], ongoing, known=True) == ()
