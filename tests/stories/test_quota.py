"""The most that a person is told in a day: the rest is one message on the next working morning, and nothing is lost."""

import re
from dataclasses import replace

import pytest

from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules
from tests.stories.office import CHIEF, HA, POLICY, TRAM, Office

CODES = ("NV1", "NV2", "NV4", "NV5", "NV6", "NV8", "NV9")


@pytest.fixture
async def strict(office: Office) -> Office:
    """An office in which nobody gets more than four messages a day, the specialist having had some already."""
    office.rules = Rules(WorkingCalendar(replace(POLICY, messages_a_day=4)))
    return office


async def reports(office: Office, *codes: str) -> None:
    for code in codes:
        await office.says(HA, f"{code} 10%")


def named(texts: list[str]) -> set[str]:
    return {code for text in texts for code in re.findall(r"<b>(NV\d+)</b>", text)}


@pytest.mark.both_engines
async def test_notices_over_the_measure_are_one_message_on_the_next_morning(strict: Office) -> None:
    before = len(strict.heard_by(TRAM))
    await reports(strict, *CODES)
    today = strict.heard_by(TRAM)[before:]
    assert len(strict.heard_by(TRAM)) == 4 + 1  # the answer to her confirmation is not counted
    await strict.morning_of("14/05/2024")
    (merged,) = strict.heard_by(TRAM)[5:]
    assert merged.startswith("<b>Thông báo gộp từ ngày làm việc trước</b>")
    assert named([*today, merged]) == set(CODES)
    assert strict.choices(TRAM) == ["Xem từng việc"]
    await strict.later(minutes=5)
    assert len(strict.heard_by(TRAM)) == 6


async def test_the_office_hears_once_who_is_over_the_measure(strict: Office) -> None:
    await reports(strict, *CODES)
    told = [text for text in strict.heard_by(CHIEF) if "đã nhận 4 tin trong ngày" in text]
    assert [text.split(" (")[0] for text in told] == ["Nguyễn Ngọc Trâm", "Lương Văn Bình"]


async def test_answers_and_reminders_are_never_held_back(strict: Office) -> None:
    await reports(strict, *CODES)
    assert "Đã ghi nhận" in await strict.says(HA, "NV10 20%")
    assert "Tổng số" in await strict.says(TRAM, "tổng hợp")


async def test_what_is_no_longer_true_the_next_morning_is_left_out(strict: Office) -> None:
    await reports(strict, *CODES[:4])
    await strict.says(HA, "NV8 xong")
    await strict.says(HA, "hoàn tác")
    await strict.says(HA, "NV9 xong")
    await strict.morning_of("14/05/2024")
    merged = strict.heard_by(TRAM)[-1]
    assert "Đề nghị xác nhận kết quả" in merged
    assert merged.count("Đề nghị xác nhận kết quả") == 1
