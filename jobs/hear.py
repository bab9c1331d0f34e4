"""Handling the inbox: every stored update once in effect, in the order of its chat."""

from datetime import datetime, timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.inbox import Incoming
from data.db.unit import UnitOfWork
from data.domain.message import Heard
from data.intake.attachment import Attachment
from data.ports import Conversation

MAX_ATTEMPTS = 5
"""An update that fails this often gets an apology, so that later ones of its chat are not held up for ever."""

log = structlog.get_logger()


async def handle_inbox(database: Database, conversation: Conversation, office: Clock, machine: Clock) -> int:
    """Handle every update that waits; return how many were handled."""
    handled = 0
    while await handle_next(database, conversation, office, machine):
        handled += 1
    return handled


async def handle_next(database: Database, conversation: Conversation, office: Clock, machine: Clock) -> bool:
    """Handle the oldest waiting update; return whether there was one."""
    async with database.work() as uow:
        incoming = await uow.inbox.next(machine.now())
        if incoming is None:
            return False
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
