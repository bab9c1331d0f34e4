"""What can go wrong on the way to the platform and back."""

import random
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tests.fakes.telegram.refusal import Refusal, too_many


class Cut(StrEnum):
    """Where the line is cut: before the platform takes the request, or after it has done what was asked."""

    BEFORE = "before"
    AFTER = "after"


class Garbled(Exception):
    """An answer that is no answer of the Bot API: a front end's page of HTML."""


Fault = Cut | Refusal | Garbled


@dataclass
class Faults:
    """Faults in store by method, first in first out; with `chance` and `rate` each kind also happens by itself.

    `happened` counts those by method and kind.
    """

    chance: random.Random | None = None
    rate: float = 0.0
    happened: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    _stored: dict[str, deque[Fault | None]] = field(default_factory=lambda: defaultdict(deque))

    def add(self, method: str, fault: Fault | None, times: int = 1) -> None:
        """Let the next calls of the method go wrong, or well with None."""
        self._stored[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return what goes wrong with this call."""
        if self._stored[method]:
            return self._stored[method].popleft()
        if self.chance is None:
            return None
        for kind, fault in _KINDS.items():
            if self.chance.random() < self.rate:
                self.happened[method, kind] += 1
                return fault
        return None


_KINDS: Mapping[str, Fault] = {
    "cut before": Cut.BEFORE,
    "cut after": Cut.AFTER,
    "429": too_many(1),
    "500": Refusal(500, "Internal Server Error: restart"),
    "garbled": Garbled(),
}
