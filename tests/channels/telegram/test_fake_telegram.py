"""The false server is only worth something where it is as strict as Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from data.clock import FrozenClock
from tests.fakes.telegram.markup import text_of
from tests.fakes.telegram.pace import StrictPace
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusal import Refusal
from tests.fakes.telegram.server import FakeTelegram, running
from tests.fakes.telegram.world import World


@pytest.fixture
async def telegram(clock: FrozenClock) -> AsyncIterator[FakeTelegram]:
    async with running(FakeTelegram(World(clock))) as fake:
        yield fake


async def _call(telegram: FakeTelegram, method: str, **params: object) -> Any:  # noqa: ANN401 - any answer
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{telegram.url}/bot{telegram.token}/{method}", json=params) as answer,
    ):
        body = await answer.json()
        assert answer.status == body.get("error_code", 200)
        return body["result"] if body["ok"] else body["description"]


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("a < b", "Unclosed start tag at byte offset 2"),
        ("ệ<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ],
)
def test_markup_is_refused_with_the_servers_words(markup: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        text_of(markup)
    assert refused.value.description == f"Bad Request: can't parse entities: {sentence}"


def test_markup_shows_its_text() -> None:
    assert text_of('<b>A &amp; B</b> <a href="x">&lt;c&gt;</a> &nbsp; & &#8211;') == "A & B <c> &nbsp; & –"


async def test_limits_of_length_count_utf16_and_bytes(telegram: FakeTelegram) -> None:
    an = Person(telegram, "An").id
    assert await _call(telegram, "sendMessage", chat_id=an, text="🗓" * 2049) == "Bad Request: message is too long"
    assert (await _call(telegram, "sendMessage", chat_id=an, text="🗓" * 2048))["text"] == "🗓" * 2048
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "ệ" * 22}]]}
    wrong = await _call(telegram, "sendMessage", chat_id=an, text="x", reply_markup=keyboard)
    assert wrong == "Bad Request: BUTTON_DATA_INVALID"
    assert await _call(telegram, "sendMessage", chat_id=an, text=" ") == "Bad Request: message text is empty"
    assert await _call(telegram, "sendMessage", chat_id=7, text="x") == "Bad Request: chat not found"


async def test_updates_stay_until_a_later_offset_confirms_them_or_a_day_passes(
    telegram: FakeTelegram, clock: FrozenClock
) -> None:
    an = Person(telegram, "An")
    an.says("một")
    clock.advance(timedelta(hours=12))
    an.says("hai")
    first = await _call(telegram, "getUpdates")
    assert await _call(telegram, "getUpdates") == first
    clock.advance(timedelta(hours=12))
    (left,) = await _call(telegram, "getUpdates")
    assert left == first[1]
    assert await _call(telegram, "getUpdates", offset=left["update_id"] + 1) == []


async def test_second_poll_ends_the_first_and_a_webhook_both(telegram: FakeTelegram) -> None:
    first = asyncio.create_task(_call(telegram, "getUpdates", timeout=50))
    await telegram.world.until(lambda: len(telegram.called("getUpdates")) == 1)
    second = asyncio.create_task(_call(telegram, "getUpdates", timeout=50))
    assert str(await first).startswith("Conflict: terminated by other getUpdates request")
    Person(telegram, "An").says("một")
    assert len(await second) == 1
    telegram.world.webhook = {"url": "http://127.0.0.1:9", "secret_token": ""}
    assert str(await _call(telegram, "getUpdates")).startswith("Conflict: can't use getUpdates method while webhook")


async def test_strict_pace_answers_with_the_seconds_to_wait(telegram: FakeTelegram) -> None:
    telegram.pace = StrictPace()
    an = Person(telegram, "An").id
    assert (await _call(telegram, "sendMessage", chat_id=an, text="một"))["text"] == "một"
    assert await _call(telegram, "sendMessage", chat_id=an, text="hai") == "Too Many Requests: retry after 1"
