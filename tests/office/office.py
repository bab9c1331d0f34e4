"""One agency with two contacts, another that coordinates, and one live task, for tests of the office's verbs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.person import Person, Role
from data.domain.policy import Policy
from data.domain.task import Assignment
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Actor, Rules
from data.office.importing import confirm_directive, store_directive

POLICY = Policy()
RULES = Rules(WorkingCalendar(POLICY))
PEOPLE = (
    ("an", Role.CONTACT, "bdt"),
    ("binh", Role.CONTACT, "bdt"),
    ("hoa", Role.HEAD, "bdt"),
    ("trang", Role.CONTACT, "stc"),
    ("tam", Role.SPECIALIST, None),
    ("thang", Role.CHIEF, None),
    ("son", Role.LEADER, None),
)
DRAFT = DirectiveDraft(
    "215",
    "TB-UBND",
    "thong_bao_ket_luan",
    date(2024, 5, 13),
    "UBND tỉnh",
    "Lê Tuấn Phú",
    None,
    leader="Son",
    tasks=(
        TaskDraft(
            "1",
            "Báo cáo tại phiên họp",
            ("Ban Dân tộc",),
            ("Sở Tài chính",),
            Deadline(DeadlineKind.DATE, date(2024, 5, 16), "ngày 16/5/2024"),
        ),
        TaskDraft("2", "Nắm tình hình", ("Ban Dân tộc",)),
    ),
    text="215",
)


@dataclass
class Office:
    """People by their keys; NV1 is due on 16/5/2024, NV2 has no deadline."""

    database: Database
    clock: FrozenClock

    async def opens(self) -> None:
        async with self.database.work() as uow:
            await uow.agencies.put([AgencyEntry("bdt", "Ban Dân tộc"), AgencyEntry("stc", "Sở Tài chính")])
            ids = {agency.code: agency.id for agency in (await uow.agencies.registry()).agencies}
            entries = [PersonEntry(key.title(), "", role, ids.get(at or ""), key) for key, role, at in PEOPLE]
            await uow.people.put(entries, self.clock.now())
            stored = await store_directive(uow, DRAFT, RULES, self.clock.now())
            await confirm_directive(uow, stored.directive.id, None, RULES, self.clock.now())
            await uow.commit()

    async def actor(self, uow: UnitOfWork, key: str) -> Actor:
        return Actor(await self.person(uow, key), self.clock.now(), "paper")

    async def person(self, uow: UnitOfWork, key: str) -> Person:
        (person,) = await uow.people.named(key)
        return person

    def later(self, **step: float) -> datetime:
        self.clock.advance(timedelta(**step))
        return self.clock.now()


async def lead(uow: UnitOfWork, number: int = 1) -> Assignment:
    """Return the lead's share of NV`number`."""
    return (await uow.assignments.of_task(number))[0]
