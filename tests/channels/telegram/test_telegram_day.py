from datetime import timedelta

from bot.telegram.menu import Menu
from bot.telegram.outbound import NAME
from data.domain.message import HeardFile
from data.domain.person import ChatLink, Person
from tests.channels.telegram.given import TelegramOffice
from tests.fakes.telegram.person import group_of
from tests.fakes.telegram.refusal import too_many
from tests.fakes.telegram.world import Place
from tests.stories.office import BINH, CHIEF, DUC, HA, SON, TEXTS, TRAM


async def test_code_in_the_link_pairs_and_is_answered_with_who_one_is(empty_office: TelegramOffice) -> None:
    answer = await empty_office.says(HA, f"/start {await empty_office.invites(HA)}")
    assert answer.startswith("Đã kết nối: đồng chí Nguyễn Thị Hà")
    assert (await empty_office.says(DUC, "/start")).startswith("Xin chào.")


async def test_morning_brings_one_card_a_person_with_buttons(office: TelegramOffice) -> None:
    (card,) = [message for message in office.person(DUC).screen if "NV11" in message.text]
    assert "hạn 16/05/2024" in card.text.replace("Thứ Năm ", "")
    assert card.labels
    assert card.markup.count("<b>") == card.markup.count("</b>") > 0


async def test_press_is_recorded_and_its_waiting_mark_stopped(office: TelegramOffice) -> None:
    answer = await office.presses(DUC, "Xác nhận đã nhận")
    assert "NV11" in answer
    assert (await office.task("NV11")).status == "acknowledged"
    await office.telegram.world.until(lambda: not office.telegram.world.queries)


async def test_answer_replies_to_what_was_said_or_to_the_card_that_was_pressed(office: TelegramOffice) -> None:
    person, card = office.person(DUC), office.person(DUC).screen[-1]
    await office.presses_on(DUC, "Xác nhận đã nhận", card)
    assert person.screen[-1].reply_to == card.message_id
    said = person.says("NV11 60%")
    await office.answer_to(DUC)
    sent = office.telegram.called("sendMessage")
    replies = [call["reply_parameters"]["message_id"] for call in sent if "reply_parameters" in call]
    assert said in replies
    await office.morning_of("15/05/2024")
    assert person.screen[-1].reply_to is None


async def test_two_presses_at_once_act_once(office: TelegramOffice) -> None:
    card = office.person(DUC).screen[-1]
    office.person(DUC).presses("Xác nhận đã nhận", card)
    await office.presses_on(DUC, "Xác nhận đã nhận", card)
    async with office.database.work() as uow:
        reports = await uow.reports.of((await office.task("NV11")).id)
    assert len(reports) == 1


async def test_colleague_and_office_hear_of_it(office: TelegramOffice) -> None:
    await office.says(HA, "NV7 xong")
    assert "NV7" in office.heard_by(BINH)[-1]
    assert "NV7" in await office.presses(TRAM, "Xác nhận NV")
    assert (await office.task("NV7")).status == "confirmed"


async def test_blocked_person_is_left_alone_until_coming_back(office: TelegramOffice) -> None:
    before = len(office.person(DUC).screen)
    office.person(DUC).blocks()
    await office.hears()
    await office.morning_of("15/05/2024")
    assert len(office.person(DUC).screen) == before
    office.person(DUC).unblocks()
    await office.hears()
    assert "NV11" in office.heard_by(DUC)[-1]


async def test_block_that_nobody_told_us_of_is_found_when_sending_and_the_office_hears(office: TelegramOffice) -> None:
    office.telegram.world.blocked(office.person(DUC).id, blocked=True)
    office.person(TRAM).hears()
    await office.morning_of("15/05/2024")
    office.clock.advance(timedelta(hours=1))
    await office.delivers()
    assert ["Trần Minh Đức" in text for text in office.person(TRAM).hears()].count(True) == 1
    tried = _sent_to(office, DUC)
    await office.delivers()
    assert _sent_to(office, DUC) == tried


def _sent_to(office: TelegramOffice, who: str) -> int:
    chats = [str(params["chat_id"]) for params in office.telegram.called("sendMessage")]
    return chats.count(str(office.person(who).id))


async def test_what_is_said_in_a_group_is_heard_as_the_persons_and_answered_in_private(office: TelegramOffice) -> None:
    group = group_of(office.telegram, "Ban Dân tộc")
    office.person(HA).says("chào các anh chị", group=group)
    assert await office.answer_to(HA) == ""
    office.person(HA).says("@nhacviec_test_bot NV7 xong", group=group)
    assert "NV7" in await office.answer_to(HA)
    assert group.messages == {}


async def _group_that_moves(office: TelegramOffice) -> tuple[Person, Place]:
    """Pair a group with DUC and let it become another; return the person and what it has become."""
    group = group_of(office.telegram, "Sở KH&ĐT")
    async with office.database.work() as uow:
        (duc,) = await uow.people.named(DUC)
        await uow.people.link(duc.id, "telegram", str(group.id), office.clock.now())
        await uow.commit()
    return duc, office.person(DUC).moves(group)


async def test_group_that_moved_is_followed_and_the_message_sent_there(office: TelegramOffice) -> None:
    duc, moved = await _group_that_moves(office)
    office.telegram.world.waiting.clear()
    await office.morning_of("15/05/2024")
    assert ["NV11" in message.text for message in moved.messages.values()] == [True]
    assert len(office.telegram.called("sendMessage")) == len(set(map(str, office.telegram.called("sendMessage"))))
    async with office.database.work() as uow:
        assert list((await uow.people.chats("telegram")).values()).count(duc) == 1
        assert (await uow.people.links(duc.id))[0] == ChatLink(duc.id, "telegram", str(moved.id))


async def test_move_that_the_platform_tells_of_is_followed_before_anything_is_sent(office: TelegramOffice) -> None:
    duc, moved = await _group_that_moves(office)
    await office.hears()
    async with office.database.work() as uow:
        assert (await uow.people.links(duc.id))[0] == ChatLink(duc.id, "telegram", str(moved.id))


async def test_changed_message_is_heard_as_it_reads_now(office: TelegramOffice) -> None:
    message_id = office.person(HA).says("NV7 40%")
    await office.hears()
    office.person(HA).says("NV7 50%", edits=message_id)
    await office.hears()
    assert (await office.task("NV7")).percent == 50


async def test_repeated_update_is_handled_once(office: TelegramOffice) -> None:
    office.person(HA).says("NV7 30%")
    repeated = office.telegram.world.waiting[-1]
    await office.hears()
    office.telegram.world.waiting.append(repeated)
    office.telegram.world.news.set()
    assert await office.answer_to(HA) == ""


async def test_update_number_after_a_quiet_week_may_be_one_of_old(office: TelegramOffice) -> None:
    office.telegram.world.jump(50_000)
    office.clock.advance(timedelta(days=8))
    assert "NV7" in await office.says(HA, "NV7 30%")


async def test_menus_follow_the_role(office: TelegramOffice) -> None:
    menu = Menu(office.service.bot, office.database, TEXTS)
    await menu.refresh()
    shown = {
        scope: [command["command"] for command in commands]
        for scope, commands in office.telegram.world.commands.items()
    }
    assert shown["default/vi"] == shown["default/"] == ["start", "help"]
    assert shown["all_group_chats/vi"] == shown["all_group_chats/"] == ["nhom", "bonhom"]
    own = ["viec", "quahan", "homnay", "tuannay", "kenh", "ngonngu", "help"]
    assert shown[f"chat:{office.person(HA).id}/"] == own
    assert "giaithich" in shown[f"chat:{office.person(TRAM).id}/"]
    assert "giaithich" not in shown[f"chat:{office.person(SON).id}/"]
    assert shown[f"chat:{office.person(TRAM).id}/"][0] == "tonghop"
    assert [who for who in (TRAM, CHIEF, SON, HA) if "trang" in shown[f"chat:{office.person(who).id}/"]] == [
        TRAM,
        CHIEF,
    ]
    calls = len(office.telegram.called("setMyCommands"))
    await menu.refresh()
    assert len(office.telegram.called("setMyCommands")) == calls
    await office.unpairs(HA)
    await menu.refresh()
    assert f"chat:{office.person(HA).id}/" not in office.telegram.world.commands


async def test_menu_of_who_was_unpaired_while_nothing_ran_goes_with_the_next_start(office: TelegramOffice) -> None:
    await Menu(office.service.bot, office.database, TEXTS).refresh()
    await office.unpairs(HA)
    await office.unpairs(DUC)
    await office.knows(DUC)
    menu = Menu(office.service.bot, office.database, TEXTS)
    office.telegram.refuse("deleteMyCommands", too_many(1))
    await menu.refresh()
    await menu.refresh()
    menus = office.telegram.world.commands
    assert [f"chat:{office.person(who).id}/" in menus for who in (HA, DUC)] == [False, True]
    calls = len(office.telegram.called("deleteMyCommands"))
    await menu.refresh()
    assert len(office.telegram.called("deleteMyCommands")) == calls


async def test_card_says_what_was_chosen_and_offers_what_is_left(office: TelegramOffice) -> None:
    card = office.person(DUC).screen[-1]
    labels = card.labels
    await office.presses(DUC, "Xác nhận đã nhận")
    assert card.text.splitlines()[-1] == "Đã chọn “Xác nhận đã nhận tất cả”, ghi nhận lúc 08:00 13/05/2024."
    assert card.labels == labels[1:]
    office.clock.advance(timedelta(minutes=1))
    await office.presses_on(DUC, "Báo đã xong", card)
    assert card.text.splitlines()[-1] == "Đã chọn “Báo đã xong NV11”, ghi nhận lúc 08:01 13/05/2024."
    assert card.labels == ["Xem từng việc"]
    assert card.versions[0].splitlines() == card.text.splitlines()[:-2]


async def test_cards_of_colleagues_follow_what_was_said_in_words(office: TelegramOffice) -> None:
    before = [card for who in (HA, BINH) for card in office.person(who).screen if card.labels]
    await office.morning_of("13/05/2024")
    await office.says(HA, "đã nhận")
    assert [card.labels for card in before] == [["Xem từng việc"], ["Xem từng việc"]]
    assert {card.text.splitlines()[-1] for card in before} == {"Đã ghi nhận lúc 08:00 13/05/2024."}
    edits = len(office.telegram.called("editMessageText"))
    await office.hears()
    assert len(office.telegram.called("editMessageText")) == edits


async def test_file_is_heard_with_its_name_and_size_and_one_too_large_is_marked(office: TelegramOffice) -> None:
    person, world = office.person(HA), office.telegram.world
    small = person.sends_file("bao-cao.pdf", b"%PDF", "NV7 xong")
    photo = person.sends_file("", b"JPEG", photo=True)
    large = person.sends_file("lon.pdf", bytes(20 * 2**20 + 1))
    await world.until(lambda: not world.pending())
    heard = []
    async with office.database.work() as uow:
        now = office.machine.now()
        while incoming := await uow.inbox.next(now) or await uow.inbox.next_file(now, timedelta(0), {NAME}):
            heard.append((incoming.heard.text, incoming.heard.file))
            await uow.inbox.done(incoming.id, office.clock.now())
    assert heard == [
        ("NV7 xong", HeardFile(small, "bao-cao.pdf", 4)),
        ("", HeardFile(photo, "", 4)),
        ("", HeardFile(large, "lon.pdf", 20 * 2**20 + 1, fetchable=False)),
    ]


async def test_photo_proves_what_was_said_and_typing_is_shown_meanwhile(office: TelegramOffice) -> None:
    photo = b"\xff\xd8\xff\xe0JFIF" + bytes(range(200))
    office.person(HA).sends_file("", photo, "NV7 xong", photo=True)
    assert "Đã lưu ảnh (208 byte) làm minh chứng cho NV7" in await office.answer_to(HA)
    async with office.database.work() as uow:
        (kept,) = await uow.evidence.of((await office.task("NV7")).id)
        assert await uow.evidence.content(kept.id) == photo
    assert office.telegram.called("sendChatAction")[0] == {"chat_id": str(office.person(HA).id), "action": "typing"}


async def test_sticker_gets_a_polite_answer_and_a_service_message_none(office: TelegramOffice) -> None:
    world, person = office.telegram.world, office.person(HA)
    told = {"message_id": 1, "date": 0, "chat": person.chat.as_json(), "from": person.user}
    sticker = {"file_id": "s", "file_unique_id": "s", "width": 1, "height": 1, "type": "regular"}
    world.happens("message", {**told, "pinned_message": {**told, "text": "x"}})
    assert await office.answer_to(HA) == ""
    world.happens("message", {**told, "sticker": {**sticker, "is_animated": False, "is_video": False}})
    assert "bằng chữ" in await office.answer_to(HA)
