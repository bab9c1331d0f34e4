"""One turn of a conversation: who said what, when, and the ways to answer and to tell others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from bot.conversation.phrases import Phrases
from bot.texts.catalogue import Texts
from data.db.stores.chats import Chat
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Choice, Guard, Heard, Message
from data.domain.person import Person
from data.domain.task import Assignment, Part
from data.domain.trail import REFUSED
from data.office.acting import Actor, Rules


@dataclass
class Turn:
    """What handlers need. `chat` is the chat's memory, to be saved by whoever changes it.

    `texts` are in the language of the person who spoke; what others are told is worded anew for each of them.
    """

    uow: UnitOfWork
    heard: Heard
    now: datetime
    chat: Chat
    person: Person
    texts: Texts
    rules: Rules

    @cached_property
    def actor(self) -> Actor:
        """Return the person as the use cases know who acts."""
        return Actor(self.person, self.now, self.heard.channel)

    @cached_property
    def today(self) -> date:
        """Return the office's day."""
        return self.rules.calendar.office_day(self.now)

    @cached_property
    def phrases(self) -> Phrases:
        """Return the words for deadlines and states."""
        return Phrases(self.texts, self.rules)

    def worded_for(self, person: Person) -> "Turn":
        """Return the same turn with the words that `person` reads, to tell them of it."""
        return replace(self, texts=self.texts.of(person))

    def due(self, assignment: Assignment) -> str:
        """Return the deadline in words: "hạn 16/05/2024 (còn 3 ngày làm việc)"."""
        return self.phrases.due(assignment, self.now)

    def code(self, assignment: Assignment) -> str:
        """Return what tells an assignment from others in a choice: its code, of a recurring task with the period."""
        return f"{assignment.code} {self.phrases.period(assignment)}".rstrip()

    def title(self, assignment: Assignment) -> str:
        """Return the short title; empty where the policy sends codes only (domain rule 15)."""
        return "" if self.rules.policy.codes_only else assignment.title

    def tasks(self, shares: Sequence[Assignment]) -> list[tuple[str, str, str, str]]:
        """Return each task once: its code, deadline, those of the shares' agencies that lead it, and its title.

        Leads that have deadlines of their own stand apart.
        """
        led = {one.code for one in shares if one.part is Part.LEAD}
        by_task: dict[tuple[str, datetime | None], list[Assignment]] = {}
        for one in shares:
            if one.part is Part.LEAD or one.code not in led:
                by_task.setdefault((one.code, one.due_at), []).append(one)
        return [
            (code, self.due(own[0]), ", ".join(one.agency_name for one in own), self.title(own[0]))
            for (code, _), own in by_task.items()
        ]

    def choice(self, key: str, action: str, args: dict[str, object] | None = None, **data: object) -> Choice:
        """Return a choice whose label is the template `key`."""
        return Choice(self.texts.label(key, **data), action, args or {})

    async def answer(self, text: str, choices: Sequence[Choice] = (), about: Iterable[Assignment] = ()) -> None:
        """Answer at once, at any hour, in the chat where it was said."""
        await self.send(Message(text, tuple(choices), tuple(assignment.id for assignment in about)))

    async def send(self, message: Message) -> None:
        """Answer with a message as it is, as a reply to what was said or to the card that was pressed."""
        heard = self.heard
        reply = replace(message, reply_to=heard.message_id, language=self.texts.language)
        here = Outgoing(Kind.ANSWER, self.now, reply, person_id=self.person.id, channel=heard.channel, chat=heard.chat)
        await self.uow.outbox.put(here, self.now)

    async def tell(self, people: Iterable[Person], word: "Word", guard: Guard | None = None) -> None:
        """Queue a notice to people other than who speaks, within pushing hours, each in their own language."""
        for person in people:
            if person.id != self.person.id:
                await self.push(person, word, guard)

    async def push(self, person: Person, word: "Word", guard: Guard | None = None) -> None:
        """Queue a notice to one person in the person's language, within pushing hours."""
        due_at = self.rules.calendar.next_push(self.now)
        to = self.worded_for(person)
        message = replace(word(to), language=to.texts.language)
        await self.uow.outbox.put(Outgoing(Kind.NOTICE, due_at, message, person_id=person.id, guard=guard), self.now)

    async def wait_for(self, want: str, **args: object) -> None:
        """Take the person's next words as `want`, the answer to what we are about to ask."""
        self.chat.awaiting = {"want": want, "asked_at": self.now.isoformat(), **args}
        await self.uow.chats.save(self.chat)

    async def stop_waiting(self) -> None:
        """Take the next words for what they say."""
        if self.chat.awaiting is not None:
            self.chat.awaiting = None
            await self.uow.chats.save(self.chat)

    def log_refusal(self, what: str, subject: str) -> None:
        """Keep in the audit trail that something was refused."""
        self.uow.audit.note(
            at=self.now,
            action=f"{REFUSED}{what}",
            subject=subject,
            person_id=self.person.id,
            channel=self.heard.channel,
        )


Word = Callable[[Turn], Message]
"""Words a message to somebody out of the turn in that person's language; nothing in it may be worded before."""
