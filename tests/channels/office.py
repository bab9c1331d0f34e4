"""The story's office on a channel of ours: the same people and jobs, with the channel's own way in and out.

A channel joins by a subclass that fills in the methods at the top.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Generic, Protocol, Self, TypeVar

from sqlalchemy import text

from bot.conversation.wording import ChatWording
from bot.texts.catalogue import Texts
from data.ports import Channel
from jobs.correct import correct_some
from jobs.deliver import deliver_outbox
from jobs.failures import tell_failures
from jobs.fetch import fetch_next
from jobs.headlines import tell_groups
from jobs.hear import handle_inbox
from jobs.plan import plan_reminders
from jobs.prepare import Deliverer
from tests.stories.office import RULES, TEXTS, Office


class Shown(Protocol):
    """A message of ours as its person sees it: plain words, labels of what may be chosen, and names of files."""

    @property
    def text(self) -> str: ...

    @property
    def labels(self) -> Sequence[str]: ...

    @property
    def files(self) -> Sequence[str]: ...


AnyShown = TypeVar("AnyShown", bound=Shown)


@dataclass
class ChannelOffice(Office, Generic[AnyShown]):
    """Everybody of the story on one channel."""

    texts: Texts = TEXTS
    _read: dict[str, int] = field(default_factory=dict)

    # What each channel does in its own way

    @property
    def channel(self) -> Channel:
        """Return the way out."""
        raise NotImplementedError

    @property
    def channels(self) -> Mapping[str, Channel]:
        """Return every way out, by name; most offices have one."""
        return {self.channel.name: self.channel}

    def open(self) -> AbstractAsyncContextManager[Self]:
        """Run the channel, and the platform behind it, until the block ends."""
        raise NotImplementedError

    @property
    def wording(self) -> ChatWording:
        """Return the words of what the clock says."""
        return ChatWording(TEXTS, self.rules)

    async def say(self, who: str, words: str, reply_to: AnyShown | None) -> None:
        """Let somebody write on their side of the channel."""
        raise NotImplementedError

    async def press(self, who: str, label: str, on: AnyShown) -> None:
        """Let somebody choose what begins so."""
        raise NotImplementedError

    async def send_file(self, who: str, name: str, content: bytes, words: str, reply_to: AnyShown | None) -> str:
        """Let somebody send a file with its caption; return what the channel itself says to that, if anything."""
        raise NotImplementedError

    async def shows(self, who: str) -> Sequence[AnyShown]:
        """Return our messages as somebody's screen shows them now, oldest first."""
        raise NotImplementedError

    def chat_of(self, who: str) -> str:
        """Return the channel's name of somebody's chat."""
        raise NotImplementedError

    async def arrived(self) -> None:
        """Wait until all that people did has come in to us."""

    def memories(self) -> object:
        """Return what is known of the chats beside the database; None where each test must begin by itself."""
        return None

    async def knows(self, *who: str) -> None:
        """Pair them without a word."""
        async with self.database.work() as uow:
            for key in who:
                (person,) = await uow.people.named(key)
                await uow.people.link(person.id, self.channel.name, self.chat_of(key), self.clock.now())
            await uow.commit()

    async def rows(self, query: str) -> list[tuple[str, ...]]:
        """Return what some SQL finds, as text."""
        async with self.database.connect() as connection:
            return [tuple(map(str, row)) for row in await connection.execute(text(query))]

    # What people do; each returns what they hear then

    async def says(self, who: str, words: str, *, replying_to: str | None = None) -> str:
        """Let somebody type, perhaps in reply to the newest message that contains some words."""
        reply_to = await self._newest(who, replying_to) if replying_to else None
        await self.say(who, words, reply_to)
        return await self.answer_to(who)

    async def presses(self, who: str, label: str) -> str:
        """Let somebody press the newest choice that begins so."""
        screen = await self.shows(who)
        newest = next(one for one in reversed(screen) if any(name.startswith(label) for name in one.labels))
        return await self.presses_on(who, label, newest)

    async def presses_on(self, who: str, label: str, message: AnyShown) -> str:
        """Let somebody press a choice of a message that may be old."""
        await self.press(who, label, message)
        return await self.answer_to(who)

    async def sends_file(self, who: str, name: str, content: bytes, words: str = "", *, replying_to: str = "") -> str:
        """Let somebody send a file, perhaps with a caption or in reply to the newest message with some words."""
        reply_to = await self._newest(who, replying_to) if replying_to else None
        return await self.send_file(who, name, content, words, reply_to) or await self.answer_to(who)

    async def _newest(self, who: str, words: str) -> AnyShown:
        return next(one for one in reversed(await self.shows(who)) if words in one.text)

    async def answer_to(self, who: str) -> str:
        """Let the bot hear and answer; return what is new in the chat."""
        await self.new_for(who)
        await self.hears()
        return "\n".join(await self.new_for(who))

    async def new_for(self, who: str) -> list[str]:
        """Return the texts that came since this was last asked."""
        texts = [message.text for message in await self.shows(who)]
        fresh = texts[self._read.get(who, 0) :]
        self._read[who] = len(texts)
        return fresh

    # What the bot does

    async def hears(self) -> None:
        """Take in what people did, handle it and answer."""
        await self.arrived()
        while await fetch_next(
            self.database, self.channels, self.conversation, self.clock, self.machine
        ) or await handle_inbox(self.database, self.conversation, self.clock, self.machine):
            self.machine.advance(timedelta(hours=1))
        await self.delivers()

    async def delivers(self) -> None:
        """Plan what is due and deliver it, however often the platform stumbles."""
        await plan_reminders(self.database, RULES.calendar, self.clock)
        await tell_failures(self.database, self.wording, RULES.calendar, self.clock)
        await tell_groups(self.database, self.wording, self.rules.calendar, self.clock)
        parts = Deliverer(self.database, self.channels, self.wording, RULES.calendar, self.clock, self.machine)
        await deliver_outbox(parts)
        while await self.due_left():
            self.machine.advance(timedelta(hours=1))
            await deliver_outbox(parts)
        while await correct_some(parts) is not None:
            pass

    async def due_left(self) -> int:
        """Return how many messages are due and not said."""
        async with self.database.work() as uow:
            return await uow.unsaid.due_left(self.clock.now())


async def furnish(office: Office, *who: str) -> None:
    """Pair them, make the sample directive live and say its first notices: Monday 13/5/2024 08:00."""
    await office.knows(*who)
    await office.imports()
    await office.morning_of("13/05/2024")
    await office.presses("vp-1", "Đúng cả")
