"""Saying: what the platform gets, and what its refusals become."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.telegram.bot import TelegramBot
from bot.telegram.outbound import TelegramChannel
from bot.telegram.pace import Pace
from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.message import Choice, Message, OutFile
from data.ports import Blames, NotSent
from tests.channels.telegram.given import instantly
from tests.fakes.faults import Garbled
from tests.fakes.telegram.faults import Cut, Fault
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusal import Refusal, too_many
from tests.fakes.telegram.server import FakeTelegram, running

NV7 = Message("NV7")
YES, NO = Choice("Đúng <xong>", "confirm", {"task": 7}, token="t1"), Choice("Chưa", "deny", token="t2")


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with running(FakeTelegram()) as fake:
        yield fake


@pytest.fixture
def an(telegram: FakeTelegram) -> Person:
    return Person(telegram, "An")


@pytest.fixture
def machine(clock: FrozenClock) -> FrozenClock:
    return FrozenClock(clock.now())


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[TelegramBot]:
    opened = TelegramBot(telegram.token, telegram.url)
    await opened.open()
    yield opened
    await opened.close_pools()


@pytest.fixture
def channel(bot: TelegramBot, database: Database, machine: FrozenClock) -> TelegramChannel:
    return TelegramChannel(bot, database, Pace(machine, lambda seconds: instantly(machine, seconds)), machine)


async def _refusal(channel: TelegramChannel, chat: int, message: Message = NV7) -> NotSent:
    with pytest.raises(NotSent) as refused:
        await channel.send(str(chat), message)
    return refused.value


async def test_message_shows_its_text_and_choices_and_returns_its_id(channel: TelegramChannel, an: Person) -> None:
    ids = await channel.send(str(an.id), Message("<b>NV7</b> &lt;hạn&gt; &amp; <i>16/05</i>", (YES, NO)))
    (shown,) = an.screen
    assert (ids, shown.text) == ((str(shown.message_id),), "NV7 <hạn> & 16/05")
    assert shown.keyboard == [
        [{"text": "Đúng <xong>", "callback_data": "t1"}],
        [{"text": "Chưa", "callback_data": "t2"}],
    ]


async def test_long_message_comes_in_parts_with_the_buttons_under_the_last(
    channel: TelegramChannel, an: Person
) -> None:
    lines = "\n".join(f"<b>NV{n}</b> · hạn 16/05/2024" for n in range(300))
    ids = await channel.send(str(an.id), Message(lines, (YES,)))
    assert [str(message.message_id) for message in an.screen] == list(ids)
    assert "\n".join(message.markup for message in an.screen) == lines
    assert [len(message.keyboard) for message in an.screen] == [0, 1]


async def test_reply_stands_with_the_first_part_and_is_sent_even_when_what_it_answers_is_gone(
    channel: TelegramChannel, an: Person
) -> None:
    await channel.send(str(an.id), NV7)
    long = "\n".join("x" * 100 for _ in range(90))
    await channel.send(str(an.id), Message(long, reply_to=str(an.screen[0].message_id)))
    await channel.send(str(an.id), Message("NV8", reply_to="999999"))
    first = an.screen[0].message_id
    assert [message.reply_to for message in an.screen] == [None, first, None, None, None]


async def test_part_that_was_taken_is_not_sent_again_after_a_refusal(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram
) -> None:
    long = Message("\n".join("x" * 100 for _ in range(90)))
    telegram.faults.add("sendMessage", None)
    telegram.refuse("sendMessage", Refusal(500, "Internal Server Error: restart"))
    assert (await _refusal(channel, an.id, long)).again
    ids = await channel.send(str(an.id), long)
    assert [str(message.message_id) for message in an.screen] == list(ids)
    assert len(ids) == 3
    assert len(await channel.send(str(an.id), long)) == 3
    assert len(an.screen) == 6


async def test_same_words_much_later_are_a_message_of_their_own(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram, machine: FrozenClock
) -> None:
    long = Message("\n".join("x" * 100 for _ in range(90)))
    telegram.faults.add("sendMessage", None)
    telegram.refuse("sendMessage", Refusal(500, "Internal Server Error: restart"))
    await _refusal(channel, an.id, long)
    machine.advance(timedelta(hours=1))
    assert len(await channel.send(str(an.id), long)) == 3
    assert len(an.screen) == 4


@pytest.mark.parametrize(
    ("refusal", "blames"),
    [
        (Refusal(403, "Forbidden: bot was blocked by the user"), Blames.PERSON),
        (Refusal(403, "Forbidden: user is deactivated"), Blames.PERSON),
        (Refusal(403, "Forbidden: bot was kicked from the supergroup chat"), Blames.PERSON),
        (Refusal(403, "Forbidden: bot can't initiate conversation with a user"), Blames.PERSON),
        (Refusal(400, "Bad Request: chat not found"), Blames.PERSON),
        (Refusal(400, "Bad Request: not enough rights to send text messages to the chat"), Blames.PERSON),
        (Refusal(400, "Bad Request: message is too long"), Blames.MESSAGE),
        (Refusal(400, "Bad Request: BUTTON_DATA_INVALID"), Blames.MESSAGE),
    ],
)
async def test_refusal_for_good_is_not_tried_again_and_says_what_it_is_about(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram, refusal: Refusal, blames: Blames
) -> None:
    telegram.refuse("sendMessage", refusal)
    refused = await _refusal(channel, an.id)
    assert (refused.again, refused.blames) == (False, blames)


@pytest.mark.parametrize(
    ("fault", "wait", "unknown"),
    [
        (too_many(14), timedelta(seconds=14), False),
        (Refusal(500, "Internal Server Error: restart"), None, False),
        (Refusal(502, "Bad Gateway"), None, False),
        (Garbled(), None, False),
        (Cut.BEFORE, None, True),
        (Cut.AFTER, None, True),
        (Refusal(409, "Conflict: terminated by setWebhook request"), None, False),
    ],
)
async def test_refusal_for_now_is_tried_again_and_a_cut_line_tells_nothing(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram, fault: Fault, wait: timedelta | None, unknown: bool
) -> None:
    telegram.refuse("sendMessage", fault)
    refused = await _refusal(channel, an.id)
    assert (refused.again, refused.wait, refused.unknown) == (True, wait, unknown)
    assert len(an.screen) == (1 if fault is Cut.AFTER else 0)


@pytest.mark.parametrize("refusal", [Refusal(401, "Unauthorized"), Refusal(404, "Not Found")])
async def test_refused_token_loses_no_message_and_is_known_until_it_works_again(
    channel: TelegramChannel, bot: TelegramBot, an: Person, telegram: FakeTelegram, refusal: Refusal
) -> None:
    telegram.refuse("sendMessage", refusal)
    refused = await _refusal(channel, an.id)
    assert (refused.again, refused.blames, bot.token_refused) == (True, Blames.BOT, True)
    await channel.send(str(an.id), Message("NV7"))
    assert not bot.token_refused


async def test_chat_of_another_channel_is_refused_for_good(channel: TelegramChannel) -> None:
    with pytest.raises(NotSent) as refused:
        await channel.send("web:an", Message("NV7"))
    assert (refused.value.again, refused.value.blames) == (False, Blames.PERSON)


async def test_markup_that_the_platform_cannot_parse_is_sent_as_plain_text(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram
) -> None:
    await channel.send(str(an.id), Message("<b>NV7</b> 3 < 5 &amp; <u2>", (YES,)))
    (shown,) = an.screen
    assert (shown.text, shown.labels) == ("NV7 3 < 5 & ", ["Đúng <xong>"])
    assert len(telegram.called("sendMessage")) == 2


async def test_asked_to_wait_leaves_that_chat_alone_meanwhile(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram, machine: FrozenClock
) -> None:
    binh = Person(telegram, "Bình")
    telegram.refuse("sendMessage", too_many(40))
    await _refusal(channel, an.id)
    telegram.calls.clear()
    assert (await _refusal(channel, an.id)).wait == timedelta(seconds=40)
    assert telegram.calls == []
    await channel.send(str(binh.id), Message("NV7"))
    machine.advance(timedelta(seconds=40))
    await channel.send(str(an.id), Message("NV7"))
    assert len(an.screen) == 1


async def test_parts_taken_before_we_were_asked_to_wait_are_not_sent_again(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram, machine: FrozenClock
) -> None:
    long = Message("\n".join("x" * 100 for _ in range(90)))
    telegram.faults.add("sendMessage", None)
    telegram.refuse("sendMessage", too_many(40))
    assert (await _refusal(channel, an.id, long)).wait == timedelta(seconds=40)
    machine.advance(timedelta(seconds=20))
    assert (await _refusal(channel, an.id, long)).wait == timedelta(seconds=20)
    machine.advance(timedelta(seconds=20))
    ids = await channel.send(str(an.id), long)
    assert [str(message.message_id) for message in an.screen] == list(ids)


async def test_two_chats_asked_to_wait_mean_the_whole_bot(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram
) -> None:
    telegram.refuse("sendMessage", too_many(40), times=2)
    await _refusal(channel, an.id)
    await _refusal(channel, Person(telegram, "Bình").id)
    telegram.calls.clear()
    assert (await _refusal(channel, Person(telegram, "Cúc").id)).wait == timedelta(seconds=40)
    assert telegram.calls == []


async def test_sent_message_is_put_in_other_words_and_without_buttons(
    channel: TelegramChannel, an: Person, telegram: FakeTelegram
) -> None:
    (message_id,) = await channel.send(str(an.id), Message("NV7?", (YES, NO)))
    await channel.edit(str(an.id), message_id, Message("NV7? <i>Đã ghi nhận lúc 08:05.</i>"))
    await channel.edit(str(an.id), message_id, Message("NV7? <i>Đã ghi nhận lúc 08:05.</i>"))
    (shown,) = an.screen
    assert (shown.text, shown.labels, shown.versions) == ("NV7? Đã ghi nhận lúc 08:05.", [], ["NV7?"])
    assert len(telegram.called("editMessageText")) == 2


async def test_message_that_is_gone_cannot_be_edited(channel: TelegramChannel, an: Person) -> None:
    with pytest.raises(NotSent) as refused:
        await channel.edit(str(an.id), "77", Message("NV7"))
    assert (refused.value.again, refused.value.blames) == (False, Blames.MESSAGE)


async def test_heard_file_is_fetched_unless_the_platform_keeps_it(channel: TelegramChannel, an: Person) -> None:
    key = an.sends_file("bao-cao.pdf", b"%PDF-1.7")
    assert await channel.fetch(key) == b"%PDF-1.7"
    with pytest.raises(NotSent) as refused:
        await channel.fetch(an.sends_file("lon.pdf", bytes(21 * 2**20)))
    assert (str(refused.value), refused.value.again) == ("File is too big", False)


SHEET = OutFile("nhacviec-qua-han.xlsx", "application/zip", bytes(range(256)))


async def test_files_stand_behind_the_text_with_their_names_and_content(channel: TelegramChannel, an: Person) -> None:
    ids = await channel.send(str(an.id), Message("<b>Nhiệm vụ</b>", (YES,), files=(SHEET, SHEET)))
    text, *files = an.screen
    assert (text.text, text.labels, text.file) == ("Nhiệm vụ", ["Đúng <xong>"], None)
    assert [(file.file, file.labels) for file in files] == [((SHEET.name, SHEET.content), [])] * 2
    assert ids == tuple(str(one.message_id) for one in an.screen)


async def test_platform_that_was_not_reached_has_taken_nothing(database: Database, machine: FrozenClock) -> None:
    bot = TelegramBot("123:nowhere", "http://127.0.0.1:9")
    await bot.open()
    refused = await _refusal(TelegramChannel(bot, database, Pace(machine), machine), 5)
    await bot.close_pools()
    assert (refused.again, refused.unknown) == (True, False)


async def test_picture_is_seen_at_once_or_comes_as_a_file_when_its_shape_is_refused(
    channel: TelegramChannel, telegram: FakeTelegram, an: Person
) -> None:
    chart = OutFile("bieu-do.png", "image/png", b"PNG")
    await channel.send(str(an.id), Message("Biểu đồ", files=(chart,)))
    telegram.refuse("sendPhoto", Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    await channel.send(str(an.id), Message("Biểu đồ", files=(chart,)))
    assert [one.file for one in an.screen if one.file] == [(chart.name, chart.content)] * 2
    assert (len(telegram.called("sendPhoto")), len(telegram.called("sendDocument"))) == (2, 1)


async def test_text_is_not_said_again_when_only_its_file_was_refused(
    channel: TelegramChannel, telegram: FakeTelegram, an: Person
) -> None:
    telegram.refuse("sendDocument", too_many(3))
    message = Message("Nhiệm vụ", files=(SHEET,))
    assert (await _refusal(channel, an.id, message)).again
    await channel.send(str(an.id), message)
    assert [one.text or one.file for one in an.screen] == ["Nhiệm vụ", (SHEET.name, SHEET.content)]
