"""What the platform's refusals mean for us: one table from its sentences to `NotSent`."""

from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.request import LineCut
from data.ports import Blames, NotSent

TOKEN_REST = timedelta(minutes=5)
"""How often a refused token is tried again: somebody must mend it, and nothing may be lost until then."""

NOT_MODIFIED = "message is not modified"
UNPARSED = "can't parse entities"
NO_TOPIC = "message thread not found"

_ABOUT_THE_PERSON = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_is_blocked",
    "input_user_deactivated",
    "user is deactivated",
    "group chat was deactivated",
    "group is deactivated",
    "chat_write_forbidden",
    "have no rights to send",
    "not enough rights to send",
    "need administrator rights",
    "topic_closed",
)
"""Sentences of a 400 that no later message to this chat would escape; every other 400 is about the message."""


def not_sent(error: TelegramError) -> NotSent:
    """Return what a refusal means; what came of a timeout or a cut line is unknown, and it is tried again.

    `BadRequest` is asked for before everything else: the library derives it from the error of a broken line. An error
    that the platform answers was not sent (`NetworkError`: 5xx); a 200 that cannot be read tells nothing.
    """
    return _for_good(error) or _for_now(error)


def _for_good(error: TelegramError) -> NotSent | None:
    match error:
        case Forbidden():
            return NotSent(error.message, again=False, blames=Blames.PERSON)
        case BadRequest():
            return NotSent(error.message, again=False, blames=_blamed(error))
        case ChatMigrated():
            return NotSent(error.message, again=False, blames=Blames.MESSAGE)
    return None


def _for_now(error: TelegramError) -> NotSent:
    match error:
        case RetryAfter():
            return NotSent("429 asked to wait", again=True, wait=retry_after(error))
        case InvalidToken():
            return NotSent("the token was refused", again=True, wait=TOKEN_REST, blames=Blames.BOT)
        case TimedOut():
            return NotSent("timed out; the outcome is unknown", again=True, unknown=True)
        case LineCut():
            return NotSent(f"{error.message}; the outcome is unknown", again=True, unknown=True)
        case NetworkError() | Conflict():
            return NotSent(error.message, again=True)
    return NotSent(error.message, again=True, unknown=True)


def _blamed(error: BadRequest) -> Blames:
    return Blames.PERSON if says(error, *_ABOUT_THE_PERSON) else Blames.MESSAGE


def says(error: TelegramError, *sentences: str) -> bool:
    """Tell whether the refusal's words hold one of these; letter case is the library's, not the platform's."""
    words = error.message.casefold()
    return any(sentence in words for sentence in sentences)


def retry_after(error: RetryAfter) -> timedelta:
    """Return how long the platform asked us to wait."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
