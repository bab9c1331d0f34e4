"""Lines of web chats: reading them, hearing a person's, and how the page gets them."""

import html
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.texts import web as texts
from bot.web.channel import BUTTONS, NUMBERED
from bot.web.demo import Demo, DemoPerson
from bot.web.posted import Refused, Said
from data.db.engine import Database
from data.db.stores.web import WebMessage
from data.domain.message import Heard
from data.intake.secrecy import is_classified


def line_as_json(line: WebMessage, zone: ZoneInfo) -> dict[str, Any]:
    """Return a line as the page gets it; `pressed` and `reply_to` are what a person's line points at.

    The chats of all surfaces are one to the page; `numbered` tells in which of them the line stands.
    """
    points_at = {} if line.ours else next(iter(line.choices), {})
    numbered = NUMBERED.holds(line.chat)
    return {
        "id": line.id,
        "chat": BUTTONS.chat_of(line.chat.removeprefix(NUMBERED.prefix)) if numbered else line.chat,
        "numbered": numbered,
        "ours": line.ours,
        "text": line.text,
        "choices": list(line.choices) if line.ours else [],
        "files": list(line.files),
        "pressed": points_at.get("pressed"),
        "reply_to": points_at.get("reply_to"),
        "at": line.at.astimezone(zone).isoformat(),
    }


async def lines_after(database: Database, line_id: int, *chats: str) -> list[WebMessage]:
    """Return the lines after `line_id`, of these chats or of all."""
    async with database.reading() as uow:
        return await uow.web.after(line_id, *chats)


async def hear(demo: Demo, person: DemoPerson, said: Said) -> bool:
    """Store what the person said, in the inbox and in their chat; False when this update was stored before.

    Raises `Refused` when the pressed choice or the answered message is not in the person's chat.
    """
    now = demo.office_clock.now()
    async with demo.database.work() as uow:
        lines = await uow.web.after(0, *person.chats)
        label, points_at = _said_about(said, lines)
        new = await uow.inbox.store(_heard(person, said, now), now)
        if new:
            await uow.web.add(person.chat_on(said.surface), label, now, ours=False, choices=points_at)
        await uow.commit()
    return new


def _heard(person: DemoPerson, said: Said, at: datetime) -> Heard:
    return Heard(
        channel=said.surface.name,
        chat=person.chat_on(said.surface),
        update=said.update,
        at=at,
        text=said.text,
        choice=said.choice,
        reply_to=said.reply_to,
        sender_name=person.name,
        file=said.file,
    )


def _said_about(said: Said, lines: Iterable[WebMessage]) -> tuple[str, tuple[dict[str, Any], ...]]:
    """Return the person's own line and what it points at, kept where a line of ours keeps what it offers.

    Words with a secrecy mark are not kept in the chat either (domain rule 12).
    """
    if said.choice is not None:
        return _label(said.choice, lines), ({"pressed": said.choice},)
    own_words = texts.CLASSIFIED if is_classified(said.text) else html.escape(said.text, quote=False)
    if said.file is not None:
        # Its name may be a title that nobody may keep: what it is shows only once it is read.
        own_words = "\n".join(filter(None, [texts.sent_file(said.file.size), own_words]))
    if said.reply_to is None:
        return own_words, ()
    for line in lines:
        if str(line.id) == said.reply_to:
            return own_words, ({"reply_to": line.id},)
    raise Refused(texts.UNKNOWN_REPLY)


def _label(token: str, lines: Iterable[WebMessage]) -> str:
    for line in lines:
        for choice in line.choices if line.ours else ():
            if choice["token"] == token:
                return html.escape(choice["label"], quote=False)
    raise Refused(texts.UNKNOWN_CHOICE)
