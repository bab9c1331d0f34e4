"""What is said and heard, the same on every channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from data.domain.group import GroupAddress


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person may choose: a button, or a numbered line where there are no buttons.

    `action` names a handler of the conversation and `args` its JSON arguments; neither ever leaves the house: the
    channel sees only `label` and the opaque `token` given when the message is stored.
    """

    label: str
    action: str
    args: Mapping[str, Any] = field(default_factory=dict)
    token: str = ""


UNDRAWN = "image/vnd.nhacviec.chart+json"
"""The media type of a picture whose content is still the figures to draw it from."""


@dataclass(frozen=True, slots=True)
class OutFile:
    """A file that goes with a message. `token` is its unguessable address, given when the message is stored.

    One that is `UNDRAWN` becomes a picture when it is first sent.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)
    token: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person. `text` is the HTML subset `<b> <i>` with newlines, everything else escaped.

    `about` holds the assignments it speaks of, so that a reply to it finds its task. `urgent` goes before others.
    `files` reach only channels that can send them (`Capabilities.files`). `reply_to` is the platform's id of the
    message that this one answers, for channels that can show that.
    An `aside` tells what passed between others: a reply to it finds its task, but words that name none do not mean it.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    about: tuple[int, ...] = ()
    urgent: bool = False
    files: tuple[OutFile, ...] = ()
    reply_to: str | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """What must still hold when the message is sent; otherwise it is dropped as no longer true.

    Either the assignment stands at that revision, or the directive still waits for its review, or no newer digest of
    that kind has fallen due since `day` (ISO).
    """

    assignment_id: int | None = None
    revision: int | None = None
    directive_id: int | None = None
    digest: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class HeardFile:
    """A file that came with an update: `key` is what its channel fetches it by, `size` counts bytes.

    `fetchable` is False for one that the platform does not hand out, such as one over its limit.
    """

    key: str
    name: str
    size: int
    fetchable: bool = True


@dataclass(frozen=True, slots=True)
class Heard:
    """One update from a channel: words, or the token of a pressed choice, perhaps in reply to one of our messages.

    `chat` is the speaker's own, where they are answered, also when they spoke to us in a group. `message_id` is the
    message there that an answer replies to: what they said, or the card whose choice they pressed. `group` is where
    they said it, when that was in a group.
    """

    channel: str
    chat: str
    update: str
    at: datetime
    text: str = ""
    choice: str | None = None
    reply_to: str | None = None
    sender_name: str = ""
    file: HeardFile | None = None
    message_id: str | None = None
    group: GroupAddress | None = None
