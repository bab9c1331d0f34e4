import asyncio

import pytest

from data.domain.task import Status
from jobs.hear import handle_next
from tests.stories.office import BINH, DUC, HA, SANG, TRAM, TRANG, Office

NV7 = "<b>NV7</b>, hạn 16/05/2024 (còn 3 ngày làm việc)"


async def test_first_morning_is_one_message_with_dated_tasks_first(office: Office) -> None:
    (morning,) = office.heard_by(HA)
    codes = [line.split("</b>")[0].removeprefix("<b>") for line in morning.splitlines() if line.startswith("<b>NV")]
    assert codes == ["NV7", "NV3", "NV1", "NV2", "NV4", "NV5", "NV6", "NV8", "NV9", "NV10", "NV12"]
    assert len(office.heard_by(BINH)) == len(office.heard_by(DUC)) == 1
    assert ["Việc phối hợp" in text for who in (TRANG, SANG) for text in office.heard_by(who)] == [True, True]


async def test_da_nhan_after_a_merged_message_acknowledges_all_of_it(office: Office) -> None:
    answer = await office.says(HA, "đã nhận")
    assert answer.startswith("Đã ghi nhận: tiếp nhận 11 nhiệm vụ: <b>NV7</b> (hạn 16/05/2024), <b>NV3</b>")
    async with office.database.work() as uow:
        owed = await uow.assignments.owed_by((await office.task("NV7")).agency_id)
    assert {assignment.status for assignment in owed} == {Status.ACKNOWLEDGED}
    assert "tiếp nhận 11 nhiệm vụ" in office.heard_by(TRAM)[-1]
    assert "Nguyễn Thị Hà" in office.heard_by(BINH)[-1]
    assert len(office.heard_by(DUC)) == 1


async def test_button_for_all_does_the_same_and_acts_once(office: Office) -> None:
    button = office.phones.choice(HA, "Xác nhận đã nhận tất cả")
    assert "tiếp nhận 11 nhiệm vụ" in await office.presses_again(HA, button)
    told = len(office.heard_by(TRAM))
    again = await office.presses_again(HA, button)
    assert "đã được ghi nhận lúc 08:00 13/05/2024 (Nguyễn Thị Hà)" in again
    assert len(office.heard_by(TRAM)) == told


async def test_xong_after_several_tasks_asks_which_and_one_press_is_enough(office: Office) -> None:
    assert "việc nào" in await office.says(HA, "xong")
    assert office.choices(HA)[:2] == ["NV7", "NV3"]
    assert (await office.task("NV7")).status is Status.ASSIGNED
    answer = await office.presses(HA, "NV7")
    assert answer == "Đã ghi nhận: báo xong <b>NV7</b>, hạn 16/05/2024.\nVăn phòng sẽ xác nhận kết quả."
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


async def test_number_of_a_choice_answers_the_last_list(office: Office) -> None:
    await office.says(HA, "xong")
    assert "báo xong <b>NV3</b>" in await office.says(HA, "2")


async def test_progress_is_said_back_exactly(office: Office) -> None:
    answer = await office.says(DUC, "60% đang lấy ý kiến, dự kiến 15/5 trình")
    assert answer == (
        "Đã ghi nhận: đang thực hiện 60% <b>NV11</b>, hạn 16/05/2024 (còn 3 ngày làm việc), dự kiến xong 15/05/2024."
    )
    task = await office.task("NV11")
    assert (task.status, task.percent) == (Status.IN_PROGRESS, 60)


@pytest.mark.parametrize("words", ["chưa xong", "chua xong a", "Chưa hoàn thành"])
async def test_not_done_is_never_taken_for_done(office: Office, words: str) -> None:
    await office.says(DUC, words)
    assert (await office.task("NV11")).status is Status.IN_PROGRESS


async def test_reply_to_an_older_message_finds_its_task(office: Office) -> None:
    await office.says(HA, "NV3 50%")
    await office.says(HA, "NV9 20%")
    answer = await office.says(HA, "xong rồi", replying_to="50% <b>NV3</b>")
    assert "báo xong <b>NV3</b>" in answer


async def test_undo_within_five_minutes_brings_back_what_stood_and_tells_the_office(office: Office) -> None:
    await office.says(DUC, "NV11 xong")
    assert office.choices(DUC) == ["Đúng rồi", "Hoàn tác"]
    await office.later(minutes=4)
    assert "Đã hoàn tác" in await office.presses(DUC, "Hoàn tác")
    assert (await office.task("NV11")).status is Status.ASSIGNED
    assert "vừa hoàn tác báo cáo" in office.heard_by(TRAM)[-1]
    assert "NV11" in office.heard_by(TRAM)[-1]


async def test_undo_after_five_minutes_is_refused(office: Office) -> None:
    await office.says(DUC, "NV11 xong")
    await office.later(minutes=5, seconds=1)
    assert await office.says(DUC, "2") == (
        "Đã quá thời gian hoàn tác. Nếu cần sửa, đề nghị báo lại tình trạng mới của việc."
    )
    assert (await office.task("NV11")).status is Status.REPORTED_DONE


async def test_doubtful_claim_is_recorded_only_after_yes(office: Office) -> None:
    await office.says(DUC, "NV11 gần xong")
    question = office.heard_by(DUC)[-1]
    assert question.endswith("đúng không?")
    assert office.choices(DUC) == ["Đúng, ghi nhận", "Không"]
    assert (await office.task("NV11")).heard_at is None
    await office.says(DUC, "không")
    assert (await office.task("NV11")).heard_at is None
    await office.says(DUC, "NV11 gần xong")
    assert "Đã ghi nhận" in await office.says(DUC, "vâng ạ")
    assert (await office.task("NV11")).heard_at is not None


async def test_several_tasks_in_one_message_are_confirmed_as_a_list(office: Office) -> None:
    question = await office.says(HA, "NV3 xong, NV9 60%")
    assert "2 việc" in question
    assert (await office.task("NV3")).status is Status.ASSIGNED
    await office.presses(HA, "Đúng, ghi nhận cả 2 việc")
    assert (await office.task("NV3")).status is Status.REPORTED_DONE
    assert (await office.task("NV9")).percent == 60


async def test_yes_to_an_old_question_says_how_things_stand_when_they_moved_on(office: Office) -> None:
    await office.says(HA, "NV3 xong, NV9 60%")
    await office.says(BINH, "NV3 40%")
    await office.says(BINH, "1")
    answer = await office.presses(HA, "Đúng, ghi nhận cả 2 việc")
    assert "<b>NV3</b>" in answer
    assert "Lương Văn Bình" in answer
    assert (await office.task("NV3")).status is Status.IN_PROGRESS
    assert (await office.task("NV9")).percent == 60


async def test_refusing_a_task_is_confirmed_and_leaves_it_standing_until_the_office_decides(office: Office) -> None:
    await office.says(DUC, "NV11 không phải nhiệm vụ của Sở, đề nghị chuyển Sở Tài chính")
    assert (await office.task("NV11")).heard_at is None
    await office.says(DUC, "đúng")
    task = await office.task("NV11")
    assert task.status is Status.REFUSED
    assert "đề nghị không nhận <b>NV11</b>, hạn 16/05/2024" in office.heard_by(TRAM)[-1]
    assert "Sở Tài chính" not in office.heard_by(TRAM)[-1]


async def test_somebody_elses_task_is_refused_politely_and_logged(office: Office) -> None:
    answer = await office.says(HA, "NV11 xong")
    assert answer == "NV11 không thuộc nhiệm vụ của đơn vị đồng chí nên chưa ghi nhận."
    assert (await office.task("NV11")).status is Status.ASSIGNED
    assert "refused:done" in await office.audited()


async def test_unknown_code_hears_one_sentence(office: Office) -> None:
    answer = await office.says(HA, "NV99 xong")
    assert answer == "Không có nhiệm vụ mang mã NV99. Nhắn /viec để xem mã các việc của đơn vị."


async def test_coordinating_agency_acknowledges_and_reports_difficulty_but_never_done(office: Office) -> None:
    assert "tiếp nhận" in await office.says(TRANG, "đã nhận NV10")
    assert "báo vướng mắc" in await office.says(TRANG, "NV10 vướng vì chưa có dự toán")
    assert "Ban Dân tộc chủ trì" in await office.says(TRANG, "NV10 xong")
    assert (await office.task("NV10", "Ban Dân tộc")).status is Status.ASSIGNED


async def test_press_on_an_old_card_says_what_a_colleague_has_reported(office: Office) -> None:
    await office.morning_of("15/05/2024")
    card = office.phones.choice(BINH, "Báo đã xong")
    await office.says(HA, "NV7 xong")
    answer = await office.presses_again(BINH, card)
    assert answer.startswith("Nguyễn Thị Hà vừa cập nhật <b>NV7</b>, hạn 16/05/2024")
    assert "lúc 08:00 15/05/2024: báo hoàn thành; hiện đơn vị đã báo hoàn thành" in answer
    assert len(await office.reports("NV7")) == 1


async def test_card_takes_a_second_button_from_the_same_hand(office: Office) -> None:
    assert "tiếp nhận" in await office.presses(DUC, "Xác nhận đã nhận")
    assert "báo xong" in await office.presses(DUC, "Báo đã xong")
    assert (await office.task("NV11")).status is Status.REPORTED_DONE


async def test_two_answers_at_the_same_moment_are_recorded_once(office: Office) -> None:
    """Two processes handle two contacts' claims at once; the slower one hears how things stand."""
    for who in (HA, BINH):
        await office.sends(who, "NV7 xong")
    both = (handle_next(office.database, office.conversation, office.clock, office.machine) for _ in range(2))
    assert await asyncio.gather(*both) == [True, True]
    await office.hears_all()
    answers = [text for who in (HA, BINH) for text in office.heard_by(who)[1:] if "vừa trả lời thay đơn vị" not in text]
    assert len(await office.reports("NV7")) == 1
    assert len(answers) == 2
    assert sum(text.startswith("Đã ghi nhận: báo xong <b>NV7</b>") for text in answers) == 1
    assert sum("vừa cập nhật <b>NV7</b>" in text and "lúc 08:00 13/05/2024" in text for text in answers) == 1


async def test_another_persons_button_does_nothing(office: Office) -> None:
    button = office.phones.choice(HA, "Xác nhận đã nhận tất cả")
    assert "chưa được phân quyền" in await office.presses_again(DUC, button)
    assert (await office.task("NV7")).status is Status.ASSIGNED


async def test_difficulty_asked_for_by_button_is_kept_and_only_shown_on_request(office: Office) -> None:
    assert "đang vướng gì" in await office.presses(DUC, "Báo vướng mắc")
    assert "báo vướng mắc" in await office.says(DUC, "Sở Tài chính chưa gửi số liệu")
    notice = office.heard_by(TRAM)[-1]
    assert "báo vướng mắc <b>NV11</b>" in notice
    assert "số liệu" not in notice
    assert "Sở Tài chính chưa gửi số liệu" in await office.presses(TRAM, "Xem nội dung")


async def test_question_is_kept_and_passed_on(office: Office) -> None:
    assert "Đã chuyển Văn phòng" in await office.says(DUC, "cho em hỏi gửi báo cáo về phòng nào ạ?")
    assert "phòng nào" not in office.heard_by(TRAM)[-1]
    assert "phòng nào" in await office.presses(TRAM, "Xem nội dung")


async def test_nothing_outside_pushing_hours_but_the_answer(office: Office) -> None:
    await office.later(hours=10)
    assert "báo xong" in await office.says(DUC, "NV11 xong")
    heard = len(office.heard_by(TRAM))
    await office.morning_of("14/05/2024")
    assert "NV11" in office.heard_by(TRAM)[heard]
    assert "Đề nghị xác nhận kết quả" in office.heard_by(TRAM)[heard]


async def test_wish_among_other_statements_is_confirmed_with_them_and_then_completed(office: Office) -> None:
    question = await office.says(HA, "NV9 xong. NV7: xin lùi đến 20/5")
    assert "xin gia hạn <b>NV7</b>, hạn 16/05/2024 (còn 3 ngày làm việc), đến 20/05/2024" in question
    answer = await office.says(HA, "1")
    assert "báo xong <b>NV9</b>" in answer
    assert "xin gia hạn đến 20/05/2024 vì lý do gì?" in answer
    await office.says(HA, "chờ số liệu")
    assert "Đã gửi đề nghị gia hạn <b>NV7</b>" in await office.says(HA, "đúng")


async def test_code_beside_the_one_we_asked_about_is_confirmed(office: Office) -> None:
    await office.says(HA, "đã nhận")
    await office.morning_of("15/05/2024")
    assert "đúng không?" in await office.says(HA, "NV3 60%")


async def test_one_goes_on_to_the_next_task_after_an_answer(office: Office) -> None:
    await office.says(HA, "NV7 60%")
    assert "Đã ghi nhận" in await office.says(HA, "NV3 40%")
    assert "Đã ghi nhận" in await office.says(HA, "NV9 xong")


async def test_promise_beyond_the_named_tasks_deadline_is_confirmed(office: Office) -> None:
    assert "đúng không?" in await office.says(HA, "NV3 60%, dự kiến 20/6 xong")
    assert (await office.task("NV3")).heard_at is None


async def test_word_after_a_claim_is_answered_with_how_the_task_stands(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    noted = await office.says(BINH, "NV7 ghi chú: bản giấy gửi sau")
    await office.says(BINH, "NV7 không thuộc chức năng của đơn vị")
    refused = await office.says(BINH, "đúng")
    for answer in (noted, refused):
        passed_on, standing = answer.splitlines()[1:]
        assert passed_on == "Đã chuyển Văn phòng."
        assert standing.startswith("<b>NV7</b> · hạn 16/05/2024: hiện đơn vị đã báo hoàn thành, chờ Văn phòng xác nhận")


async def test_words_without_a_code_mean_our_message_and_not_what_a_colleague_said_since(office: Office) -> None:
    await office.says(HA, "NV7")
    await office.says(BINH, "NV9 60%")
    assert "NV9" in office.heard_by(HA)[-1]
    assert "báo xong <b>NV7</b>" in await office.says(HA, "xong")
    assert (await office.task("NV9")).percent == 60
