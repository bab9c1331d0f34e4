"""Handling the inbox: every stored update once in effect, in the order of its chat."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.inbox import TOO_MANY, Incoming
from data.db.unit import UnitOfWork
from data.domain.message import Heard
from data.intake.attachment import Attachment
from data.ports import Conversation

MAX_ATTEMPTS = 5
"""An update that fails this often gets an apology, so that later ones of its chat are not held up for ever."""
LONGEST_ROUND = 50
"""How many chats have their turns before the oldest update of all is next, whosever it is."""

log = structlog.get_logger()


async def handle_inbox(database: Database, conversation: Conversation, office: Clock, machine: Clock) -> int:
    """Handle every update that waits; return how many were handled."""
    handled, turns = 0, Turns()
    while await handle_next(database, conversation, office, machine, turns):
        handled += 1
    return handled


@dataclass
class Turns:
    """Who has just had their turn: whoever writes a hundred lines waits after each for all others that have one.

    While it is `going_on` the last look found an update, and the next need not ask first whether there is one.
    """

    had: set[tuple[str, str]] = field(default_factory=set)
    going_on: bool = False

    async def next(self, uow: UnitOfWork, machine_now: datetime) -> Incoming | None:
        """Take the oldest update of those whose turn it is; when all have had theirs, turns begin anew."""
        incoming = await uow.inbox.next(machine_now, self.had)
        if incoming is None and self.had:
            self.had.clear()
            incoming = await uow.inbox.next(machine_now)
        if incoming is not None:
            self.had.add((incoming.heard.channel, incoming.heard.chat))
        if len(self.had) > LONGEST_ROUND:
            self.had.clear()
        return incoming


async def handle_next(
    database: Database, conversation: Conversation, office: Clock, machine: Clock, turns: Turns | None = None
) -> bool:
    """Handle the oldest waiting update of those whose turn it is; return whether there was one."""
    async with database.work() as uow:
        incoming = await (turns or Turns()).next(uow, machine.now())
        if incoming is None:
            return False
        if incoming.attempts >= TOO_MANY:
            failure: str | None = "TooMany"
        else:
            failure = await handle(uow, incoming, conversation, office.now())
    if failure is not None:
        await set_aside(database, conversation, office, machine, incoming_id=incoming.id, failure=failure)
    return True


async def handle(
    uow: UnitOfWork, incoming: Incoming, conversation: Conversation, now: datetime, attachment: Attachment | None = None
) -> str | None:
    """Handle one update and commit; return the name of the error if there was one, and then nothing was done.

    The change, the answer and the mark "handled" are one transaction: after a crash none or all of them are there.
    """
    uow.audit.caused_by(incoming.heard)
    try:
        await _come_back(uow, incoming.heard, now)
        await conversation.hear(uow, incoming.heard, now, attachment)
        await uow.inbox.done(incoming.id, now)
        await uow.commit()
    except Exception as error:
        # One person's error must not end the loop for all later people.
        await uow.rollback()
        failure = type(error).__name__
        log.exception("update_failed", inbox=incoming.id, attempts=incoming.attempts + 1, error=failure)
        return failure
    return None


async def _come_back(uow: UnitOfWork, heard: Heard, now: datetime) -> None:
    """Note that the chat lives; a person who blocked us and speaks again hears what could not be delivered."""
    await uow.people.heard(heard.channel, heard.chat, now)
    if await uow.people.reachable(heard.channel, heard.chat):
        await uow.assignments.wake(now)
        person = await uow.people.by_chat(heard.channel, heard.chat)
        if person is not None:
            uow.audit.note(at=now, action="reachable", subject=f"person:{person.id}", channel=heard.channel)


async def set_aside(
    database: Database, conversation: Conversation, office: Clock, machine: Clock, *, incoming_id: int, failure: str
) -> None:
    """Try the update again a little later, or give up with an apology."""
    async with database.work() as uow:
        incoming = await uow.inbox.get(incoming_id)
        if incoming.attempts + 1 < MAX_ATTEMPTS:
            wait = timedelta(seconds=2**incoming.attempts)
            await uow.inbox.again(incoming_id, machine.now() + wait, failure)
        else:
            await uow.inbox.give_up(incoming_id, office.now(), failure)
            await conversation.apologise(uow, incoming.heard, office.now())
        await uow.commit()
