"""Saying something on the web: a line in the web chat's memory, and a ring for the pages that are open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

from bot.telegram.splitting import split
from bot.web.shelf import Shelf
from data.clock import Clock
from data.db.engine import Database
from data.domain.message import Choice, Message
from data.ports import Blames, Capabilities, NotSent

NAME = "web"
CHAT_PREFIX = "web:"
CAPABILITIES = Capabilities(buttons=True, edits=False, files=True, max_text=4096)


@dataclass(frozen=True, slots=True)
class Surface:
    """A way in which the page shows a chat: a channel of its own, with its own chats and capabilities."""

    name: str
    prefix: str
    capabilities: Capabilities

    def chat_of(self, key: str) -> str:
        """Return the chat of the person with that key."""
        return self.prefix + key

    def holds(self, chat: str) -> bool:
        """Whether that is a chat of this surface."""
        return chat.startswith(self.prefix)


BUTTONS = Surface(NAME, CHAT_PREFIX, CAPABILITIES)
NUMBERED = Surface("numbered", "numbered:", Capabilities(buttons=False, edits=False, files=False, max_text=2000))
"""What the Zalo bot platform carries: 2,000 characters of plain text, neither buttons nor edits nor uploads."""
SURFACES = (BUTTONS, NUMBERED)


class WebChannel:
    """The chat page as a channel; `published` is called after each message has been stored.

    What people upload waits on the `shelf` until it is fetched.
    """

    def __init__(
        self,
        database: Database,
        office_clock: Clock,
        published: Callable[[], None] | None = None,
        surface: Surface = BUTTONS,
        shelf: Shelf | None = None,
    ) -> None:
        self._database, self._clock, self._published = database, office_clock, published
        self._surface, self._shelf = surface, shelf or Shelf()
        self.name, self.capabilities = surface.name, surface.capabilities

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Store `message` in the chat; return its ids there. Raises `NotSent` for another surface's chat."""
        if not self._surface.holds(chat):
            raise NotSent(f"{chat!r} is not a chat of {self.name}", again=False, blames=Blames.PERSON)
        buttons = self.capabilities.buttons
        choices = tuple({"label": choice.label, "token": choice.token} for choice in message.choices) if buttons else ()
        files = [{"name": file.name, "token": file.token} for file in message.files]
        texts = [message.text] if buttons else split(with_numbers(message), self.capabilities.max_text)
        now = self._clock.now()
        async with self._database.work() as uow:
            ids = [await uow.web.add(chat, text, now, ours=True) for text in texts[:-1]]
            ids.append(await uow.web.add(chat, texts[-1], now, ours=True, choices=choices, files=files))
            await uow.commit()
        if self._published:
            self._published()
        return tuple(map(str, ids))

    async def fetch(self, key: str) -> bytes:
        """Return a file that somebody uploaded; `NotSent` when this process does not hold it any more."""
        content = self._shelf.get(key)
        if content is None:
            raise NotSent("the upload is not here any more", again=False)
        return content


def with_numbers(message: Message) -> str:
    """Return the words of a message for a chat without markup and buttons: one choice a line, by number."""
    plain = escape(unescape(message.text.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "")))
    return "\n\n".join(filter(None, [plain, _numbered(message.choices)]))


def _numbered(choices: Sequence[Choice]) -> str:
    return "\n".join(f"{number}. {escape(choice.label)}" for number, choice in enumerate(choices, 1))
