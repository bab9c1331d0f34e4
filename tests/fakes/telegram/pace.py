"""The platform's limits, kept to the letter: 30 messages a second, 1 a second in a chat, 20 a minute in a group."""

import math
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.fakes.telegram.refusal import too_many

LIMITS = {"all": (30, timedelta(seconds=1)), "chat": (1, timedelta(seconds=1)), "group": (20, timedelta(minutes=1))}


@dataclass
class StrictPace:
    """Remembers when messages came and refuses the first one too many in any window."""

    came: dict[Hashable, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    refused: int = 0

    def take(self, chat_id: int, now: datetime) -> None:
        """Count a message to the chat; `Refusal` 429 when it is one too many."""
        kinds: list[tuple[str, Hashable]] = [("all", None), ("chat", chat_id)]
        kinds += [("group", chat_id)] if chat_id < 0 else []
        for kind in kinds:
            most, window = LIMITS[kind[0]]
            recent = [at for at in self.came[kind] if now - at < window]
            self.came[kind] = recent
            if len(recent) >= most:
                self.refused += 1
                raise too_many(max(1, math.ceil((recent[-most] + window - now).total_seconds())))
        for kind in kinds:
            self.came[kind].append(now)
