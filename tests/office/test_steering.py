"""The office's own decisions about live work, on either engine: versions, histories, and who was quicker."""

from collections.abc import Awaitable
from datetime import date, timedelta

import pytest

from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.lifecycle import Event
from data.domain.question import TaskFilter
from data.domain.task import Part, Status
from data.intake.draft import TaskDraft
from data.office.acting import Refusal, Refused
from data.office.asking import ask, recall
from data.office.assigning import assign_directly
from data.office.deciding import ask_extension
from data.office.merging import carry_out_merger, merge_agencies
from data.office.reporting import decide, report
from data.office.steering import change_deadline, change_leads, resume, revoke, steer
from tests.office.office import RULES, Office, lead

LATER = Deadline(DeadlineKind.DATE, date(2024, 5, 20))


async def why(attempt: Awaitable[object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        await attempt
    return refused.value.why


async def agencies_at(office: Office, **ago: float) -> list[str]:
    """Return who led what so long ago, as figures of the past see it."""
    moment = office.clock.now() - timedelta(**ago)
    async with office.database.work() as uow:
        found = (await recall(uow, TaskFilter(), moment, RULES)).assignments
    return sorted(f"{one.code} {one.agency_name}" for one in found)


async def test_second_writer_changes_nothing_and_learns_of_what(office: Office) -> None:
    async with office.database.work() as uow:
        tam, an = await office.actor(uow, "tam"), await office.actor(uow, "an")
        read = await lead(uow)
        await report(uow, an, read, Event.PROGRESS, percent=40)
        with pytest.raises(Refused) as refused:
            await decide(uow, tam, read, Event.PAUSE, "chờ")
        assert (refused.value.why, refused.value.about) == (Refusal.CHANGED_MEANWHILE, read.id)
        trace = await uow.audit.latest(f"assignment:{read.id}")
        assert trace is not None
        assert (trace.person_id, trace.action, trace.at) == (an.person.id, "progress", an.at)
        assert (await lead(uow)).status is Status.IN_PROGRESS


async def test_of_several_shares_all_are_steered_or_none(office: Office) -> None:
    async with office.database.work() as uow:
        tam, an = await office.actor(uow, "tam"), await office.actor(uow, "an")
        first, second = await lead(uow, 1), await lead(uow, 2)
        await report(uow, an, second, Event.ACKNOWLEDGE)
        assert await why(steer(uow, tam, [first, second], Event.PAUSE, "chờ")) is Refusal.CHANGED_MEANWHILE
        await uow.commit()
    async with office.database.work() as uow:
        assert (await lead(uow, 1)).status is Status.ASSIGNED


async def test_pause_leaves_the_deadline_and_resuming_may_set_it_anew(office: Office) -> None:
    async with office.database.work() as uow:
        tam = await office.actor(uow, "tam")
        assert await why(steer(uow, tam, [await lead(uow)], Event.PAUSE, " ")) is Refusal.REASON_MISSING
        (paused,) = await steer(uow, tam, [await lead(uow)], Event.PAUSE, "chờ")
        assert (paused.deadline_version, (await lead(uow)).next_at) == (1, None)
        (resumed,) = await resume(uow, tam, [await lead(uow)], LATER, RULES)
        assert (resumed.deadline_version, resumed.deadline, resumed.first_due_on) == (2, LATER, date(2024, 5, 16))
        assert (await lead(uow)).next_at is not None


async def test_deadline_is_changed_by_the_office_within_reason(office: Office) -> None:
    async with office.database.work() as uow:
        tam, an = await office.actor(uow, "tam"), await office.actor(uow, "an")
        past, far = Deadline(DeadlineKind.DATE, date(2024, 5, 10)), Deadline(DeadlineKind.DATE, date(9999, 1, 1))
        for deadline, refusal in ((past, Refusal.IN_THE_PAST), (far, Refusal.TOO_FAR)):
            assert await why(change_deadline(uow, tam, [await lead(uow)], deadline, "vì", RULES)) is refusal
        assert await why(change_deadline(uow, an, [await lead(uow)], LATER, "vì", RULES)) is Refusal.NOT_YOURS
        same = (await lead(uow)).deadline
        assert await why(change_deadline(uow, tam, [await lead(uow)], same, "vì", RULES)) is Refusal.SAME_DEADLINE
        await change_deadline(uow, tam, [await lead(uow)], NO_DEADLINE, "vì", RULES)
        assert (await lead(uow)).due_at is None


async def test_lead_that_changes_takes_the_task_over_and_the_past_stays_as_it_was(office: Office) -> None:
    async with office.database.work() as uow:
        tam, an = await office.actor(uow, "tam"), await office.actor(uow, "an")
        await ask_extension(uow, an, await lead(uow), date(2024, 5, 20), "bận", RULES)
        registry = await uow.agencies.registry()
        finance = registry.find("Sở Tài chính")
        assert finance is not None
        await uow.commit()
    office.later(days=1)
    async with office.database.work() as uow:
        tam = await office.actor(uow, "tam")
        ended, given = await change_leads(uow, tam, 1, [finance], "đúng chức năng")
        await uow.commit()
        assert [one.agency_name for one in ended] == ["Ban Dân tộc"]
        assert [(one.agency_name, one.part, one.deadline) for one in given] == [
            ("Sở Tài chính", Part.LEAD, ended[0].deadline)
        ]
        assert await uow.extensions.waiting() == []
        assert [one.part for one in await uow.assignments.of_task(1)] == [Part.LEAD]
        assert await why(change_leads(uow, tam, 1, [finance], "lần nữa")) is Refusal.LEADS_ALREADY
        now = (await ask(uow, TaskFilter(), office.clock.now(), RULES)).assignments
    assert sorted(f"{one.code} {one.agency_name}" for one in now) == ["NV1 Sở Tài chính", "NV2 Ban Dân tộc"]
    assert await agencies_at(office) == ["NV1 Sở Tài chính", "NV2 Ban Dân tộc"]
    assert await agencies_at(office, hours=12) == ["NV1 Ban Dân tộc", "NV2 Ban Dân tộc"]


async def test_withdrawn_task_is_counted_until_it_was_withdrawn(office: Office) -> None:
    office.later(days=1)
    async with office.database.work() as uow:
        tam = await office.actor(uow, "tam")
        await revoke(uow, tam, await uow.assignments.of_task(1), "giao nhầm")
        await uow.commit()
        assert await uow.assignments.of_task(1) == []
    assert await agencies_at(office) == ["NV2 Ban Dân tộc"]
    assert await agencies_at(office, hours=12) == ["NV1 Ban Dân tộc", "NV2 Ban Dân tộc"]


async def test_merger_carries_over_what_is_not_confirmed_once(office: Office) -> None:
    office.later(days=1)
    async with office.database.work() as uow:
        registry = await uow.agencies.registry()
        ethnic, finance = registry.find("bdt"), registry.find("stc")
        assert ethnic is not None
        assert finance is not None
        merger = await merge_agencies(uow, ethnic, finance, date(2024, 5, 14), RULES, office.clock.now())
        assert (merger.done, merger.people, merger.tasks) == (True, 3, 2)
        await carry_out_merger(uow, ethnic.id, finance.id, office.clock.now())
        await uow.commit()
        assert (await uow.agencies.registry()).find("Ban Dân tộc") == (await uow.agencies.registry()).get(finance.id)
        assert await uow.agencies.mergers_due(date(2024, 5, 14)) == []
        assert (await office.person(uow, "an")).agency_id == finance.id
    assert await agencies_at(office) == ["NV1 Sở Tài chính", "NV2 Sở Tài chính"]
    assert await agencies_at(office, hours=12) == ["NV1 Ban Dân tộc", "NV2 Ban Dân tộc"]


async def test_work_is_given_out_by_who_may_to_whom_the_registry_knows(office: Office) -> None:
    async with office.database.work() as uow:
        tam, an, son = [await office.actor(uow, key) for key in ("tam", "an", "son")]
        task = TaskDraft("", "Rà soát dự toán", ("Sở Tài chính",), (), LATER)
        assert await why(assign_directly(uow, an, task, "x", RULES)) is Refusal.NOT_YOURS
        nobody = TaskDraft("", "Rà soát", ("Sở Vũ trụ",))
        assert await why(assign_directly(uow, tam, nobody, "x", RULES)) is Refusal.UNKNOWN_AGENCY
        sheet = await assign_directly(uow, son, task, "x", RULES)
        assert (sheet.task.code, sheet.lead) == ("NV3", ("Sở Tài chính",))
        assert (await lead(uow, 3)).leader_id == son.person.id
        assert await uow.directives.incomplete() == []
        assert await why(assign_directly(uow, son, task, "x", RULES)) is Refusal.ALREADY_CONFIRMED
