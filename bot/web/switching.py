"""Changing between the surfaces of a chat: with buttons, or by numbers as on Zalo."""

from dataclasses import replace

from bot.web.channel import SURFACES, Surface
from bot.web.demo import Demo, DemoPerson
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.person import Person


async def paired_as(uow: UnitOfWork, person: DemoPerson) -> Person | None:
    """Return whom the office knows by that person's chats, on whichever surface."""
    for surface in SURFACES:
        if (known := await uow.people.by_chat(surface.name, person.chat_on(surface))) is not None:
            return known
    return None


async def written_by_numbers(uow: UnitOfWork, known: Person | None) -> bool:
    """Whether that person is written to without buttons."""
    links = await uow.people.links(known.id) if known else []
    return bool(links) and links[0].channel == SURFACES[1].name


async def switch(demo: Demo, person: DemoPerson, to: Surface) -> bool:
    """Write to the person on `to` from now on, as if they had chosen another channel; False when nothing changes.

    What was asked last and is not answered is asked again there. Strangers have no choice to make yet.
    """
    now = demo.office_clock.now()
    async with demo.database.work() as uow:
        known = await paired_as(uow, person)
        links = await uow.people.links(known.id) if known else []
        if known is None or not links or links[0].channel == to.name:
            return False
        if to.name in {link.channel for link in links}:
            await uow.people.choose(known.id, to.name, now)
        else:
            await uow.people.link(known.id, to.name, person.chat_on(to), now)
        await _ask_again(uow, demo, person, known, links[0].channel, to)
        await uow.commit()
    return True


async def _ask_again(uow: UnitOfWork, demo: Demo, person: DemoPerson, known: Person, before: str, to: Surface) -> None:
    """Repeat the newest message of the other surface there, if it is the last word and still offers something."""
    chat = next(surface.chat_of(person.key) for surface in SURFACES if surface.name == before)
    lines = await uow.web.after(0, *person.chats)
    shown = next(iter(await uow.offers.newest_lists(before, chat, limit=1)), None)
    if shown is None or not lines or str(lines[-1].id) not in shown.message_ids:
        return
    message = await uow.outbox.message(shown.outbox_id)
    unused = {one.token for one in shown.choices if one.used_at is None}
    left = tuple(choice for choice in (message.choices if message else ()) if choice.token in unused)
    if message is not None and left:
        again = replace(message, choices=left, reply_to=None)
        now = demo.office_clock.now()
        await uow.outbox.put(
            Outgoing(Kind.ANSWER, now, again, person_id=known.id, channel=to.name, chat=person.chat_on(to)), now
        )
