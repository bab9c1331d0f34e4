"""How often one may knock: a bucket of requests for each address and each browser, filled again as time passes."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

MOST_KNOWN = 10_000
"""Buckets kept; the ones that were used longest ago are forgotten, which costs nothing but patience."""


@dataclass
class Limits:
    """Allows `burst` requests at once and `a_minute` of them in the long run."""

    burst: int = 60
    a_minute: int = 120
    _buckets: OrderedDict[str, tuple[float, datetime]] = field(default_factory=OrderedDict)

    def takes(self, who: str, now: datetime) -> bool:
        """Count a request of `who` at machine time `now`; False when it is one too many."""
        left, at = self._buckets.pop(who, (float(self.burst), now))
        passed = max(0.0, (now - at).total_seconds())  # the clock may have been set back
        left = min(float(self.burst), left + passed * self.a_minute / 60)
        self._buckets[who] = (max(0.0, left - 1), now)
        while len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)
        return left >= 1
