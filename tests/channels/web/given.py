"""The demo's page over a real database, with what it was told from outside written down."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.conversation.phrases import Phrases
from bot.texts.catalogue import Texts
from bot.web.channel import SURFACES, WebChannel
from bot.web.demo import ClockStep, Demo, DemoPerson
from bot.web.live import Live
from bot.web.page import demo_routes
from bot.web.shelf import Shelf
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.people import PersonEntry
from data.db.stores.web import WebMessage
from data.domain.calendar import WorkingCalendar
from data.domain.message import Choice, Heard, Message
from data.domain.person import Role
from data.domain.policy import Policy
from data.office.acting import Rules

CALENDAR = WorkingCalendar(Policy())
OFFICIAL = DemoPerson("an", "Nguyễn Văn An", "Chuyên viên", "Ban Dân tộc", Role.CONTACT, "web:an")
LEADER = DemoPerson("binh", "Trần Thị Bình", "Phó Chủ tịch", "UBND tỉnh", Role.LEADER, "web:binh")
STRANGER = DemoPerson("la", "Người lạ", "", "", None, "web:la", code="7K2M-9QXA")


@dataclass
class Site:
    """The page, a browser on it, and the bot's side of its chats."""

    database: Database
    clock: FrozenClock
    live: Live = field(default_factory=lambda: Live(poll_seconds=0.01))
    shelf: Shelf = field(default_factory=Shelf)
    steps: list[ClockStep] = field(default_factory=list)
    rings: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        people = [OFFICIAL, LEADER, STRANGER]
        self.demo = Demo(
            self.database,
            self.clock,
            CALENDAR,
            people,
            self._step,
            lambda: self.rings.append(1),
            self.live,
            Phrases(Texts(), Rules(CALENDAR)),
            self.shelf,
            "run",
        )
        self.app = Starlette(routes=demo_routes(self.demo))
        self.channel = WebChannel(self.database, self.clock, self.live.publish, shelf=self.shelf)
        self.browser = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://127.0.0.1:8080")

    async def _step(self, step: ClockStep) -> None:
        self.steps.append(step)
        self.clock.advance(timedelta(hours=1))

    async def get(self, path: str) -> Any:  # noqa: ANN401 - whatever JSON the page answers
        """Return the JSON at `path`."""
        return (await self.browser.get(path)).json()

    async def bot_says(self, person: DemoPerson, text: str, *choices: Choice) -> str:
        """Let the bot say something; return the message's id."""
        (message_id,) = await self.channel.send(person.chat, Message(text, choices))
        return message_id

    async def says(self, person: DemoPerson, **body: object) -> httpx.Response:
        """Post what a person says."""
        return await self.browser.post(f"/api/chats/{person.chat}", json=body)

    async def pair(self, person: DemoPerson, role: Role) -> None:
        """Let the office know the person and their chat."""
        async with self.database.work() as uow:
            await uow.people.put([PersonEntry(person.name, person.post, role)], self.clock.now())
            (known,) = await uow.people.named(person.name)
            await uow.people.link(known.id, "web", person.chat, self.clock.now())
            await uow.commit()

    async def lines(self, person: DemoPerson) -> list[WebMessage]:
        """Return the person's chat."""
        async with self.database.work() as uow:
            return await uow.web.after(0, person.chat)

    async def heard(self) -> list[Heard]:
        """Return what waits in the inbox, in order."""
        found = []
        async with self.database.work() as uow:
            while incoming := await uow.inbox.next(self.clock.now()):
                found.append(incoming.heard)
                await uow.inbox.done(incoming.id, self.clock.now())
        return found

    async def heard_files(self) -> list[Heard]:
        """Return what waits in the inbox for its file, in order."""
        found = []
        async with self.database.work() as uow:
            while incoming := await uow.inbox.next_file(self.clock.now(), timedelta(0), {one.name for one in SURFACES}):
                found.append(incoming.heard)
                await uow.inbox.done(incoming.id, self.clock.now())
        return found


def events_of(text: str) -> list[tuple[str, Any]]:
    """Return the events of a stream as (name, data)."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found
