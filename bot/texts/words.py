"""Days and deadlines as people say them."""

from datetime import date

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day(value: date) -> str:
    """Return a day as officials write it: 16/05/2024."""
    return f"{value:%d/%m/%Y}"


def weekday(value: date) -> str:
    """Return the name of the day of the week: thứ Năm."""
    return _WEEKDAYS[value.weekday()]


def weekday_and_day(value: date) -> str:
    """Return a day with its weekday: thứ Năm 16/05/2024."""
    return f"{weekday(value)} {day(value)}"


def days_left(due_on: date, today: date, count: int) -> str:
    """Return what is left until `due_on` in words (domain rule 6).

    `count` is the working days after `today` up to `due_on`, negative when that day is over. Only the next day of the
    calendar is "ngày mai": on a Friday a Monday is still one working day away.
    """
    if due_on < today:
        return f"quá hạn {-count} ngày làm việc" if count else "đã quá hạn"
    if due_on == today:
        return "hôm nay"
    if (due_on - today).days == 1:
        return "ngày mai"
    return f"còn {count} ngày làm việc" if count else f"còn {(due_on - today).days} ngày"


def percent(share: float) -> str:
    """Return a share of one as a percentage with at most one decimal: 66,7%."""
    return f"{share:.1%}".replace(".0%", "%").replace(".", ",")


def size(count: int) -> str:
    """Return a number of bytes as people read it: "812 byte", "4 KB", "2,3 MB"."""
    if count < 1000:
        return f"{count} byte"
    if count < 1_000_000:
        return f"{round(count / 1000)} KB"
    return f"{count / 1_000_000:.1f}".replace(".", ",") + " MB"
