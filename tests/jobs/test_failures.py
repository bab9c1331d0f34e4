from datetime import datetime, timedelta

import pytest

from data.domain.failure import listed_at
from data.ports import Blames, NotSent
from tests.domain.given import CALENDAR, at
from tests.jobs.office import TASK, Office

BLOCKED = NotSent("bot was blocked", again=False, blames=Blames.PERSON)


@pytest.mark.parametrize(
    ("failed", "urgent", "listed"),
    [
        (at("2024-05-13", "08:00"), False, at("2024-05-13", "09:00")),
        (at("2024-05-13", "09:00"), False, at("2024-05-13", "09:00")),
        (at("2024-05-13", "09:01"), False, at("2024-05-14", "09:00")),
        (at("2024-05-17", "16:00"), False, at("2024-05-20", "09:00")),
        (at("2024-05-13", "10:30"), True, at("2024-05-13", "10:30")),
    ],
)
def test_a_failure_is_listed_at_nine_and_an_urgent_one_at_once(
    failed: datetime, urgent: bool, listed: datetime
) -> None:
    assert listed_at(failed, CALENDAR, urgent=urgent) == listed


async def test_several_failures_of_a_morning_are_one_list(office: Office) -> None:
    await office.assigns(TASK)
    office.channel.refuses_chat = {"an": BLOCKED, "tam": BLOCKED}
    await office.at("2024-05-13 08:00")
    assert await office.at("2024-05-13 08:01") == []
    said = await office.at("2024-05-13 09:00")
    assert ("thang", "phone an['NV1'] tam['NV1']: bot was blocked; bot was blocked") in said


async def test_list_waits_until_somebody_of_the_office_can_be_reached(office: Office) -> None:
    await office.assigns(TASK)
    office.channel.refuses_chat["an"] = BLOCKED
    await office.at("2024-05-13 08:00")
    for key in ("tam", "thang"):
        await office.unpairs(key)
    assert await office.at("2024-05-13 09:00") == [("son", "NV1[nobody-paired]")]
    await office.pairs("thang")
    office.clock.advance(timedelta(minutes=5))
    assert ("thang", "phone an['NV1']: bot was blocked") in await office.ticks()
