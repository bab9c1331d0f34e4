"""What the platform's refusals mean for us: one table from its codes and sentences to `NotSent`."""

from datetime import timedelta

from data.ports import Blames, NotSent

TOKEN_REST = timedelta(minutes=5)
"""How often a refused token is tried again: somebody must mend it, and nothing may be lost until then."""

BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TIMED_OUT, QUOTA = 400, 401, 403, 404, 408, 429

_ABOUT_THE_PERSON = (
    "chat not found",
    "user not found",
    "chat_id",
    "blocked",
    "not a member",
    "user limit",
)
"""Words of a refusal that no later message to this chat would escape. None of them is published: they are what other
bots have met, and what is not among them is held to be about the message."""
_OWN_TROUBLE = "internal server error"
"""How the platform's own table names its 403."""


class ZaloError(Exception):
    """The platform said no, or did not answer.

    `code` is the platform's, or the status of an answer that was none of its; None when nothing came back, and what
    became of the call is unknown. The message never holds the token.
    """

    def __init__(self, message: str, code: int | None = None) -> None:
        super().__init__(message)
        self.message, self.code = message, code

    @property
    def unknown(self) -> bool:
        """Tell whether the platform may have done what was asked."""
        return self.code in {None, TIMED_OUT} or (self.code or 0) >= 500


def not_sent(error: ZaloError) -> NotSent:
    """Return what a refusal means; whatever may be the platform's passing trouble is tried again."""
    match error.code:
        case code if error.unknown:
            return NotSent(f"{error.message}; the outcome is unknown" if code is None else error.message, again=True)
        case 429:
            return NotSent("429 the quota is used up", again=True, blames=Blames.BOT)
        case 401:
            return NotSent("the token was refused", again=True, wait=TOKEN_REST, blames=Blames.BOT)
        case 403 if _OWN_TROUBLE in error.message.casefold():
            return NotSent(error.message, again=True)
        case 403:
            return NotSent(error.message, again=False, blames=Blames.PERSON)
    return NotSent(error.message, again=False, blames=Blames.PERSON if about_person(error) else Blames.MESSAGE)


def about_person(error: ZaloError) -> bool:
    """Tell whether the refusal's words speak of the chat and not of the message."""
    words = error.message.casefold()
    return any(sentence in words for sentence in _ABOUT_THE_PERSON)
