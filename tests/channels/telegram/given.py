"""The story's office on Telegram: the real adapter and jobs, people with telephones, a platform that can stumble."""

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.telegram.account import Account
from bot.telegram.outbound import TelegramChannel
from bot.telegram.service import TelegramService
from data.clock import FrozenClock
from tests.channels.office import ChannelOffice
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.server import FakeTelegram, running
from tests.fakes.telegram.world import Message, Place, World
from tests.stories.office import TEXTS

SECRET = "a-secret-of-the-webhook"


async def instantly(machine: FrozenClock, seconds: float) -> None:
    """Wait on a clock that stands still: move it."""
    machine.advance(timedelta(seconds=seconds))
    await asyncio.sleep(0)


@dataclass(frozen=True)
class _Remembered:
    """What telephones and platform know: people by name, their chats, how far updates and messages are counted."""

    people: dict[str, int]
    places: dict[int, Place]
    next_update: int
    messages_given: int
    read: dict[str, int]


@dataclass
class TelegramOffice(ChannelOffice[Message]):
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

    @property
    def channel(self) -> TelegramChannel:
        return self.service.channel

    async def say(self, who: str, words: str, reply_to: Message | None) -> None:
        self.person(who).says(words, reply_to=reply_to)

    async def press(self, who: str, label: str, on: Message) -> None:
        self.person(who).presses(label, on)

    async def send_file(self, who: str, name: str, content: bytes, words: str, reply_to: Message | None) -> str:
        self.person(who).sends_file(name, content, words, reply_to=reply_to)
        return ""

    async def shows(self, who: str) -> list[Message]:
        return [replace(message) for message in self.person(who).screen]

    def chat_of(self, who: str) -> str:
        return str(self.person(who).id)

    def memories(self) -> object:
        world, people = self.telegram.world, {who: one.id for who, one in self.people.items()}
        return _Remembered(people, world.places, world.next_update, world.messages_given, self._read)

    def recall(self, memories: object) -> None:
        assert isinstance(memories, _Remembered)
        world, self._read = self.telegram.world, memories.read
        self.people = {who: Person(self.telegram, who, known) for who, known in memories.people.items()}
        world.places = memories.places
        world.next_update, world.messages_given = memories.next_update, memories.messages_given
        for person in self.people.values():
            person.chat = world.places[person.id]

    async def arrived(self) -> None:
        await self.telegram.world.until(lambda: not self.telegram.world.pending())

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
