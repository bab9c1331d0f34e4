"""The door for events: who may knock, with what, and what is kept of it."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.webhook import MOST_BYTES
from bot.zalo.inbound import Inbound
from bot.zalo.quota import Quota
from bot.zalo.updates import Hearer
from bot.zalo.webhook import SECRET_HEADER, webhook_routes
from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.group import GroupAddress
from data.domain.message import Heard
from data.domain.quota import Usage
from tests.stories.office import RULES, TEXTS

SECRET = "a-secret-of-the-webhook"
FIRST, SECOND = Hearer("701", "bot.Một"), Hearer("702", "bot.Hai")


HOA = {"id": "a1b2", "display_name": "Chị Hoa", "is_bot": False}


def event(name: str = "message.text.received", sender: Mapping[str, object] = HOA, **message: object) -> dict[str, Any]:
    told = {
        "message_id": "5f0c1d2e3a4b59687001",
        "date": 1715561700000,
        "chat": {"id": "a1b2", "chat_type": "PRIVATE"},
        "from": sender,
        **message,
    }
    return {"event_name": name, "message": told}


SAID = event(text="NV7 xong")


@dataclass
class Door:
    browser: httpx.AsyncClient
    database: Database
    clock: FrozenClock
    rings: list[int]
    known: dict[str, Hearer]

    async def posts(self, body: object, secret: str | None = SECRET, path: str = "/zalo") -> int:
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return (await self.browser.post(path, content=content, headers=headers)).status_code

    async def heard(self) -> list[Heard]:
        found, now = [], self.clock.now()
        async with self.database.work() as uow:
            while incoming := await uow.inbox.next(now) or await uow.inbox.next_file(now, timedelta(0), {"zalo"}):
                found.append(incoming.heard)
                await uow.inbox.done(incoming.id, now)
        return found


@pytest.fixture
async def door(database: Database, clock: FrozenClock) -> AsyncIterator[Door]:
    rings: list[int] = []
    known = {"": FIRST, FIRST.id: FIRST, SECOND.id: SECOND}
    inbound = Inbound(database, Quota(database, TEXTS, RULES, clock, clock), clock, clock, lambda: rings.append(1))
    app = Starlette(routes=webhook_routes(inbound, SECRET, known.get))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as browser:
        yield Door(browser, database, clock, rings, known)


@pytest.mark.parametrize("body", [SAID, {"ok": True, "result": SAID}], ids=["flat", "wrapped"])
async def test_event_is_stored_before_it_is_acknowledged(door: Door, body: dict[str, Any]) -> None:
    assert await door.posts(body) == 200
    (heard,) = await door.heard()
    assert (heard.channel, heard.chat, heard.text, heard.sender_name) == ("zalo", "701:a1b2", "NV7 xong", "Chị Hoa")
    assert heard.at.isoformat() == "2024-05-13T00:55:00+00:00"
    assert door.rings == [1]


async def test_repeated_message_is_acknowledged_stored_and_counted_once(door: Door) -> None:
    wrapped = {"ok": True, "result": SAID}
    assert [await door.posts(SAID), await door.posts(SAID), await door.posts(wrapped)] == [200, 200, 200]
    assert len(await door.heard()) == 1
    async with door.database.work() as uow:
        assert await uow.bots.usage("zalo", "701", "2024-05") == Usage(sent=0, heard=1, users=1)


async def test_same_id_in_another_chat_or_of_another_bot_is_another_message(door: Door) -> None:
    await door.posts(SAID)
    await door.posts(event(text="NV7 xong", chat={"id": "c3d4", "chat_type": "PRIVATE"}))
    await door.posts(SAID, path="/zalo/702")
    assert [heard.chat for heard in await door.heard()] == ["701:a1b2", "701:c3d4", "702:a1b2"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1]])
async def test_without_the_secret_nothing_is_stored(door: Door, secret: str | None) -> None:
    assert (await door.posts(SAID, secret), await door.heard(), door.rings) == (401, [], [])


async def test_secret_of_other_letters_is_refused_like_any_other(door: Door) -> None:
    answer = await door.browser.post("/zalo", content=json.dumps(SAID), headers={SECRET_HEADER.encode(): "ồ".encode()})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "ping", [b"", b"  ", b"{}", b"[]", b"null", b'{"event_name": "webhook.test"}', b'{"ok": true, "result": {}}']
)
@pytest.mark.parametrize("secret", [None, SECRET])
async def test_ping_without_a_message_is_answered_whoever_calls(door: Door, ping: bytes, secret: str | None) -> None:
    assert (await door.posts(ping, secret), await door.heard()) == (200, [])


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"{", 400), (b"\xff", 400), (b"[" * 100_000, 400), (b" " * (MOST_BYTES + 1), 413)],
)
async def test_what_is_no_event_is_refused_politely(door: Door, body: bytes, status: int) -> None:
    assert (await door.posts(body), await door.heard()) == (status, [])


@pytest.mark.parametrize(
    "strange",
    [
        {"event_name": "message.text.received", "message": {}},
        {"event_name": "message.text.received", "message": {"text": 5}},
        {"event_name": 7, "message": {"chat": "a1b2", "from": None, "text": "x"}},
        event(chat={"id": None}),
        event(chat={"id": True}),
        event(sender={"id": "700", "is_bot": True}, text="tôi là máy"),
        event(chat={"id": "g1", "chat_type": "GROUP"}, sender={}, text="x"),
    ],
)
async def test_event_that_names_nobody_is_acknowledged_and_dropped(door: Door, strange: dict[str, Any]) -> None:
    assert (await door.posts(strange), await door.heard()) == (200, [])


@pytest.mark.parametrize(
    "unread",
    [
        event("message.unsupported.received"),
        event("message.sticker.received", sticker="s1", url="https://stickers.zaloapp.com/s1"),
        event("message.voice.received", voice_url="https://example.vn/x.aac", message_type="CHAT_VOICE"),
        event("message.of.tomorrow", something={"new": True}),
        event(text="\0\ud800", date="no date"),
        event("message.image.received", photo_url={"not": "an address"}),
        event("message.image.received", photo_url="ftp://example.vn/1.jpg"),
    ],
)
async def test_event_without_words_is_heard_as_empty_to_be_answered(door: Door, unread: dict[str, Any]) -> None:
    assert await door.posts(unread) == 200
    assert [(heard.text, heard.file) for heard in await door.heard()] == [("", None)]


@pytest.mark.parametrize("key", ["photo", "photo_url"])
async def test_picture_is_heard_with_its_caption_under_either_name(door: Door, key: str) -> None:
    pictured = event("message.image.received", caption="NV7 xong")
    pictured["message"][key] = "https://example.vn/1.jpg"
    await door.posts(pictured)
    (heard,) = await door.heard()
    assert heard.text == "NV7 xong"
    assert heard.file is not None
    assert heard.file.key == "https://example.vn/1.jpg"


async def test_message_without_an_id_is_known_by_what_it_says(door: Door) -> None:
    nameless = event(text="NV7 xong", message_id=None)
    assert [await door.posts(nameless), await door.posts(nameless)] == [200, 200]
    assert await door.posts(event(text="NV8 xong", message_id=None)) == 200
    assert [heard.text for heard in await door.heard()] == ["NV7 xong", "NV8 xong"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("@bot.Một NV7 xong", "NV7 xong"),
        ("@BOT.MỘT /nhom", "/nhom"),
        ("@Bot Nhắc việc /nhom", "/nhom"),
        ("NV7 xong @bot.Một", "NV7 xong"),
        ("NV7 gia hạn 20/5 vì chờ", "NV7 gia hạn 20/5 vì chờ"),
    ],
)
async def test_what_is_said_in_a_group_is_heard_as_the_persons_own(door: Door, text: str, heard: str) -> None:
    await door.posts(event(text=text, chat={"id": "g1", "chat_type": "GROUP"}))
    (said,) = await door.heard()
    assert (said.chat, said.group, said.text) == ("701:a1b2", GroupAddress("701:g1"), heard)


async def test_bot_that_is_not_known_yet_asks_the_platform_to_come_again(door: Door) -> None:
    door.known.clear()
    assert [await door.posts(SAID), await door.posts(SAID, "wrong"), await door.posts(b"")] == [503, 401, 200]
    assert await door.heard() == []


async def test_what_cannot_be_stored_is_not_acknowledged(door: Door) -> None:
    async with door.database.connect() as connection:
        await connection.exec_driver_sql("DROP TABLE inbox")
        await connection.commit()
    assert await door.posts(SAID) == 503
