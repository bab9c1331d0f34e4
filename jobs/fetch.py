"""Fetching files that were heard, reading them, and handling their updates.

An update with a file waits in the inbox until the file is here. Fetching and reading take seconds and happen with no
transaction open; what came of them is part of the transaction that handles the update. A crash in between costs that
work once more and nothing else.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.inbox import Incoming
from data.db.waits import ends_at
from data.intake.attachment import Attachment
from data.ports import Channel, Conversation, Fetcher, NotSent, Typist
from jobs.hear import MAX_ATTEMPTS, handle, set_aside

LEASE = timedelta(seconds=30)
"""After so long another process may fetch the same file: the work of a dead one must be taken up by then. Two that
work at one file waste time and no more, since only one handles the update."""

log = structlog.get_logger()


async def fetch_next(
    database: Database, channels: Mapping[str, Channel], conversation: Conversation, office: Clock, machine: Clock
) -> bool:
    """Fetch, read and handle the oldest update whose file waits; return whether there was one.

    An update whose file nobody wants is left to be handled without it.
    """
    async with database.work() as uow:
        incoming = await uow.inbox.next_file(machine.now(), LEASE, channels)
        if incoming is None:
            return False
        wanted = await conversation.wants_file(uow, incoming.heard)
        if not wanted:
            await uow.inbox.leave_file(incoming.id)
        await uow.commit()
    if wanted:
        await _hear_with_file(database, channels, conversation, office, machine, incoming=incoming)
    return True


async def _hear_with_file(
    database: Database,
    channels: Mapping[str, Channel],
    conversation: Conversation,
    office: Clock,
    machine: Clock,
    *,
    incoming: Incoming,
) -> None:
    try:
        attachment = await _attachment(channels.get(incoming.heard.channel), incoming)
    except NotSent as refusal:
        wait = refusal.wait or timedelta(seconds=2**incoming.attempts)
        async with database.work() as uow:
            await uow.inbox.again(incoming.id, ends_at(machine.now(), wait), str(refusal))
            await uow.commit()
        return
    async with database.work() as uow:
        if not await uow.inbox.unhandled(incoming.id):
            return
        failure = await handle(uow, incoming, conversation, office.now(), attachment)
    if failure is not None:
        await set_aside(database, conversation, office, machine, incoming_id=incoming.id, failure=failure)


async def _attachment(channel: Channel | None, incoming: Incoming) -> Attachment:
    """Return what came of the file; an empty one when it cannot be fetched. `NotSent` when trying again may help."""
    file = incoming.heard.file
    if file is None or not isinstance(channel, Fetcher):
        return Attachment()
    async with _typing(channel, incoming.heard.chat):
        try:
            content = await channel.fetch(file.key)
        except NotSent as refusal:
            log.info("file_not_fetched", inbox=incoming.id, error=str(refusal))
            if refusal.again and incoming.attempts + 1 < MAX_ATTEMPTS:
                raise
            return Attachment()
        return await Attachment.read(file.name, content)


@asynccontextmanager
async def _typing(channel: object, chat: str) -> AsyncIterator[None]:
    """Show that we are at work, where the channel can."""
    if isinstance(channel, Typist):
        async with channel.typing(chat):
            yield
    else:
        yield
