"""A chat as on Zalo: another channel of the same page, with other capabilities."""

from bot.web.channel import NUMBERED, WebChannel
from data.domain.message import Choice, Message
from data.domain.person import Role
from data.office.pairing import Pairing, pair
from tests.channels.web.given import OFFICIAL, STRANGER, Site
from tests.channels.web.office import WebOffice
from tests.stories.office import HA, POLICY, TRAM

ASKED = Message("<b>NV7</b> &amp; NV8 xong?", (Choice("Đúng <cả>", "confirm"), Choice("Chưa", "deny")))


def numbered(site: Site) -> WebChannel:
    return WebChannel(site.database, site.clock, surface=NUMBERED)


async def test_choices_are_numbered_lines_of_plain_text(site: Site) -> None:
    await numbered(site).send("numbered:an", ASKED)
    (line,) = (await site.get("/api/chats/web:an"))["lines"]
    assert (line["numbered"], line["choices"]) == (True, [])
    assert line["text"] == "NV7 &amp; NV8 xong?\n\n1. Đúng &lt;cả&gt;\n2. Chưa"


async def test_long_message_comes_in_parts_and_the_choices_stand_in_the_last(site: Site) -> None:
    ids = await numbered(site).send("numbered:an", Message("dòng chữ dài\n" * 300, ASKED.choices))
    lines = (await site.get("/api/chats/web:an"))["lines"]
    assert [str(line["id"]) for line in lines] == list(ids)
    assert max(len(line["text"]) for line in lines) <= 2000
    assert lines[-1]["text"].endswith("2. Chưa")


async def test_words_are_heard_on_the_surface_they_were_said_on(site: Site) -> None:
    await site.says(OFFICIAL, text="xong", numbered=True)
    await site.says(OFFICIAL, text="xong", numbered=False)
    assert [(heard.channel, heard.chat) for heard in await site.heard()] == [
        ("numbered", "numbered:an"),
        ("web", "web:an"),
    ]


async def test_stranger_has_nothing_to_switch_yet(site: Site) -> None:
    answer = await site.browser.post("/api/chats/web:la/surface", json={"numbered": True})
    assert answer.json() == {"changed": False}


async def test_who_pairs_by_numbers_is_written_to_by_numbers(site: Site) -> None:
    await site.pair(STRANGER, Role.CONTACT)
    async with site.database.work() as uow:
        (known,) = await uow.people.named(STRANGER.name)
        await uow.people.unpair(known.id, site.clock.now())
        await uow.people.link(known.id, "numbered", "numbered:la", site.clock.now())
        await uow.commit()
    stranger = (await site.get("/api/state"))["people"][-1]
    assert (stranger["paired"], stranger["numbered"]) == (True, True)


async def test_open_question_is_asked_again_after_the_switch_and_answered_by_number(web_office: WebOffice) -> None:
    await web_office.imports()
    await web_office.morning_of("13/05/2024")
    await web_office.switches(TRAM, to_numbers=True)
    assert "1. Đúng cả, giao 12 việc" in await web_office.answer_to(TRAM)
    await web_office.browser.post(f"/api/chats/web:{TRAM}", json={"text": "1", "numbered": True})
    assert (await web_office.answer_to(TRAM)).startswith("Đã giao 12 việc")
    (card,) = await web_office.new_for(HA)
    assert "NV7" in card


async def test_switching_back_brings_the_buttons_back(web_office: WebOffice) -> None:
    await web_office.imports()
    await web_office.morning_of("13/05/2024")
    await web_office.switches(TRAM, to_numbers=True)
    await web_office.hears()
    await web_office.switches(TRAM, to_numbers=False)
    await web_office.hears()
    *_, newest = await web_office.shows(TRAM)
    assert newest.labels[:2] == ("Đúng cả, giao 12 việc", "Chưa, để xem lại")
    assert "1. " not in newest.text


async def test_switching_to_what_one_has_changes_nothing(web_office: WebOffice) -> None:
    assert await web_office.switches(TRAM, to_numbers=False) is False


async def test_code_pairs_a_chat_by_numbers(web_office: WebOffice) -> None:
    code = await web_office.invites("stp-1")
    async with web_office.database.work() as uow:
        chat = await uow.chats.get("numbered", "numbered:stp-1")
        assert (await pair(uow, chat, code, POLICY, web_office.clock.now())).outcome is Pairing.PAIRED
