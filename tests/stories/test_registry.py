from dataclasses import replace
from datetime import date

import pytest

from data.domain.deadline import Deadline, DeadlineKind
from data.intake.draft import TaskDraft
from tests.stories.office import DUC, HA, TRAM, TRANG, Office, sample_directive

BRIDGES = "Ban Quản lý dự án cầu Ngã Tư"
LINH = "cau-1"
DRAFT = replace(
    sample_directive(),
    tasks=(
        TaskDraft("1", "Báo cáo tiến độ", (BRIDGES,), (), Deadline(DeadlineKind.DATE, date(2024, 5, 20), "20/5/2024")),
    ),
)


@pytest.fixture
async def waiting(empty_office: Office) -> Office:
    """An office whose only task, due on Monday 20/5, is led by an agency that the registry does not know."""
    await empty_office.knows(TRAM)
    await empty_office.imports(DRAFT)
    await empty_office.morning_of("13/05/2024")
    await empty_office.presses(TRAM, "Đúng cả")
    return empty_office


async def test_office_hears_that_a_lead_is_in_no_list(waiting: Office) -> None:
    alarm = waiting.heard_by(TRAM)[-1]
    assert "Chủ trì chưa có trong danh sách cơ quan" in alarm
    assert BRIDGES in alarm


async def test_agency_entered_later_is_told_of_its_task_the_next_morning(waiting: Office) -> None:
    await waiting.morning_of("15/05/2024")
    await waiting.later(hours=10)
    await waiting.registers_agencies(f"CAU,Ban QLDA cầu Ngã Tư,{BRIDGES},,")
    await waiting.registers_people(f"{LINH},Lê Thị Linh,,CAU,contact,yes", "cau-head,Lê Văn Cầu,Giám đốc,CAU,head,yes")
    await waiting.knows(LINH, "cau-head")
    await waiting.morning_of("16/05/2024")
    (notice,) = waiting.heard_by(LINH)
    assert "<b>Việc mới giao</b>" in notice
    assert "<b>NV1</b> · hạn 20/05/2024" in notice
    assert "Chủ trì: Ban QLDA cầu Ngã Tư" in notice
    assert waiting.heard_by("cau-head") == []
    await waiting.morning_of("17/05/2024")
    assert "còn 1 ngày làm việc" in waiting.heard_by(LINH)[-1]
    assert "báo xong <b>NV1</b>" in await waiting.says(LINH, "xong")


async def test_entered_agency_without_anybody_paired_alarms_the_office_anew(waiting: Office) -> None:
    await waiting.registers_agencies(f"CAU,{BRIDGES},,,")
    await waiting.morning_of("14/05/2024")
    assert "Đơn vị chưa có ai nhận được nhắc việc" in waiting.heard_by(TRAM)[-1]


async def test_renamed_agency_keeps_its_tasks_under_the_new_name(office: Office) -> None:
    await office.registers_agencies("BDT,Sở Dân tộc và Tôn giáo,Ban Dân tộc,,")
    assert (await office.task("NV7")).agency_name == "Sở Dân tộc và Tôn giáo"
    assert "tiếp nhận <b>NV7</b>" in await office.says(HA, "đã nhận NV7")


async def test_people_who_move_hear_what_is_due_in_their_new_agency(office: Office) -> None:
    await office.registers_people("stc-1,Đỗ Thu Trang,,BDT,contact,yes")
    await office.morning_of("14/05/2024")
    assert "<b>NV7</b>" in office.heard_by(TRANG)[-1]


async def test_agency_whose_last_contact_leaves_alarms_the_office(office: Office) -> None:
    heard = len(office.heard_by(TRAM))
    await office.registers_people("skhdt-1,Trần Minh Đức,,SKHDT,contact,no")
    await office.morning_of("14/05/2024")
    (alarm,) = office.heard_by(TRAM)[heard:]
    assert "chưa có ai nhận được nhắc việc" in alarm
    assert "NV11" in alarm


async def test_agency_whose_last_contact_is_unpaired_alarms_the_office(office: Office) -> None:
    await office.unpairs(DUC)
    await office.morning_of("14/05/2024")
    assert "chưa có ai nhận được nhắc việc" in office.heard_by(TRAM)[-1]
