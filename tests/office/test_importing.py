from dataclasses import replace

import pytest

from data.domain.task import TaskState
from data.office.acting import Refusal, Refused
from data.office.importing import confirm_directive, store_directive
from data.office.reviewing import leave_untracked
from tests.office.office import DRAFT, RULES, Office

NEXT = replace(DRAFT, number="216", text="216")


async def test_same_directive_again_is_found_and_keeps_its_codes(office: Office) -> None:
    async with office.database.work() as uow:
        again = await store_directive(uow, DRAFT, RULES, office.clock.now())
        fresh = await store_directive(uow, NEXT, RULES, office.clock.now())
        codes = [sheet.task.code for sheet in await uow.directives.sheets(fresh.directive.id)]
    assert (again.new, fresh.new) == (False, True)
    assert codes == ["NV3", "NV4"]


async def test_conclusions_belong_to_the_leader_they_name(office: Office) -> None:
    async with office.database.work() as uow:
        son = await office.person(uow, "son")
        known = await store_directive(uow, NEXT, RULES, office.clock.now())
        other = replace(DRAFT, number="217", text="217", leader="Người khác")
        unknown = await store_directive(uow, other, RULES, office.clock.now())
    assert (known.directive.leader_id, unknown.directive.leader_id) == (son.id, None)


async def test_drafts_become_live_once_and_only_by_the_office(office: Office) -> None:
    async with office.database.work() as uow:
        stored = await store_directive(uow, NEXT, RULES, office.clock.now())
        for key, expected in (("son", Refusal.NOT_YOURS), ("an", Refusal.NOT_YOURS)):
            with pytest.raises(Refused) as refused:
                await confirm_directive(
                    uow, stored.directive.id, await office.actor(uow, key), RULES, office.clock.now()
                )
            assert refused.value.why is expected
        tam = await office.actor(uow, "tam")
        sheets = await confirm_directive(uow, stored.directive.id, tam, RULES, office.clock.now())
        with pytest.raises(Refused) as refused:
            await confirm_directive(uow, stored.directive.id, tam, RULES, office.clock.now())
    assert [sheet.task.state for sheet in sheets] == [TaskState.OPEN, TaskState.OPEN]
    assert refused.value.why is Refusal.ALREADY_CONFIRMED


async def test_routine_duty_is_left_out_while_it_is_a_draft(office: Office) -> None:
    async with office.database.work() as uow:
        stored = await store_directive(uow, NEXT, RULES, office.clock.now())
        tam = await office.actor(uow, "tam")
        await leave_untracked(uow, tam, 4)
        sheets = await confirm_directive(uow, stored.directive.id, tam, RULES, office.clock.now())
        with pytest.raises(Refused) as refused:
            await leave_untracked(uow, tam, 3)
    assert [sheet.task.state for sheet in sheets] == [TaskState.OPEN, TaskState.UNTRACKED]
    assert refused.value.why is Refusal.ALREADY_CONFIRMED
