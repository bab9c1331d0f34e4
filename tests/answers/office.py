"""An office with two directives in a real database, built through the stores, for tests of what may be asked."""

from dataclasses import dataclass, field
from datetime import date, datetime

from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.db.unit import UnitOfWork
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.lifecycle import Event
from data.domain.person import Person, Role
from data.domain.task import Assignment, Part
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Actor, Rules
from data.office.deciding import ask_extension, confirm_result, grant_extension, return_result
from data.office.importing import confirm_directive, store_directive
from data.office.reporting import decide, report
from tests.domain.given import CALENDAR, at

RULES = Rules(CALENDAR)
ETHNIC, PLANNING, FINANCE = "Ban Dân tộc", "Sở Kế hoạch và Đầu tư", "Sở Tài chính"

AGENCIES = (
    AgencyEntry("BDT", ETHNIC, ("Ban DT",), "ban"),
    AgencyEntry("SKHDT", PLANNING, ("Sở KH&ĐT",), "sở"),
    AgencyEntry("STC", FINANCE, ("STC",), "sở"),
    AgencyEntry("UBND-SD", "UBND huyện Sơn Động", ("Sơn Động",), "huyện"),
    AgencyEntry("UBND", "UBND tỉnh"),
)
PEOPLE = (
    ("Nguyễn Thị Hà", "Chuyên viên", Role.CONTACT, ETHNIC),
    ("Trần Minh Đức", "Trưởng phòng", Role.CONTACT, PLANNING),
    ("Đỗ Thu Trang", "Phó Trưởng phòng", Role.CONTACT, FINANCE),
    ("Ngọc Văn Sáng", "Chánh Văn phòng", Role.CONTACT, "UBND huyện Sơn Động"),
    ("Nguyễn Ngọc Trâm", "Chuyên viên theo dõi", Role.SPECIALIST, None),
    ("Dương Đình Thắng", "Chánh Văn phòng", Role.CHIEF, None),
    ("Mai Sơn", "Phó Chủ tịch Thường trực UBND tỉnh", Role.LEADER, None),
    ("Nguyễn Việt Anh", "Chủ tịch UBND tỉnh", Role.LEADER, None),
)


def by(day: str) -> Deadline:
    return Deadline(DeadlineKind.DATE, date.fromisoformat(day), f"trước ngày {day}")


CONCLUSIONS = DirectiveDraft(
    "215",
    "TB-UBND",
    "thong_bao_ket_luan",
    date(2024, 5, 13),
    "Văn phòng UBND tỉnh Bắc Giang",
    "Lê Tuấn Phú",
    None,
    subject="Kết luận của Phó Chủ tịch Mai Sơn tại buổi làm việc với Ban Dân tộc",
    leader="Mai Sơn",
    text="Thông báo 215",
    tasks=(
        TaskDraft("1", "Tập trung thực hiện các nhiệm vụ trọng tâm", (ETHNIC,)),
        TaskDraft("2", "Kiểm tra các chương trình <b>dân tộc</b> & miền núi", (ETHNIC,), (FINANCE,)),
        TaskDraft("3", "Thành lập các tổ công tác đôn đốc giải ngân", (ETHNIC,), (), by("2024-05-31")),
        TaskDraft("4", "Tổng hợp khó khăn, vướng mắc", (ETHNIC,), (PLANNING, "UBND huyện Sơn Động"), by("2024-05-16")),
        TaskDraft("5", "Tổng hợp phân bổ kế hoạch vốn", (PLANNING,), (), by("2024-05-16")),
        TaskDraft("6", "Theo dõi thường xuyên tình hình", (FINANCE,), (), Deadline(DeadlineKind.ONGOING)),
    ),
)
DIRECTION = DirectiveDraft(
    "04",
    "CT-UBND",
    "chi_thi",
    date(2024, 4, 10),
    "UBND tỉnh Bắc Giang",
    "Nguyễn Việt Anh",
    None,
    subject="Tăng cường phòng cháy, chữa cháy rừng",
    text="Chỉ thị 04",
    tasks=(
        TaskDraft("1", "Kiểm tra công tác phòng cháy rừng", (FINANCE, "UBND huyện Sơn Động"), (), by("2024-05-10")),
        TaskDraft(
            "2", "Phân loại rừng", ("Các chủ rừng",), (), NO_DEADLINE, "FREQ=MONTHLY;UNTIL=20240401"
        ),  # its last period is over
    ),
)
ENTERED = at("2024-05-13", "07:55")


@dataclass
class Office:
    """NV1-NV6 of notice 215 and NV7-NV8 of direction 04; what is done to them is said by the people."""

    uow: UnitOfWork
    people: dict[str, Person] = field(default_factory=dict)

    async def furnish(self) -> None:
        await self.uow.agencies.put(AGENCIES)
        registry = await self.uow.agencies.registry()
        entries = []
        for name, post, role, agency in PEOPLE:
            found = registry.find(agency) if agency else None
            entries.append(PersonEntry(name, post, role, found.id if found else None))
        await self.uow.people.put(entries, ENTERED)
        self.people = {person.name: person for person in await self.uow.people.everybody()}
        for draft in (CONCLUSIONS, DIRECTION):
            stored = await store_directive(self.uow, draft, RULES, ENTERED)
            await confirm_directive(self.uow, stored.directive.id, None, RULES, ENTERED)

    def actor(self, name: str, moment: datetime) -> Actor:
        return Actor(self.people[name], moment, "web")

    async def lead(self, number: int, agency: str | None = None) -> Assignment:
        """Return the lead assignment of NV`number`, of that agency when there are several."""
        shares = [one for one in await self.uow.assignments.of_task(number) if one.part is Part.LEAD]
        return next(one for one in shares if agency in (None, one.agency_name))

    async def finishes_two(self) -> None:
        """Let NV4 be done in time, and NV5 after the day to which it was moved."""
        await self.says("Nguyễn Thị Hà", 4, Event.REPORT_DONE, at("2024-05-16", "22:00"))
        await self.confirms(4, at("2024-05-20", "09:00"))
        await self.extends("Trần Minh Đức", 5, date(2024, 5, 20), at("2024-05-14", "09:00"), grant=True)
        await self.says("Trần Minh Đức", 5, Event.REPORT_DONE, at("2024-05-21", "09:00"))

    async def says(
        self,
        name: str,
        number: int,
        event: Event,
        moment: datetime,
        percent: int | None = None,
        note: str | None = None,
    ) -> None:
        person = self.people[name]
        shares = await self.uow.assignments.of_task(number)
        own = next(one for one in shares if one.agency_id == person.agency_id)
        await report(self.uow, self.actor(name, moment), own, event, percent=percent, note=note)

    async def confirms(self, number: int, moment: datetime) -> None:
        await confirm_result(self.uow, self.actor("Nguyễn Ngọc Trâm", moment), await self.lead(number))

    async def returns(self, number: int, moment: datetime, reason: str) -> None:
        await return_result(self.uow, self.actor("Nguyễn Ngọc Trâm", moment), await self.lead(number), reason)

    async def pauses(self, number: int, moment: datetime, agency: str | None = None) -> None:
        share = await self.lead(number, agency)
        await decide(self.uow, self.actor("Nguyễn Ngọc Trâm", moment), share, Event.PAUSE, "chờ Trung ương")

    async def extends(self, name: str, number: int, until: date, moment: datetime, *, grant: bool) -> None:
        wish = await ask_extension(
            self.uow, self.actor(name, moment), await self.lead(number), until, "chờ Sở Tài chính", RULES
        )
        if grant:
            await grant_extension(self.uow, self.actor("Dương Đình Thắng", moment), wish, until, RULES)
