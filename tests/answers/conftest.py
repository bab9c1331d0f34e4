"""A furnished office, on each engine in turn."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from data.db.engine import Database
from data.domain.lifecycle import Event
from tests.answers.asking import HA
from tests.answers.office import Office
from tests.domain.given import at


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with database.work() as uow:
        furnished = Office(uow)
        await furnished.furnish()
        yield furnished


@pytest.fixture
async def lived(office: Office) -> Office:
    """A week later: one done in time, one done late, one at 40% that asked for more time, one claimed and returned."""
    await office.finishes_two()
    await office.says(
        HA, 3, Event.PROGRESS, at("2024-05-20", "15:00"), percent=40, note="đang lấy ý kiến <b>các sở</b>"
    )
    await office.extends(HA, 3, date(2024, 6, 14), at("2024-05-20", "16:00"), grant=False)
    await office.says(HA, 1, Event.REPORT_DONE, at("2024-05-17", "08:30"))
    await office.returns(1, at("2024-05-17", "09:00"), "thiếu số liệu")
    return office
