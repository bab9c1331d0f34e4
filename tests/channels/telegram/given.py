"""The story's office on Telegram: the real adapter and jobs, people with telephones, a platform that can stumble."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.conversation.wording import ChatWording
from bot.telegram.account import Account
from bot.telegram.outbound import NAME
from bot.telegram.service import TelegramService
from data.clock import FrozenClock
from data.domain.message import Choice
from jobs.correct import correct_cards
from jobs.deliver import Deliverer, deliver_outbox
from jobs.hear import handle_inbox
from jobs.plan import plan_reminders
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running
from tests.fakes.telegram.world import Message, World
from tests.stories.office import RULES, TEXTS, Office

SECRET = "a-secret-of-the-webhook"


async def instantly(machine: FrozenClock, seconds: float) -> None:
    """Wait on a clock that stands still: move it."""
    machine.advance(timedelta(seconds=seconds))
    await asyncio.sleep(0)


@dataclass
class TelegramOffice(Office):
    """Everybody of the story with a telephone of their own."""

    telegram: FakeTelegram = field(init=False)
    webhook: bool = False
    people: dict[str, Person] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.telegram = FakeTelegram(World(self.clock))

    def person(self, who: str) -> Person:
        """Return the telephone of somebody."""
        if who not in self.people:
            self.people[who] = Person(self.telegram, who)
        return self.people[who]

    @asynccontextmanager
    async def open(self) -> AsyncIterator["TelegramOffice"]:
        """Run platform and adapter until the block ends."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(running(self.telegram))
            await stack.enter_async_context(self.service_running())
            yield self

    @asynccontextmanager
    async def service_running(self) -> AsyncIterator[TelegramService]:
        """Run the adapter, listening in the office's way."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            public = f"http://127.0.0.1:{door.getsockname()[1]}" if self.webhook else None
            account = Account(self.telegram.token, self.telegram.url, public, SECRET)
            service = self.service = TelegramService(
                account,
                self.database,
                TEXTS,
                self.clock,
                self.machine,
                lambda: None,
                sleep=lambda seconds: instantly(self.machine, seconds),
            )
            async with serving(service.routes, door), service:
                if self.webhook:
                    await self.telegram.world.until(lambda: bool(self.telegram.world.webhook))
                yield service

    # What people do; each returns what they hear then

    async def says(self, who: str, text: str, *, replying_to: str | None = None) -> str:
        """Let somebody type."""
        person = self.person(who)
        replied = next(one for one in reversed(person.screen) if replying_to in one.text) if replying_to else None
        person.says(text, reply_to=replied)
        return await self.answer_to(who)

    async def presses(self, who: str, label: str) -> str:
        """Let somebody press the newest button that begins so."""
        self.person(who).presses(label)
        return await self.answer_to(who)

    async def presses_on(self, who: str, label: str, message: Message) -> str:
        """Let somebody press a button of a message that may be old."""
        self.person(who).presses(label, message)
        return await self.answer_to(who)

    async def presses_again(self, who: str, choice: Choice) -> str:
        """Let somebody press a choice that may be old or another's."""
        person = self.person(who)
        person.presses_data(choice.token, person.screen[-1])
        return await self.answer_to(who)

    async def answer_to(self, who: str) -> str:
        """Let the bot hear and answer; return what is new in the chat."""
        person = self.person(who)
        person.hears()
        await self.hears()
        return "\n".join(person.hears())

    # What the bot does

    async def hears(self) -> None:
        """Take in what the platform holds for us, handle it and answer."""
        await self.telegram.world.until(lambda: not self.telegram.world.pending())
        while await handle_inbox(self.database, self.conversation, self.clock, self.machine):
            self.machine.advance(timedelta(hours=1))
        await self.delivers()

    async def delivers(self) -> None:
        """Plan what is due and deliver it, however often the platform stumbles."""
        await plan_reminders(self.database, RULES.calendar, self.clock)
        channels = {NAME: self.service.channel}
        wording = ChatWording(TEXTS, RULES)
        parts = Deliverer(self.database, channels, wording, RULES.calendar, self.clock, self.machine)
        await deliver_outbox(parts)
        while await self.due_left():
            self.machine.advance(timedelta(hours=1))
            await deliver_outbox(parts)
        await correct_cards(parts)

    async def due_left(self) -> int:
        """Return how many messages are due and not said."""
        async with self.database.work() as uow:
            return await uow.outbox.due_left(self.clock.now())

    def heard_by(self, who: str) -> list[str]:
        """Return all that a chat shows of us, oldest first."""
        return [message.text for message in self.person(who).screen]


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute], door: socket.socket) -> AsyncIterator[None]:
    """Serve routes on a socket that listens already."""
    if not routes:
        yield
        return
    config = uvicorn.Config(Starlette(routes=list(routes)), log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    serve = asyncio.create_task(server._serve([door]))  # noqa: SLF001 - the public way takes over the signals
    yield
    server.should_exit = True
    await serve
