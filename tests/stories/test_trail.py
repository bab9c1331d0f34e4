"""Whatever is said and decided leaves a trace that nobody can change, and a past day can be told from it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from data.domain.question import TaskFilter
from data.domain.task import number_of
from data.domain.trail import Entry
from tests.fakes.phones import CHANNEL
from tests.stories.office import HA, SON, TRAM, Office

pytestmark = pytest.mark.both_engines


async def newest(office: Office, code: str) -> Entry:
    """Return the last entry about a task's first lead."""
    async with office.database.reading() as uow:
        (history,) = await uow.histories.find(TaskFilter(numbers=(number_of(code),)))
    return history.trail[-1]


async def test_every_word_leaves_who_when_by_which_message_and_what_it_changed(office: Office) -> None:
    await office.says(HA, "NV7 60% đang lấy ý kiến")
    async with office.database.reading() as uow:
        (ha,) = await uow.people.named(HA)
    entry = await newest(office, "NV7")
    assert (entry.action, entry.person_id, entry.channel, entry.at) == ("progress", ha.id, CHANNEL, office.clock.now())
    assert entry.update is not None
    assert ((entry.before or {})["status"], (entry.after or {})["status"]) == ("assigned", "in_progress")
    assert ((entry.before or {})["percent"], (entry.after or {})["percent"]) == (None, 60)


async def test_what_was_refused_leaves_a_trace_too(office: Office) -> None:
    await office.says(SON, "tạm dừng NV7 vì bận")
    assert (await office.audited())[-1].startswith("refused:")


async def test_trail_cannot_be_changed_and_its_chain_holds(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "xác nhận NV7")
    async with office.database.connect() as connection:
        with pytest.raises(DatabaseError):
            await connection.execute(text("UPDATE audit SET action = 'nothing'"))
    async with office.database.reading() as uow:
        verdict = await uow.audit.verify()
    assert verdict.broken is None
    assert verdict.entries == len(await office.audited())


async def test_figures_of_a_past_day_are_told_again_from_the_trail(office: Office) -> None:
    await office.morning_of("17/05/2024")
    asked = "việc quá hạn tính đến 17/5"
    await office.morning_of("20/05/2024")
    before = await office.says(SON, asked)
    assert "Tổng số: 2 nhiệm vụ = 2 quá hạn" in before
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "xác nhận NV7")
    assert await office.says(SON, asked) == before
    assert "Tổng số: 1 nhiệm vụ = 1 quá hạn" in await office.says(SON, "việc quá hạn")
