"""Snooze: reminded later, never past the deadline, and nobody else is silenced."""

import pytest

from tests.stories.office import BINH, DUC, HA, Office


async def reminded_on(office: Office, who: str, *days: str) -> list[str]:
    """Return the mornings on which somebody hears anything."""
    found = []
    for day in days:
        before = len(office.heard_by(who))
        await office.morning_of(f"{day}/2024")
        found += [day] * (len(office.heard_by(who)) - before)
    return found


DAYS = ("14/05", "15/05", "16/05", "17/05")


@pytest.mark.both_engines
@pytest.mark.parametrize("words", ["nhắc lại NV11 ngày mai", "NV11 nhac lai sau 1 ngay", "mai nhắc lại NV11 nhé"])
async def test_reminded_on_the_day_asked_for(office: Office, words: str) -> None:
    answer = await office.says(DUC, words)
    assert answer == "Đã ghi nhận: nhắc lại <b>NV11</b>, hạn 16/05/2024 (còn 3 ngày làm việc), vào sáng 14/05/2024."
    assert await reminded_on(office, DUC, *DAYS) == list(DAYS)
    assert "snooze" in await office.audited()


async def test_snooze_never_passes_the_deadline_and_covers_what_lay_between(office: Office) -> None:
    answer = await office.says(HA, "nhắc lại NV7 ngày 25/5")
    assert "vào sáng 16/05/2024 vì không hoãn quá thời hạn" in answer
    assert await reminded_on(office, HA, *DAYS) == ["16/05", "17/05"]


async def test_snooze_silences_none_of_the_colleagues(office: Office) -> None:
    await office.says(HA, "nhắc lại NV7 ngày 16/5")
    assert await reminded_on(office, BINH, *DAYS) == ["15/05", "16/05", "17/05"]


async def test_undated_task_may_be_put_off_for_thirty_days_at_most(office: Office) -> None:
    assert "vào sáng 12/06/2024 vì không hoãn quá" in await office.says(HA, "nhắc lại NV9 ngày 30/12")


async def test_overdue_task_is_not_put_off(office: Office) -> None:
    await office.morning_of("17/05/2024")
    answer = await office.says(HA, "nhắc lại NV7 ngày 25/5")
    assert "đã đến hạn hoặc quá hạn nên không hoãn nhắc được" in answer
    assert await reminded_on(office, HA, "20/05") == ["20/05"]


async def test_bare_words_after_a_merged_message_put_off_all_of_it(office: Office) -> None:
    await office.morning_of("14/05/2024")
    answer = await office.says(HA, "nhắc tôi sau 2 ngày")
    assert answer.count("Đã ghi nhận: nhắc lại") == 1
    assert answer.count("<b>NV") == 11
    assert await reminded_on(office, HA, "15/05", "16/05") == ["16/05"]


async def test_button_of_a_reminder_puts_it_off_by_a_working_day(office: Office) -> None:
    await office.morning_of("15/05/2024")
    assert "vào sáng 16/05/2024" in await office.presses(BINH, "Nhắc lại ngày làm việc sau")
    await office.morning_of("16/05/2024")
    assert "Nhắc lại ngày làm việc sau" not in office.choices(BINH)


async def test_code_of_another_agency_is_not_put_off(office: Office) -> None:
    assert "snooze" not in await office.audited()
    await office.says(HA, "nhắc lại NV11 ngày mai")
    assert "snooze" not in await office.audited()
