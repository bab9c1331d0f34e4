"""Days, deadlines and sizes as people say them, in the language of who hears them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from data.domain.person import Language


def day(value: date) -> str:
    """Return a day as officials write it, in whichever language: 16/05/2024."""
    return f"{value:%d/%m/%Y}"


class Words(ABC):
    """How one language says days, deadlines and sizes."""

    weekdays: ClassVar[Sequence[str]]
    point: ClassVar[str]
    bytes: ClassVar[str]

    def weekday(self, value: date) -> str:
        """Return the name of the day of the week: thứ Năm."""
        return self.weekdays[value.weekday()]

    def weekday_and_day(self, value: date) -> str:
        """Return a day with its weekday: thứ Năm 16/05/2024."""
        return f"{self.weekday(value)} {day(value)}"

    @abstractmethod
    def days_left(self, due_on: date, today: date, count: int) -> str:
        """Return what is left until `due_on` in words (domain rule 6).

        `count` is the working days after `today` up to `due_on`, negative when that day is over. Only the next day of
        the calendar is "ngày mai": on a Friday a Monday is still one working day away.
        """

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage with at most one decimal: 66,7%."""
        return f"{share:.1%}".replace(".0%", "%").replace(".", self.point)

    def size(self, count: int) -> str:
        """Return a number of bytes as people read it: "812 byte", "4 KB", "2,3 MB"."""
        if count < 1000:
            return f"{count} {self.bytes}"
        if count < 1_000_000:
            return f"{round(count / 1000)} KB"
        return f"{count / 1_000_000:.1f}".replace(".", self.point) + " MB"


class Vietnamese(Words):
    """Vietnamese as offices write it."""

    weekdays = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
    point = ","
    bytes = "byte"

    def days_left(self, due_on: date, today: date, count: int) -> str:
        """Return what is left: "còn 3 ngày làm việc"."""
        if due_on < today:
            return f"quá hạn {-count} ngày làm việc" if count else "đã quá hạn"
        if due_on == today:
            return "hôm nay"
        if (due_on - today).days == 1:
            return "ngày mai"
        return f"còn {count} ngày làm việc" if count else f"còn {(due_on - today).days} ngày"


class English(Words):
    """English for offices in Vietnam: days are written as the documents write them."""

    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    point = "."
    bytes = "bytes"

    def days_left(self, due_on: date, today: date, count: int) -> str:
        """Return what is left: "3 working days left"."""
        if due_on < today:
            return f"{_counted(-count, 'working day')} overdue" if count else "overdue"
        if due_on == today:
            return "today"
        if (due_on - today).days == 1:
            return "tomorrow"
        return f"{_counted(count, 'working day')} left" if count else f"{_counted((due_on - today).days, 'day')} left"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


WORDS: Mapping[str, Words] = MappingProxyType({Language.VIETNAMESE: Vietnamese(), Language.ENGLISH: English()})
