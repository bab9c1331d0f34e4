"""What a platform lets a bot say and whom it lets it meet, counted by us where the platform tells nothing."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

WARN_AT = 80
"""The share of a limit, in percent, at which the office is told while there is still time to act."""
USED_UP = 100


@dataclass(frozen=True, slots=True)
class Usage:
    """What a bot has used: messages of one month in each direction, and the people it has met."""

    sent: int
    heard: int
    users: int

    @property
    def messages(self) -> int:
        """Return the messages of both directions; the platform's price page does not say that only ours count."""
        return self.sent + self.heard


def level(used: int, limit: int) -> int:
    """Return the highest share that `used` has reached: 0, `WARN_AT` or `USED_UP`."""
    if used >= limit:
        return USED_UP
    return WARN_AT if used * 100 >= limit * WARN_AT else 0


def month_of(now: datetime, zone: ZoneInfo) -> str:
    """Return the month, as "2026-11", in which the moment lies."""
    return f"{now.astimezone(zone):%Y-%m}"


def month_turns_at(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the next month begins."""
    first = now.astimezone(zone).date() + relativedelta(months=1, day=1)
    return datetime.combine(first, time.min, zone)
