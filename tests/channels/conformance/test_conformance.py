"""What every channel must do alike; how it does so is its own affair."""

import re
from datetime import date
from typing import Any

import pytest

from data.domain.message import Message
from data.domain.task import Status
from tests.channels.office import ChannelOffice
from tests.channels.web.office import STRANGER
from tests.stories.office import BINH, CHIEF, DUC, HA, SON, TRAM, TRANG

Channels = ChannelOffice[Any]


# Pairing


@pytest.mark.parametrize("words", ["/start {code}", "{code}"])
async def test_code_pairs_and_one_hears_who_one_is(empty_office: Channels, words: str) -> None:
    answer = await empty_office.says(HA, words.format(code=await empty_office.invites(HA)))
    assert answer.splitlines()[0].startswith("Đã kết nối: đồng chí Nguyễn Thị Hà, ")
    assert "Ban Dân tộc" in answer


async def test_stranger_hears_once_how_to_pair_and_a_wrong_code_is_refused(empty_office: Channels) -> None:
    assert "/start" in await empty_office.says(STRANGER, "NV7 xong")
    assert await empty_office.says(STRANGER, "việc quá hạn?") == ""
    assert (await empty_office.says(STRANGER, "ABCD-2345")).startswith("Mã kết nối không đúng")


async def test_code_pairs_once(empty_office: Channels) -> None:
    code = await empty_office.invites(HA)
    await empty_office.says(HA, code)
    assert (await empty_office.says(STRANGER, code)).startswith("Mã kết nối không đúng")


# Cards


async def test_card_names_code_and_deadline_and_offers_what_may_be_answered(office: Channels) -> None:
    (card,) = [one for one in await office.shows(DUC) if "NV11" in one.text]
    assert "\nNV11 · hạn 16/05/2024 (còn 3 ngày làm việc): " in card.text
    assert list(card.labels) == [
        "Xác nhận đã nhận tất cả",
        "Báo đã xong NV11",
        "Xin gia hạn NV11",
        "Báo vướng mắc NV11",
        "Xem từng việc",
    ]


async def test_several_tasks_of_a_morning_are_one_message(office: Channels) -> None:
    (card,) = [one for one in await office.shows(HA) if "NV7" in one.text]
    assert re.findall(r"^NV\d+", card.text, re.MULTILINE)[:3] == ["NV7", "NV3", "NV1"]
    assert list(card.labels) == ["Xác nhận đã nhận tất cả", "Xem từng việc"]


# Every reply, by choice and in words

BY_CHOICE = {
    Status.ACKNOWLEDGED: ("Xác nhận đã nhận",),
    Status.REPORTED_DONE: ("Báo đã xong",),
    Status.BLOCKED: ("Báo vướng mắc", "chờ số liệu"),
}
IN_WORDS = {
    Status.ACKNOWLEDGED: "đã nhận NV11",
    Status.IN_PROGRESS: "NV11 60% đang lấy ý kiến",
    Status.REPORTED_DONE: "NV11 xong",
    Status.BLOCKED: "NV11 vướng chờ số liệu",
}


@pytest.mark.parametrize("status", BY_CHOICE)
async def test_choice_is_recorded_and_said_back(office: Channels, status: Status) -> None:
    label, *words = BY_CHOICE[status]
    answer = await office.presses(DUC, label)
    for more in words:
        answer = await office.says(DUC, more)
    assert answer.startswith("Đã ghi nhận: ")
    assert "NV11" in answer
    assert (await office.task("NV11")).status is status


@pytest.mark.parametrize("status", IN_WORDS)
async def test_words_are_recorded_and_said_back(office: Channels, status: Status) -> None:
    answer = await office.says(DUC, IN_WORDS[status])
    assert answer.startswith("Đã ghi nhận: ")
    assert "NV11" in answer
    assert (await office.task("NV11")).status is status


async def test_reply_to_a_card_needs_no_code(office: Channels) -> None:
    await office.says(HA, "NV3 50%")
    await office.says(HA, "NV9 20%")
    answer = await office.says(HA, "xong rồi", replying_to="50% NV3")
    # Where nobody tells us of replies the words mean what was spoken of last, and the answer says what that was.
    assert ("báo xong NV3" if office.channel.capabilities.replies else "báo xong NV9") in answer
    assert "Đã hoàn tác" in await office.presses(HA, "Hoàn tác")


async def test_number_of_a_choice_answers_the_last_list(office: Channels) -> None:
    assert "việc nào" in await office.says(HA, "xong")
    assert "báo xong NV3" in await office.says(HA, "2")


async def test_answer_is_undone_by_choice(office: Channels) -> None:
    await office.says(DUC, "NV11 xong")
    assert "Đã hoàn tác" in await office.presses(DUC, "Hoàn tác")
    assert (await office.task("NV11")).status is Status.ASSIGNED


@pytest.mark.parametrize("by_choice", [True, False])
async def test_office_confirms_a_result(office: Channels, by_choice: bool) -> None:
    await office.says(HA, "NV7 xong")
    answer = await (office.presses(TRAM, "Xác nhận NV7 hoàn thành") if by_choice else office.says(TRAM, "NV7 xác nhận"))
    assert answer.startswith("Đã xác nhận hoàn thành NV7")
    assert (await office.task("NV7")).status is Status.CONFIRMED
    assert (await office.shows(HA))[-1].text.startswith("Văn phòng đã xác nhận hoàn thành NV7")


# What binds is read back first


@pytest.mark.parametrize("yes", ["Đúng, xin gia hạn", "đúng", "1"])
async def test_extension_is_asked_for_only_after_yes(office: Channels, yes: str) -> None:
    question = await office.says(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")
    assert "xin gia hạn đến 20/05/2024, lý do: chờ Sở Tài chính" in question
    assert await office.wishes("NV11") == []
    await (office.presses(DUC, yes) if yes.endswith("hạn") else office.says(DUC, yes))
    (wish,) = await office.wishes("NV11")
    assert (wish.until, wish.reason) == (date(2024, 5, 20), "chờ Sở Tài chính")


@pytest.mark.parametrize("by_choice", [True, False])
async def test_what_is_denied_is_not_recorded(office: Channels, by_choice: bool) -> None:
    await office.says(DUC, "NV11 gần xong")
    await (office.presses(DUC, "Không") if by_choice else office.says(DUC, "không"))
    assert (await office.task("NV11")).heard_at is None


@pytest.mark.parametrize("by_choice", [True, False])
async def test_extension_is_granted(office: Channels, by_choice: bool) -> None:
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")
    await (office.presses(CHIEF, "Đồng ý") if by_choice else office.says(CHIEF, "NV11 đồng ý"))
    assert (await office.task("NV11")).deadline.due_on == date(2024, 5, 20)
    assert "hạn 20/05/2024" in (await office.shows(DUC))[-1].text


# Late answers to old cards


async def test_old_card_says_what_a_colleague_has_reported(office: Channels) -> None:
    await office.morning_of("15/05/2024")
    (card,) = [one for one in await office.shows(BINH) if "Báo đã xong" in one.labels]
    await office.says(HA, "NV7 xong")
    # A channel that changes its cards has taken the choice away: this is a screen that has not heard of it yet.
    answer = await office.presses_on(BINH, "Báo đã xong", card)
    assert "Nguyễn Thị Hà vừa cập nhật" in answer
    assert "lúc 08:00 15/05/2024: báo hoàn thành" in answer
    assert len(await office.reports("NV7")) == 1


async def test_second_press_acts_once(office: Channels) -> None:
    (card,) = [one for one in await office.shows(HA) if "NV7" in one.text]
    await office.presses_on(HA, "Xác nhận đã nhận tất cả", card)
    again = await office.presses_on(HA, "Xác nhận đã nhận tất cả", card)
    assert "đã được ghi nhận lúc 08:00 13/05/2024 (Nguyễn Thị Hà)" in again
    assert len(await office.reports("NV7")) == 1


async def test_second_decision_says_the_first(office: Channels) -> None:
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")
    await office.presses(CHIEF, "Đồng ý")
    answer = await office.presses(SON, "Đồng ý")
    assert "đã được ghi nhận quyết định lúc 08:00 13/05/2024 (Dương Đình Thắng)" in answer


# Long lists


async def test_list_goes_on_until_every_task_was_shown_once(office: Channels) -> None:
    screens = [await office.says(HA, "/viec")]
    while any(label.startswith("Xem tiếp") for label in (await office.shows(HA))[-1].labels):
        screens.append(await office.presses(HA, "Xem tiếp"))
    codes = re.findall(r"^NV\d+", "\n".join(screens), re.MULTILINE)
    assert codes == ["NV7", "NV3", "NV1", "NV2", "NV4", "NV5", "NV6", "NV8", "NV9", "NV10", "NV12"]


async def test_text_beyond_the_limit_is_shown_whole(office: Channels) -> None:
    lines = [f"NV{number} · hạn 16/05/2024: A & B <c>" for number in range(300)]
    await office.new_for(HA)
    markup = "\n".join(f"<b>{line[:4]}</b>{line[4:].replace('&', '&amp;').replace('<', '&lt;')}" for line in lines)
    await office.channel.send(office.chat_of(HA), Message(markup))
    assert "\n".join(await office.new_for(HA)).splitlines() == lines


# Refusals


@pytest.mark.parametrize(
    ("who", "words", "refusal"),
    [
        (HA, "NV11 xong", "NV11 không thuộc nhiệm vụ của đơn vị đồng chí nên chưa ghi nhận."),
        (HA, "NV99 xong", "Không có nhiệm vụ mang mã NV99. Nhắn /viec để xem mã các việc của đơn vị."),
        (TRANG, "NV10 xong", "Ban Dân tộc chủ trì nên báo cáo kết quả"),
        (SON, "NV7 xác nhận", "chưa được phân quyền"),
    ],
)
async def test_what_one_may_not_do_is_refused_politely(office: Channels, who: str, words: str, refusal: str) -> None:
    before = await office.task("NV7"), await office.task("NV11")
    assert refusal in await office.says(who, words)
    assert (await office.task("NV7"), await office.task("NV11")) == before


async def test_unpaired_persons_old_card_is_dead(office: Channels) -> None:
    (card,) = [one for one in await office.shows(DUC) if "NV11" in one.text]
    await office.unpairs(DUC)
    assert "/start" in await office.presses_on(DUC, "Báo đã xong", card)
    assert (await office.task("NV11")).status is Status.ASSIGNED


# Files


async def test_file_asked_for_comes_or_one_hears_why_not(office: Channels) -> None:
    answer = await office.says(SON, "xuất excel việc còn phải làm")
    files = [name.rpartition(".")[2] for message in await office.shows(SON) for name in message.files]
    assert files == (["xlsx"] if office.channel.capabilities.files else [])
    assert ("không gửi được tệp" in answer) != office.channel.capabilities.files


async def test_picture_asked_for_comes_or_its_figures_stand_in_bars(office: Channels) -> None:
    answer = await office.says(SON, "vẽ biểu đồ việc còn phải làm theo đơn vị")
    can = office.channel.capabilities
    pictures = [name for message in await office.shows(SON) for name in message.files]
    assert len(pictures) == int(can.files or can.pictures)
    assert ("▓▓▓" in answer) != bool(pictures)
    assert "Tổng số: 12 nhiệm vụ" in answer
    assert "không gửi được" not in answer


async def test_evidence_is_kept_or_one_hears_why_not(office: Channels) -> None:
    answer = await office.sends_file(DUC, "bao-cao.pdf", b"%PDF-1.7", "NV11 xong")
    task = await office.task("NV11")
    async with office.database.work() as uow:
        kept = [evidence.name for evidence in await uow.evidence.of(task.id)]
    if office.channel.capabilities.hears_files:
        assert (task.status, kept) == (Status.REPORTED_DONE, ["bao-cao.pdf"])
        assert answer.startswith("Đã ghi nhận: báo xong NV11")
    else:
        assert (task.status, kept) == (Status.ASSIGNED, [])
        assert re.search("chỉ đọc được tin nhắn bằng chữ|Xin gửi nội dung tin nhắn", answer)
