from dataclasses import replace
from datetime import date

import pytest

from data.domain.calendar import WorkingCalendar
from data.domain.person import Role
from data.office.acting import Rules
from tests.stories.office import CHIEF, DUC, HA, SON, TRAM, TRANG, Office

pytestmark = pytest.mark.both_engines

WISH = "NV11 gia hạn 20/5 vì chờ Sở Tài chính"


async def test_wish_is_read_back_and_sent_only_after_yes(office: Office) -> None:
    question = await office.says(DUC, WISH)
    assert "xin gia hạn đến <b>20/05/2024</b>, lý do: chờ Sở Tài chính" in question
    assert office.choices(DUC) == ["Đúng, xin gia hạn NV11 đến 20/05/2024", "Không"]
    assert await office.wishes("NV11") == []
    sent = await office.says(DUC, "1")
    assert "chờ quyết định của Dương Đình Thắng hoặc Mai Sơn" in sent
    (wish,) = await office.wishes("NV11")
    assert (wish.until, wish.reason) == (date(2024, 5, 20), "chờ Sở Tài chính")


async def test_who_decides_hears_code_and_days_but_the_reason_only_on_request(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    for who in (CHIEF, SON):
        question = office.heard_by(who)[-1]
        assert "<b>NV11</b> · hạn 16/05/2024" in question
        assert "chờ Sở Tài chính" not in question
        assert office.choices(who) == ["Đồng ý gia hạn đến 20/05/2024", "Không đồng ý gia hạn", "Xem lý do"]
    assert "đang chờ quyết định" in office.heard_by(TRAM)[-1]
    assert "lý do: chờ Sở Tài chính" in await office.presses(SON, "Xem lý do")
    assert "Đã đồng ý" in await office.presses(SON, "Đồng ý")


async def test_granted_wish_moves_the_deadline_and_its_reminders(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    assert "đến 20/05/2024" in await office.presses(CHIEF, "Đồng ý")
    task = await office.task("NV11")
    assert (task.deadline.due_on, task.deadline_version, task.first_due_on) == (date(2024, 5, 20), 2, date(2024, 5, 16))
    assert "đồng ý gia hạn <b>NV11</b>, hạn 20/05/2024" in office.heard_by(DUC)[-1]
    heard = len(office.heard_by(DUC))
    await office.morning_of("15/05/2024")
    (reminder,) = office.heard_by(DUC)[heard:]
    assert "hạn 20/05/2024" in reminder


async def test_other_day_is_granted_by_text(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    await office.says(CHIEF, "đồng ý đến 18/5")
    assert (await office.task("NV11")).deadline.due_on == date(2024, 5, 18)
    assert "đơn vị xin đến 20/05/2024" in office.heard_by(DUC)[-1]


async def test_other_day_by_text_may_not_be_too_far(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    assert "quá xa" in await office.says(CHIEF, "NV11 đồng ý đến 31/12/9999")
    assert (await office.task("NV11")).deadline_version == 1


async def test_refusal_needs_a_reason_and_leaves_the_deadline(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    assert "vì lý do gì" in await office.presses(CHIEF, "Không đồng ý")
    await office.says(CHIEF, "phiên họp đã ấn định")
    (wish,) = await office.wishes("NV11")
    assert wish.decision_reason is None
    assert "không gia hạn <b>NV11</b>" in await office.presses(CHIEF, "Đúng, không gia hạn NV11")
    assert (await office.task("NV11")).deadline.due_on == date(2024, 5, 16)
    notice = office.heard_by(DUC)[-1]
    assert "không đồng ý gia hạn <b>NV11</b>, hạn 16/05/2024" in notice
    assert "ấn định" not in notice
    assert "phiên họp đã ấn định" in await office.presses(DUC, "Xem lý do")


async def test_refusal_by_text(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    assert "không gia hạn" in await office.says(SON, "NV11 không đồng ý vì phiên họp đã ấn định")
    (wish,) = await office.wishes("NV11")
    assert wish.decision_reason == "phiên họp đã ấn định"


async def test_second_decision_says_the_first(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    await office.presses(CHIEF, "Đồng ý")
    answer = await office.presses(SON, "Đồng ý")
    assert "đã được ghi nhận quyết định lúc 08:00 13/05/2024 (Dương Đình Thắng): đồng ý đến 20/05/2024" in answer
    assert (await office.task("NV11")).deadline_version == 2


async def test_missing_day_and_reason_are_asked_for(office: Office) -> None:
    assert "đến ngày nào, vì lý do gì" in await office.presses(DUC, "Xin gia hạn")
    assert "vì lý do gì" in await office.says(DUC, "20/5")
    assert "lý do: chờ số liệu của huyện" in await office.says(DUC, "chờ số liệu của huyện")
    assert "Đã gửi" in await office.says(DUC, "đúng")


async def test_day_asked_for_must_be_later_and_not_past(office: Office) -> None:
    assert "phải sau thời hạn hiện tại" in await office.says(DUC, "NV11 gia hạn đến 16/5/2024 vì bận")
    assert "quá xa" in await office.says(DUC, "NV11 gia hạn đến 31/12/9999 vì bận")
    assert "không có thời hạn" in await office.says(HA, "NV1 xin gia hạn đến 20/5 vì bận")
    assert await office.wishes("NV11") == []


async def test_one_wish_at_a_time(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    assert "chờ quyết định" in await office.says(DUC, "NV11 gia hạn 22/5 vì chờ thêm")


async def test_coordinating_agency_may_not_ask(office: Office) -> None:
    assert "Ban Dân tộc chủ trì" in await office.says(TRANG, "NV10 gia hạn 20/5 vì bận")


async def test_wish_asked_at_night_is_put_in_the_morning_whatever_is_said_after_it(office: Office) -> None:
    await office.later(hours=10)
    await office.asks_for_time(DUC, WISH)
    await office.says(DUC, "NV11 60%")
    await office.morning_of("14/05/2024")
    assert "Đã đồng ý" in await office.presses(CHIEF, "Đồng ý")


async def test_wish_on_work_reported_done_can_no_longer_be_decided_and_is_not_shown(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    await office.says(DUC, "NV11 xong")
    for label in ("Đồng ý gia hạn", "Không đồng ý gia hạn"):
        assert "Đơn vị đã báo hoàn thành" in await office.presses(CHIEF, label)
    assert "chờ Văn phòng xác nhận" in await office.says(SON, "NV11 đồng ý đến 18/5")
    card = await office.says(SON, "NV11")
    assert "Đang xin gia hạn" not in card
    assert not any("gia hạn" in label for label in office.choices(SON))
    assert (await office.task("NV11")).deadline.due_on == date(2024, 5, 16)


async def test_day_that_will_not_do_is_said_and_another_one_asked_for(office: Office) -> None:
    assert "đến ngày nào" in await office.says(DUC, "NV11 gia hạn vì chờ số liệu")
    answer = await office.says(DUC, "mai")
    assert "phải sau thời hạn hiện tại" in answer
    assert "đến ngày nào? (lý do: chờ số liệu)" in answer
    assert "đến <b>30/05/2024</b>, lý do: chờ số liệu" in await office.says(DUC, "30/5")


async def test_day_that_has_passed_is_said(office: Office) -> None:
    assert "10/05/2024 đã qua" in await office.says(DUC, "NV11 lùi đến 10/5 vì bận")
    assert "đến <b>20/05/2024</b>, lý do: bận" in await office.says(DUC, "20/5")


async def test_number_of_extensions_shows_on_card_list_question_and_reminder(office: Office) -> None:
    await office.asks_for_time(DUC, WISH)
    await office.presses(CHIEF, "Đồng ý")
    await office.asks_for_time(DUC, "NV11 gia hạn 24/5 vì chờ thêm số liệu")
    assert "việc này đã gia hạn 1 lần (thời hạn ban đầu 16/05/2024)" in office.heard_by(CHIEF)[-1]
    await office.presses(CHIEF, "Đồng ý")
    assert (await office.task("NV11")).extensions == 2
    assert "đã gia hạn 2 lần" in await office.says(SON, "NV11")
    assert "gia hạn 2 lần" in await office.says(SON, "việc của Sở Kế hoạch và Đầu tư")
    await office.morning_of("21/05/2024")
    reminder = next(text for text in reversed(office.heard_by(DUC)) if "Tình trạng:" in text)
    assert "Gia hạn: đã gia hạn 2 lần (thời hạn ban đầu 16/05/2024)" in reminder


async def test_policy_leaves_extensions_to_the_leaders_alone(office: Office) -> None:
    policy = replace(office.rules.policy, extension_deciders=frozenset({Role.LEADER}))
    office.rules = Rules(WorkingCalendar(policy))
    await office.says(DUC, WISH)
    await office.presses(DUC, "Đúng, xin gia hạn")
    assert "chờ quyết định của Mai Sơn. " in office.heard_by(DUC)[-1]
    assert "Xem lý do" not in office.choices(CHIEF)
    assert "chưa được phân quyền" in await office.says(CHIEF, "NV11 đồng ý")
    assert not any("gia hạn" in label for label in office.choices(CHIEF))
    assert "Đã đồng ý" in await office.presses(SON, "Đồng ý")
