"""An agency helps with a task once at a time: whoever says so at the same moment hears that somebody was quicker."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text

from data.db.engine import Database
from data.db.migrate import migrate
from data.db.stores.agencies import AgencyEntry
from data.db.stores.assignments import Stale
from data.domain.task import Part, Status
from data.intake.draft import TaskDraft
from data.office.acting import Refusal, Refused
from data.office.importing import confirm_directive, store_directive
from data.office.registering import register_agencies
from data.office.steering import change_coordination
from tests.office.office import DRAFT, RULES, Office

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


async def helpers(office: Office, number: int) -> list[str]:
    async with office.database.reading() as uow:
        return [one.agency_name for one in await uow.assignments.of_task(number) if one.part is Part.COORDINATING]


async def comes(office: Office, helping: tuple[str, ...]) -> None:
    """Let a directive with one more task come in and be confirmed."""
    task = TaskDraft("1", "Rà soát dự toán", ("Ban Dân tộc",), helping)
    async with office.database.work() as uow:
        draft = replace(DRAFT, number="216", tasks=(task,), text="216")
        stored = await store_directive(uow, draft, RULES, office.clock.now())
        await confirm_directive(uow, stored.directive.id, None, RULES, office.clock.now())
        await uow.commit()


async def test_a_second_share_of_the_same_help_is_refused(office: Office) -> None:
    async with office.database.work() as uow:
        finance = (await uow.agencies.registry()).find("Sở Tài chính")
        assert finance is not None
        (like, *_) = await uow.assignments.of_task(1)
        with pytest.raises(Stale):
            async with uow.together():
                await uow.assignments.share_out(like, finance, Part.COORDINATING, office.clock.now())
        await uow.commit()
    assert await helpers(office, 1) == ["Sở Tài chính"]


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_who_loses_a_race_for_the_same_help_hears_that_somebody_was_quicker(office: Office) -> None:
    async def let_help() -> None:
        async with office.database.work() as uow:
            finance = (await uow.agencies.registry()).find("Sở Tài chính")
            assert finance is not None
            await change_coordination(uow, await office.actor(uow, "thang"), 2, [finance], "cần số liệu")

    async with office.database.work() as uow:
        finance = (await uow.agencies.registry()).find("Sở Tài chính")
        assert finance is not None
        await change_coordination(uow, await office.actor(uow, "tam"), 2, [finance], "cần số liệu")
        second = asyncio.create_task(let_help())
        async with office.database.connect() as connection:
            while not (second.done() or await connection.scalar(WAITING)):
                await connection.rollback()  # within one transaction the server would repeat its first answer
        await uow.commit()
    with pytest.raises(Refused) as refused:
        await second
    assert refused.value.why is Refusal.CHANGED_MEANWHILE
    assert await helpers(office, 2) == ["Sở Tài chính"]


async def test_two_spellings_of_one_agency_are_one_share(office: Office) -> None:
    await comes(office, ("Sở Tài chính", "sở tài chính", "Các chủ rừng"))
    assert await helpers(office, 3) == ["Sở Tài chính", "Các chủ rừng"]


async def test_a_name_that_turns_out_to_be_a_helper_already_ends(office: Office) -> None:
    await comes(office, ("Sở Tài chính", "Sở Ngân khố"))
    async with office.database.work() as uow:
        await register_agencies(uow, [AgencyEntry("stc", "Sở Tài chính", ("Sở Ngân khố",))], office.clock.now())
        await uow.commit()
    assert await helpers(office, 3) == ["Sở Tài chính"]


async def test_a_name_that_helps_twice_is_one_share_once_it_is_known(office: Office, database: Database) -> None:
    await comes(office, ("Sở Ngân khố",))
    async with database.connect() as connection, connection.begin():
        columns = (
            "task_id, part, agency_name, status, deadline, deadline_version, entered_at, ladder_from, revision, resting"
        )
        double = (
            f"INSERT INTO assignments ({columns}) SELECT {columns} FROM assignments WHERE agency_name = 'Sở Ngân khố'"  # noqa: S608 - columns named here
        )
        await connection.execute(text(double))
    async with office.database.work() as uow:
        await register_agencies(uow, [AgencyEntry("snk", "Sở Ngân khố")], office.clock.now())
        await uow.commit()
    assert await helpers(office, 3) == ["Sở Ngân khố"]


async def test_migrating_ends_the_double_that_was_not_acknowledged(office: Office, database: Database) -> None:
    async with database.connect() as connection, connection.begin():
        for name in ("uq_assignments_helper", "uq_assignments_helper_of_period"):
            await connection.execute(text(f"DROP INDEX {name}"))
        await connection.execute(text("DROP INDEX ix_assignments_listed"))
        await connection.execute(
            text("CREATE INDEX ix_assignments_agency_id_status ON assignments (agency_id, status)")
        )
        await connection.execute(text("UPDATE alembic_version SET version_num = '0073'"))
        columns = "task_id, part, agency_id, agency_name, status, deadline, deadline_version, due_at, entered_at, "
        columns += "ladder_from, revision, resting"
        double = f"INSERT INTO assignments ({columns}, acknowledged_at) SELECT {columns}, entered_at FROM assignments "  # noqa: S608 - as above
        await connection.execute(text(double + "WHERE part = 'coordinating'"))
    await migrate(database)
    async with database.connect() as connection:
        shares = text("SELECT status, acknowledged_at IS NULL FROM assignments WHERE part = 'coordinating' ORDER BY id")
        found = [(status, bool(unheard)) for status, unheard in await connection.execute(shares)]
    assert found == [(Status.REASSIGNED, True), (Status.ASSIGNED, False)]
    assert await helpers(office, 1) == ["Sở Tài chính"]
