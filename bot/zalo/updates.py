"""What an event of the platform's means to us; pure functions over its JSON."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.platform_time import OfficeTime
from bot.zalo.address import Address
from bot.zalo.quota import NAME
from data.domain.group import GroupAddress
from data.domain.message import Heard, HeardFile
from data.storable import storable

_MENTION = re.compile(r"@\S+\s*")
_COMMAND = re.compile(r"(?:^|\s)(/[a-z]+\b.*)$", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hearer:
    """The bot that was spoken to."""

    id: str
    name: str


def message_of(event: object) -> Mapping[str, Any] | None:
    """Return the message of an event, wrapped in an answer's envelope or not; None when it holds none."""
    if not isinstance(event, dict):
        return None
    inner = event.get("result") if isinstance(event.get("result"), dict) else event
    message = inner.get("message") if isinstance(inner, dict) else None
    return message if isinstance(message, dict) else None


def read_event(event: object, bot: Hearer, office_time: OfficeTime, now: datetime) -> Heard | None:
    """Return what the event says; None when it is not for us or names no chat. `now` is office time.

    Whatever kind of event it is, known or not, what it holds of words or of a picture is taken; one that holds neither
    is heard as empty and gets the answer that words are wanted. In a group the bot hears only what mentions it or
    replies to it; that is heard as said in the person's own chat, whose id is the person's.
    """
    message = message_of(event)
    chat, sender = _table(message, "chat"), _table(message, "from")
    chat_id, sender_id = _name(chat.get("id")), _name(sender.get("id"))
    if message is None or not chat_id or sender.get("is_bot"):
        return None
    in_group = str(chat.get("chat_type", "")).upper() == "GROUP"
    if in_group and not sender_id:
        return None
    text = _text(message.get("text")) or _text(message.get("caption"))
    at = _moment(message.get("date"))
    return Heard(
        channel=NAME,
        chat=Address(bot.id, sender_id if in_group else chat_id).text,
        update=f"{bot.id}:{chat_id}-{_key(message)}",
        at=office_time(at) if at else now,
        text=_unaddressed(text, bot) if in_group else text,
        sender_name=_text(sender.get("display_name")),
        file=_picture(message),
        # Not documented; where it comes all the same it is worth more than what was spoken of last.
        reply_to=_name(_table(message, "reply_to_message").get("message_id")) or None,
        message_id=_name(message.get("message_id")) or None,
        group=GroupAddress(Address(bot.id, chat_id).text) if in_group else None,
    )


def _table(message: Mapping[str, Any] | None, name: str) -> Mapping[str, Any]:
    found = message.get(name) if message else None
    return found if isinstance(found, dict) else {}


def _name(value: object) -> str:
    """Return an id as text; a number is one too."""
    return storable(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _text(value: object) -> str:
    return storable(value) if isinstance(value, str) else ""


def _key(message: Mapping[str, Any]) -> str:
    """Return what tells this message from others of its chat; one without an id is known by all that it says."""
    return _name(message.get("message_id")) or hashlib.sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()


def _moment(milliseconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _picture(message: Mapping[str, Any]) -> HeardFile | None:
    """Return the picture that came along: the documents call it `photo`, the platform `photo_url`."""
    url = _text(message.get("photo_url")) or _text(message.get("photo"))
    return HeardFile(url, "", 0) if re.match(r"https?://", url) else None


def _unaddressed(text: str, bot: Hearer) -> str:
    """Take the mention of us out of a group's message; what follows is a command or plain words.

    The platform marks no mention: it is the bot's name behind an @, and where that is another than we know, a word.
    """
    named = re.compile(rf"@{re.escape(bot.name)}\s*", re.IGNORECASE)
    bare = (named if named.search(text) else _MENTION).sub("", text, count=1).strip()
    command = _COMMAND.search(bare)
    return command[1] if command else bare
