"""Days and deadlines as people say them."""

from datetime import date

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date) -> str:
    """Return a day as officials write it: 16/05/2024."""
    return f"{value:%d/%m/%Y}"


def weekday_and_day(value: date) -> str:
    """Return a day with its weekday: thứ Năm 16/05/2024."""
    return f"{_WEEKDAYS[value.weekday()]} {day(value)}"


def days_left(count: int) -> str:
    """Return what is left in words; `count` is in working days, negative when overdue (domain rule 6)."""
    if count == 0:
        return "hôm nay"
    if count == 1:
        return "ngày mai"
    return f"còn {count} ngày làm việc" if count > 0 else f"quá hạn {-count} ngày làm việc"
