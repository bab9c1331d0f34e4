"""The life of a task beyond its claim: difficulties answered, tasks given to others, paused, resumed, withdrawn."""

from datetime import date

import pytest

from bot.language.meaning import Intent
from data.domain.task import Status
from data.office.deciding import confirm_result
from tests.stories.office import BINH, CHIEF, DUC, HA, SANG, SON, TRAM, TRANG, Office


async def test_difficulty_reaches_the_office_and_its_answer_reaches_the_agency(office: Office) -> None:
    await office.says(HA, "NV7 vướng chưa có số liệu của huyện")
    question = office.heard_by(TRAM)[-1]
    assert question.startswith("Ban Dân tộc báo vướng mắc <b>NV7</b>, hạn 16/05/2024")
    assert "số liệu" not in question
    assert office.choices(TRAM)[:2] == ["Trả lời vướng mắc NV7 (Ban Dân tộc)", "Trình Chánh Văn phòng NV7"]
    assert "số liệu của huyện" in await office.presses(TRAM, "Xem nội dung")
    await office.presses(TRAM, "Trả lời vướng mắc NV7")
    assert "Nội dung: đã đôn đốc huyện gửi. Đúng không?" in await office.says(TRAM, "đã đôn đốc huyện gửi")
    assert (await office.task("NV7")).status is Status.BLOCKED
    assert "Đã gửi trả lời về <b>NV7</b>, hạn 16/05/2024" in await office.says(TRAM, "đúng")
    assert (await office.task("NV7")).status is Status.IN_PROGRESS
    for who in (HA, BINH):
        notice = office.heard_by(who)[-1]
        assert "đã trả lời về <b>NV7</b>, hạn 16/05/2024" in notice
        assert "đôn đốc huyện" not in notice
    assert "đã đôn đốc huyện gửi" in await office.presses(HA, "Xem nội dung")
    assert [report.kind for report in await office.reports("NV7")] == ["block", "answer"]
    assert "Văn phòng trả lời" in await office.says(TRAM, "NV7")


async def test_difficulty_is_answered_in_one_line(office: Office) -> None:
    await office.says(HA, "NV7 vướng chưa có số liệu")
    assert "Đã gửi trả lời" in await office.says(TRAM, "nv7 tra loi: lay so lieu quy I")
    assert (await office.task("NV7")).status is Status.IN_PROGRESS


async def test_difficulty_is_passed_up_to_the_chief_who_answers(office: Office) -> None:
    await office.says(HA, "NV7 vướng chưa có số liệu của huyện")
    assert "Đã trình Dương Đình Thắng" in await office.presses(TRAM, "Trình Chánh Văn phòng")
    assert "báo vướng mắc <b>NV7</b>" in office.heard_by(CHIEF)[-1]
    assert office.choices(CHIEF) == ["Trả lời vướng mắc NV7 (Ban Dân tộc)", "Xem nội dung"]
    assert "số liệu của huyện" in await office.presses(CHIEF, "Xem nội dung")
    assert "trình Chánh Văn phòng" in office.heard_by(HA)[-1]
    await office.says(CHIEF, "NV7 trả lời: dùng số liệu quý I")
    assert "Dương Đình Thắng) đã trả lời về <b>NV7</b>" in office.heard_by(HA)[-1]
    assert "đã trả lời về <b>NV7</b>" in office.heard_by(TRAM)[-1]


async def test_difficulty_that_nobody_above_can_hear_stays_with_the_specialist(office: Office) -> None:
    await office.says(HA, "NV7 vướng chưa có số liệu")
    await office.unpairs(CHIEF, SON)
    assert "chưa trình được" in await office.presses(TRAM, "Trình Chánh Văn phòng")
    assert [report.kind for report in await office.reports("NV7")] == ["block"]


async def test_task_held_not_ones_own_is_given_to_another_agency(office: Office) -> None:
    await office.says(DUC, "NV11 không thuộc thẩm quyền của Sở")
    await office.says(DUC, "đúng")
    assert office.choices(TRAM)[:2] == ["Giao đơn vị khác NV11", "Giữ nguyên Sở Kế hoạch và Đầu tư chủ trì NV11"]
    assert "đơn vị nào chủ trì" in await office.presses(TRAM, "Giao đơn vị khác NV11")
    assert "vì lý do gì" in await office.says(TRAM, "sở tài chính")
    answer = await office.says(TRAM, "thuộc lĩnh vực tài chính")
    assert "Sở Tài chính (hiện nay: Sở Kế hoạch và Đầu tư), vì: thuộc lĩnh vực tài chính. Đúng không?" in answer
    assert "Đã đổi chủ trì của <b>NV11</b>, hạn 16/05/2024" in await office.says(TRAM, "đúng")
    task = await office.task("NV11")
    assert (task.agency_name, task.status, task.first_due_on) == ("Sở Tài chính", Status.ASSIGNED, date(2024, 5, 16))
    assert "không còn phải thực hiện" in office.heard_by(DUC)[-1]
    assert "Việc mới giao" in office.heard_by(TRANG)[-1]
    heard = len(office.heard_by(DUC))
    await office.morning_of("16/05/2024")
    assert not any("NV11" in text for text in office.heard_by(DUC)[heard:])
    assert "hạn 16/05/2024" in office.heard_by(TRANG)[-1]
    assert "NV11 không thuộc nhiệm vụ" in await office.says(DUC, "NV11 xong")


async def test_task_held_not_ones_own_stays_with_a_reason(office: Office) -> None:
    await office.says(DUC, "NV11 không thuộc thẩm quyền của Sở")
    await office.says(DUC, "đúng")
    await office.presses(TRAM, "Giữ nguyên Sở Kế hoạch")
    await office.says(TRAM, "đúng chức năng theo quy chế")
    await office.says(TRAM, "đúng")
    assert (await office.task("NV11")).status is Status.ACKNOWLEDGED
    assert "giữ nguyên chủ trì <b>NV11</b>, hạn 16/05/2024" in office.heard_by(DUC)[-1]
    assert "đúng chức năng theo quy chế" in await office.presses(DUC, "Xem nội dung")


async def test_agency_may_still_take_up_what_it_held_not_its_own(office: Office) -> None:
    await office.says(DUC, "NV11 không thuộc thẩm quyền của Sở")
    await office.says(DUC, "đúng")
    await office.says(DUC, "NV11 60%")
    assert (await office.task("NV11")).status is Status.IN_PROGRESS
    assert "hiện đang thực hiện" in await office.presses(TRAM, "Giữ nguyên")


async def test_paused_task_is_not_reminded_of_until_it_is_resumed(office: Office) -> None:
    assert "vì: chờ Trung ương hướng dẫn. Đúng không?" in await office.says(
        TRAM, "tạm dừng NV7 vì chờ Trung ương hướng dẫn"
    )
    assert (await office.task("NV7")).status is Status.ASSIGNED
    assert "thời hạn giữ nguyên" in await office.says(TRAM, "đúng")
    assert "tạm dừng <b>NV7</b>, hạn 16/05/2024" in office.heard_by(HA)[-1]
    heard = len(office.heard_by(HA))
    for day in ("15/05/2024", "16/05/2024", "17/05/2024"):
        await office.morning_of(day)
    assert not any("NV7" in text for text in office.heard_by(HA)[heard:])
    assert "đang tạm dừng" in await office.says(HA, "NV7")
    assert "Xin gia hạn" not in office.choices(HA)
    assert "Tổng số: 1 nhiệm vụ" in await office.says(SON, "việc nào đang tạm dừng?")
    await office.says(TRAM, "tiếp tục NV7")
    await office.says(TRAM, "đúng")
    assert (await office.task("NV7")).deadline_version == 1
    await office.morning_of("20/05/2024")
    assert "NV7" in office.heard_by(HA)[-1]


async def test_paused_task_whose_day_passes_is_not_overdue_until_it_is_resumed(office: Office) -> None:
    await office.says(TRAM, "tạm dừng NV7 vì chờ Trung ương hướng dẫn")
    await office.says(TRAM, "đúng")
    await office.morning_of("20/05/2024")
    assert "Tổng số: 1 nhiệm vụ = 1 tạm dừng" in await office.says(SON, "việc nào đang tạm dừng?")
    late = await office.says(SON, "việc quá hạn")
    assert "NV11" in late
    assert "NV7" not in late
    summary = await office.says(SON, "/tonghop")
    assert "• Quá hạn chưa hoàn thành: 1\n" in summary
    assert "• Đang tạm dừng: 1\n" in summary
    assert "quá hạn" not in await office.says(HA, "NV7")
    before_the_pause = await office.says(SON, "việc quá hạn tính đến 17/5")
    assert "NV7" not in before_the_pause


async def test_resuming_after_the_day_says_that_it_counts_as_overdue_from_now_on(office: Office) -> None:
    await office.says(TRAM, "tạm dừng NV7 vì chờ Trung ương hướng dẫn")
    await office.says(TRAM, "đúng")
    await office.morning_of("20/05/2024")
    question = await office.says(TRAM, "tiếp tục NV7")
    assert "Thời hạn của NV7 đã qua: từ khi tiếp tục, việc được tính là quá hạn" in question
    assert "muốn đặt thời hạn mới, nhắn: tiếp tục NV7 đến 27/05/2024" in question
    assert "từ nay được tính là quá hạn" in await office.says(TRAM, "đúng")
    assert "Thời hạn đã qua nên từ nay việc được tính là quá hạn" in office.heard_by(HA)[-1]
    assert "NV7" in await office.says(SON, "việc quá hạn")


async def test_paused_task_is_resumed_under_a_new_deadline(office: Office) -> None:
    await office.says(TRAM, "tam dung NV7 vi cho huong dan")
    await office.says(TRAM, "dung")
    assert "thời hạn mới 20/06/2024" in await office.says(TRAM, "tiếp tục NV7 đến 20/6")
    await office.says(TRAM, "đúng")
    task = await office.task("NV7")
    assert (task.deadline.due_on, task.deadline_version, task.first_due_on) == (date(2024, 6, 20), 2, date(2024, 5, 16))
    assert "yêu cầu tiếp tục <b>NV7</b>, hạn 20/06/2024" in office.heard_by(HA)[-1]


async def test_withdrawn_task_is_followed_no_more_and_its_history_stays(office: Office) -> None:
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ")
    wish = office.phones.choice(CHIEF, "Đồng ý gia hạn")
    await office.says(TRAM, "thu hồi NV11 vì giao nhầm")
    assert "Lịch sử được giữ lại" in await office.says(TRAM, "đúng")
    assert "đã thu hồi <b>NV11</b>, hạn 16/05/2024" in office.heard_by(DUC)[-1]
    assert "giao nhầm" in await office.presses(DUC, "Xem nội dung")
    assert "không còn theo dõi" in await office.presses_again(CHIEF, wish)
    assert "đã bị thu hồi" in await office.says(TRAM, "NV11?")
    assert "<b>NV11</b>, hạn 16/05/2024, đã bị thu hồi" in await office.says(DUC, "NV11 xong")
    assert "revoked" in await office.audited()


@pytest.mark.parametrize(
    "words", ["NV7 được thay thế bằng NV3", "thay NV7 bằng NV3", "nv7 thay the bang nv3 vi gop viec"]
)
async def test_task_that_another_replaces_ends_and_those_concerned_hear_by_which(office: Office, words: str) -> None:
    question = await office.says(TRAM, words)
    assert question.startswith("Thay thế: <b>NV7</b>, hạn 16/05/2024")
    assert ", bằng <b>NV3</b>, hạn 31/05/2024" in question
    assert "Đã thay thế <b>NV7</b>" in await office.says(TRAM, "đúng")
    for who in (HA, SANG):
        assert "đã thay thế <b>NV7</b>, hạn 16/05/2024" in office.heard_by(who)[-1]
        assert "bằng <b>NV3</b>, hạn 31/05/2024" in office.heard_by(who)[-1]
    heard = len(office.heard_by(HA))
    for day in ("15/05/2024", "17/05/2024"):
        await office.morning_of(day)
    assert not any("NV7" in text for text in office.heard_by(HA)[heard:])
    assert "được thay thế" in await office.says(TRAM, "NV7?")
    assert "replaced" in await office.audited()


async def test_task_is_replaced_by_one_that_is_followed_and_not_by_itself(office: Office) -> None:
    assert "NV99" in await office.says(TRAM, "NV7 được thay thế bằng NV99")
    assert "không thể tự thay thế" in await office.says(TRAM, "NV7 được thay thế bằng NV7")
    assert "không thể tự thay thế" in await office.says(TRAM, "NV7 thay thế NV7")
    assert "chưa được phân quyền" in await office.says(SON, "NV7 được thay thế bằng NV3")
    assert (await office.task("NV7")).status is Status.ASSIGNED


async def test_replaced_task_says_by_which_to_whoever_speaks_of_it(office: Office) -> None:
    await office.says(TRAM, "NV8 thay thế NV3 vì trùng")
    assert "Đã thay thế <b>NV3</b>, hạn 31/05/2024" in await office.says(TRAM, "đúng")
    ended = "<b>NV3</b>, hạn 31/05/2024, đã được thay thế bằng <b>NV8</b> lúc 08:00 13/05/2024; không còn theo dõi."
    for words in ("NV8 thay thế NV3", "NV11 được thay thế bằng NV3", "tạm dừng NV3 vì chờ"):
        assert ended in await office.says(TRAM, words)
    for who in (HA, SON):
        assert await office.says(who, "NV3 đến đâu rồi?") == ended
    assert await office.says(HA, "NV3 xong") == ended
    assert "Không tìm thấy nhiệm vụ NV3" in await office.says(DUC, "NV3")


@pytest.mark.parametrize(
    ("words", "asked", "instead"),
    [
        ("NV7 được thay thế bằng NV3", True, "đề nghị giao lại"),
        ("thu hồi NV7 vì giao nhầm", True, "đề nghị giao lại"),
        ("đóng NV7 vì đã làm", True, "đề nghị giao lại"),
        ("tạm dừng NV7 vì chờ vốn", True, "tiếp tục NV7"),
        ("NV7 hạn 30/6/2024 vì chờ vốn", True, "NV7 hạn 16/05/2024 vì"),
        ("NV7 chủ trì Sở Tài chính vì đúng chức năng", True, "NV7 chủ trì Sở"),
        ("giao Sở Tài chính báo cáo tình hình trước 30/5", True, "thu hồi NV13 vì"),
        ("yêu cầu giải trình NV7", False, "nhắn bổ sung"),
        ("nhắc ngay NV7", False, "nhắn bổ sung"),
    ],
)
async def test_order_taken_back_says_why_not_and_what_sets_it_right(
    office: Office, words: str, asked: bool, instead: str
) -> None:
    await office.says(TRAM, words)
    if asked:
        await office.says(TRAM, "đúng")
    answer = await office.says(TRAM, "hoan tac")
    assert "không hoàn tác được" in answer
    assert instead in answer
    assert "không hoàn tác được" not in await office.says(TRAM, "hoàn tác")


async def test_later_words_are_no_second_thoughts_of_an_order(office: Office) -> None:
    await office.says(TRAM, "nhắc ngay NV7")
    await office.says(TRAM, "NV3")
    assert "không hoàn tác được" not in await office.says(TRAM, "hoàn tác")


@pytest.mark.parametrize("words", ["tạm dừng NV7", "nv7 tam dung", "thu hồi NV7", "đóng NV7"])
async def test_official_who_orders_what_the_office_may_hears_what_to_say_instead(office: Office, words: str) -> None:
    answer = await office.says(HA, words)
    assert "Chỉ Văn phòng" in answer
    assert "NV7 vướng" in answer
    assert "NV7 gia hạn" in answer
    assert (await office.task("NV7")).status is Status.ASSIGNED


@pytest.mark.parametrize("words", ["NV7 được rút", "NV7 được giao cho Sở Y tế", "nv7 dc chuyen cho so y te"])
async def test_passive_said_by_an_official_acknowledges_nothing(office: Office, words: str) -> None:
    assert "tiếp nhận" not in (await office.says(HA, words)).splitlines()[0]
    assert Intent.ACKNOWLEDGE not in [report.kind for report in await office.reports("NV7")]


async def test_list_with_one_bad_code_says_that_nothing_of_it_was_recorded(office: Office) -> None:
    answer = await office.says(HA, "NV7, NV999, NV3 xong")
    assert "NV999" in answer
    assert "Chưa ghi nhận cả NV7, NV3" in answer
    assert (await office.task("NV7")).status is Status.ASSIGNED


async def test_task_of_several_agencies_is_named_once(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert (await office.says(TRAM, "thu hồi NV7 vì giao trùng")).count("NV7") == 1


async def test_task_is_closed_without_a_claim(office: Office) -> None:
    await office.says(TRAM, "đóng NV9 vì đã lồng ghép vào NV10")
    assert "Đã đóng <b>NV9</b>, không có thời hạn, Ban Dân tộc; lý do: đã lồng ghép vào NV10" in await office.says(
        TRAM, "đúng"
    )
    assert (await office.task("NV9")).status is Status.CONFIRMED
    assert (await office.task("NV10")).open
    assert "coi là đã hoàn thành" in office.heard_by(HA)[-1]


@pytest.mark.parametrize(
    "words", ["tạm dừng NV7 vì bận", "thu hồi NV7 vì nhầm", "đóng NV7 vì trùng", "NV7 trình Chánh Văn phòng"]
)
async def test_only_the_office_steers(office: Office, words: str) -> None:
    assert "chưa được phân quyền" in await office.says(SON, words)
    await office.says(HA, words)
    assert (await office.task("NV7")).open
    assert not {"pause", "revoke", "close", "raise"} & set(await office.audited())


async def test_order_that_does_not_fit_says_how_things_stand(office: Office) -> None:
    assert "Ban Dân tộc: chưa tiếp nhận." in await office.says(TRAM, "tiếp tục NV7")
    assert "mang mã NV99" in await office.says(TRAM, "tạm dừng NV99 vì nhầm")


@pytest.mark.both_engines
async def test_order_overtaken_by_a_report_is_not_carried_out_and_says_by_whom(office: Office) -> None:
    await office.says(TRAM, "thu hồi NV7 vì giao nhầm")
    await office.says(HA, "NV7 xong")
    answer = await office.presses(TRAM, "Đúng, thu hồi")
    assert answer.startswith("Nguyễn Thị Hà vừa cập nhật <b>NV7</b>, hạn 16/05/2024")
    assert "lúc 08:00 13/05/2024: báo hoàn thành" in answer
    assert (await office.task("NV7")).status is Status.REPORTED_DONE


@pytest.mark.both_engines
async def test_change_under_ones_hands_names_who_made_it(office: Office) -> None:
    """Somebody confirms between the reading and the writing of another's undo."""
    await office.says(HA, "NV7 xong")
    async with office.database.work() as uow:
        chief = await office.acting(uow, CHIEF)
        await confirm_result(uow, chief, (await uow.assignments.of_task(7))[0])
        await uow.commit()
    assert "Dương Đình Thắng vừa cập nhật <b>NV7</b>" in await office.presses(HA, "Hoàn tác")


async def test_pause_of_a_coordinated_task_is_heard_by_every_agency(office: Office) -> None:
    await office.says(TRAM, "tạm dừng NV7 vì chờ")
    await office.says(TRAM, "đúng")
    assert "tạm dừng <b>NV7</b>" in office.heard_by(SANG)[-1]
    assert office.heard_by(CHIEF)[-1].count("NV7") == 1
