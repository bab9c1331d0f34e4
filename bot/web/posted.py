"""What a page posts, checked at the door."""

import json
import uuid
from dataclasses import dataclass, field

from starlette.requests import Request

from bot.texts import web as texts

MOST_CHARACTERS = 10_000
MOST_BYTES = 200_000
"""Room for the longest text with every character written as a JSON escape."""
LONGEST_UPDATE = 100


class Refused(Exception):
    """The request cannot be met; `sentence` tells the person why, `status` the page."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words or pressed choice; `update` is the page's own id, the same when it posts again."""

    text: str = ""
    choice: str | None = None
    reply_to: str | None = None
    update: str = field(default_factory=lambda: str(uuid.uuid4()))


async def read_json(request: Request) -> object:
    """Return the request's JSON; `Refused` when it is too large or none."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(texts.TOO_LARGE, 413)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(texts.NOT_JSON) from None


def read_said(body: object) -> Said:
    """Read what a person said; `Refused` says what is wrong with it."""
    if not isinstance(body, dict):
        raise Refused(texts.NOTHING_SAID)
    match body:
        case {"choice": str(token)}:
            return Said(choice=token, **_update(body))
        case {"text": str(text), "reply_to": str() | int() as message_id}:
            return Said(_checked(text), reply_to=str(message_id), **_update(body))
        case {"text": str(text), **rest} if rest.get("reply_to") is None:
            return Said(_checked(text), **_update(body))
    raise Refused(texts.NOTHING_SAID)


def _checked(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Refused(texts.too_long(MOST_CHARACTERS), 413)
    if not _storable(text):
        raise Refused(texts.UNREADABLE_TEXT)
    if not text.strip():
        raise Refused(texts.EMPTY_TEXT)
    return text.strip()


def _update(body: dict[str, object]) -> dict[str, str]:
    match body.get("update"):
        case None:
            return {}
        case str(update) if 0 < len(update) <= LONGEST_UPDATE and _storable(update):
            return {"update": update}
    raise Refused(texts.BAD_UPDATE)


def _storable(text: str) -> bool:
    """Tell whether every database takes the text: no half of a surrogate pair, no zero character."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
