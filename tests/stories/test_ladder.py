"""Reminders besides the seed's: urgent and silent work, what cannot be delivered, the ladder a task keeps."""

from dataclasses import replace
from datetime import date

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.policy import Ladder
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.acting import Rules
from tests.stories.office import DUC, HA, POLICY, TRAM, TRANG, Office


def directive(number: str, urgency: str | None, deadline: Deadline) -> DirectiveDraft:
    """Return a directive with one task for Sở Tài chính."""
    task = TaskDraft("1", "Báo cáo tình hình thiệt hại do mưa lũ", ("Sở Tài chính",), (), deadline)
    on = date(2024, 5, 13)
    return DirectiveDraft(
        number, "CV-UBND", "cong_van", on, "UBND tỉnh", "Mai Sơn", urgency, text=number, tasks=(task,)
    )


async def comes(office: Office, urgency: str | None, deadline: Deadline) -> None:
    """Let the directive come in and be made live; its task is NV13."""
    await office.imports(directive("301", urgency, deadline))
    await office.presses(TRAM, "Đúng cả")


async def mornings(office: Office, who: str, *days: str, code: str = "NV13") -> list[str]:
    """Return the days on whose morning somebody hears of a task."""
    heard = []
    for day in days:
        before = len(office.heard_by(who))
        await office.morning_of(f"{day}/2024")
        heard += [day] if any(f"<b>{code}</b>" in text for text in office.heard_by(who)[before:]) else []
    return heard


async def test_flash_urgent_work_is_reminded_of_closer_and_says_its_mark(office: Office) -> None:
    await comes(office, "hoa_toc", Deadline(DeadlineKind.DATE, date(2024, 5, 24)))
    assert "HỎA TỐC" in office.heard_by(TRANG)[-1]
    assert await mornings(office, TRANG, "15/05", "21/05", "23/05", "24/05") == ["23/05", "24/05"]


async def test_work_without_a_deadline_is_asked_about_after_thirty_silent_days(office: Office) -> None:
    await comes(office, None, NO_DEADLINE)
    await office.says(TRANG, "NV13 40% đang lấy ý kiến")
    assert await mornings(office, TRANG, "27/05", "10/06", "11/06", "12/06", "13/06") == ["12/06"]
    assert "Lâu chưa có báo cáo" in office.heard_by(TRANG)[-1]


async def test_dated_work_in_progress_is_asked_about_after_fifteen_silent_days(office: Office) -> None:
    await comes(office, None, Deadline(DeadlineKind.DATE, date(2024, 6, 28)))
    await office.says(TRANG, "NV13 40% đang lấy ý kiến")
    assert await mornings(office, TRANG, "27/05", "28/05", "29/05", "12/06", "18/06") == ["28/05", "12/06"]
    assert "Lâu chưa có báo cáo" in office.heard_by(TRANG)[-1]
    assert await mornings(office, TRANG, "19/06") == ["19/06"]
    assert "Đến hạn, sắp đến hạn" in office.heard_by(TRANG)[-1]


async def test_what_reaches_nobody_is_a_list_of_whom_to_phone_the_same_morning(office: Office) -> None:
    office.phones.blocked.add(DUC)
    await office.morning_of("15/05/2024")
    assert not any("Cần gọi điện" in text for text in office.heard_by(TRAM))
    await office.later(hours=1)
    (said,) = [text for text in office.heard_by(TRAM) if "Cần gọi điện" in text]
    assert said.startswith("<b>Cần gọi điện</b>: tin nhắn chưa tới được 1 người.")
    assert "Trần Minh Đức" in said
    assert "<b>NV11</b> · hạn 16/05/2024" in said


async def test_task_keeps_the_ladder_it_was_given_when_the_policy_changes(office: Office) -> None:
    office.rules = Rules(WorkingCalendar(replace(POLICY, ladders={None: Ladder(before=(2,))})))
    await comes(office, None, Deadline(DeadlineKind.DATE, date(2024, 5, 31)))
    days = ("22/05", "28/05", "29/05", "30/05")
    old = [await mornings(office, HA, day, code="NV3") for day in days]
    assert [day for (day,) in filter(None, old)] == ["22/05", "28/05", "30/05"]
    heard = [text for text in office.heard_by(TRANG) if "<b>NV13</b> · hạn 31/05/2024" in text]
    assert [("nhắc lần 2" in text) for text in heard] == [False, True]
    assert "còn 2 ngày làm việc" in heard[1]
