import pytest

from data.domain.task import Status
from tests.stories.office import BINH, CHIEF, DUC, HA, SON, TRAM, Office

pytestmark = pytest.mark.both_engines


async def test_claim_is_confirmed_by_one_press_and_the_agency_hears(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert office.choices(TRAM) == [
        "Xác nhận NV7 hoàn thành (Ban Dân tộc)",
        "Trả lại NV7, chưa đạt (Ban Dân tộc)",
        "Cần bổ sung NV7",
        "Xem nội dung",
    ]
    answer = await office.presses(TRAM, "Xác nhận NV")
    assert answer == "Đã xác nhận hoàn thành <b>NV7</b>, hạn 16/05/2024, Ban Dân tộc."
    assert (await office.task("NV7")).status is Status.CONFIRMED
    assert office.heard_by(HA)[-1].startswith("Văn phòng đã xác nhận hoàn thành <b>NV7</b>")
    assert office.heard_by(BINH)[-1].startswith("Văn phòng đã xác nhận hoàn thành <b>NV7</b>")


async def test_claim_is_confirmed_by_text(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert "Đã xác nhận" in await office.says(TRAM, "NV7 xác nhận")
    assert (await office.task("NV7")).status is Status.CONFIRMED


async def test_return_asks_for_a_reason_that_the_push_does_not_carry(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert "vì lý do gì" in await office.presses(TRAM, "Trả lại")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE
    assert "vì: thiếu phụ lục. Đúng không?" in await office.says(TRAM, "thiếu phụ lục")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE
    assert "lý do: thiếu phụ lục" in await office.says(TRAM, "đúng")
    assert (await office.task("NV7")).status is Status.RETURNED
    notice = office.heard_by(HA)[-1]
    assert "trả lại kết quả <b>NV7</b>, hạn 16/05/2024" in notice
    assert "phụ lục" not in notice
    assert "thiếu phụ lục" in await office.presses(HA, "Xem lý do")


async def test_return_by_text_takes_its_reason_along(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert "lý do: thiếu phụ lục" in await office.says(TRAM, "NV7 trả lại vì thiếu phụ lục")
    assert (await office.task("NV7")).status is Status.RETURNED


async def test_reason_may_be_given_up(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.presses(TRAM, "Trả lại")
    await office.says(TRAM, "1")
    assert "Đã xác nhận" in await office.presses(TRAM, "Xác nhận NV")


async def test_command_instead_of_a_reason_is_a_command(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.presses(TRAM, "Trả lại")
    assert "Tổng số" in await office.says(TRAM, "/tonghop")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_question_instead_of_a_reason_is_answered_and_nothing_is_returned(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    for words, answered in (
        ("hôm nay có gì đến hạn?", "Không có nhiệm vụ nào"),
        ("tổng hợp", "Tổng số"),
        ("xác nhận", "Đã xác nhận hoàn thành <b>NV7</b>"),
    ):
        await office.presses(TRAM, "Trả lại")
        assert answered in await office.says(TRAM, words)
    assert (await office.task("NV7")).status is Status.CONFIRMED


async def test_reason_said_after_half_an_hour_is_no_reason_any_more(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.presses(TRAM, "Trả lại")
    await office.later(minutes=31)
    assert "thiếu phụ lục" not in await office.says(TRAM, "thiếu phụ lục")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_reason_read_back_and_denied_returns_nothing(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.presses(TRAM, "Trả lại")
    await office.says(TRAM, "thiếu phụ lục")
    await office.says(TRAM, "không")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_report_instead_of_a_difficulty_is_a_report(office: Office) -> None:
    await office.says(HA, "NV7")
    await office.presses(HA, "Báo vướng mắc")
    assert "báo xong <b>NV7</b>" in await office.says(HA, "xong rồi")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_returned_work_is_claimed_again(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "NV7 trả lại vì thiếu phụ lục")
    assert "báo xong" in await office.says(HA, "đã bổ sung, xong")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_second_verdict_says_the_first(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    button = office.phones.choice(TRAM, "Xác nhận NV")
    await office.presses_again(TRAM, button)
    assert "Văn phòng đã xác nhận" in await office.presses_again(TRAM, button)
    assert "Văn phòng đã xác nhận" in await office.says(CHIEF, "NV7 trả lại vì muộn")
    assert (await office.task("NV7")).status is Status.CONFIRMED


async def test_xac_nhan_with_several_claims_asks_which(office: Office) -> None:
    await office.says(HA, "NV3 xong, NV9 xong")
    await office.says(HA, "đúng")
    await office.says(TRAM, "NV3, NV9 xác nhận")
    assert office.choices(TRAM)[0] == "NV3, Ban Dân tộc"
    await office.presses(TRAM, "NV9")
    assert (await office.task("NV9")).status is Status.CONFIRMED
    assert (await office.task("NV3")).status is Status.REPORTED_DONE


async def test_remark_after_a_claim_brings_the_question_to_the_office_again(office: Office) -> None:
    """The first notice waits for the morning and would no longer be true; the work must not be forgotten for that."""
    await office.later(hours=10)
    await office.says(DUC, "NV11 xong")
    await office.says(DUC, "NV11 ghi chú: bản giấy gửi sau")
    await office.morning_of("14/05/2024")
    asked = [text for text in office.heard_by(TRAM) if "Đề nghị xác nhận kết quả" in text]
    assert len(asked) == 1
    assert "Đã xác nhận" in await office.presses(TRAM, "Xác nhận NV")


async def test_remark_taken_back_leaves_the_question_to_the_office(office: Office) -> None:
    await office.later(hours=10)
    await office.says(DUC, "NV11 xong")
    await office.says(DUC, "NV11 ghi chú: bản giấy gửi sau")
    await office.presses(DUC, "Hoàn tác")
    await office.morning_of("14/05/2024")
    (asked,) = [text for text in office.heard_by(TRAM) if "Đề nghị xác nhận kết quả" in text]
    assert "báo xong <b>NV11</b>" in asked
    assert "Đã xác nhận" in await office.presses(TRAM, "Xác nhận NV")


async def test_who_pairs_later_hears_who_made_the_claim_and_not_who_remarked_on_it(office: Office) -> None:
    await office.unpairs(TRAM, CHIEF)
    await office.says(HA, "NV7 xong")
    await office.says(BINH, "NV7 ghi chú: bản giấy gửi sau")
    await office.pairs(TRAM)
    (asked,) = [text for text in office.heard_by(TRAM) if "Đề nghị xác nhận kết quả" in text]
    assert asked.startswith("Ban Dân tộc (Nguyễn Thị Hà) báo xong <b>NV7</b>")


async def test_officials_and_leaders_do_not_confirm(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(HA, "NV7 xác nhận hoàn thành")
    assert "chưa được phân quyền" in await office.says(SON, "NV7 xác nhận")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_number_with_two_claims_waiting_is_asked_back_with_codes(office: Office) -> None:
    await office.says(HA, "NV3 xong")
    await office.says(HA, "NV9 xong")
    assert "chọn mục nào" in await office.says(TRAM, "1")
    assert office.choices(TRAM)[:2] == [
        "Xác nhận NV9 hoàn thành (Ban Dân tộc)",
        "Xác nhận NV3 hoàn thành (Ban Dân tộc)",
    ]
    assert "Đã xác nhận hoàn thành <b>NV3</b>" in await office.says(TRAM, "2")
    assert (await office.task("NV9")).status is Status.REPORTED_DONE


async def test_claim_that_a_colleague_decided_is_no_rival_any_more(office: Office) -> None:
    await office.says(HA, "NV3 xong")
    await office.says(HA, "NV9 xong")
    await office.says(CHIEF, "NV9 xác nhận")
    assert "Đã xác nhận hoàn thành <b>NV3</b>" in await office.says(TRAM, "1")


async def test_number_in_reply_to_a_claim_decides_that_claim(office: Office) -> None:
    await office.says(HA, "NV3 xong")
    await office.says(HA, "NV9 xong")
    assert "Đã xác nhận hoàn thành <b>NV3</b>" in await office.says(TRAM, "1", replying_to="<b>NV3</b>")


async def test_yes_answers_what_we_asked_and_not_the_claim_that_came_meanwhile(office: Office) -> None:
    await office.says(HA, "NV3 xong")
    await office.presses(TRAM, "Trả lại NV3")
    await office.says(TRAM, "thiếu phụ lục")
    await office.says(HA, "NV9 xong")
    assert "Đã trả lại <b>NV3</b>" in await office.says(TRAM, "đúng")
    assert (await office.task("NV9")).status is Status.REPORTED_DONE


async def test_news_of_other_tasks_is_no_list_that_numbers_answer(office: Office) -> None:
    await office.says(HA, "NV3 xong")
    await office.says(HA, "NV9 60%")
    assert office.choices(TRAM) == ["Xem nội dung"]
    assert "Đã xác nhận hoàn thành <b>NV3</b>" in await office.says(TRAM, "1")


async def test_confirmation_is_taken_back_within_the_undo_time_and_the_agency_hears(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.presses(TRAM, "Xác nhận NV7")
    assert office.choices(TRAM) == ["Đúng rồi", "Hoàn tác"]
    assert "chờ Văn phòng xác nhận" in await office.presses(TRAM, "Hoàn tác")
    task = await office.task("NV7")
    assert (task.status, task.confirmed_at) == (Status.REPORTED_DONE, None)
    assert "rút lại xác nhận hoàn thành <b>NV7</b>" in office.heard_by(HA)[-1]
    await office.presses(TRAM, "Xác nhận NV7")
    await office.later(minutes=6)
    assert "quá thời gian hoàn tác" in await office.presses(TRAM, "Hoàn tác")
    assert (await office.task("NV7")).status is Status.CONFIRMED


async def test_verdict_that_comes_late_hears_of_the_lead_by_name_only(office: Office) -> None:
    await office.says(DUC, "NV11 xong")
    await office.says(TRAM, "NV11 xác nhận")
    answer = await office.says(CHIEF, "NV11 trả lại vì muộn")
    assert answer.count("<b>NV11</b>") == 1
    assert "· Sở Kế hoạch và Đầu tư:" in answer


async def test_claim_made_by_mistake_is_corrected_with_the_office_after_the_undo_time(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.later(minutes=6)
    for words in ("NV7 chưa xong, bấm nhầm", "NV7 60%", "NV7 vướng", "NV7 bấm nhầm"):
        answer = await office.says(HA, words)
        assert "Đã ghi nhận" in answer
        assert "Văn phòng" in answer
        assert (await office.reports("NV7"))[-1].note == words
        assert words in await office.presses(TRAM, "Xem nội dung")
    assert (await office.task("NV7")).status is Status.REPORTED_DONE
