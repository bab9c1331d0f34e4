from dataclasses import replace

from data.domain.message import OutFile
from tests.stories.office import CHIEF, DUC, HA, SON, TEXTS, TRAM, Office


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


async def test_row_of_the_list_is_opened_by_its_number_on_any_page(office: Office) -> None:
    await office.says(TRAM, "danh sách nhiệm vụ")
    assert "<b>NV11</b>" in (await office.says(TRAM, "việc thứ 2")).splitlines()[0]
    assert "<b>NV7</b>" in (await office.says(TRAM, "chi tiết việc đầu tiên")).splitlines()[0]
    await office.presses(TRAM, "Xem tiếp")
    assert "<b>NV12</b>" in (await office.says(TRAM, "việc cuối cùng")).splitlines()[0]
    assert "<b>NV7</b>" in (await office.says(TRAM, "việc thứ nhất")).splitlines()[0]


async def test_row_that_was_not_shown_is_asked_for_by_name(office: Office) -> None:
    await office.says(SON, "danh sách nhiệm vụ")
    for words in ("việc thứ 99", "việc đó"):
        assert await office.says(SON, words) == TEXTS.say("answers.row_unknown")
    await office.says(SON, "đơn vị nào chậm nhất?")
    assert await office.says(SON, "đơn vị thứ 2") == TEXTS.say("answers.row_unknown")


async def test_file_is_of_what_was_shown_last(office: Office) -> None:
    await office.morning_of("17/05/2024")
    assert [file.name for file in await files(office, SON, "việc quá hạn của Ban Dân tộc", "xuất excel")] == [
        "nhacviec-qua-han-ban-dan-toc-2024-05-17.xlsx"
    ]
    after = ("việc quá hạn của Ban Dân tộc", "thế còn Sở Kế hoạch và Đầu tư?", "gửi file word")
    assert [file.name for file in await files(office, SON, *after)] == [
        "nhacviec-qua-han-so-ke-hoach-va-dau-tu-2024-05-17.docx"
    ]
    assert [file.name for file in await files(office, HA, "/quahan", "xuất excel")] == [
        "nhacviec-qua-han-ban-dan-toc-2024-05-17.xlsx"
    ]


async def test_chart_is_of_what_was_asked_or_shown_last(office: Office) -> None:
    office.texts = TEXTS  # a picture has no room for marks that nobody sees
    await office.morning_of("17/05/2024")
    (chart,) = await files(office, SON, "vẽ biểu đồ việc quá hạn theo đơn vị")
    assert (chart.name, chart.media_type) == ("nhacviec-qua-han-2024-05-17.png", "image/png")
    assert [file.name for file in await files(office, SON, "việc quá hạn của Ban Dân tộc", "vẽ biểu đồ")] == [
        "nhacviec-qua-han-ban-dan-toc-2024-05-17.png"
    ]


async def test_official_who_wishes_for_a_chart_or_a_file_gets_it(office: Office) -> None:
    office.texts = TEXTS  # a picture has no room for marks that nobody sees
    for words, ending in (("biểu đồ tình hình", "png"), ("xuất excel việc của Ban Dân tộc", "xlsx")):
        (file,) = await files(office, HA, words)
        assert file.name.rpartition(".")[2] == ending
    assert [(await office.task(code)).heard_at for code in ("NV7", "NV12")] == [None, None]


async def test_official_telling_of_a_drawing_is_not_answered_with_one(office: Office) -> None:
    for words in ("đã gửi ảnh hiện trường", "đang vẽ biểu đồ cho báo cáo", "NV7 biểu đồ đã gửi Văn phòng"):
        assert await files(office, HA, words) == ()


async def test_official_telling_of_a_file_is_not_answered_with_one(office: Office) -> None:
    assert await files(office, HA, "đơn vị gửi báo cáo bản word") == ()


async def test_phone_without_files_gets_the_figures_and_the_reason(office: Office) -> None:
    office.phones.capabilities = replace(office.phones.capabilities, files=False)
    answer = await office.says(SON, "xuất excel danh sách nhiệm vụ")
    assert office.phones.shows(SON)[-1].message.files == ()
    assert "Tổng số: 12 nhiệm vụ" in answer
    assert answer.splitlines()[-1] == (
        "Kênh này không gửi được tệp (nhacviec-nhiem-vu-2024-05-13.xlsx). Đề nghị đồng chí hỏi lại trên kênh nhận được"
        " tệp."
    )


async def test_office_sees_which_words_led_to_what(office: Office) -> None:
    answer = await office.says(TRAM, "/giaithich NV12 60% đang lấy <b>ý kiến</b>")
    assert answer.splitlines()[:4] == [
        "<b>“NV12 60% đang lấy &lt;b&gt;ý kiến&lt;/b&gt;”</b>",
        "<b>Nếu là trả lời nhắc việc</b>: đang thực hiện NV12, 60%",
        "• “NV12”: mã nhiệm vụ",
        "• “60%”: phần việc đã làm",
    ]
    doubtful = await office.says(TRAM, "/giaithich NV12 chắc là xong rồi")
    assert doubtful.splitlines()[1].endswith("(hỏi lại trước khi ghi nhận)")
    asked = (await office.says(CHIEF, "/giaithich việc quá hạn của Sở Y tế")).split("<b>Nếu là câu hỏi</b>: ")[1]
    assert asked.splitlines() == [
        "danh sách · Nhiệm vụ quá hạn · Sở Y tế",
        "• “việc”: nhiệm vụ",
        "• “quá hạn”: quá hạn",
        "• “của”: từ đệm, không xét",
        "• “Sở Y tế”: đơn vị",
    ]
    assert (await office.task("NV12")).heard_at is None


async def test_only_the_office_sees_how_words_are_understood(office: Office) -> None:
    for who in (HA, SON):
        assert await office.says(who, "/giaithich xong") == TEXTS.say("common.refused_not_yours")
    assert "/giaithich NV12" in await office.says(TRAM, "/giaithich")


async def files(office: Office, who: str, *words: str) -> tuple[OutFile, ...]:
    """Say these words one after another; return the files that came with the last answer."""
    for sentence in words:
        await office.says(who, sentence)
    return office.phones.shows(who)[-1].message.files


async def test_file_after_a_picture_is_of_the_pictures_tasks_and_of_none_says_so(office: Office) -> None:
    await office.says(SON, "việc của Ban Dân tộc")
    for of in ("Sở Xây dựng", "Sở Kế hoạch và Đầu tư"):
        pictured = await office.says(SON, f"vẽ biểu đồ việc của {of}")
        assert (await office.says(SON, "xuất excel")).splitlines()[:2] == pictured.splitlines()[:2]
    await office.says(SON, "vẽ biểu đồ việc của Sở Xây dựng")
    assert await office.says(SON, "xuất excel") == "<b>Nhiệm vụ · Sở Xây dựng</b>\nKhông có nhiệm vụ nào."


async def test_rows_of_a_list_stay_in_hand_when_it_is_pictured(office: Office) -> None:
    await office.says(SON, "việc của Ban Dân tộc")
    await office.says(SON, "vẽ biểu đồ")
    assert "<b>NV3</b>" in await office.says(SON, "việc thứ 2")
