"""What a page posts, checked at the door."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from bot.texts import web as texts
from bot.web.channel import BUTTONS, NUMBERED, Surface
from data.domain.message import HeardFile
from data.storable import is_storable

MOST_CHARACTERS = 10_000
MOST_BYTES = 200_000
"""Room for the longest text with every character written as a JSON escape."""
LONGEST_UPDATE = 100
MOST_FILE_BYTES = 20_000_000
"""What the chat platforms hand out at most, too."""
LONGEST_NAME = 200


class Refused(Exception):
    """The request cannot be met; `sentence` tells the person why, `status` the page."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


@dataclass(frozen=True, slots=True)
class Said:
    """A person's words, pressed choice or file; `update` is the page's own id, the same when it posts again."""

    text: str = ""
    choice: str | None = None
    reply_to: str | None = None
    surface: Surface = BUTTONS
    file: HeardFile | None = None
    update: str = field(default_factory=lambda: str(uuid.uuid4()))


async def read_json(request: Request) -> object:
    """Return the request's JSON; `Refused` when it is too large or none."""
    try:
        return json.loads(await _read(request, MOST_BYTES))
    except (ValueError, RecursionError):
        raise Refused(texts.NOT_JSON) from None


async def read_file(request: Request) -> bytes:
    """Return the file that the request carries; `Refused` for none, and for one that is too large.

    One that is cut half-way ends in `ClientDisconnect`, and nothing of it is kept.
    """
    content = await _read(request, MOST_FILE_BYTES)
    if not content:
        raise Refused(texts.EMPTY_FILE)
    return content


async def _read(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Refused(texts.TOO_LARGE, 413)
    return bytes(body)


def said_with_file(query: Mapping[str, str], key: str, size: int) -> Said:
    """Return what a person says by a file, with its name, caption and reply in `query`; `Refused` when malformed."""
    name, caption, reply_to = (query.get(part, "") for part in ("name", "caption", "reply_to"))
    if not 0 < len(name) <= LONGEST_NAME or not is_storable(name):
        raise Refused(texts.BAD_FILE_NAME)
    return Said(
        _checked(caption) if caption else "",
        reply_to=reply_to or None,
        surface=_surface(query),
        file=HeardFile(key, name, size),
        update=_update(query),
    )


def read_surface(body: object) -> Surface:
    """Return the surface that a person changes to; `Refused` when none is named."""
    if not isinstance(body, dict) or "numbered" not in body:
        raise Refused(texts.NOTHING_SAID)
    return _surface(body)


def read_said(body: object) -> Said:
    """Read what a person said; `Refused` says what is wrong with it."""
    if not isinstance(body, dict):
        raise Refused(texts.NOTHING_SAID)
    match body:
        case {"choice": str(token)}:
            return Said(choice=token, surface=_surface(body), update=_update(body))
        case {"text": str(text), "reply_to": str() | int() as message_id}:
            return Said(_checked(text), reply_to=str(message_id), surface=_surface(body), update=_update(body))
        case {"text": str(text), **rest} if rest.get("reply_to") is None:
            return Said(_checked(text), surface=_surface(body), update=_update(body))
    raise Refused(texts.NOTHING_SAID)


def _checked(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Refused(texts.too_long(MOST_CHARACTERS), 413)
    if not is_storable(text):
        raise Refused(texts.UNREADABLE_TEXT)
    if not text.strip():
        raise Refused(texts.EMPTY_TEXT)
    return text.strip()


def _surface(body: Mapping[str, object]) -> Surface:
    match body.get("numbered", False):
        case False | "":
            return BUTTONS
        case True | "yes":
            return NUMBERED
    raise Refused(texts.NOTHING_SAID)


def _update(body: Mapping[str, object]) -> str:
    match body.get("update"):
        case None:
            return str(uuid.uuid4())
        case str(update) if 0 < len(update) <= LONGEST_UPDATE and is_storable(update):
            return update
    raise Refused(texts.BAD_UPDATE)
