"""The story's office on the demo's page: people post what its script would post and see what it would show."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.web.channel import CHAT_PREFIX, NUMBERED, WebChannel
from bot.web.demo import ClockStep, Demo, DemoPerson
from bot.web.live import Live
from bot.web.page import demo_routes
from bot.web.shelf import Shelf
from data.ports import Channel
from tests.channels.office import ChannelOffice
from tests.fakes.telegram.markup import text_of
from tests.stories.office import EVERYBODY, RULES

STRANGER = "stranger"


@dataclass(frozen=True)
class Line:
    """A line of ours on the page; `tokens` are what its buttons post."""

    id: int
    text: str
    labels: tuple[str, ...]
    tokens: tuple[str, ...]
    files: tuple[str, ...]


async def _clock_stands(_step: ClockStep) -> None:
    """Move nothing: the test has the clock."""


def _nobody_listens() -> None:
    """Do nothing: the test lets the bot hear."""


@dataclass
class WebOffice(ChannelOffice[Line]):
    """Everybody of the story, and a stranger, on the page."""

    browser: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        people = [DemoPerson(who, who, "", "", None, CHAT_PREFIX + who) for who in (*EVERYBODY, STRANGER)]
        live, shelf = Live(), Shelf()
        self._channel = WebChannel(self.database, self.clock, live.publish, shelf=shelf)
        self._numbered = WebChannel(self.database, self.clock, live.publish, NUMBERED)
        demo = Demo(self.database, self.clock, RULES.calendar, people, _clock_stands, _nobody_listens, live, shelf)
        transport = httpx.ASGITransport(Starlette(routes=demo_routes(demo)))
        self.browser = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080")

    @property
    def channel(self) -> WebChannel:
        return self._channel

    @property
    def channels(self) -> Mapping[str, Channel]:
        return {one.name: one for one in (self._channel, self._numbered)}

    @asynccontextmanager
    async def open(self) -> AsyncIterator["WebOffice"]:
        async with self.browser:
            yield self

    async def say(self, who: str, words: str, reply_to: Line | None) -> None:
        assert await self._posts(who, {"text": words, "reply_to": reply_to.id if reply_to else None}) == ""

    async def press(self, who: str, label: str, on: Line) -> None:
        token = next(token for name, token in zip(on.labels, on.tokens, strict=True) if name.startswith(label))
        assert await self._posts(who, {"choice": token}) == ""

    async def send_file(self, who: str, name: str, content: bytes, words: str, reply_to: Line | None) -> str:
        query = {"name": name} | ({"caption": words} if words else {})
        answer = await self.browser.post(
            f"/api/chats/{CHAT_PREFIX}{who}/files",
            params=query | ({"reply_to": str(reply_to.id)} if reply_to else {}),
            content=content,
            headers={"Content-Type": "application/octet-stream"},
        )
        sentence: str = answer.json().get("error", "")
        return sentence

    async def switches(self, who: str, *, to_numbers: bool) -> bool:
        """Let somebody turn the switch "as Zalo"; return whether that changed anything."""
        path = f"/api/chats/{CHAT_PREFIX}{who}/surface"
        changed: bool = (await self.browser.post(path, json={"numbered": to_numbers})).json()["changed"]
        return changed

    async def shows(self, who: str) -> list[Line]:
        lines = (await self.browser.get(f"/api/chats/{CHAT_PREFIX}{who}")).json()["lines"]
        return [_line(line) for line in lines if line["ours"]]

    def chat_of(self, who: str) -> str:
        return CHAT_PREFIX + who

    def memories(self) -> object:
        return self._read

    def recall(self, memories: object) -> None:
        assert isinstance(memories, dict)
        self._read = memories

    async def _posts(self, who: str, body: dict[str, Any]) -> str:
        """Post as the page does; return the sentence of a refusal."""
        answer = await self.browser.post(f"/api/chats/{CHAT_PREFIX}{who}", json=body)
        sentence: str = answer.json().get("error", "")
        return sentence


def _line(line: dict[str, Any]) -> Line:
    labels, tokens = ([choice[name] for choice in line["choices"]] for name in ("label", "token"))
    files = tuple(file["name"] for file in line["files"])
    return Line(line["id"], text_of(line["text"]), tuple(labels), tuple(tokens), files)
