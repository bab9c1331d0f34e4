"""The story's office on Zalo: the real adapter and jobs, people who can only type, a platform that can stumble."""

import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from bot.conversation.wording import ChatWording
from bot.file_links import FileLinks, files_route
from bot.zalo.account import Account
from bot.zalo.address import Address
from bot.zalo.outbound import ZaloChannel
from bot.zalo.service import Around, ZaloService
from jobs.deliver import deliver_outbox
from jobs.hear import handle_inbox
from jobs.prepare import Deliverer
from tests.channels.office import ChannelOffice
from tests.channels.telegram.given import SECRET, instantly, serving
from tests.fakes.zalo.person import Person, choices_in
from tests.fakes.zalo.server import FakeZalo, running
from tests.fakes.zalo.world import Chat, Habits, Message, World
from tests.stories.office import TEXTS

HINT = TEXTS.label("zalo.choose")


@dataclass(frozen=True)
class Seen:
    """A message as somebody reads it: the words, and what the numbered lines under them offer."""

    text: str
    labels: tuple[str, ...]
    files: tuple[str, ...]
    message: Message = field(compare=False)


def _listens(world: World) -> bool:
    return bool(world.webhook or world.polls)


def _is_quiet(world: World) -> bool:
    return not world.waiting and _listens(world)


def seen(message: Message) -> Seen:
    words, _, listed = message.text.partition(f"\n\n{HINT}\n")
    lines = [line for line in words.splitlines() if not (line.startswith("(") and line.endswith(")") and "/" in line)]
    return Seen("\n".join(lines), tuple(choices_in(listed)), (message.photo,) if message.photo else (), message)


@dataclass
class _Remembered:
    """What a morning leaves behind on the platform's side."""

    people: dict[str, str]
    chats: dict[str, Chat]
    users: list[str]
    used: dict[str, int]
    ids_given: int
    read: dict[str, int]


@dataclass
class ZaloOffice(ChannelOffice[Seen]):
    """Everybody of the story with a telephone of their own; all speak to the first bot."""

    webhook: bool = False
    zalo: FakeZalo = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    service: ZaloService = field(init=False)
    links: FileLinks | None = None

    def __post_init__(self) -> None:
        self.zalo = FakeZalo(self.clock, Habits(public_only=False))

    def person(self, who: str) -> Person:
        """Return the telephone of somebody."""
        if who not in self.people:
            self.people[who] = Person(self.zalo, who)
        return self.people[who]

    @asynccontextmanager
    async def open(self) -> AsyncIterator["ZaloOffice"]:
        """Run platform and adapter until the block ends."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(running(self.zalo))
            await stack.enter_async_context(self.service_running())
            yield self

    @asynccontextmanager
    async def service_running(self) -> AsyncIterator[ZaloService]:
        """Run the adapter, listening in the office's way."""
        with socket.create_server(("127.0.0.1", 0)) as door:
            public = f"http://127.0.0.1:{door.getsockname()[1]}" if self.webhook else None
            links = self.links = FileLinks(public, SECRET, self.machine) if public else None
            service = self.service = ZaloService(
                Account(tuple(self.zalo.tokens), self.zalo.url, public, SECRET),
                Around(self.database, TEXTS, self.rules, self.clock, self.machine, links),
                lambda: None,
                sleep=lambda seconds: instantly(self.machine, seconds),
            )
            routes = [*service.routes, *([files_route(self.database, links)] if links else [])]
            async with serving(routes, door), service:
                for world in self.zalo.worlds.values():
                    await world.until(partial(_listens, world))
                yield service

    @property
    def channel(self) -> ZaloChannel:
        return self.service.channel

    @property
    def wording(self) -> ChatWording:
        return ChatWording(TEXTS, self.rules, self.links.url if self.links else None)

    async def say(self, who: str, words: str, reply_to: Seen | None) -> None:  # noqa: ARG002 - the bot is not told
        self.person(who).says(words)

    async def press(self, who: str, label: str, on: Seen) -> None:
        """Type the number of a choice of the newest list, and the words of an older one."""
        lists = [one for one in await self.shows(who) if one.labels]
        number, words = next((place, name) for place, name in enumerate(on.labels, 1) if name.startswith(label))
        self.person(who).says(str(number) if on == lists[-1] and on.message is lists[-1].message else words)

    async def send_file(self, who: str, name: str, content: bytes, words: str, reply_to: Seen | None) -> str:  # noqa: ARG002 - the bot is told nothing of it
        self.person(who).sends_what_is_not_carried()
        return ""

    async def shows(self, who: str) -> list[Seen]:
        return [seen(message) for message in self.person(who).screen]

    def chat_of(self, who: str) -> str:
        person = self.person(who)
        person.becomes_known()
        return Address(person.world.bot["id"], person.id).text

    def memories(self) -> object:
        world, people = self.zalo.world, {who: one.id for who, one in self.people.items()}
        return _Remembered(people, world.chats, world.users, world.used, world.ids_given, self._read)

    def recall(self, memories: object) -> None:
        assert isinstance(memories, _Remembered)
        world, self._read = self.zalo.world, memories.read
        self.people = {who: Person(self.zalo, who, id=known) for who, known in memories.people.items()}
        world.chats, world.users, world.used = memories.chats, memories.users, memories.used
        world.ids_given = memories.ids_given

    async def arrived(self) -> None:
        """Wait until nothing waits; when we poll, the next question tells that what was given is stored."""
        for world in self.zalo.worlds.values():
            await world.until(partial(_is_quiet, world))

    async def tries_for(self, hours: int) -> None:
        """Let the bot hear, and the deliverer try again every ten minutes of that time."""
        await handle_inbox(self.database, self.conversation, self.clock, self.machine)
        parts = Deliverer(
            self.database, {"zalo": self.channel}, self.wording, self.rules.calendar, self.clock, self.machine
        )
        for _ in range(hours * 6):
            await deliver_outbox(parts)
            self.machine.advance(timedelta(minutes=10))

    def heard_by(self, who: str) -> list[str]:
        """Return all that a chat shows of us, oldest first."""
        return [seen(message).text for message in self.person(who).screen]
