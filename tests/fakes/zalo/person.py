"""Playing a person with a telephone: on Zalo one types, and nothing else."""

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.zalo.server import FakeZalo
from tests.fakes.zalo.world import Chat, Message, World

_ids = itertools.count(1)
_CHOICE = re.compile(r"(\d+)\. (.+)")


@dataclass
class Person:
    """Somebody on Zalo; their chat has another id with each bot. `place` is the bot's among the tokens."""

    zalo: FakeZalo
    name: str
    place: int = 0
    id: str = field(default_factory=lambda: f"a1b2c3d4e5f6{next(_ids):08x}")

    def __post_init__(self) -> None:
        self.world.chats[self.id] = Chat(self.id)

    @property
    def world(self) -> World:
        """Return the world of the bot that the person speaks to."""
        return self.zalo.worlds[self.zalo.tokens[self.place]]

    @property
    def chat(self) -> Chat:
        """Return the person's own chat."""
        return self.world.chats[self.id]

    @property
    def screen(self) -> list[Message]:
        """Return the bot's messages in the person's chat."""
        return list(self.chat.messages)

    def says(self, text: str, *, group: Chat | None = None) -> str:
        """Write something; in a group the bot hears it only when it is mentioned. Return the message's id."""
        return self._happens("message.text.received", {"text": text}, group)

    def sends_picture(self, content: bytes, caption: str = "") -> str:
        """Send a picture; return its address."""
        name = f"{next(_ids)}.jpg"
        self.world.pictures[name] = content
        url = f"{self.zalo.url}/pictures/{name}"
        shown = {self.world.habits.photo_key: url, "message_type": "CHAT_PHOTO"}
        self._happens("message.image.received", shown | ({"caption": caption} if caption else {}))
        return url

    def sends_what_is_not_carried(self) -> str:
        """Send a file or a link, of which the bot is told nothing but that it came."""
        return self._happens("message.unsupported.received", {})

    def becomes_known(self) -> None:
        """Count as one of the bot's users without a word."""
        if self.id not in self.world.users:
            self.world.users.append(self.id)

    def _happens(self, name: str, holds: dict[str, Any], group: Chat | None = None) -> str:
        self.becomes_known()
        place, message_id = group or self.chat, self.world.next_id()
        message = {
            "message_id": message_id,
            "date": int(self.world.clock.now().timestamp() * 1000),
            "chat": {"id": place.id, "chat_type": place.kind},
            "from": {"id": self.id, "display_name": self.name, "is_bot": False},
            **holds,
        }
        if group is None or f"@{self.world.bot['account_name']}" in str(holds.get("text", "")):
            self.world.used_by_hearing()
            self.world.happens({"event_name": name, "message": message})
        return message_id


def group_of(world: World, group_id: str = "900000000000000000aa") -> Chat:
    """Return a group with the bot in it; a bot joins so many and no more."""
    groups = [chat for chat in world.chats.values() if chat.kind == "GROUP"]
    assert len(groups) < world.habits.most_groups
    assert world.habits.joins_groups
    world.chats[group_id] = Chat(group_id, "GROUP")
    return world.chats[group_id]


def choices_in(text: str) -> list[str]:
    """Return the labels of the numbered lines that a text ends in, as their numbers go up."""
    found = [_CHOICE.fullmatch(line) for line in text.splitlines()]
    return [one[2] for number, one in enumerate(filter(None, found), 1) if one[1] == str(number)]
