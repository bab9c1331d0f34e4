from collections.abc import Awaitable
from datetime import date

import pytest

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.extension import ExtensionState
from data.domain.lifecycle import Event
from data.domain.task import Status
from data.office.acting import Refusal, Refused
from data.office.deciding import (
    ask_extension,
    confirm_result,
    grant_extension,
    refuse_extension,
    return_result,
    waiting_wish,
)
from data.office.reporting import report, undo
from tests.office.office import RULES, Office, lead

LATER = date(2024, 5, 20)


async def why(attempt: Awaitable[object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        await attempt
    return refused.value.why


async def test_only_the_office_confirms_and_only_claims(office: Office) -> None:
    async with office.database.work() as uow:
        an, tam, son = [await office.actor(uow, key) for key in ("an", "tam", "son")]
        task = await lead(uow)
        assert await why(confirm_result(uow, tam, task)) is Refusal.UNLAWFUL
        claimed = (await report(uow, an, task, Event.REPORT_DONE)).after
        assert await why(confirm_result(uow, an, claimed)) is Refusal.NOT_YOURS
        assert await why(confirm_result(uow, son, claimed)) is Refusal.NOT_YOURS
        assert (await confirm_result(uow, tam, claimed)).status is Status.CONFIRMED


async def test_return_needs_a_reason_and_counts_as_not_done(office: Office) -> None:
    async with office.database.work() as uow:
        an, tam = await office.actor(uow, "an"), await office.actor(uow, "tam")
        claimed = (await report(uow, an, await lead(uow), Event.REPORT_DONE)).after
        assert await why(return_result(uow, tam, claimed, "  ")) is Refusal.REASON_MISSING
        returned = await return_result(uow, tam, claimed, "thiếu phụ lục")
    assert (returned.status, returned.reported_done_at, returned.open) == (Status.RETURNED, None, True)


async def test_wish_for_time_is_checked(office: Office) -> None:
    async with office.database.work() as uow:
        an, trang = await office.actor(uow, "an"), await office.actor(uow, "trang")
        dated, undated = await lead(uow, 1), await lead(uow, 2)
        whys = [
            await why(ask_extension(uow, trang, dated, LATER, "bận", RULES)),
            await why(ask_extension(uow, an, dated, date(2024, 5, 16), "bận", RULES)),
            await why(ask_extension(uow, an, dated, date(2024, 5, 10), "bận", RULES)),
            await why(ask_extension(uow, an, dated, date(9999, 12, 31), "bận", RULES)),
            await why(ask_extension(uow, an, undated, LATER, "bận", RULES)),
            await why(ask_extension(uow, an, dated, LATER, " ", RULES)),
        ]
        await ask_extension(uow, an, dated, LATER, "bận", RULES)
        whys.append(await why(ask_extension(uow, an, dated, LATER, "bận", RULES)))
    assert whys == [
        Refusal.NOT_YOURS,
        Refusal.NOT_LATER,
        Refusal.IN_THE_PAST,
        Refusal.TOO_FAR,
        Refusal.NO_DEADLINE,
        Refusal.REASON_MISSING,
        Refusal.ALREADY_ASKED,
    ]


async def test_granted_time_is_a_new_version_and_the_first_day_stays(office: Office) -> None:
    async with office.database.work() as uow:
        an, thang = await office.actor(uow, "an"), await office.actor(uow, "thang")
        wish = await ask_extension(uow, an, await lead(uow), LATER, "bận", RULES)
        decided, after = await grant_extension(uow, thang, wish, date(2024, 5, 18), RULES)
    assert (decided.state, decided.granted_until) == (ExtensionState.GRANTED, date(2024, 5, 18))
    assert after.deadline == Deadline(DeadlineKind.DATE, date(2024, 5, 18))
    assert after.first_due_on == date(2024, 5, 16)
    assert after.deadline_version == 2


async def test_time_is_not_granted_for_longer_than_any_plan(office: Office) -> None:
    async with office.database.work() as uow:
        an, thang = await office.actor(uow, "an"), await office.actor(uow, "thang")
        wish = await ask_extension(uow, an, await lead(uow), LATER, "bận", RULES)
        assert await why(grant_extension(uow, thang, wish, date(9999, 12, 31), RULES)) is Refusal.TOO_FAR
        decided, _ = await grant_extension(uow, thang, wish, date(2029, 5, 13), RULES)
    assert decided.granted_until == date(2029, 5, 13)


async def test_only_chief_and_leaders_decide_and_once(office: Office) -> None:
    async with office.database.work() as uow:
        an, tam, thang, son = [await office.actor(uow, key) for key in ("an", "tam", "thang", "son")]
        wish = await ask_extension(uow, an, await lead(uow), LATER, "bận", RULES)
        assert await why(grant_extension(uow, tam, wish, LATER, RULES)) is Refusal.NOT_YOURS
        assert await why(grant_extension(uow, an, wish, LATER, RULES)) is Refusal.OWN_REQUEST
        assert await why(refuse_extension(uow, son, wish, "", RULES)) is Refusal.REASON_MISSING
        await refuse_extension(uow, son, wish, "đã ấn định", RULES)
        assert await why(grant_extension(uow, thang, wish, LATER, RULES)) is Refusal.ALREADY_DECIDED
        assert (await lead(uow)).deadline_version == 1


async def test_refused_wish_may_be_asked_anew(office: Office) -> None:
    async with office.database.work() as uow:
        an, thang = await office.actor(uow, "an"), await office.actor(uow, "thang")
        wish = await ask_extension(uow, an, await lead(uow), LATER, "bận", RULES)
        await refuse_extension(uow, thang, wish, "đã ấn định", RULES)
        again = await ask_extension(uow, an, await lead(uow), LATER, "thật bận", RULES)
    assert again.state is ExtensionState.OPEN


async def test_wish_for_work_already_done_is_refused(office: Office) -> None:
    async with office.database.work() as uow:
        an = await office.actor(uow, "an")
        claimed = (await report(uow, an, await lead(uow), Event.REPORT_DONE)).after
        assert await why(ask_extension(uow, an, claimed, LATER, "bận", RULES)) is Refusal.UNLAWFUL


async def test_claim_settles_the_wish_and_its_undoing_brings_it_back(office: Office) -> None:
    async with office.database.work() as uow:
        an, thang, tam = [await office.actor(uow, key) for key in ("an", "thang", "tam")]
        wish = await ask_extension(uow, an, await lead(uow), LATER, "bận", RULES)
        claimed = await report(uow, an, await lead(uow), Event.REPORT_DONE)
        assert await waiting_wish(uow, claimed.after) is None
        assert await why(grant_extension(uow, thang, wish, LATER, RULES)) is Refusal.NO_LONGER_OWED
        assert await why(refuse_extension(uow, thang, wish, "đã ấn định", RULES)) is Refusal.NO_LONGER_OWED
        undone = (await undo(uow, an, claimed.report_id, RULES)).after
        assert await waiting_wish(uow, undone) == wish
        await confirm_result(uow, tam, (await report(uow, an, undone, Event.REPORT_DONE)).after)
        assert await why(grant_extension(uow, thang, wish, LATER, RULES)) is Refusal.NO_LONGER_OWED
        kept = await lead(uow)
    assert (kept.deadline.due_on, kept.deadline_version) == (date(2024, 5, 16), 1)
