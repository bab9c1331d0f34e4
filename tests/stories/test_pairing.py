from tests.stories.office import HA, TRAM, Office

STRANGER = "stranger"
WRONG = "Mã kết nối không đúng hoặc không còn hiệu lực. Đề nghị liên hệ Văn phòng để được cấp mã mới."


async def test_stranger_hears_once_a_day_how_to_pair(empty_office: Office) -> None:
    office = empty_office
    assert "/start" in await office.says(STRANGER, "xin chào")
    assert await office.says(STRANGER, "NV7 xong") == ""
    assert await office.says(STRANGER, "/tonghop") == ""
    await office.later(days=1)
    assert "/start" in await office.says(STRANGER, "alo")


async def test_pairing_names_person_post_agency_and_open_tasks_but_no_task(office: Office) -> None:
    code = await office.invites("bdt-head")
    answer = await office.says("bdt-head", f"/start {code}")
    assert answer.splitlines()[0] == "Đã kết nối: đồng chí <b>Vi Thanh Tùng</b>, Trưởng Ban, Ban Dân tộc."
    assert "có 11 nhiệm vụ chưa hoàn thành" in answer
    assert "NV" not in answer
    assert "/05" not in answer


async def test_what_is_due_is_said_at_once_to_who_pairs_within_pushing_hours(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM)
    await office.imports()
    await office.morning_of("13/05/2024")
    await office.presses(TRAM, "Đúng cả")
    heard = await office.says(HA, f"/start {await office.invites(HA)}")
    assert "Đã kết nối" in heard
    assert "<b>NV7</b> · hạn 16/05/2024" in heard


async def test_code_typed_alone_pairs_whatever_its_case_and_spacing(empty_office: Office) -> None:
    code = await empty_office.invites(HA)
    assert "Đã kết nối" in await empty_office.says(HA, f" {code.lower().replace('-', ' ')} ")


async def test_wrong_expired_reused_and_replaced_codes_hear_the_same_sentence(empty_office: Office) -> None:
    office = empty_office
    replaced = await office.invites(TRAM)
    await office.invites(TRAM)
    used = await office.invites(HA)
    await office.says(HA, used)
    expired = await office.invites("skhdt-1")
    assert await office.says(STRANGER, replaced) == WRONG
    assert await office.says(STRANGER, used) == WRONG
    assert await office.says(HA, used) == WRONG
    assert await office.says(STRANGER, "ABCD-2345") == WRONG
    await office.later(days=7, seconds=1)
    assert await office.says(STRANGER, f"/start {expired}") == WRONG


async def test_ten_wrong_codes_lock_the_door_for_an_hour_even_for_a_right_one(empty_office: Office) -> None:
    office = empty_office
    for attempt in range(10, 19):
        assert await office.says(STRANGER, f"ABCD-EF{attempt}") == WRONG
    assert "60 phút" in await office.says(STRANGER, "ABCD-EF19")
    code = await office.invites(HA)
    assert "60 phút" in await office.says(STRANGER, code)
    await office.later(hours=1, seconds=1)
    assert "Nguyễn Thị Hà" in await office.says(STRANGER, code)


async def test_paired_chat_passes_to_nobody_else_until_the_office_ends_it(office: Office) -> None:
    code = await office.invites("stc-1")
    answer = await office.says(HA, code)
    assert "đã kết nối với đồng chí <b>Nguyễn Thị Hà</b>" in answer
    assert "cuộc trò chuyện của đồng chí Nguyễn Thị Hà" in office.heard_by(TRAM)[-1]
    assert "refused:pair" in await office.audited()
    assert "báo xong <b>NV7</b>" in await office.says(HA, "NV7 xong")
    await office.unpairs(HA)
    assert "Sở Tài chính" in await office.says(HA, code)
    assert "không thuộc nhiệm vụ" in await office.says(HA, "NV7 xong")


async def test_own_code_typed_in_a_paired_chat_pairs_it_anew(office: Office) -> None:
    assert "Đã kết nối: đồng chí <b>Nguyễn Thị Hà</b>" in await office.says(HA, await office.invites(HA))


async def test_unpaired_person_is_a_stranger_and_old_buttons_are_dead(office: Office) -> None:
    button = office.phones.choice(HA, "Xác nhận đã nhận tất cả")
    await office.unpairs(HA)
    assert "/start" in await office.presses_again(HA, button)
    assert (await office.task("NV7")).status == "assigned"


async def test_tasks_and_years_typed_by_somebody_paired_are_what_they_say(office: Office) -> None:
    for words in ("NV23-NV24", "2024-2025"):
        assert await office.says(HA, words) not in {"", WRONG}


async def test_stranger_is_not_locked_out_by_numbers(empty_office: Office) -> None:
    office = empty_office
    for _ in range(11):
        await office.says(STRANGER, "2024-2025")
        await office.says(STRANGER, "NV12-NV13")
    assert "Nguyễn Thị Hà" in await office.says(STRANGER, await office.invites(HA))
