"""What the office does in its chat: gives out work, gives it to others, dates it anew, urges, asks for explanations."""

from datetime import date

import pytest

from data.domain.task import Part, Status
from tests.stories.office import BINH, CHIEF, DUC, HA, SANG, SON, TRAM, TRANG, Office


async def test_task_is_given_out_without_a_document(office: Office) -> None:
    question = await office.says(TRAM, "Giao Sở Tài chính báo cáo tình hình thu ngân sách trước 30/5")
    assert question == (
        "Giao Sở Tài chính\nNội dung: Báo cáo tình hình thu ngân sách\nThời hạn: hạn 30/05/2024\n"
        "Giao việc này, đúng không?"
    )
    assert "Đã giao <b>NV13</b>, hạn 30/05/2024" in await office.says(TRAM, "đúng")
    task = await office.task("NV13")
    assert (task.agency_name, task.deadline.due_on, task.status) == ("Sở Tài chính", date(2024, 5, 30), Status.ASSIGNED)
    assert "Việc mới giao" in office.heard_by(TRANG)[-1]
    assert "Văn bản: Giao trực tiếp ngày 13/05/2024 (Nguyễn Ngọc Trâm)" in office.heard_by(TRANG)[-1]
    assert "giao trực tiếp <b>NV13</b>, hạn 30/05/2024" in office.heard_by(CHIEF)[-1]
    assert "tiếp nhận" in await office.says(TRANG, "đã nhận NV13")
    assert "assign" in await office.audited()


@pytest.mark.parametrize(
    ("words", "lead", "helpers", "due"),
    [
        ("giao so tai chinh ra soat du toan truoc 30/5", ["Sở Tài chính"], [], date(2024, 5, 30)),
        ("giao việc cho Sở Tài chính chủ trì, phối hợp với Sở Tư pháp, Sở Nội vụ rà soát dự toán, hạn 30/5",
         ["Sở Tài chính"], ["Sở Tư pháp", "Sở Nội vụ"], date(2024, 5, 30)),
        ("Giao Sở Tài chính và Sở Tư pháp rà soát dự toán chậm nhất thứ sáu tuần này",
         ["Sở Tài chính", "Sở Tư pháp"], [], date(2024, 5, 17)),
        ("Giao Sở Tài chính rà soát dự toán trong 05 ngày làm việc", ["Sở Tài chính"], [], date(2024, 5, 20)),
        ("Giao Sở Tài chính rà soát dự toán", ["Sở Tài chính"], [], None),
        ("Giao Sở Tài chính rà soát dự toán, phối hợp với Sở Tư pháp trước 30/5",
         ["Sở Tài chính"], ["Sở Tư pháp"], date(2024, 5, 30)),
        ("giao so tai chinh ra soat du toan truoc 30/5; phoi hop So Noi vu, So Tu phap",
         ["Sở Tài chính"], ["Sở Nội vụ", "Sở Tư pháp"], date(2024, 5, 30)),
        ("Giao Sở Tài chính rà soát việc phối hợp với Sở Tư pháp về giá đất", ["Sở Tài chính"], [], None),
    ],
)  # fmt: skip
async def test_task_is_given_out_as_people_say_it(
    office: Office, words: str, lead: list[str], helpers: list[str], due: date | None
) -> None:
    await office.says(TRAM, words)
    await office.says(TRAM, "đúng")
    async with office.database.work() as uow:
        shares = await uow.assignments.of_task(13)
    assert [one.agency_name for one in shares if one.part is Part.LEAD] == lead
    assert [one.agency_name for one in shares if one.part is Part.COORDINATING] == helpers
    assert {one.deadline.due_on for one in shares} == {due}


async def test_leader_gives_out_work_too_and_an_official_does_not(office: Office) -> None:
    await office.says(SON, "giao Sở Tài chính rà soát dự toán trước 30/5")
    assert "Đã giao <b>NV13</b>" in await office.says(SON, "đúng")
    assert (await office.task("NV13")).leader_id is not None
    await office.says(HA, "giao Sở Tài chính rà soát dự toán trước 30/5")
    assert "assign" in await office.audited()
    assert (await office.audited()).count("assign") == 1


async def test_work_given_out_needs_a_known_agency_a_day_to_come_and_a_yes(office: Office) -> None:
    assert "việc gì" in await office.says(TRAM, "giao Sở Tài chính")
    assert "đã qua" in await office.says(TRAM, "giao Sở Tài chính rà soát dự toán trước 10/5/2024")
    assert "đã qua" in await office.says(TRAM, "NV8 hạn 10/5/2024 vì gấp")
    await office.says(TRAM, "giao Sở Tài chính rà soát dự toán trước 30/5")
    await office.says(TRAM, "không")
    assert "assign" not in await office.audited()


async def test_lead_of_a_live_task_changes_with_a_reason(office: Office) -> None:
    assert "vì lý do gì" in await office.says(TRAM, "NV11 chủ trì Sở Tài chính")
    await office.says(TRAM, "đúng chức năng")
    assert "Đã đổi chủ trì" in await office.says(TRAM, "đúng")
    assert (await office.task("NV11")).agency_name == "Sở Tài chính"
    assert "không còn phải thực hiện" in office.heard_by(DUC)[-1]
    assert "NV11" in office.heard_by(TRANG)[-1]


async def test_helper_that_leads_from_now_on_helps_no_more(office: Office) -> None:
    await office.says(TRAM, "NV10 chủ trì Sở Tài chính vì đúng chức năng")
    await office.says(TRAM, "đúng")
    async with office.database.work() as uow:
        shares = await uow.assignments.of_task(10)
    assert [(one.agency_name, one.part) for one in shares] == [("Sở Tài chính", Part.LEAD)]


async def test_helpers_of_a_live_task_change_and_those_concerned_hear(office: Office) -> None:
    await office.says(TRAM, "NV7 phối hợp Sở Tài chính, Sở Tư pháp vì cần số liệu ngân sách")
    assert "Sở Tài chính, Sở Tư pháp" in await office.says(TRAM, "đúng")
    async with office.database.work() as uow:
        shares = await uow.assignments.of_task(7)
    assert {one.agency_name for one in shares if one.part is Part.COORDINATING} == {"Sở Tài chính", "Sở Tư pháp"}
    assert office.heard_by(TRANG)[-1].startswith("<b>Việc phối hợp</b>\n<b>NV7</b> · hạn 16/05/2024")
    assert "không còn phải thực hiện" in office.heard_by(SANG)[-1]


async def test_deadline_of_a_live_task_changes_as_a_new_version(office: Office) -> None:
    answer = await office.says(TRAM, "NV7 hạn 20/5 vì lùi phiên họp")
    assert "hạn 20/05/2024 (hiện nay: hạn 16/05/2024 (còn 3 ngày làm việc)), vì: lùi phiên họp. Đúng không?" in answer
    assert "Lịch nhắc được lập lại" in await office.says(TRAM, "đúng")
    task = await office.task("NV7")
    assert (task.deadline.due_on, task.deadline_version, task.first_due_on) == (date(2024, 5, 20), 2, date(2024, 5, 16))
    for who in (HA, BINH, CHIEF, SON):
        assert "đổi thời hạn <b>NV7</b>: hạn 20/05/2024" in office.heard_by(who)[-1]
    assert "lùi phiên họp" in await office.presses(HA, "Xem lý do")
    heard = len(office.heard_by(HA))
    await office.morning_of("15/05/2024")
    assert any("NV7" in text and "20/05/2024" in text for text in office.heard_by(HA)[heard:])


async def test_deadline_is_not_changed_over_a_wish_that_waits(office: Office) -> None:
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ")
    await office.says(TRAM, "NV11 hạn 22/5 vì chờ")
    assert "đang xin gia hạn" in await office.says(TRAM, "đúng")
    assert (await office.task("NV11")).deadline_version == 1


async def test_day_that_no_calendar_has_is_said(office: Office) -> None:
    assert "Chưa nhận ra ngày trong: “31/2”" in await office.says(TRAM, "NV7 hạn 31/2 vì họp")


async def test_deadline_is_taken_away_with_a_reason(office: Office) -> None:
    await office.says(TRAM, "NV7 không thời hạn vì chờ Trung ương")
    await office.says(TRAM, "đúng")
    task = await office.task("NV7")
    assert (task.due_at, task.deadline_version, task.first_due_on) == (None, 2, date(2024, 5, 16))


async def test_agency_is_urged_at_once_and_a_person_once_an_hour(office: Office) -> None:
    answer = await office.says(TRAM, "nhắc ngay NV7, NV3")
    assert answer.startswith("Đã nhắc Nguyễn Thị Hà, Lương Văn Bình về <b>NV7</b>, hạn 16/05/2024")
    assert "đề nghị đơn vị khẩn trương thực hiện" in office.heard_by(HA)[-1]
    assert "<b>NV3</b> · hạn 31/05/2024" in office.heard_by(HA)[-1]
    await office.later(minutes=59)
    assert "trong vòng một giờ" in await office.says(CHIEF, "nhac ngay NV9")
    await office.later(minutes=2)
    assert "Đã nhắc" in await office.says(CHIEF, "nhắc ngay NV9")


async def test_urging_at_night_waits_for_the_morning_and_says_so(office: Office) -> None:
    await office.later(hours=12)
    heard = len(office.heard_by(HA))
    assert "lúc 08:00 14/05/2024 sẽ nhắc" in await office.says(TRAM, "nhắc ngay NV7")
    assert "trong vòng một giờ" in await office.says(CHIEF, "nhắc ngay NV7")
    assert len(office.heard_by(HA)) == heard
    await office.morning_of("14/05/2024")
    assert sum("khẩn trương" in text for text in office.heard_by(HA)[heard:]) == 1


@pytest.mark.parametrize("words", ["nhắc ngay NV3", "yêu cầu giải trình NV7", "NV7 trả lời: cứ làm tiếp"])
async def test_what_cannot_be_taken_back_says_so_and_at_night_when_it_is_sent(office: Office, words: str) -> None:
    assert "Tin đã gửi nên không thu hồi được" in await office.says(TRAM, words)
    await office.later(hours=12)
    answer = await office.says(CHIEF, words)
    assert "không thu hồi được" not in answer
    assert "lúc 08:00 14/05/2024" in answer


async def test_nobody_is_urged_about_what_rests(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert "Không còn gì để nhắc" in await office.says(TRAM, "nhắc ngay NV7")


async def test_explanation_is_demanded_and_comes_back(office: Office) -> None:
    await office.says(SON, "yêu cầu giải trình NV7 vì chậm hai lần")
    assert "yêu cầu đơn vị giải trình <b>NV7</b>, hạn 16/05/2024" in office.heard_by(HA)[-1]
    assert "chậm hai lần" in await office.presses(HA, "Xem nội dung")
    await office.presses(HA, "Giải trình NV7")
    assert "chờ số liệu của huyện. Đúng không?" in await office.says(HA, "chờ số liệu của huyện")
    await office.says(HA, "đúng")
    for who in (SON, TRAM):
        assert "đã giải trình <b>NV7</b>, hạn 16/05/2024" in office.heard_by(who)[-1]
        assert "chờ số liệu" not in office.heard_by(who)[-1]
    assert "chờ số liệu của huyện" in await office.presses(SON, "Xem nội dung")


async def test_explanation_is_given_in_one_line(office: Office) -> None:
    await office.says(TRAM, "yêu cầu giải trình NV7")
    assert "Đã gửi Văn phòng nội dung giải trình <b>NV7</b>" in await office.says(BINH, "NV7 giải trình: chờ số liệu")
    assert [one.kind for one in await office.reports("NV7")] == ["ask_explanation", "explain"]


async def test_a_plain_word_reminds_at_once_and_a_question_about_it_does_not(office: Office) -> None:
    assert "Đã nhắc" in await office.says(TRAM, "nhắc NV7")
    assert "nhắc" not in (await office.says(TRAM, "NV3 nhắc mấy lần rồi")).splitlines()[0]
    assert "Đã nhắc" in await office.says(SON, "đôn đốc NV11")


async def test_a_reason_that_is_asked_for_may_name_another_task(office: Office) -> None:
    await office.says(TRAM, "đóng NV7")
    assert "vì: vì trùng với NV3" not in (answer := await office.says(TRAM, "vì trùng với NV3"))
    assert "NV7" in answer
    assert "trùng với NV3. Đúng không?" in answer
    await office.says(TRAM, "đúng")
    assert (await office.task("NV7")).status is Status.CONFIRMED


async def test_an_answer_about_finished_work_asks_nobody_to_go_on(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "NV7 trả lời: đã nhận đủ")
    assert "đã trả lời về <b>NV7</b>" in office.heard_by(HA)[-1]
    assert "tiếp tục thực hiện" not in office.heard_by(HA)[-1]


async def test_what_is_said_of_all_shares_stands_once_on_the_card(office: Office) -> None:
    await office.says(TRAM, "tạm dừng NV7 vì chờ trung ương")
    await office.says(TRAM, "đúng")
    assert (await office.says(SON, "/viec NV7")).count("chờ trung ương") == 1


async def test_withdrawn_work_is_not_dated_anew(office: Office) -> None:
    await office.says(TRAM, "thu hồi NV9 vì trùng")
    await office.says(TRAM, "đúng")
    assert "không còn" in await office.says(TRAM, "NV9 hạn 20/6 vì cần")
