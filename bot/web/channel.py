"""Saying something on the web: a line in the web chat's memory, and a ring for the pages that are open."""

from collections.abc import Callable

from data.clock import Clock
from data.db.engine import Database
from data.domain.message import Message
from data.ports import Blames, Capabilities, NotSent

NAME = "web"
CHAT_PREFIX = "web:"
CAPABILITIES = Capabilities(buttons=True, edits=False, files=True, max_text=4096, hears_files=False)


class WebChannel:
    """The chat page as a channel; `published` is called after each message has been stored."""

    name = NAME
    capabilities = CAPABILITIES

    def __init__(self, database: Database, office_clock: Clock, published: Callable[[], None] | None = None) -> None:
        self._database, self._clock, self._published = database, office_clock, published

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        """Store `message` in the chat; return its id there. Raises `NotSent` for a chat that is not of the web."""
        if not chat.startswith(CHAT_PREFIX):
            raise NotSent(f"{chat!r} is not a web chat", again=False, blames=Blames.PERSON)
        choices = tuple({"label": choice.label, "token": choice.token} for choice in message.choices)
        files = [{"name": file.name, "token": file.token} for file in message.files]
        now = self._clock.now()
        async with self._database.work() as uow:
            message_id = await uow.web.add(chat, message.text, now, ours=True, choices=choices, files=files)
            await uow.commit()
        if self._published:
            self._published()
        return (str(message_id),)
