"""What the demo's server says: the office time in words, hints beside the box, and why a request was refused."""

from datetime import datetime

from bot.texts.words import WORDS
from data.domain.person import AGENCY_ROLES, Language, Role

_WORDS = WORDS[Language.ENGLISH]

STRANGER = "A stranger"
STRANGER_POST = "Has just found this channel"
NOT_JSON = "This request is not valid JSON."
NOT_JSON_TYPE = "The content type of the request must be application/json."
FOREIGN_HOST = "The demo answers only under this machine's own address."
TOO_LARGE = "The request is too large."
NOTHING_SAID = "Please send a message or a choice."
EMPTY_TEXT = "The message is empty."
UNREADABLE_TEXT = "The message has characters that cannot be read."
BAD_UPDATE = "The id of what is sent must be a short string."
CLASSIFIED = "(The message bears a secrecy mark and is not kept.)"
UNKNOWN_CHAT = "There is no such chat."
UNKNOWN_CHOICE = "There is no such choice in this chat."
UNKNOWN_FILE = "There is no such file."
LINK_EXPIRED = "This link has expired. Please ask again in the chat to get a new one."
UNKNOWN_REPLY = "The message replied to is not in this chat."
NOT_NOW = "The system is busy or has a problem; nothing was received. Please try again in a few minutes."
UNKNOWN_STEP = "The clock can be moved only to the next reminder, to the next working morning or one hour on."
EMPTY_FILE = "The file is empty."
BAD_FILE_NAME = "The file's name is empty, too long or has characters that cannot be read."
CUT = "The file did not arrive whole; nothing was kept. Please send it again."

_ROLE_HINTS = {
    **dict.fromkeys(
        AGENCY_ROLES, "Answer reminders, report progress, ask for extensions or ask about your agency's tasks."
    ),
    Role.SPECIALIST: "Review the tasks read out of documents, confirm or return results.",
    Role.CHIEF: "Review the tasks read out of documents, confirm or return results, decide extensions.",
    Role.LEADER: "Decide extensions; ask in plain words: what is overdue, an agency's tasks, who is slowest.",
    Role.ADMIN: "Follow all that the system does.",
}


def too_long(limit: int) -> str:
    """Say that a message has more than `limit` characters."""
    return f"The message is longer than {limit} characters, please send a shorter one."


def moment_in_words(moment: datetime) -> str:
    """Return a moment as people say it, in the moment's own zone: Monday, 13/5/2024 07:55."""
    return f"{_WORDS.weekday(moment.date())}, {moment.day}/{moment.month}/{moment:%Y %H:%M}"


def sent_file(size: int) -> str:
    """Stand in for a file of `size` bytes in the chat of who sent it."""
    return f"(Sent a file, {_WORDS.size(size)})"


def hint(role: Role | None, code: str) -> str:
    """Return what a person with this role can do; one who is not paired (None) learns how, with `code` if any."""
    if role is not None:
        return _ROLE_HINTS[role]
    if code:
        return f"Not connected. Type /start {code} to connect."
    return "Not connected, like a stranger who has just found this account."
