"""People we do not know: one polite answer how to pair, and pairing by code."""

import re
from datetime import datetime, timedelta

from bot.conversation import audiences, channels
from bot.conversation.catching_up import catch_up
from bot.conversation.turn import Turn
from bot.texts.catalogue import Texts
from data.db.stores.chats import Chat
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Heard, Message
from data.domain.person import AGENCY_ROLES
from data.folding import fold
from data.office.acting import Rules
from data.office.pairing import Paired, Pairing, looks_like_code, pair, stands_out_as_code

_LINK = re.compile(r"lien ?ket:? +(?P<code>.+)")
"""How one pairs where no link carries the code."""
GREETING_RESTS = timedelta(days=1)
"""A stranger who goes on talking hears nothing more for so long."""


async def paired_by(uow: UnitOfWork, chat: Chat, heard: Heard, texts: Texts, rules: Rules, now: datetime) -> bool:
    """Try the words as a pairing code and answer; False when they are none."""
    code = await _code_in(uow, heard)
    if code is None:
        return False
    paired = await pair(uow, chat, code, rules.policy, now)
    if paired.person is None:
        await _say(uow, heard, texts, f"pairing.{paired.outcome}", now, minutes=rules.policy.locked_minutes)
        return True
    turn = Turn(uow, heard, now, chat, paired.person, texts.of(paired.person), rules)
    if paired.outcome is Pairing.TAKEN:
        await _say_taken(turn)
    else:
        await turn.answer(await _welcome(turn, paired))
        await catch_up(turn)
    return True


async def _say_taken(turn: Turn) -> None:
    """Answer that the chat is somebody's already, and let the office know who typed another's code."""
    await turn.answer(turn.texts.say("pairing.taken", name=turn.person.name))
    await turn.tell(
        await audiences.followers(turn.uow),
        lambda to: Message(to.texts.say("pairing.taken_news", name=to.person.name, post=to.person.post)),
    )


async def greet(uow: UnitOfWork, chat: Chat, heard: Heard, texts: Texts, rules: Rules, now: datetime) -> None:
    """Tell a stranger how to pair, at most once a day; whoever came after a bot's last place, with which other bot."""
    if chat.greeted_at is not None and now - chat.greeted_at < GREETING_RESTS:
        return
    chat.greeted_at = now
    await uow.chats.save(chat)
    other = await _bot_instead(uow, heard, rules)
    if other:
        await _say(uow, heard, texts, "pairing.elsewhere", now, bot=other)
    else:
        await _say(uow, heard, texts, "pairing.stranger", now)


async def _bot_instead(uow: UnitOfWork, heard: Heard, rules: Rules) -> str:
    """Return the name of a bot that has room, where the one spoken to has met all the people it may; else ""."""
    most = rules.policy.zalo_users
    if not await uow.bots.is_beyond(heard.channel, heard.chat, most):
        return ""
    return next((bot.name for bot, _ in await uow.bots.rooms(heard.channel, most)), "")


async def _code_in(uow: UnitOfWork, heard: Heard) -> str | None:
    """Return what is meant as a pairing code: after /start or "lienket", or typed alone."""
    command, _, rest = heard.text.strip().partition(" ")
    if command == "/start":
        return rest.strip() or None
    if (named := _LINK.match(fold(heard.text.strip()))) and looks_like_code(named["code"]):
        return named["code"]
    if stands_out_as_code(heard.text):
        return heard.text
    if looks_like_code(heard.text) and await uow.people.by_chat(heard.channel, heard.chat) is None:
        return heard.text
    return None


async def _welcome(turn: Turn, paired: Paired) -> str:
    """Read back who was paired; whoever has another chat hears which of them is used from now on."""
    person = turn.person
    registry = await turn.uow.agencies.registry()
    agency = registry.get(person.agency_id).name if person.agency_id is not None else ""
    welcome = turn.texts.say(
        "pairing.welcome",
        name=person.name,
        post=person.post,
        agency=agency,
        count=paired.open_tasks,
        official=person.role in AGENCY_ROLES,
    )
    links = await turn.uow.people.links(person.id)
    return "\n".join([welcome, *channels.said_of_second(turn, links)])


async def _say(uow: UnitOfWork, heard: Heard, texts: Texts, key: str, now: datetime, **data: object) -> None:
    here = Outgoing(
        Kind.ANSWER,
        now,
        Message(texts.say(key, **data), reply_to=heard.message_id, language=texts.language),
        channel=heard.channel,
        chat=heard.chat,
    )
    await uow.outbox.put(here, now)
