"""Recurring tasks: each period is an occurrence of its own, with its own status and ladder."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.history import as_of
from data.domain.task import Assignment, Status
from data.intake.draft import TaskDraft
from tests.stories.office import DUC, SANG, TRAM, Office, sample_directive

pytestmark = pytest.mark.both_engines

MONTHLY = TaskDraft(
    "1",
    "Báo cáo kết quả giải ngân trước ngày 20 hằng tháng",
    ("Sở Kế hoạch và Đầu tư",),
    ("UBND huyện Sơn Động",),
    Deadline(DeadlineKind.RECURRING, None, "trước ngày 20 hằng tháng"),
    "FREQ=MONTHLY;BYMONTHDAY=20",
)


@pytest.fixture
async def monthly(empty_office: Office) -> Office:
    """An office in which Sở KH&ĐT reports by the 20th of each month, since 13/5/2024."""
    office = empty_office
    await office.knows(DUC, SANG, TRAM)
    await office.morning_of("13/05/2024")
    await office.imports(replace(sample_directive(), tasks=(MONTHLY,)))
    await office.presses(TRAM, "Đúng cả")
    return office


async def lives(office: Office, who: str, first: date, last: date) -> dict[str, str]:
    """Return the first line on a task that somebody hears on each morning."""
    found = {}
    day = first
    while day <= last:
        before = len(office.heard_by(who))
        await office.morning_of(f"{day:%d/%m/%Y}")
        for text in office.heard_by(who)[before:]:
            found[f"{day:%d/%m}"] = next(line for line in text.splitlines() if "<b>NV1</b>" in line).split(" (")[0]
        day += timedelta(days=1)
    return found


async def test_first_period_is_given_out_at_once_and_named(monthly: Office) -> None:
    assert "<b>NV1</b> · kỳ tháng 5, hạn 20/05/2024" in monthly.heard_by(DUC)[-1]


async def test_next_period_is_given_out_on_the_morning_of_its_first_rung_and_climbs_its_own_ladder(
    monthly: Office,
) -> None:
    assert "báo xong <b>NV1</b>, kỳ tháng 5, hạn 20/05/2024" in await monthly.says(DUC, "NV1 xong")
    june = "<b>NV1</b> · kỳ tháng 6, hạn 20/06/2024"
    heard = await lives(monthly, DUC, date(2024, 5, 14), date(2024, 6, 21))
    assert heard == dict.fromkeys(["11/06", "17/06", "19/06", "20/06", "21/06"], june)
    assert await lives(monthly, SANG, date(2024, 6, 22), date(2024, 6, 25)) == {}


async def test_restarts_and_clocks_that_jump_double_no_period(monthly: Office) -> None:
    for day in ("11/06/2024", "13/05/2024", "11/06/2024", "12/06/2024"):
        await monthly.morning_of(day)
        await monthly.delivers()
    async with monthly.database.work() as uow:
        periods = [share.period for share in await uow.assignments.of_task(1)]
    assert periods == [date(2024, 5, 20), date(2024, 6, 20)] * 2


async def test_bare_code_means_the_oldest_period_owed_and_a_named_one_is_found(monthly: Office) -> None:
    await monthly.morning_of("11/06/2024")
    assert "kỳ tháng 6, hạn 20/06/2024" in await monthly.says(DUC, "NV1 kỳ tháng 6 50%")
    assert "báo xong <b>NV1</b>, kỳ tháng 5" in await monthly.says(DUC, "NV1 xong")
    assert "báo xong <b>NV1</b>, kỳ tháng 6" in await monthly.says(DUC, "NV1 xong")


async def test_outage_of_two_periods_gives_out_both(monthly: Office) -> None:
    await monthly.says(DUC, "NV1 xong")
    await monthly.morning_of("15/07/2024")
    said = monthly.heard_by(DUC)[-1]
    assert "kỳ tháng 6, hạn 20/06/2024" in said
    assert "kỳ tháng 7, hạn 19/07/2024" in said


async def test_figures_count_each_period_that_was_given_out(monthly: Office) -> None:
    await monthly.says(DUC, "NV1 xong")
    await monthly.morning_of("21/06/2024")
    answer = await monthly.says(TRAM, "tổng hợp Sở Kế hoạch và Đầu tư")
    assert "Tổng số: 2" in answer
    assert [share.status for share in await shares(monthly)] == [Status.REPORTED_DONE, Status.ASSIGNED]


async def shares(office: Office) -> list[Assignment]:
    async with office.database.work() as uow:
        return [one for one in await uow.assignments.of_task(1) if one.part == "lead"]


async def test_bare_words_about_two_periods_are_asked_about_by_their_names(monthly: Office) -> None:
    await monthly.morning_of("11/06/2024")
    await monthly.says(DUC, "đã nhận")
    await monthly.morning_of("17/06/2024")
    assert "việc nào" in await monthly.says(DUC, "xong")
    assert monthly.choices(DUC)[:2] == ["NV1 kỳ tháng 5", "NV1 kỳ tháng 6"]
    assert "báo xong <b>NV1</b>, kỳ tháng 6" in await monthly.presses(DUC, "NV1 kỳ tháng 6")


async def test_withdrawn_duty_has_no_further_periods(monthly: Office) -> None:
    await monthly.says(TRAM, "rút NV1 vì không còn cần")
    await monthly.says(TRAM, "đúng")
    await monthly.morning_of("15/07/2024")
    assert not any("kỳ tháng 6" in text for text in monthly.heard_by(DUC))


async def test_next_period_of_paused_work_was_paused_from_its_first_moment(monthly: Office) -> None:
    await monthly.says(TRAM, "tạm dừng NV1 vì chờ ý kiến Trung ương")
    await monthly.says(TRAM, "đúng")
    for day in ("10/06", "11/06"):
        await monthly.morning_of(f"{day}/2024")
    async with monthly.database.reading() as uow:
        shares = [one for one in await uow.histories.every() if one.present.period == date(2024, 6, 20)]
    assert [one.present.status for one in shares[:1]] == [Status.PAUSED]
    stood = as_of(shares[0], shares[0].present.entered_at)
    assert stood is not None
    assert stood.status is Status.PAUSED
