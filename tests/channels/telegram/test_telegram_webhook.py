"""The door for updates: who may knock, with what, and what is kept of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette

from bot.telegram.bot import TelegramBot
from bot.telegram.inbound import Inbound
from bot.telegram.webhook import SECRET_HEADER, webhook_route
from bot.webhook import MOST_BYTES
from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.message import Heard
from tests.fakes.telegram.server import FakeTelegram, running
from tests.stories.office import TEXTS

SECRET = "a-secret-of-the-webhook"
UPDATE = """{"update_id": 7, "message": {"message_id": 3, "date": 1715561700, "text": "NV7 xong",
"chat": {"id": 11, "type": "private", "first_name": "An"}, "from": {"id": 11, "is_bot": false, "first_name": "An"}}}"""


@dataclass
class Door:
    browser: httpx.AsyncClient
    database: Database
    clock: FrozenClock
    rings: list[int]
    ready: bool = True

    async def posts(self, body: str | bytes, secret: str | None = SECRET, kind: str = "application/json") -> int:
        headers = {"Content-Type": kind} | ({SECRET_HEADER: secret} if secret is not None else {})
        return (await self.browser.post("/telegram", content=body, headers=headers)).status_code

    async def heard(self) -> list[Heard]:
        found = []
        async with self.database.work() as uow:
            while incoming := await uow.inbox.next(self.clock.now()):
                found.append(incoming.heard)
                await uow.inbox.done(incoming.id, self.clock.now())
        return found


@pytest.fixture
async def door(database: Database, clock: FrozenClock) -> AsyncIterator[Door]:
    async with running(FakeTelegram()) as telegram:
        bot = TelegramBot(telegram.token, telegram.url)
        await bot.open()
        await bot.get_me()
        rings: list[int] = []
        inbound = Inbound(bot, database, TEXTS, clock, clock, lambda: rings.append(1))
        app = Starlette()
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as browser:
            opened = Door(browser, database, clock, rings)
            app.routes.append(webhook_route(inbound, SECRET, lambda: opened.ready))
            yield opened
        await inbound.errands.close()
        await bot.close_pools()


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "text/plain", ""])
async def test_update_is_stored_before_it_is_acknowledged(door: Door, kind: str) -> None:
    assert await door.posts(UPDATE, kind=kind) == 200
    assert [(heard.chat, heard.text, heard.sender_name) for heard in await door.heard()] == [("11", "NV7 xong", "An")]
    assert door.rings == [1]


async def test_repeated_update_is_acknowledged_and_stored_once(door: Door) -> None:
    assert [await door.posts(UPDATE), await door.posts(UPDATE)] == [200, 200]
    assert [heard.text for heard in await door.heard()] == ["NV7 xong"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ồ"])
async def test_without_the_secret_nothing_is_stored(door: Door, secret: str | None) -> None:
    headers = {} if secret is None else {SECRET_HEADER.encode(): secret.encode()}
    answer = await door.browser.post("/telegram", content=UPDATE, headers=headers)
    assert (answer.status_code, await door.heard(), door.rings) == (401, [], [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"update_id": "7"}', 400),
        (b" " * (MOST_BYTES + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused_politely(door: Door, body: bytes, status: int) -> None:
    assert (await door.posts(body), await door.heard()) == (status, [])


async def test_of_a_body_without_end_no_more_is_read_than_an_update_may_have(door: Door) -> None:
    piece, given = b" " * 65_536, []

    async def body() -> AsyncIterator[bytes]:
        for number in range(1_000):
            given.append(number)
            yield piece

    answer = await door.browser.post("/telegram", content=body(), headers={SECRET_HEADER: SECRET})
    assert (answer.status_code, answer.json()["ok"], await door.heard()) == (413, False, [])
    assert len(given) * len(piece) <= MOST_BYTES + 2 * len(piece)


async def test_of_a_body_without_the_secret_nothing_is_read(door: Door) -> None:
    given = []

    async def body() -> AsyncIterator[bytes]:
        given.append(1)
        yield b" "

    assert (await door.browser.post("/telegram", content=body())).status_code == 401
    assert given == []


@pytest.mark.parametrize(
    "body",
    [
        '{"update_id": 8}',
        '{"update_id": 8, "poll": {"id": 1}}',
        '{"update_id": 8, "message": {"text": 5}}',
        '{"update_id": 8, "message": 5}',
        UPDATE.replace("NV7 xong", "\\u0000\\ud800").replace('"update_id": 7', '"update_id": 9'),
    ],
)
async def test_strange_update_is_acknowledged_so_that_it_does_not_come_for_ever(door: Door, body: str) -> None:
    assert await door.posts(body) == 200
    assert [heard.text for heard in await door.heard()] in ([], [""])


async def test_before_we_know_who_we_are_the_platform_is_asked_to_come_again(door: Door) -> None:
    door.ready = False
    assert (await door.posts(UPDATE), await door.posts(UPDATE, secret="wrong"), await door.heard()) == (503, 401, [])


async def test_what_cannot_be_stored_is_not_acknowledged(door: Door) -> None:
    async with door.database.connect() as connection:
        await connection.exec_driver_sql("DROP TABLE inbox")
        await connection.commit()
    assert await door.posts(UPDATE) == 503
