"""Groups: headlines there, everything else in the speaker's own chat."""

from dataclasses import replace

from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules
from tests.channels.telegram.given import TelegramOffice
from tests.fakes.telegram.person import group_of
from tests.fakes.telegram.refusal import Refusal
from tests.fakes.telegram.world import Place
from tests.stories.office import BINH, DUC, HA, POLICY, TEXTS, TRAM


async def linked(office: TelegramOffice, who: str = HA, topic: int | None = None) -> Place:
    group = group_of(office.telegram, "Ban Dân tộc")
    office.person(who).says("/nhom", group=group, topic=topic)
    answer = await office.answer_to(who)
    assert "Đã gắn nhóm với Ban Dân tộc" in answer
    assert "chế độ riêng tư" in answer
    return group


def shown(group: Place) -> list[str]:
    return [message.text for message in group.messages.values()]


async def test_linked_group_hears_headlines_once_a_morning(office: TelegramOffice) -> None:
    group = await linked(office)
    assert shown(group) == ["Nhóm này sẽ nhận danh sách việc cần lưu ý của Ban Dân tộc mỗi sáng làm việc."]
    await office.morning_of("14/05/2024")
    assert len(shown(group)) == 1
    await office.morning_of("15/05/2024")
    (headline,) = shown(group)[1:]
    assert headline.splitlines()[1].startswith("NV7 · hạn 16/05/2024 (ngày mai): Tổng hợp")
    assert "NV11" not in headline
    await office.later(hours=1)
    assert len(shown(group)) == 2
    assert [message.labels for message in group.messages.values()] == [[], []]


async def test_headline_of_codes_only_has_no_titles(office: TelegramOffice) -> None:
    office.rules = Rules(WorkingCalendar(replace(POLICY, codes_only=True)))
    group = await linked(office)
    await office.morning_of("15/05/2024")
    assert "NV7 · hạn 16/05/2024 (ngày mai)" in shown(group)[-1].splitlines()


async def test_topic_hears_in_its_topic(office: TelegramOffice) -> None:
    group = await linked(office, topic=17)
    await office.morning_of("15/05/2024")
    assert [message.thread for message in group.messages.values()] == [17, 17]


async def test_topic_that_was_deleted_hears_outside_of_it(office: TelegramOffice) -> None:
    group = await linked(office, topic=17)
    group.deleted_topics.add(17)
    await office.morning_of("15/05/2024")
    assert [message.thread for message in group.messages.values()] == [17, None]
    assert "NV7" in shown(group)[-1]


async def test_group_that_moved_hears_at_its_new_address(office: TelegramOffice) -> None:
    moved = office.person(HA).moves(await linked(office))
    await office.hears()
    await office.morning_of("15/05/2024")
    assert "NV7" in shown(moved)[-1]


async def test_unlinked_group_and_one_that_removed_the_bot_hear_nothing_more(office: TelegramOffice) -> None:
    group = await linked(office)
    office.person(HA).says("/bonhom", group=group)
    assert await office.answer_to(HA) == "Đã bỏ gắn nhóm; nhóm không nhận tin nữa."
    office.person(HA).says("/bonhom", group=group)
    assert "chưa được gắn" in await office.answer_to(HA)
    await linked(office)
    office.person(HA).removes_from(group)
    await office.hears()
    calls = len(office.telegram.called("sendMessage"))
    await office.morning_of("15/05/2024")
    sent = office.telegram.called("sendMessage")[calls:]
    assert [call for call in sent if call["chat_id"] == str(group.id)] == []


async def test_removal_that_nobody_told_us_of_is_found_when_sending(office: TelegramOffice) -> None:
    group = await linked(office)
    office.person(HA).removes_from(group)
    office.telegram.world.waiting.clear()
    await office.morning_of("15/05/2024")
    async with office.database.work() as uow:
        assert await uow.groups.untold(office.clock.now().replace(year=2030)) == []


async def test_only_officials_link_and_only_their_own_agency(office: TelegramOffice) -> None:
    group = await linked(office)
    for who in (TRAM, DUC):
        office.person(who).says("/nhom", group=group)
        assert "chưa được phân quyền" in await office.answer_to(who)
    office.person(DUC).says("/bonhom", group=group)
    assert "chưa được phân quyền" in await office.answer_to(DUC)
    assert "dùng trong nhóm" in await office.says(HA, "/nhom")


async def test_stranger_in_a_group_is_ignored(office: TelegramOffice) -> None:
    group = await linked(office)
    calls = len(office.telegram.called("sendMessage"))
    for words in ("@nhacviec_test_bot việc quá hạn?", "/start ABCD-2345", "/nhom", "@nhacviec_test_bot\nMẬT\nx"):
        office.person("người lạ").says(words, group=group)
        assert await office.answer_to("người lạ") == ""
    assert len(office.telegram.called("sendMessage")) == calls


GREETING = TEXTS.label("groups.greeting")


async def test_group_is_greeted_once_by_who_adds_the_bot_and_is_known(office: TelegramOffice) -> None:
    group = group_of(office.telegram, "Ban Dân tộc")
    office.person("người lạ").adds_to(group)
    await office.hears()
    assert shown(group) == []
    office.person(HA).adds_to(group)
    await office.hears()
    assert shown(group) == [GREETING]
    assert "/nhom" in GREETING
    assert "chế độ riêng tư" in GREETING
    office.person(HA).removes_from(group)
    office.person(DUC).adds_to(group)
    await office.hears()
    assert shown(group) == [GREETING]


async def test_group_that_moved_is_not_greeted_again(office: TelegramOffice) -> None:
    group = group_of(office.telegram, "Ban Dân tộc")
    office.person(HA).adds_to(group)
    await office.hears()
    moved = office.person(HA).moves(group)
    await office.hears()  # the platform pushes several updates at once, in no order
    office.person(HA).adds_to(moved)
    await office.hears()
    assert shown(moved) == []


def _hear_of_loss(office: TelegramOffice, who: str) -> int:
    return ["Nhóm nhận danh sách việc của Ban Dân tộc" in text for text in office.heard_by(who)].count(True)


async def test_official_hears_when_the_group_that_they_linked_is_lost(office: TelegramOffice) -> None:
    office.person(BINH).removes_from(await linked(office))
    await office.hears()
    assert (_hear_of_loss(office, HA), _hear_of_loss(office, BINH)) == (1, 0)
    office.person(BINH).removes_from(group_of(office.telegram, "Ban Dân tộc"))
    await office.hears()
    assert _hear_of_loss(office, HA) == 1


async def test_official_hears_of_a_loss_that_is_found_when_sending_and_in_the_morning(office: TelegramOffice) -> None:
    group = await linked(office)
    await office.later(hours=12)
    office.person(BINH).removes_from(group)
    await office.hears()
    assert _hear_of_loss(office, HA) == 0
    await office.morning_of("14/05/2024")
    assert _hear_of_loss(office, HA) == 1
    again = await linked(office)
    again.refuses = Refusal(403, "Forbidden: bot was kicked from the group chat")
    await office.morning_of("15/05/2024")
    assert _hear_of_loss(office, HA) == 2
