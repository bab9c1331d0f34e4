"""A channel whose messages stay on the phone, choices and all, for tests that hold conversations."""

from dataclasses import dataclass, field, replace

from data.domain.message import Choice, Message
from data.ports import Capabilities, NotSent
from tests.fakes.personal import owners_of, unmarked

CHANNEL = "phone"


@dataclass(frozen=True, slots=True)
class Received:
    """A message on a phone, with the id that a reply to it names."""

    id: str
    message: Message


@dataclass
class Phones:
    """Takes every message; `screens` holds what each chat shows, oldest first, `files` what people sent, by key.

    Where sentences are marked with whom they are worded for, a chat is told in nobody else's words.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    screens: dict[str, list[Received]] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)
    name: str = CHANNEL
    capabilities: Capabilities = field(default=Capabilities(buttons=True, edits=False, files=True, max_text=4096))

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        worded_for = owners_of("".join([message.text, *(choice.label for choice in message.choices)]))
        if worded_for:
            heard = self.owners.setdefault(chat, *worded_for)
            assert worded_for == {heard}, f"{chat} is told in another's words: {unmarked(message.text)}"
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
