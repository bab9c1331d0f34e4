"""Playing a person with a telephone."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.refusal import Refusal
from tests.fakes.telegram.server import FakeTelegram
from tests.fakes.telegram.world import BOT, Message, Place

_ids = itertools.count(5_000_001)
_own_messages = itertools.count(900_001)
_queries = itertools.count(1)


@dataclass
class Person:
    """Somebody on Telegram; `chat` is their own chat with the bot, which they have opened."""

    telegram: FakeTelegram
    name: str
    id: int = field(default_factory=lambda: next(_ids))
    read: int = 0

    def __post_init__(self) -> None:
        self.chat = Place(self.id, "private", self.name)
        self.telegram.world.places[self.id] = self.chat

    # What stands on the screen

    @property
    def screen(self) -> list[Message]:
        """Return the bot's messages in the person's chat."""
        return list(self.chat.messages.values())

    def hears(self) -> list[str]:
        """Return the texts that came since the last call."""
        fresh = self.screen[self.read :]
        self.read += len(fresh)
        return [message.text for message in fresh]

    # What the person does

    def says(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        group: Place | None = None,
        topic: int | None = None,
        edits: int | None = None,
    ) -> int:
        """Write something, or change message `edits` to it; return the message's id."""
        told = {**self._message(group or self.chat), "text": text}
        if topic is not None:
            told |= {"message_thread_id": topic, "is_topic_message": True}
        if edits is not None:
            told |= {"message_id": edits, "edit_date": told["date"]}
        if text.startswith("/"):
            told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        if reply_to is not None:
            told["reply_to_message"] = reply_to.as_json((group or self.chat).as_json())
        self.telegram.world.happens("message" if edits is None else "edited_message", told)
        message_id: int = told["message_id"]
        return message_id

    def presses(self, label: str, message: Message | None = None) -> str:
        """Press the button whose label begins so, on the newest message that has it; return the query's id."""
        pressed = message or next(one for one in reversed(self.screen) if any(map(_begins(label), one.labels)))
        data = next(
            button["callback_data"] for row in pressed.keyboard for button in row if _begins(label)(button["text"])
        )
        return self.presses_data(data, pressed)

    def presses_data(self, data: str, message: Message) -> str:
        """Press a button with that data, as an old screen or a modified client would; return the query's id."""
        query = f"q{next(_queries)}"
        self.telegram.world.queries.add(query)
        place = self.telegram.world.places[message.chat_id]
        told = {
            "id": query,
            "from": self.user,
            "chat_instance": "1",
            "data": data,
            "message": message.as_json(place.as_json()),
        }
        self.telegram.world.happens("callback_query", told)
        return query

    def sends_file(
        self, name: str, content: bytes, caption: str = "", *, photo: bool = False, reply_to: Message | None = None
    ) -> str:
        """Send a document or a photo; return the file's id."""
        file_id = f"file{next(_own_messages)}"
        self.telegram.world.files[file_id] = content
        about = {"file_id": file_id, "file_unique_id": file_id, "file_size": len(content)}
        told = self._message(self.chat) | ({"caption": caption} if caption else {})
        if photo:
            told["photo"] = [{**about, "width": 90, "height": 60}]
        else:
            told["document"] = {**about, "file_name": name, "mime_type": "application/pdf"}
        if reply_to is not None:
            told["reply_to_message"] = reply_to.as_json(self.chat.as_json())
        self.telegram.world.happens("message", told)
        return file_id

    def blocks(self) -> None:
        """Block the bot."""
        self.telegram.world.blocked(self.id, blocked=True)
        self._membership("member", "kicked")

    def removes_from(self, group: Place) -> None:
        """Remove the bot from a group."""
        group.refuses = Refusal(403, "Forbidden: bot was kicked from the group chat")
        self._membership("member", "kicked", group)

    def adds_to(self, group: Place) -> None:
        """Add the bot to a group."""
        group.refuses = None
        self._membership("left", "member", group)

    def unblocks(self) -> None:
        """Take the block back."""
        self.telegram.world.blocked(self.id, blocked=False)
        self._membership("kicked", "member")

    def moves(self, group: Place) -> Place:
        """Turn a group into a supergroup, which has another id; return it."""
        moved = Place(int(f"-100{-group.id}"), "supergroup", group.name)
        self.telegram.world.places[moved.id] = moved
        group.refuses = Refusal(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=moved.id
        )
        self.telegram.world.happens("message", {**self._message(group), "migrate_to_chat_id": moved.id})
        return moved

    @property
    def user(self) -> dict[str, Any]:
        """Return the person as the API tells of them."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "vi"}

    def _message(self, place: Place) -> dict[str, Any]:
        date = int(self.telegram.world.clock.now().timestamp())
        return {"message_id": next(_own_messages), "date": date, "chat": place.as_json(), "from": self.user}

    def _membership(self, old: str, new: str, place: Place | None = None) -> None:
        def member(status: str) -> dict[str, Any]:
            return {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}

        date = int(self.telegram.world.clock.now().timestamp())
        told = {"chat": (place or self.chat).as_json(), "from": self.user, "date": date}
        told |= {"old_chat_member": member(old), "new_chat_member": member(new)}
        self.telegram.world.happens("my_chat_member", told)


def group_of(telegram: FakeTelegram, name: str, chat_id: int = -4001) -> Place:
    """Return a group with the bot in it."""
    group = Place(chat_id, "group", name)
    telegram.world.places[chat_id] = group
    return group


def _begins(label: str) -> Callable[[str], bool]:
    return lambda text: text.startswith(label)
