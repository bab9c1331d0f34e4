"""Correcting what chats show: a card whose choice was taken, or whose task has moved on, says so."""

import structlog

from data.db.engine import Database
from data.db.stores.cards import Card
from data.db.waits import ends_at
from data.domain.message import Message
from data.ports import Corrector, NotSent
from jobs.deliver import backoff
from jobs.prepare import Deliverer

BATCH = 5
"""Cards a piece: those of one chat wait for each other, and a piece of half a minute counts as a job that hangs."""
REST_ATTEMPTS = 5
"""How long, as an exponent of two seconds, a card that could not be corrected is left alone."""

log = structlog.get_logger()


async def correct_some(parts: Deliverer) -> int | None:
    """Correct a few outdated cards; return how many chats were told, None when there was no card.

    An edit may be repeated without harm, so no lease is taken. A card that cannot be corrected for good, as in a
    chat that was deleted, stays as it is.
    """
    cards = await _outdated(parts)
    if not cards:
        return None
    return sum([await _correct(parts, card) for card in cards])


async def _outdated(parts: Deliverer) -> list[Card]:
    async with parts.database.work() as uow:
        cards = await uow.cards.outdated(parts.machine.now(), BATCH, parts.channels)
        await uow.commit()
    return cards


async def _correct(parts: Deliverer, card: Card) -> bool:
    """Correct one card and record it; return whether its chat was told."""
    message = await _message(parts, card)
    channel = parts.channels.get(card.channel)
    told = False
    if isinstance(channel, Corrector):
        try:
            await channel.edit(card.chat, card.message_id, message)
        except NotSent as refusal:
            log.info("card_not_corrected", outbox=card.outbox_id, error=str(refusal))
            if refusal.again:
                await _again(parts.database, parts, card, refusal)
                return False
        else:
            told = True
    async with parts.database.work() as uow:
        await uow.cards.corrected(card, message.choices)
        await uow.commit()
    return told


async def _message(parts: Deliverer, card: Card) -> Message:
    async with parts.database.reading() as uow:
        person = await uow.people.get(card.person_id) if card.person_id is not None else None
        assignments = await uow.assignments.some(card.message.about)
    return parts.wording.corrected(person, card, assignments)


async def _again(database: Database, parts: Deliverer, card: Card, refusal: NotSent) -> None:
    async with database.work() as uow:
        await uow.cards.again(card, ends_at(parts.machine.now(), refusal.wait or backoff(REST_ATTEMPTS)))
        await uow.commit()
