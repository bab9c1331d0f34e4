"""What the clock tells the office and the leaders in the morning, and how an official's morning message ends."""

import asyncio

from bot.conversation.wording import ChatWording
from jobs.digest import tell_digests
from tests.stories.office import CHIEF, DUC, HA, PERSONAL, RULES, SON, TRAM, Office

STANDING = "Đơn vị còn 11 việc: 1 quá hạn. Gửi /viec để xem danh sách."


async def _digest(office: Office, who: str, day: str) -> str:
    """Go to the morning of `day` and return what its digest says to somebody; "" without one."""
    await office.morning_of(day)
    before = len(office.heard_by(who))
    await office.digests()
    return "\n".join(office.heard_by(who)[before:])


async def test_an_official_hears_how_all_tasks_stand_at_the_end_of_the_first_reminder_of_a_day(office: Office) -> None:
    await office.morning_of("17/05/2024")
    reminder = office.heard_by(HA)[-1]
    assert "NV7" in reminder
    assert reminder.endswith(STANDING)
    await office.morning_of("17/05/2024")
    assert office.heard_by(HA)[-1] == reminder


async def test_an_official_with_nothing_else_to_do_is_told_nothing_else(office: Office) -> None:
    await office.morning_of("17/05/2024")
    assert "NV11" in office.heard_by(DUC)[-1]
    assert "/viec" not in office.heard_by(DUC)[-1]


async def test_the_office_hears_in_the_morning_what_waits_for_it(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(HA, "NV3 vướng, chưa có kinh phí")
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ số liệu")
    assert await _digest(office, TRAM, "13/05/2024") == ""
    said = await _digest(office, TRAM, "14/05/2024")
    difficulty = "<b>NV3</b> · hạn 31/05/2024 (còn 13 ngày làm việc) · Vướng mắc chưa được trả lời · Ban Dân tộc"
    assert said.splitlines() == [
        "<b>Việc chờ Văn phòng xử lý: 2</b>",
        "<b>NV7</b> · hạn 16/05/2024 · Đã báo hoàn thành, chờ xác nhận · Ban Dân tộc · chờ 1 ngày làm việc",
        f"{difficulty} · chờ 1 ngày làm việc",
    ]
    assert office.choices(TRAM) == ["Xem NV7", "Xem NV3"]
    assert "Xin gia hạn, chờ quyết định" in office.heard_by(CHIEF)[-1]
    await office.presses(TRAM, "Xem NV7")
    assert office.choices(TRAM)[0] == "Xác nhận NV7 hoàn thành (Ban Dân tộc)"


async def test_a_digest_is_said_once_a_day_however_often_the_clock_comes_by(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    assert await _digest(office, TRAM, "14/05/2024")
    await office.later(hours=2)
    await office.digests()
    assert await _digest(office, TRAM, "14/05/2024") == ""
    assert await _digest(office, TRAM, "15/05/2024")


async def test_two_processes_say_a_digest_once(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.morning_of("14/05/2024")
    wording = ChatWording(PERSONAL, RULES)
    tellings = [tell_digests(office.database, wording, RULES.calendar, office.clock) for _ in range(3)]
    # One for the specialist, one for the chief, and Monday's, not said so far, for the leader.
    assert sorted(await asyncio.gather(*tellings)) == [0, 0, 3]


async def test_after_an_outage_only_the_newest_digest_is_said(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    said = await _digest(office, TRAM, "21/05/2024")
    assert said.count("Việc chờ Văn phòng xử lý") == 1
    assert "chờ 6 ngày làm việc" in said


async def test_a_digest_held_up_over_night_gives_way_to_the_next(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.morning_of("14/05/2024")
    await tell_digests(office.database, ChatWording(PERSONAL, RULES), RULES.calendar, office.clock)
    heard = len(office.heard_by(TRAM))
    await _digest(office, TRAM, "15/05/2024")
    new = [text for text in office.heard_by(TRAM)[heard:] if "Việc chờ" in text]
    assert len(new) == 1
    assert "chờ 2 ngày làm việc" in new[0]


async def test_refused_tasks_and_agencies_that_hear_nothing_are_named(office: Office) -> None:
    await office.says(DUC, "NV11 không thuộc thẩm quyền của Sở")
    await office.presses(DUC, "Đúng")
    await office.unpairs(HA, "bdt-2")
    said = await _digest(office, TRAM, "14/05/2024")
    assert "NV11</b> · hạn 16/05/2024 (còn 2 ngày làm việc) · Đơn vị cho là không thuộc thẩm quyền" in said
    assert "Đơn vị chưa có ai kết nối · Ban Dân tộc" in said
    assert "(và 10 việc khác của đơn vị)" in said


async def test_an_escalation_says_alone_what_the_digest_of_that_morning_would_say_again(office: Office) -> None:
    await office.unpairs(DUC)
    assert "chưa có ai kết nối · Sở Kế hoạch và Đầu tư" in await _digest(office, TRAM, "14/05/2024")
    await office.morning_of("15/05/2024")
    heard = len(office.heard_by(TRAM))
    assert "NV11" in office.heard_by(TRAM)[-1]
    await office.digests()
    assert office.heard_by(TRAM)[heard:] == []
    assert "chưa có ai kết nối · Sở Kế hoạch và Đầu tư" in await _digest(office, TRAM, "16/05/2024")


async def test_leaders_hear_on_monday_and_friday_how_all_work_stands(office: Office) -> None:
    assert await _digest(office, SON, "13/05/2024") == ""
    friday = await _digest(office, SON, "17/05/2024")
    assert "Tổng số: 12 nhiệm vụ" in friday
    assert "giao mới 12, hoàn thành thêm 0, quá hạn thêm 2; tổng quá hạn 0 → 2" in friday
    assert "<b>NV7</b> · hạn 16/05/2024 (quá hạn 1 ngày làm việc) · Ban Dân tộc: " in friday
    await office.says(HA, "NV7 xong")
    monday = await _digest(office, SON, "20/05/2024")
    assert "hoàn thành thêm 1" in monday
    assert await _digest(office, SON, "21/05/2024") == ""
    assert (await _digest(office, SON, "14/06/2024")).count("chưa báo cáo lần nào") == 1
    assert office.choices(SON) == ["Xem việc quá hạn"]


async def test_a_digest_for_somebody_on_leave_goes_to_whom_they_named(office: Office) -> None:
    await office.knows("admin")
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "vắng đến 14/5, chuyển cho Vũ Hải Long")
    said = await _digest(office, "admin", "14/05/2024")
    assert said.startswith("<b>Việc chờ Văn phòng xử lý: 1</b>\n<b>NV7</b> · hạn 16/05/2024")
    assert said.endswith("Đồng chí nhận tin này thay đồng chí Nguyễn Ngọc Trâm, vắng đến hết ngày 14/05/2024.")
    assert not any("Việc chờ" in text for text in office.heard_by(TRAM))
    assert "Việc chờ" not in await _digest(office, "admin", "15/05/2024")
    assert any("Việc chờ" in text for text in office.heard_by(TRAM))


async def test_a_leader_on_leave_hears_the_next_digest_and_no_older_one(office: Office) -> None:
    await office.says(SON, "vắng đến 17/5")
    assert await _digest(office, SON, "17/05/2024") == ""
    assert (await _digest(office, SON, "20/05/2024")).count("Tổng hợp đến") == 1


async def test_a_digest_of_all_work_goes_to_nobody_who_may_not_see_it(office: Office) -> None:
    await office.registers_people("tk,Lê Văn Thư,Thư ký,UBND,contact,yes")
    await office.knows("tk")
    await office.says(SON, "vắng đến 17/5, chuyển cho Lê Văn Thư")
    assert await _digest(office, "tk", "17/05/2024") == ""


async def test_a_digest_for_whom_nobody_stands_in_is_not_said_and_not_made_up_for(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "vắng đến 15/5")
    assert "Việc chờ" not in await _digest(office, TRAM, "14/05/2024")
    assert any("Việc chờ Văn phòng xử lý" in text for text in office.heard_by(CHIEF))
    assert "Việc chờ" not in await _digest(office, TRAM, "15/05/2024")
    assert (await _digest(office, TRAM, "16/05/2024")).count("Việc chờ Văn phòng xử lý") == 1


async def test_a_stand_in_who_has_a_digest_anyway_hears_one(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.says(TRAM, "vắng đến 15/5, chuyển cho Dương Đình Thắng")
    assert (await _digest(office, CHIEF, "14/05/2024")).count("Việc chờ Văn phòng xử lý") == 1


async def test_starred_tasks_come_first_and_are_marked(office: Office) -> None:
    assert "theo dõi sát NV3" in await office.says(SON, "đánh dấu sao NV3")
    assert "theo dõi sát NV11" in await office.says(SON, "theo doi sat NV11")
    listed = (await office.says(SON, "/viec")).splitlines()
    assert next(line for line in listed if "★ theo dõi sát" in line).startswith("<b>NV11</b>")
    assert "Đã bỏ dấu theo dõi sát NV11." in await office.says(SON, "bỏ dấu NV11")
    friday = await _digest(office, SON, "17/05/2024")
    assert "★" not in friday
    assert "<b>NV3</b>" in await office.says(SON, "việc theo dõi sát")


async def test_a_star_is_a_mark_of_ones_own_on_what_one_may_see(office: Office) -> None:
    assert "Không có việc NV1" in await office.says(DUC, "đánh dấu sao NV1")
    await office.says(SON, "đánh dấu sao NV11")
    assert "★" not in await office.says(DUC, "/viec")
    assert "nêu mã" in await office.says(SON, "đánh dấu sao")


async def test_things_are_told_as_they_stood_on_a_past_day(office: Office) -> None:
    await office.morning_of("17/05/2024")
    await office.says(HA, "NV7 xong")
    await office.morning_of("21/05/2024")
    said = await office.says(SON, "việc quá hạn tính đến 16/5")
    assert "tính đến hết ngày 16/05/2024" in said
    assert "NV7" in said
    assert "NV7" not in await office.says(SON, "việc quá hạn")
