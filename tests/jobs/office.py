"""A small office for the tests of the jobs: an agency, its people, one directive."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.lifecycle import Event
from data.domain.person import Role
from data.domain.policy import Policy
from data.domain.task import Assignment
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Actor, Rules
from data.office.importing import confirm_directive, store_directive
from data.office.reporting import report
from jobs.deliver import deliver_outbox
from jobs.failures import tell_failures
from jobs.plan import plan_reminders
from jobs.prepare import Deliverer
from tests.fakes.saying import CHANNEL, PaperChannel, PlainWording

POLICY = Policy()
RULES = Rules(WorkingCalendar(POLICY))
PEOPLE = (
    ("an", Role.CONTACT, "bdt"),
    ("hoa", Role.HEAD, "bdt"),
    ("duc", Role.CONTACT, "skhdt"),
    ("tam", Role.SPECIALIST, None),
    ("thang", Role.CHIEF, None),
    ("son", Role.LEADER, None),
)


def due(day: date) -> Deadline:
    return Deadline(DeadlineKind.DATE, day, f"trước ngày {day:%d/%m/%Y}")


@dataclass
class Office:
    """The people of `PEOPLE`, paired with paper chats of their keys, and a clock that is moved by hand."""

    database: Database
    clock: FrozenClock
    channel: PaperChannel = field(default_factory=PaperChannel)
    wording: PlainWording = field(default_factory=PlainWording)
    machine: FrozenClock = field(default_factory=lambda: FrozenClock(datetime.fromisoformat("2030-01-01T00:00+00:00")))

    async def opens(self) -> None:
        async with self.database.work() as uow:
            await uow.agencies.put([AgencyEntry("bdt", "Ban Dân tộc"), AgencyEntry("skhdt", "Sở Kế hoạch và Đầu tư")])
            registry = await uow.agencies.registry()
            ids = {agency.code: agency.id for agency in registry.agencies}
            entries = [PersonEntry(key, "", role, ids.get(agency or ""), key) for key, role, agency in PEOPLE]
            await uow.people.put(entries, self.clock.now())
            await uow.commit()
        for key, _role, _agency in PEOPLE:
            await self.pairs(key)

    async def pairs(self, key: str) -> None:
        async with self.database.work() as uow:
            (person,) = await uow.people.named(key)
            await uow.people.link(person.id, CHANNEL, key, self.clock.now())
            await uow.assignments.wake(self.clock.now())
            await uow.commit()

    async def unpairs(self, key: str) -> None:
        async with self.database.work() as uow:
            (person,) = await uow.people.named(key)
            await uow.people.unpair(person.id, self.clock.now())
            await uow.commit()

    async def actor(self, key: str) -> Actor:
        async with self.database.work() as uow:
            (person,) = await uow.people.named(key)
        return Actor(person, self.clock.now(), CHANNEL)

    async def reports(self, key: str, event: Event) -> None:
        """Let an official say something of NV1."""
        actor = await self.actor(key)
        async with self.database.work() as uow:
            (assignment,) = await uow.assignments.of_task(1)
            await report(uow, actor, assignment, event)
            await uow.commit()

    async def assigns(self, *tasks: TaskDraft, number: str = "215") -> None:
        draft = DirectiveDraft(
            number, "TB-UBND", "thong_bao", date(2024, 5, 13), "UBND tỉnh", "son", None, text=number, tasks=tasks
        )
        async with self.database.work() as uow:
            stored = await store_directive(uow, draft, RULES, self.clock.now())
            await confirm_directive(uow, stored.directive.id, None, RULES, self.clock.now())
            await uow.commit()

    async def assignment(self, number: int) -> Assignment:
        async with self.database.work() as uow:
            return (await uow.assignments.of_task(number))[0]

    def delivery(self) -> Deliverer:
        channels = {CHANNEL: self.channel}
        return Deliverer(self.database, channels, self.wording, RULES.calendar, self.clock, self.machine)

    async def ticks(self) -> list[tuple[str, str]]:
        """Plan and deliver at the present moment; return what people received, in their order."""
        await plan_reminders(self.database, RULES.calendar, self.clock)
        await tell_failures(self.database, self.wording, RULES.calendar, self.clock)
        await deliver_outbox(self.delivery())
        return sorted(self.channel.take())

    async def at(self, moment: str) -> list[tuple[str, str]]:
        """Move the clock to "2024-05-13 08:00" of the office's zone and tick."""
        self.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=POLICY.zone)
        self.machine.advance(timedelta(hours=1))
        return await self.ticks()


TASK = TaskDraft("1", "Tổng hợp khó khăn, vướng mắc", ("Ban Dân tộc",), (), due(date(2024, 5, 16)))
UNDATED = TaskDraft("2", "Tăng cường kiểm tra", ("Ban Dân tộc",), (), NO_DEADLINE)
