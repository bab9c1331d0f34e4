from collections.abc import Awaitable

import pytest

from data.domain.lifecycle import Event
from data.domain.task import Status
from data.office.acting import Refusal, Refused
from data.office.deciding import confirm_result, return_result
from data.office.reporting import refuse, report, undo
from tests.office.office import RULES, Office, lead


async def test_report_is_kept_with_who_said_it_and_how_it_stood_before(office: Office) -> None:
    async with office.database.work() as uow:
        actor = await office.actor(uow, "an")
        reported = await report(uow, actor, await lead(uow), Event.PROGRESS, percent=60, note="đang lấy ý kiến")
        (kept,) = await uow.reports.of(reported.after.id)
    assert (reported.before.status, reported.after.status) == (Status.ASSIGNED, Status.IN_PROGRESS)
    assert (kept.person_id, kept.percent, kept.note) == (actor.person.id, 60, "đang lấy ý kiến")


@pytest.mark.parametrize(
    ("key", "event"),
    [("trang", Event.REPORT_DONE), ("trang", Event.PROGRESS), ("tam", Event.REPORT_DONE), ("son", Event.ACKNOWLEDGE)],
)
async def test_who_may_not_speak_for_the_lead_is_refused(office: Office, key: str, event: Event) -> None:
    async with office.database.work() as uow:
        with pytest.raises(Refused) as refused:
            await report(uow, await office.actor(uow, key), await lead(uow), event)
    assert refused.value.why is Refusal.NOT_YOURS


async def test_second_claim_is_unlawful(office: Office) -> None:
    async with office.database.work() as uow:
        actor = await office.actor(uow, "an")
        claimed = (await report(uow, actor, await lead(uow), Event.REPORT_DONE)).after
        with pytest.raises(Refused) as refused:
            await report(uow, actor, claimed, Event.REPORT_DONE)
    assert refused.value.why is Refusal.UNLAWFUL


async def test_who_read_an_older_state_is_told_that_it_changed(office: Office) -> None:
    async with office.database.work() as uow:
        actor, before = await office.actor(uow, "an"), await lead(uow)
        await report(uow, actor, before, Event.ACKNOWLEDGE)
        with pytest.raises(Refused) as refused:
            await report(uow, actor, before, Event.REPORT_DONE)
        assert refused.value.why is Refusal.CHANGED_MEANWHILE
        assert len(await uow.reports.of(before.id)) == 1


async def test_undo_brings_everything_back_but_the_revision(office: Office) -> None:
    async with office.database.work() as uow:
        actor, before = await office.actor(uow, "an"), await lead(uow)
        reported = await report(uow, actor, before, Event.REPORT_DONE)
        after = (await undo(uow, actor, reported.report_id, RULES)).after
        stored = await lead(uow)
    assert (after.status, after.percent, after.heard_at, after.reported_done_at) == (Status.ASSIGNED, None, None, None)
    assert (stored.status, stored.revision) == (Status.ASSIGNED, before.revision + 2)


async def test_undo_is_refused_to_others_too_late_twice_and_after_later_words(office: Office) -> None:
    async with office.database.work() as uow:
        an, binh = await office.actor(uow, "an"), await office.actor(uow, "binh")
        first = await report(uow, an, await lead(uow), Event.PROGRESS, percent=10)
        second = await report(uow, an, first.after, Event.PROGRESS, percent=20)
        whys = [await _why(undo(uow, binh, second.report_id, RULES)), await _why(undo(uow, an, first.report_id, RULES))]
        await undo(uow, an, second.report_id, RULES)
        whys.append(await _why(undo(uow, an, second.report_id, RULES)))
        office.later(minutes=6)
        whys.append(await _why(undo(uow, await office.actor(uow, "an"), first.report_id, RULES)))
    assert whys == [
        Refusal.NOT_YOURS,
        Refusal.CHANGED_MEANWHILE,
        Refusal.ALREADY_UNDONE,
        Refusal.TOO_LATE_TO_UNDO,
    ]


async def test_claim_that_the_office_has_returned_cannot_be_undone(office: Office) -> None:
    async with office.database.work() as uow:
        an, tam = await office.actor(uow, "an"), await office.actor(uow, "tam")
        claimed = await report(uow, an, await lead(uow), Event.REPORT_DONE)
        await return_result(uow, tam, claimed.after, "thiếu phụ lục")
        assert await _why(undo(uow, an, claimed.report_id, RULES)) is Refusal.CHANGED_MEANWHILE


async def test_claim_that_the_office_has_confirmed_cannot_be_undone(office: Office) -> None:
    async with office.database.work() as uow:
        an, tam = await office.actor(uow, "an"), await office.actor(uow, "tam")
        claimed = await report(uow, an, await lead(uow), Event.REPORT_DONE)
        await confirm_result(uow, tam, claimed.after)
        assert await _why(undo(uow, an, claimed.report_id, RULES)) is Refusal.CHANGED_MEANWHILE


async def test_refused_task_stays_until_the_office_decides(office: Office) -> None:
    async with office.database.work() as uow:
        refused = await refuse(uow, await office.actor(uow, "an"), await lead(uow), "không thuộc chức năng")
        (kept,) = await uow.reports.of(refused.after.id)
    assert refused.after.status is Status.REFUSED
    assert (kept.kind, kept.note) == ("refuse", "không thuộc chức năng")


async def _why(attempt: Awaitable[object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        await attempt
    return refused.value.why
