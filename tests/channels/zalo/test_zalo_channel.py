"""Saying: what the platform gets, and what its refusals become."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.file_links import FileLinks
from bot.zalo.bot import ZaloBot
from bot.zalo.outbound import FIRST_REST, LONGEST_REST, ZaloChannel
from bot.zalo.quota import Quota
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.bots import Bot
from data.domain.message import Choice, Message, OutFile
from data.domain.quota import Usage
from data.ports import Blames, NotSent
from tests.fakes.faults import Garbled
from tests.fakes.zalo.faults import Fault, Line
from tests.fakes.zalo.person import Person
from tests.fakes.zalo.refusal import QUOTA, UNAUTHORIZED, Refusal, bad_request
from tests.fakes.zalo.server import FakeZalo, running
from tests.fakes.zalo.world import Habits
from tests.stories.office import RULES, TEXTS

NV7 = Message("NV7")
YES, NO = Choice("Đúng <xong>", "confirm", {"task": 7}, token="t1"), Choice("Chưa", "deny", token="t2")
LINKS_URL = "https://nhacviec.example.vn"


@pytest.fixture
async def zalo(clock: FrozenClock) -> AsyncIterator[FakeZalo]:
    async with running(FakeZalo(clock, Habits())) as fake:
        yield fake


@pytest.fixture
def an(zalo: FakeZalo) -> Person:
    person = Person(zalo, "An")
    person.becomes_known()
    return person


@pytest.fixture
def machine(clock: FrozenClock) -> FrozenClock:
    return FrozenClock(clock.now())


@pytest.fixture
async def bot(zalo: FakeZalo, database: Database, clock: FrozenClock) -> AsyncIterator[ZaloBot]:
    opened = ZaloBot(zalo.tokens[0], zalo.url)
    await opened.open()
    try:
        await opened.get_me()
        async with database.work() as uow:
            await uow.bots.introduce("zalo", Bot(opened.id, opened.name), opened.digest, 0, clock.now())
            await uow.commit()
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def channel(bot: ZaloBot, database: Database, clock: FrozenClock, machine: FrozenClock) -> ZaloChannel:
    quota = Quota(database, TEXTS, RULES, clock, machine)
    return ZaloChannel({bot.id: bot}, quota, TEXTS, machine, FileLinks(LINKS_URL, "a-secret", machine))


def _chat(bot: ZaloBot, person: Person) -> str:
    return f"{bot.id}:{person.id}"


async def _refusal(channel: ZaloChannel, chat: str, message: Message = NV7) -> NotSent:
    with pytest.raises(NotSent) as refused:
        await channel.send(chat, message)
    return refused.value


async def test_message_shows_its_text_and_choices_as_numbered_lines(
    channel: ZaloChannel, bot: ZaloBot, an: Person
) -> None:
    ids = await channel.send(_chat(bot, an), Message("<b>NV7</b> &lt;hạn&gt; &amp; <i>16/05</i>", (YES, NO)))
    (shown,) = an.screen
    assert ids == (shown.message_id,)
    assert shown.text.splitlines() == ["NV7 <hạn> & 16/05", "", TEXTS.label("zalo.choose"), "1. Đúng <xong>", "2. Chưa"]
    assert (shown.styled("b"), shown.styled("i")) == (["NV7"], ["16/05"])


async def test_long_message_comes_in_numbered_parts_with_the_choices_in_the_last(
    channel: ZaloChannel, bot: ZaloBot, an: Person
) -> None:
    paragraphs = "\n\n".join(f"<b>NV{n}</b> · hạn 16/05/2024\n" + "nội dung " * 20 for n in range(30))
    await channel.send(_chat(bot, an), Message(paragraphs, (YES,)))
    texts = [message.text for message in an.screen]
    assert [text.splitlines()[-1] for text in texts] == [f"({n}/{len(texts)})" for n in range(1, len(texts) + 1)]
    assert len(texts) > 2
    assert [text.startswith("NV") for text in texts] == [True] * len(texts)
    assert ["1. Đúng <xong>" in text for text in texts] == [False] * (len(texts) - 1) + [True]
    assert [name for message in an.screen for name in message.styled("b")] == [f"NV{n}" for n in range(30)]


async def test_text_of_the_limit_is_one_message_and_one_unit_more_is_two(
    channel: ZaloChannel, bot: ZaloBot, an: Person
) -> None:
    await channel.send(_chat(bot, an), Message("ệ" * 1998 + "😀"))
    await channel.send(_chat(bot, an), Message("ệ" * 1999 + "😀"))
    assert [message.text[-5:] for message in an.screen[1:]] == ["(1/2)", "(2/2)"]
    assert len(an.screen) == 3


async def test_styles_that_are_not_taken_leave_the_words_plain(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo
) -> None:
    zalo.refuse("sendMessage", bad_request("text_styles unsupported"))
    await channel.send(_chat(bot, an), Message("<b>NV7</b> hạn 16/05"))
    (shown,) = an.screen
    assert (shown.text, shown.styles) == ("NV7 hạn 16/05", [])


@pytest.mark.parametrize(
    ("fault", "again", "blames"),
    [
        (bad_request("chat not found"), False, Blames.PERSON),
        (bad_request("text is empty"), False, Blames.MESSAGE),
        (UNAUTHORIZED, True, Blames.BOT),
        (Refusal(403, "Internal Server Error"), True, Blames.MESSAGE),
        (Refusal(403, "Forbidden: bot was blocked by the user"), False, Blames.PERSON),
        (Refusal(404, "Not Found"), False, Blames.MESSAGE),
        (Refusal(404, "User not found"), False, Blames.PERSON),
        (Refusal(408, "Request timeout"), True, Blames.MESSAGE),
        (QUOTA, True, Blames.BOT),
        (Refusal(500, "oops"), True, Blames.MESSAGE),
        (Garbled(502), True, Blames.MESSAGE),
        (Garbled(200), True, Blames.MESSAGE),
        (Line.CUT_BEFORE, True, Blames.MESSAGE),
        (Line.CUT_AFTER, True, Blames.MESSAGE),
        (Line.HANGS, True, Blames.MESSAGE),
    ],
    ids=str,
)
async def test_refusal_is_what_it_means_whatever_its_status(
    channel: ZaloChannel,
    bot: ZaloBot,
    an: Person,
    zalo: FakeZalo,
    fault: Fault,
    again: bool,
    blames: Blames,
) -> None:
    if fault is Line.HANGS:
        bot.read_seconds = 0.2  # only here: a busy machine takes longer over an answer that does come
    zalo.refuse("sendMessage", fault)
    refusal = await _refusal(channel, _chat(bot, an))
    assert (refusal.again, refusal.blames) == (again, blames)
    assert bot.token not in str(refusal)


async def test_refusal_with_a_real_status_means_the_same(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo
) -> None:
    zalo.habits.real_statuses = True
    for fault in (bad_request("chat not found"), UNAUTHORIZED, QUOTA):
        zalo.refuse("sendMessage", fault)
    blamed = [(await _refusal(channel, _chat(bot, an))).blames for _ in range(3)]
    assert blamed == [Blames.PERSON, Blames.BOT, Blames.BOT]


async def test_bot_that_is_told_its_quota_is_used_up_asks_nothing_for_a_while(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo, machine: FrozenClock
) -> None:
    zalo.refuse("sendMessage", QUOTA, times=10)
    rests = []
    for _ in range(6):
        refusal = await _refusal(channel, _chat(bot, an))
        assert refusal.wait is not None
        rests.append(refusal.wait)
        asked = len(zalo.called("sendMessage"))
        assert (await _refusal(channel, _chat(bot, an))).again
        assert len(zalo.called("sendMessage")) == asked
        machine.advance(refusal.wait)
    assert rests[:2] == [FIRST_REST, 2 * FIRST_REST]
    assert rests[-1] == LONGEST_REST


async def test_rest_of_a_bot_ends_when_the_clock_is_set_back(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo, machine: FrozenClock
) -> None:
    zalo.refuse("sendMessage", QUOTA)
    await _refusal(channel, _chat(bot, an))
    asked = len(zalo.called("sendMessage"))
    machine.advance(-timedelta(days=1))
    await channel.send(_chat(bot, an), Message("chào"))
    assert len(zalo.called("sendMessage")) == asked + 1


async def test_bot_wakes_when_the_month_turns(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo, machine: FrozenClock
) -> None:
    machine.moment = datetime.fromisoformat("2024-05-31T23:58:00+07:00")
    zalo.refuse("sendMessage", QUOTA)
    assert (await _refusal(channel, _chat(bot, an))).wait == timedelta(minutes=2)
    machine.advance(timedelta(minutes=2))
    assert await channel.send(_chat(bot, an), NV7)


async def test_part_that_was_taken_is_not_sent_again_after_a_refusal(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo
) -> None:
    long = Message("\n".join("x" * 100 for _ in range(50)))
    zalo.faults.add("sendMessage", None)
    zalo.refuse("sendMessage", Garbled(502))
    assert (await _refusal(channel, _chat(bot, an), long)).again
    ids = await channel.send(_chat(bot, an), long)
    assert tuple(message.message_id for message in an.screen) == ids
    assert len(ids) == 3


async def test_chat_of_a_bot_that_is_not_ours_any_more_is_out_of_reach(channel: ZaloChannel, an: Person) -> None:
    refusal = await _refusal(channel, f"999:{an.id}")
    assert (refusal.again, refusal.blames) == (False, Blames.PERSON)


async def test_every_message_that_may_have_been_taken_is_counted(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo, database: Database
) -> None:
    await channel.send(_chat(bot, an), NV7)
    zalo.refuse("sendMessage", Line.CUT_AFTER)
    zalo.refuse("sendMessage", bad_request("chat not found"))
    await _refusal(channel, _chat(bot, an))
    await _refusal(channel, _chat(bot, an))
    async with database.work() as uow:
        assert await uow.bots.usage("zalo", bot.id, "2024-05") == Usage(sent=2, heard=0, users=0)


async def test_picture_goes_by_its_signed_address(channel: ZaloChannel, bot: ZaloBot, an: Person) -> None:
    picture = OutFile("tong-hop.png", "image/png", b"PNG", "token")
    ids = await channel.send(_chat(bot, an), Message("Tổng hợp", files=(picture,)))
    assert len(ids) == 2
    assert an.screen[1].photo.startswith(f"{LINKS_URL}/files/token.")


async def test_picture_that_somebody_sent_is_fetched_and_one_that_is_gone_is_not(
    channel: ZaloChannel, an: Person, zalo: FakeZalo
) -> None:
    url = an.sends_picture(b"JPEG")
    assert await channel.fetch(url) == b"JPEG"
    zalo.world.pictures.clear()
    with pytest.raises(NotSent) as refused:
        await channel.fetch(url)
    assert not refused.value.again


async def test_typing_is_shown_until_the_work_is_done(
    channel: ZaloChannel, bot: ZaloBot, an: Person, zalo: FakeZalo
) -> None:
    async with channel.typing(_chat(bot, an)):
        await zalo.world.until(lambda: bool(zalo.called("sendChatAction")))
    assert zalo.called("sendChatAction") == [{"chat_id": an.id, "action": "typing"}]
