"""Agencies that merge or take another name while their tasks go on."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.steering import merging
from data.domain.task import Part, Status
from data.office.merging import merge_agencies
from jobs.audit import audit_reminders
from tests.stories.office import BINH, DUC, HA, SON, TRAM, TRANG, Office

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.both_engines
async def test_merger_moves_people_and_open_tasks_and_everybody_concerned_hears(office: Office) -> None:
    await office.says(DUC, "NV11 60%")
    question = await office.says(TRAM, "Sở Kế hoạch và Đầu tư sáp nhập vào Sở Tài chính")
    assert question.startswith("Từ 13/05/2024, Sở Kế hoạch và Đầu tư sáp nhập vào Sở Tài chính")
    assert "2 phần việc" in await office.says(TRAM, "đúng")
    task = await office.task("NV11")
    assert (task.agency_name, task.status, task.percent) == ("Sở Tài chính", Status.IN_PROGRESS, 60)
    for who in (DUC, TRANG):
        assert any("sáp nhập vào Sở Tài chính" in text for text in office.heard_by(who))
        assert "<b>NV11</b>" in await office.says(who, "NV11")
    assert [report.kind for report in await office.reports("NV11")] == ["progress"]
    assert "báo xong <b>NV11</b>" in await office.says(DUC, "NV11 xong")


async def test_merger_on_a_day_to_come_waits_for_that_day(office: Office) -> None:
    await office.says(TRAM, "sap nhap so ke hoach va dau tu vao so tai chinh tu 20/5")
    assert "sẽ chuyển vào ngày đó" in await office.says(TRAM, "đúng")
    assert (await office.task("NV11")).agency_name == "Sở Kế hoạch và Đầu tư"
    assert "tiếp nhận" in await office.says(DUC, "đã nhận NV11")
    await office.morning_of("17/05/2024")
    assert (await office.task("NV11")).agency_name == "Sở Kế hoạch và Đầu tư"
    await office.morning_of("20/05/2024")
    assert (await office.task("NV11")).agency_name == "Sở Tài chính"
    assert sum("sáp nhập vào Sở Tài chính" in text for text in office.heard_by(DUC)) == 2
    assert any("NV11" in text for text in office.heard_by(TRANG))
    assert "Sở Tài chính" in await office.says(SON, "việc của Sở Kế hoạch và Đầu tư")


async def test_what_was_confirmed_stays_under_the_old_name(office: Office) -> None:
    await office.says(DUC, "NV11 xong")
    await office.says(TRAM, "NV11 xác nhận")
    await office.says(TRAM, "Sở Kế hoạch và Đầu tư sáp nhập vào Sở Tài chính")
    await office.says(TRAM, "đúng")
    assert (await office.task("NV11")).agency_name == "Sở Kế hoạch và Đầu tư"


async def test_successor_that_helped_in_a_task_leads_it_alone(office: Office) -> None:
    await office.says(TRAM, "Ban Dân tộc sáp nhập vào Sở Tài chính")
    await office.says(TRAM, "đúng")
    async with office.database.work() as uow:
        shares = await uow.assignments.of_task(10)
    assert [(one.agency_name, one.part) for one in shares] == [("Sở Tài chính", Part.LEAD)]
    await office.morning_of("15/05/2024")
    for who in (HA, BINH, TRANG):
        assert "NV7" in office.heard_by(who)[-1]


async def test_agency_merges_once_and_not_into_itself(office: Office) -> None:
    await office.says(TRAM, "Sở Tư pháp sáp nhập vào Sở Nội vụ từ 1/7")
    await office.says(TRAM, "đúng")
    await office.says(TRAM, "Sở Tư pháp sáp nhập vào Sở Tài chính từ 1/8")
    assert "đã có lịch sáp nhập" in await office.says(TRAM, "đúng")
    await office.says(TRAM, "Sở Tài chính sáp nhập vào Sở Tài chính")
    assert "là một" in await office.says(TRAM, "đúng")
    assert "chưa có trong danh sách" in await office.says(TRAM, "Sở Vũ trụ sáp nhập vào Sở Tài chính")


async def test_agency_takes_another_name_and_is_understood_under_both(office: Office) -> None:
    await office.says(TRAM, "Ban Dân tộc đổi tên thành Sở Dân tộc và Tôn giáo")
    assert "Đã đổi tên Ban Dân tộc thành Sở Dân tộc và Tôn giáo" in await office.says(TRAM, "đúng")
    assert (await office.task("NV7")).agency_name == "Sở Dân tộc và Tôn giáo"
    assert "nay mang tên Sở Dân tộc và Tôn giáo" in office.heard_by(HA)[-1]
    for name in ("Ban Dân tộc", "Sở Dân tộc và Tôn giáo"):
        assert "Tổng số: 11 nhiệm vụ" in await office.says(SON, f"việc của {name}")


async def test_officials_and_leaders_change_no_agency(office: Office) -> None:
    for who in (HA, SON):
        await office.says(who, "Sở Tư pháp sáp nhập vào Sở Nội vụ")
        await office.says(who, "đúng")
    assert "plan_merger" not in await office.audited()


def test_no_question_of_the_gold_set_speaks_of_a_merger() -> None:
    questions = [json.loads(line)["text"] for line in (GOLD / "queries.jsonl").read_text("utf-8").splitlines()]
    assert [text for text in questions if merging.speaks_of_change(text)] == []


async def test_auditor_finds_nothing_missing_around_a_merger(office: Office) -> None:
    await office.morning_of("14/05/2024")
    async with office.database.work() as uow:
        registry = await uow.agencies.registry()
        ethnic, planning = registry.find("Ban Dân tộc"), registry.find("Sở Kế hoạch và Đầu tư")
        assert ethnic is not None
        assert planning is not None
        await merge_agencies(uow, ethnic, planning, date(2024, 5, 15), office.rules, office.clock.now())
        await uow.commit()
    for day in ("15/05/2024", "16/05/2024", "17/05/2024"):
        await office.morning_of(day)
    await office.later(hours=1)
    report = await audit_reminders(office.database, office.rules.calendar, office.clock)
    assert (report.missing, report.double) == ([], []), report.as_json()
    assert "change_person" in await office.audited()
