"""A channel whose messages stay on the phone, choices and all, for tests that hold conversations."""

from dataclasses import dataclass, field, replace

from data.domain.message import Choice, Message
from data.ports import Blames, Capabilities, NotSent
from tests.fakes.personal import unmarked

CHANNEL = "phone"


@dataclass(frozen=True, slots=True)
class Received:
    """A message on a phone, with the id that a reply to it names."""

    id: str
    message: Message


@dataclass
class Phones:
    """Takes every message; `screens` holds what each chat shows, oldest first, `files` what people sent, by key.

    Who is among `blocked` has blocked us.

    The marks of whom sentences are worded for are not shown.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    screens: dict[str, list[Received]] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)
    name: str = CHANNEL
    capabilities: Capabilities = field(default=Capabilities(buttons=True, edits=False, files=True, max_text=4096))

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        if chat in self.blocked:
            raise NotSent("blocked by the person", again=False, blames=Blames.PERSON)
        choices = tuple(replace(choice, label=unmarked(choice.label)) for choice in message.choices)
        message = replace(message, text=unmarked(message.text), choices=choices)
        screen = self.screens.setdefault(chat, [])
        screen.append(Received(f"{chat}-{len(screen) + 1}", message))
        return (screen[-1].id,)

    async def fetch(self, key: str) -> bytes:
        if key not in self.files:
            raise NotSent("no such file", again=False)
        return self.files[key]

    def shows(self, chat: str) -> list[Received]:
        """Return what the chat shows."""
        return self.screens.get(chat, [])

    def choice(self, chat: str, label: str) -> Choice:
        """Return the newest choice on the chat's screen whose label begins with `label`."""
        found = [one for received in self.shows(chat) for one in received.message.choices]
        return next(one for one in reversed(found) if one.label.startswith(label))
