"""What can go wrong on the way to the platform and back."""

import random
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tests.fakes.zalo.refusal import QUOTA, UNAUTHORIZED, Refusal


class Line(StrEnum):
    """What becomes of a line: cut before the platform takes the request or after it has done it, or never answered."""

    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    HANGS = "hangs"


class Garbled(Exception):
    """An answer that is none of the platform's: a front end's page of HTML with that status."""

    def __init__(self, status: int = 502) -> None:
        super().__init__(status)
        self.status = status


Fault = Line | Refusal | Garbled


@dataclass
class Faults:
    """Faults in store by method, first in first out; with `chance` and `rate` each kind also happens by itself.

    `happened` counts those by method and kind; `spared` are pairs of both that never happen by themselves.
    """

    chance: random.Random | None = None
    rate: float = 0.0
    spared: Collection[tuple[str, str]] = ()
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
        for kind, fault in KINDS.items():
            if self.chance.random() < self.rate and (method, kind) not in self.spared:
                self.happened[method, kind] += 1
                return fault
        return None


KINDS: Mapping[str, Fault] = {
    "cut before": Line.CUT_BEFORE,
    "cut after": Line.CUT_AFTER,
    "429": QUOTA,
    "401": UNAUTHORIZED,
    "502": Garbled(502),
    "504": Garbled(504),
}
"""What happens by itself; a line that hangs takes real seconds and is ordered where a test needs it."""
