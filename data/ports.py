"""What the rooms need of each other, as narrow as the need."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

from data.db.stores.cards import Card
from data.db.unit import UnitOfWork
from data.domain.addresses import Instead
from data.domain.digest import LeaderDigest, OfficeDigest, Standing
from data.domain.failure import Unreached
from data.domain.leave import Leave
from data.domain.message import Heard, Message, OutFile
from data.domain.person import Person
from data.domain.planning import Mention
from data.domain.task import Assignment
from data.intake.attachment import Attachment


class Blames(StrEnum):
    """Who or what a refusal is about."""

    PERSON = "person"
    MESSAGE = "message"
    BOT = "bot"


class NotSent(Exception):
    """The channel did not take the message.

    `again` tells whether trying later can help, `wait` how long the platform asked us to wait, `blames` what a
    permanent refusal is about. A cut line or a timeout is `again` too, and `unknown`: the message may be out, and
    trying again may repeat it.
    """

    def __init__(
        self,
        reason: str,
        *,
        again: bool,
        wait: timedelta | None = None,
        blames: Blames = Blames.MESSAGE,
        unknown: bool = False,
    ) -> None:
        super().__init__(reason)
        self.again, self.wait, self.blames, self.unknown = again, wait, blames, unknown


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do, as data. Without `files`, no message that reaches it has any but, with `pictures`, those.

    `replies`: it tells which of our messages a person replies to. `hears_files`: documents that people send reach us;
    a channel that hands out pictures alone is a `Fetcher` all the same.
    """

    buttons: bool
    edits: bool
    files: bool
    max_text: int
    replies: bool = True
    pictures: bool = False
    hears_files: bool = True


class Channel(Protocol):
    """A way to reach people."""

    name: str
    capabilities: Capabilities

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Deliver `message`; return the platform's message ids, one a part. Raises `NotSent`."""
        ...


@runtime_checkable
class Corrector(Protocol):
    """A channel that can put other words in the place of a message it has sent: `Capabilities.edits`."""

    async def edit(self, chat: str, message_id: str, message: Message) -> None:
        """Let the chat show `message` where it shows another; nothing happens when it does so already.

        Raises `NotSent`.
        """
        ...


@runtime_checkable
class Fetcher(Protocol):
    """A channel that hands out the files that were heard on it."""

    async def fetch(self, key: str) -> bytes:
        """Return the content of a file. Raises `NotSent`."""
        ...


@runtime_checkable
class Typist(Protocol):
    """A channel that can show a person that we are at work."""

    def typing(self, chat: str) -> AbstractAsyncContextManager[None]:
        """Show it in the chat until the block ends; what the platform refuses is no matter."""
        ...


class Meter(Protocol):
    """Counts what happens, for whoever watches."""

    def said(self, channel: str, kind: str) -> None:
        """Count a message that the platform took."""
        ...

    def refused(self, channel: str, *, for_good: bool) -> None:
        """Count a send that it did not take."""
        ...

    def ran(self, job: str, took: timedelta, *, failed: bool) -> None:
        """Count a run of a job."""
        ...


class Unmeasured:
    """Nobody watches."""

    def said(self, channel: str, kind: str) -> None:
        """Count nothing."""

    def refused(self, channel: str, *, for_good: bool) -> None:
        """Count nothing."""

    def ran(self, job: str, took: timedelta, *, failed: bool) -> None:
        """Count nothing."""


class Wording(Protocol):
    """Turns what the clock has to say into a message, in the language of whoever hears it."""

    def reminder(self, person: Person, mentions: Sequence[Mention], now: datetime) -> Message:
        """Return the one message that tells `person` of all `mentions`."""
        ...

    def without_files(self, message: Message) -> Message:
        """Return what is said instead on a channel that sends no files: the words, and why the files are missing.

        In place of a chart stand its figures.
        """
        ...

    def drawn(self, file: OutFile) -> OutFile:
        """Return an `UNDRAWN` file as a picture. Takes long enough to want a thread, and may be called in any."""
        ...

    def another_way(self, message: Message, channel: str, instead_of: str, why: Instead) -> Message:
        """Return what is said on `channel` when the person chose another one, and why it comes here."""
        ...

    def corrected(self, person: Person | None, card: Card, now: Mapping[int, Assignment]) -> Message:
        """Return what a sent message should read like now: what was chosen and when, and what may still be chosen."""
        ...

    def headlines(self, agency: str, assignments: Sequence[Assignment], now: datetime) -> Message:
        """Return what an agency's group is told of its tasks in the morning."""
        ...

    def group_lost(self, person: Person, agency: str) -> Message:
        """Return what an official hears whose group of the agency takes nothing from us any more."""
        ...

    def with_standing(self, message: Message, standing: Standing) -> Message:
        """Return an official's reminder with how all of the agency's tasks stand."""
        ...

    def office_digest(self, person: Person, digest: OfficeDigest, now: datetime) -> Message:
        """Return what `person` of the office is told in the morning of what waits for them."""
        ...

    def leader_digest(self, person: Person, digest: LeaderDigest, now: datetime) -> Message:
        """Return what `person`, a leader, is told of all work."""
        ...

    def in_place_of(self, message: Message, absent: Person, until: date) -> Message:
        """Return a digest as the colleague hears it who stands in for somebody that is away."""
        ...

    def leave_over(self, leave: Leave, person: Person, stand_in: Person | None) -> Mapping[int, Message]:
        """Return what a person who comes back and the colleague who stood in are told, by who hears it."""
        ...

    def merged(self, notices: Sequence[Message]) -> Message:
        """Return the one message that says what several in one language would have said, and how many it leaves out."""
        ...

    def told_enough(self, colleague: Person, person: Person, count: int, until: datetime) -> Message:
        """Return what `colleague` of the office hears of a person who got `count` messages today; others wait."""
        ...

    def unreached(self, colleague: Person, people: Sequence[Unreached], now: datetime) -> Sequence[Message]:
        """Return the list, for `colleague`, of whom the office must phone; in several messages when it is long."""
        ...


class Conversation(Protocol):
    """Answers what somebody said."""

    async def wants_file(self, uow: UnitOfWork, heard: Heard) -> bool:
        """Whether the update's file is to be fetched: not from strangers, nor from who has no use for one."""
        ...

    async def hear(self, uow: UnitOfWork, heard: Heard, now: datetime, attachment: Attachment | None = None) -> None:
        """Handle one update: changes and answers are written in the unit of work, which the caller commits.

        `attachment` is what came of its file, where that was wanted.
        """
        ...

    async def apologise(self, uow: UnitOfWork, heard: Heard, now: datetime) -> None:
        """Queue the answer to an update that could not be handled."""
        ...
