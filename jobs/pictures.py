"""Drawing what a message shows, just before it is sent: in a thread, and with no transaction open."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import structlog

from data.domain.message import UNDRAWN, OutFile
from jobs.prepare import Deliverer, Ready

log = structlog.get_logger()


async def with_pictures(parts: Deliverer, ready: Ready) -> Ready:
    """Return the message with its pictures drawn and kept, so that whoever has an address of one finds it.

    A picture that cannot be drawn is said in words: an answer is owed, however plain. What was not kept when the plug
    was pulled is drawn once more.
    """
    message = ready.message
    waiting = [file for file in message.files if file.media_type == UNDRAWN]
    if not waiting:
        return ready
    try:
        pictures = {file.token: await asyncio.to_thread(parts.wording.drawn, file) for file in waiting}
    except Exception as error:
        log.exception("picture_not_drawn", outbox=ready.outgoing.id, error=type(error).__name__)
        in_words = parts.wording.without_files(replace(message, files=tuple(waiting)))
        others = tuple(file for file in message.files if file not in waiting)
        return replace(ready, message=replace(in_words, files=others))
    await _keep(parts, pictures.values())
    return replace(ready, message=replace(message, files=tuple(pictures.get(one.token, one) for one in message.files)))


async def _keep(parts: Deliverer, pictures: Iterable[OutFile]) -> None:
    async with parts.database.work() as uow:
        for picture in pictures:
            await uow.outbox.draw(picture)
        await uow.commit()
