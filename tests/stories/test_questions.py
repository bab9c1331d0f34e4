from tests.stories.office import CHIEF, DUC, HA, SON, TRAM, Office


async def test_leader_asks_in_plain_words_and_goes_on(office: Office) -> None:
    await office.morning_of("17/05/2024")
    answer = await office.says(SON, "việc quá hạn của Ban Dân tộc")
    assert "Tổng số: 1 nhiệm vụ" in answer
    assert "<b>NV7</b>" in answer
    assert "<b>NV11</b>" in await office.says(SON, "thế còn Sở Kế hoạch và Đầu tư?")


async def test_commands_answer_everybody_within_their_sight(office: Office) -> None:
    await office.morning_of("17/05/2024")
    for who in (SON, CHIEF, TRAM):
        answer = await office.says(who, "/quahan")
        assert "<b>NV7</b>" in answer
        assert "<b>NV11</b>" in answer
    own = await office.says(DUC, "/quahan")
    assert "<b>NV11</b>" in own
    assert "<b>NV7</b>" not in own


async def test_official_asking_is_answered_and_not_recorded(office: Office) -> None:
    assert "Tổng số: 1 nhiệm vụ" in await office.says(DUC, "còn việc nào chưa xong không?")
    assert (await office.task("NV11")).heard_at is None


async def test_list_goes_on_by_its_button(office: Office) -> None:
    await office.says(HA, "/viec")
    assert "<b>NV12</b>" in await office.presses(HA, "Xem tiếp")


async def test_merged_message_opens_one_task(office: Office) -> None:
    await office.presses(HA, "Xem từng việc")
    card = await office.presses(HA, "NV7")
    assert "phiên họp giao ban ngày 16/5/2024" in card
    assert "báo xong <b>NV7</b>" in await office.presses(HA, "Báo đã xong")


async def test_unknown_command_and_help_explain_themselves(office: Office) -> None:
    assert "NV12 60%" in await office.says(HA, "/help")
    assert await office.says(HA, "/khongco") == await office.says(HA, "/help")


async def test_what_is_no_question_gets_examples(office: Office) -> None:
    assert "/help" in await office.says(SON, "trời hôm nay đẹp quá")


async def test_thanks_are_answered_and_nobody_is_told(office: Office) -> None:
    heard = len(office.heard_by(TRAM))
    assert await office.says(HA, "Cảm ơn em nhé") == "Vâng, cảm ơn đồng chí."
    assert len(office.heard_by(TRAM)) == heard
