"""What the demo's page is made of: whom one can be, and what it needs from outside."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.texts import web as texts
from bot.web.live import Live
from data.clock import Clock
from data.db.engine import Database
from data.domain.person import Role


class ClockStep(StrEnum):
    """How the page moves office time."""

    NEXT_MORNING = "next_morning"
    ONE_HOUR = "one_hour"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody the page lets one be. `role` is None for a stranger; `code` pairs somebody who is not paired yet."""

    key: str
    name: str
    post: str
    agency: str
    role: Role | None
    chat: str
    code: str = ""


@dataclass(frozen=True)
class Demo:
    """All that the page needs from outside.

    `step` moves office time and ends when what fell due has been done; `on_heard` is called after something heard
    was stored; `live` is the bell that the web channel rings too. `run` tells this process from the one before it.
    """

    database: Database
    office_clock: Clock
    zone: ZoneInfo
    people: Sequence[DemoPerson]
    step: Callable[[ClockStep], Awaitable[None]]
    on_heard: Callable[[], None]
    live: Live
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    def office_time(self) -> dict[str, str]:
        """Return office time in the office's zone, as ISO and in words."""
        now = self.office_clock.now().astimezone(self.zone)
        return {"at": now.isoformat(timespec="seconds"), "words": texts.moment_in_words(now)}

    def person_of(self, chat: str) -> DemoPerson | None:
        """Return whose chat that is, None when it is nobody's."""
        return next((person for person in self.people if person.chat == chat), None)
