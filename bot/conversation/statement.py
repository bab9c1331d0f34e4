"""What somebody says of one task, as a value that fits into the arguments of a choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from bot.language.meaning import Intent, Reply, ReplyItem


@dataclass(frozen=True, slots=True)
class Statement:
    """The meaning of a reply for one task. `words` are what was typed, None for a pressed button."""

    intent: Intent
    percent: int | None = None
    expected_on: date | None = None
    until: date | None = None
    reason: str | None = None
    words: str | None = None

    @classmethod
    def of(cls, reply: Reply | ReplyItem, words: str, reason: str | None = None) -> Self:
        """Return what `reply`, understood from `words`, says of its task."""
        return cls(reply.intent, reply.percent, reply.expected_on, reply.new_deadline, reason, words)

    def pack(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "intent": self.intent.value,
            "percent": self.percent,
            "expected_on": self.expected_on.isoformat() if self.expected_on else None,
            "until": self.until.isoformat() if self.until else None,
            "reason": self.reason,
            "words": self.words,
        }

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> Self:
        """Return what `pack` packed."""
        return cls(
            Intent(packed["intent"]),
            packed["percent"],
            as_date(packed["expected_on"]),
            as_date(packed["until"]),
            packed["reason"],
            packed["words"],
        )


def as_date(text: str | None) -> date | None:
    """Return the day of an ISO text."""
    return date.fromisoformat(text) if text else None
