"""A channel that writes down what it was given, and words that are easy to compare."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data.db.stores.cards import Card
from data.domain.addresses import Instead
from data.domain.digest import LeaderDigest, OfficeDigest, Standing
from data.domain.failure import Unreached
from data.domain.leave import Leave
from data.domain.message import Message, OutFile
from data.domain.person import Person
from data.domain.planning import Mention
from data.domain.task import Assignment
from data.ports import Capabilities, NotSent

CHANNEL = "paper"


@dataclass
class PaperChannel:
    """Takes every message, unless `refusals` holds what to answer first; `said` is what people have received.

    A chat in `hangs` takes nothing until its event is set; `takes` is called while a message is being taken.
    """

    said: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[Exception] = field(default_factory=list)
    refuses_chat: dict[str, NotSent] = field(default_factory=dict)
    hangs: dict[str, asyncio.Event] = field(default_factory=dict)
    takes: Callable[[], None] = lambda: None
    name: str = CHANNEL
    capabilities: Capabilities = field(default=Capabilities(buttons=True, edits=False, files=False, max_text=4096))
    _count: int = 0

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        if self.refusals:
            raise self.refusals.pop(0)
        if chat in self.refuses_chat:
            raise self.refuses_chat[chat]
        if chat in self.hangs:
            await self.hangs[chat].wait()
        self.takes()
        self._count += 1
        files = "".join(f" [{file.name}]" for file in message.files)
        self.said.append((chat, message.text + files))
        return (str(self._count),)

    def take(self) -> list[tuple[str, str]]:
        """Return what was said since the last call."""
        taken, self.said = self.said, []
        return taken


@dataclass
class PlainWording:
    """Says a reminder as "NV7[before-1] NV11[day]", and finds no words for the people in `speechless`."""

    speechless: set[str] = field(default_factory=set)

    def reminder(self, person: Person, mentions: Sequence[Mention], _now: datetime) -> Message:
        if person.key in self.speechless:
            raise KeyError(person.key)
        named = " ".join(f"{one.assignment.code}[{one.reminder.rung}]" for one in mentions)
        return Message(named, about=tuple(one.assignment.id for one in mentions))

    def without_files(self, message: Message) -> Message:
        return Message(f"{message.text} (without {' '.join(file.name for file in message.files)})")

    def group_lost(self, _person: Person, agency: str) -> Message:
        return Message(f"lost {agency}")

    def drawn(self, file: OutFile) -> OutFile:
        if file.content == b"unlucky":
            raise ValueError
        return replace(file, media_type="image/png", content=b"drawn from " + file.content)

    def another_way(self, message: Message, channel: str, instead_of: str, why: Instead) -> Message:
        return replace(message, text=f"{message.text} ({channel}, {instead_of} {why})")

    def corrected(self, _person: Person | None, card: Card, _now: Mapping[int, Assignment]) -> Message:
        left = " ".join(choice.label for choice in card.left)
        return replace(card.message, text=f"{card.message.text}[{card.taken}][{left}]", choices=card.left)

    def headlines(self, agency: str, assignments: Sequence[Assignment], _now: datetime) -> Message:
        return Message(f"{agency}: {' '.join(one.code for one in assignments)}")

    def with_standing(self, message: Message, standing: Standing) -> Message:
        return replace(message, text=f"{message.text} ({standing.open})")

    def office_digest(self, _person: Person, digest: OfficeDigest, now: datetime) -> Message:
        codes = ", ".join(f"{one.assignment.code} {one.need}" for one in digest.items)
        return Message(f"office {now:%d/%m}: {codes}")

    def leader_digest(self, _person: Person, digest: LeaderDigest, now: datetime) -> Message:
        return Message(f"leader {now:%d/%m}: {digest.figures.total}")

    def in_place_of(self, message: Message, absent: Person, _until: date) -> Message:
        return replace(message, text=f"{message.text} for {absent.name}")

    def leave_over(self, _leave: Leave, person: Person, stand_in: Person | None) -> Mapping[int, Message]:
        return {one.id: Message(f"{person.name} is back") for one in (person, stand_in) if one}

    def merged(self, notices: Sequence[Message]) -> Message:
        return Message(f"merged {' '.join(notice.text for notice in notices)}")

    def told_enough(self, _colleague: Person, person: Person, count: int, _until: datetime) -> Message:
        return Message(f"{person.name} got {count}")

    def unreached(self, _colleague: Person, people: Sequence[Unreached], _now: datetime) -> Sequence[Message]:
        listed = [f"{one.person.name}{[share.code for share in one.assignments]}" for one in people]
        return [Message(f"phone {' '.join(listed)}: {'; '.join(why for one in people for why in one.whys)}")]
