from datetime import date

import pytest

from data.intake.deadlines import Issuance, find_limits, read_time_cell
from data.intake.reading import read_text

ISSUED = Issuance(date(2024, 5, 13), date(2024, 5, 13))


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("hoàn thành trước ngày 15 tháng 6 năm 2024", "date", "2024-06-15"),
        ("báo cáo trước 15/6", "date", "2024-06-15"),
        ("báo cáo trước ngày 10/01", "date", "2025-01-10"),
        ("gửi về Sở Nội vụ trong tuần sau", "date", "2024-05-24"),
        ("báo cáo tại phiên họp ngày 16/5/2024", "date", "2024-05-16"),
        ("trước 16h00 ngày 20/5/2024", "datetime", "2024-05-20T16:00"),
        ("trước 16 giờ 30 phút ngày 20/5", "datetime", "2024-05-20T16:30"),
        ("trình trong tháng 6", "month", "2024-06-30"),
        ("trình vào giữa tháng 6/2024", "month", "2024-06-20"),
        ("trình Lãnh đạo Bộ quý IV/2024", "quarter", "2024-12-31"),
        ("hoàn thành trong 6 tháng đầu năm 2025", "quarter", "2025-06-30"),
        ("xong trước khi kết thúc năm 2024", "year", "2024-12-31"),
        ("trong 05 ngày làm việc kể từ ngày ký Thông báo này", "relative_workdays", "2024-05-20"),
        ("trong 10 ngày kể từ ngày nhận đủ hồ sơ", "relative_workdays", None),
        ("trước l5/O6/2O24", "date", "2024-06-15"),
        ("gửi chậm nhất thứ Sáu tuần này", "date", "2024-05-17"),
        ("tổ chức sơ kết vào ngày 12/7/2024", "date", "2024-07-12"),
        ("trình UBND tỉnh tại phiên họp tháng 6/2024", "month", "2024-06-30"),
        ("trong vòng 05 ngày làm việc kể từ ngày Kế hoạch được ban hành", "relative_workdays", "2024-05-20"),
    ],
)
def test_stated_deadline_comes_to_its_day(text: str, kind: str, due: str | None) -> None:
    shown = [limit.deadline.as_json() for limit in find_limits(text, ISSUED)]

    assert [(each["kind"], each["due"]) for each in shown] == [(kind, due)]


@pytest.mark.parametrize(
    "text",
    [
        "theo Công văn số 15/UBND ngày 20/6/2024 của Bộ Nội vụ",
        "số liệu tính đến ngày 20/6/2024",
        "từ ngày 20/6/2024 đến ngày 30/6/2024",
        "giai đoạn 2021-2025",
        "cấm tàu thuyền ra khơi từ 10h00 ngày 20/6/2024",
        "đã yêu cầu xong trước ngày 31/3/2024",
        "mới đạt 12/18 nhiệm vụ, 9/15 xã",
        "kịch bản tăng trưởng quý III và 6 tháng cuối năm",
        "xử lý tin báo trong 24 giờ khi tiếp nhận",
        "trước ngày 30/02/2025",
        "trình phê duyệt trước kỳ họp HĐND tỉnh cuối năm 2024",
    ],
)
def test_date_that_is_no_deadline_is_left_alone(text: str) -> None:
    assert find_limits(text, ISSUED) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("trước ngày 20 hằng tháng báo cáo", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("định kỳ 6 tháng (trước ngày 20/6 và 20/12) tổng hợp", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=20"),
        ("trước ngày 10 tháng đầu tiên của quý sau", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("gửi báo cáo tuần về Sở Y tế trước 14h thứ Sáu", "FREQ=WEEKLY;BYDAY=FR;BYHOUR=14;BYMINUTE=0"),
        ("thông báo 2 lần/tuần vào thứ Ba và thứ Sáu", "FREQ=WEEKLY;BYDAY=TU,FR"),
        ("hằng ngày báo cáo tình hình trước 17h", "FREQ=DAILY;BYHOUR=17;BYMINUTE=0"),
        ("hằng tuần báo cáo tiến độ (qua Sở Xây dựng) vào chiều thứ Năm", "FREQ=WEEKLY;BYDAY=TH"),
        ("báo cáo 02 lần/năm (trước ngày 15/6 và 15/12)", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
        ("vào thứ Hai hằng tuần cho đến hết tháng 12/2024", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20241231"),
        ("công bố vào ngày làm việc cuối cùng của tháng", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("mỗi năm một lần, trước ngày 15/12, báo cáo", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("ngày cuối cùng hằng tháng tổng hợp", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("định kỳ hằng quý báo cáo", "FREQ=MONTHLY;INTERVAL=3"),
        ("trước ngày 10 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"),
        ("trước ngày 15/6 và 15/12 hằng năm", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15"),
        ("15h thứ Sáu hằng tuần", "FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=0"),
        ("báo cáo 2 tuần/lần", "FREQ=WEEKLY;INTERVAL=2"),
        ("báo cáo 02 lần/ngày (trước 07h00 và 17h00)", "FREQ=DAILY;BYHOUR=7,17;BYMINUTE=0"),
        ("trước 16 giờ 30 phút hằng ngày", "FREQ=DAILY;BYHOUR=16;BYMINUTE=30"),
        (
            "trước 15 giờ hằng ngày từ ngày 14/6 đến hết ngày 20/6/2024",
            "FREQ=DAILY;BYHOUR=15;BYMINUTE=0;UNTIL=20240620",
        ),
    ],
)
def test_periodic_duty_becomes_a_rule(text: str, rule: str) -> None:
    assert [limit.recurrence for limit in find_limits(text, ISSUED)] == [rule]


@pytest.mark.parametrize(
    ("cell", "kind", "due"),
    [
        ("Quý II/2025", "quarter", "2025-06-30"),
        ("30/6/2024", "date", "2024-06-30"),
        ("2025", "year", "2025-12-31"),
        ("Thường xuyên", "ongoing", None),
    ],
)
def test_cell_of_a_time_column_needs_no_marker_word(cell: str, kind: str, due: str | None) -> None:
    limit = read_time_cell(cell, ISSUED)

    assert limit is not None
    assert (limit.deadline.kind.value, limit.deadline.as_json()["due"], limit.deadline.text) == (kind, due, cell)


def test_theoretical_plan_in_a_time_column_is_no_deadline() -> None:
    assert read_time_cell("Theo lộ trình của Bộ", ISSUED) is None


@pytest.mark.parametrize(
    "words",
    [
        "trước ngày 30/6/0000",
        "trước tháng 1/0001",
        "trong năm 0000",
        "trước 9 giờ 75 ngày 5/6/2024",
        "trong quý IV/9999",
        "trong 999 tháng kể từ ngày ký",
        "định kỳ 999999 tháng một lần",
    ],
)
@pytest.mark.parametrize(
    "issued", ["5 tháng 6 năm 2024", "31 tháng 12 năm 9999", "1 tháng 1 năm 0001", "i2 tháng 13 năm 2o24"]
)
def test_day_that_no_calendar_has_stops_no_reading(words: str, issued: str) -> None:
    text = (
        f"UBND TỈNH HÒA BÌNH\nSố: 5/TB-UBND\nHòa Bình, ngày {issued}\n\nTHÔNG BÁO\n\n1. Giao Sở Y tế báo cáo {words}.\n"
    )

    assert [task.lead for task in read_text(text).tasks] == [("Sở Y tế",)]


@pytest.mark.parametrize("words", ["trước 24 giờ ngày 5/6", "trước 24 giờ hôm nay"])
def test_hour_24_is_the_end_of_the_day_itself(words: str) -> None:
    (limit,) = find_limits(words, Issuance(date(2024, 6, 5), date(2024, 6, 5)))

    assert limit.deadline.due == date(2024, 6, 5)
