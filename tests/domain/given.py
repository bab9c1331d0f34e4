"""An office in May 2024, as values that the tests of the rules start from."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.person import Person, Role
from data.domain.policy import Ladder, Policy
from data.domain.task import Assignment, Part, Status

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = WorkingCalendar(Policy())

ETHNIC, PLANNING, STRANGERS = 1, 2, 3
"""Ban Dân tộc leads, Sở Kế hoạch và Đầu tư coordinates, a third agency has no part."""

CONTACT = Person(1, "Lò Thị Mai", "Chuyên viên", Role.CONTACT, ETHNIC)
DEPUTY = Person(2, "Vi Văn Sơn", "Phó phòng", Role.DEPUTY, ETHNIC)
HEAD = Person(3, "Nông Văn Lâm", "Trưởng ban", Role.HEAD, ETHNIC)
COORDINATOR = Person(4, "Trần Thu Hà", "Chuyên viên", Role.CONTACT, PLANNING)
STRANGER = Person(5, "Đỗ Minh", "Chuyên viên", Role.CONTACT, STRANGERS)
SPECIALIST = Person(6, "Phạm Trâm", "Chuyên viên", Role.SPECIALIST)
CHIEF = Person(7, "Lê Tuấn Phú", "Chánh Văn phòng", Role.CHIEF)
LEADER = Person(8, "Mai Sơn", "Phó Chủ tịch", Role.LEADER)
OTHER_LEADER = Person(9, "Lê Ánh Dương", "Chủ tịch", Role.LEADER)
ADMIN = Person(10, "Hoàng Nam", "Quản trị", Role.ADMIN)
PEOPLE = (CONTACT, DEPUTY, HEAD, COORDINATOR, STRANGER, SPECIALIST, CHIEF, LEADER, OTHER_LEADER, ADMIN)
PAIRED = frozenset(person.id for person in PEOPLE)


def at(day: str, hour: str = "08:00") -> datetime:
    """Return the moment of an ISO `day` at `hour` in the office's zone."""
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


def mornings(first: str, last: str) -> list[datetime]:
    """Return 08:00 of every calendar day from `first` to `last`, worked or not."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [at((start + timedelta(days=n)).isoformat()) for n in range((end - start).days + 1)]


def assignment(due: str | None = None, entered: datetime | None = None, **changes: Any) -> Assignment:  # noqa: ANN401 - any field
    """Return Ban Dân tộc's share of a task due on the ISO day `due`, entered on 13/5/2024 before office hours."""
    deadline = NO_DEADLINE if due is None else Deadline(DeadlineKind.DATE, date.fromisoformat(due))
    entered_at = entered or at("2024-05-13", "07:55")
    values: dict[str, Any] = {
        "id": 7,
        "task_id": 7,
        "code": "NV7",
        "title": "Tổng hợp khó khăn, vướng mắc",
        "directive_id": 1,
        "part": Part.LEAD,
        "agency_id": ETHNIC,
        "agency_name": "Ban Dân tộc",
        "status": Status.ASSIGNED,
        "deadline": deadline,
        "deadline_version": 1,
        "due_at": CALENDAR.due_moment(deadline),
        "first_due_on": deadline.due_on,
        "entered_at": entered_at,
        "ladder_from": entered_at,
        "ladder": Ladder(),
    }
    return Assignment(**values | changes)
