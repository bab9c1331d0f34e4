"""What the demo's page is made of: whom one can be, and what it needs from outside."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.conversation.phrases import Phrases
from bot.texts import web as texts
from bot.web.channel import SURFACES, Surface
from bot.web.live import Live
from bot.web.shelf import Shelf
from data.clock import Clock
from data.db.engine import Database
from data.domain.calendar import WorkingCalendar
from data.domain.person import Role


class ClockStep(StrEnum):
    """How the page moves office time."""

    NEXT_REMINDER = "next_reminder"
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

    @property
    def chats(self) -> tuple[str, ...]:
        """Return the person's chats on every surface; the page shows them as one."""
        return tuple(surface.chat_of(self.key) for surface in SURFACES)

    def chat_on(self, surface: Surface) -> str:
        """Return the person's chat on that surface."""
        return surface.chat_of(self.key)


@dataclass(frozen=True)
class Demo:
    """All that the page needs from outside.

    `step` moves office time and ends when what fell due has been done; `on_heard` is called after something heard
    was stored; `live` is the bell that the web channels ring too, `phrases` word the office's language, `shelf` is
    where uploads wait to be read. `run` tells this process from the one before it.
    """

    database: Database
    office_clock: Clock
    calendar: WorkingCalendar
    people: Sequence[DemoPerson]
    step: Callable[[ClockStep], Awaitable[None]]
    on_heard: Callable[[], None]
    live: Live
    phrases: Phrases
    shelf: Shelf = field(default_factory=Shelf)
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    @property
    def zone(self) -> ZoneInfo:
        """Return the office's zone."""
        return self.calendar.policy.zone

    def office_time(self) -> dict[str, str]:
        """Return office time in the office's zone, as ISO and in words."""
        now = self.office_clock.now().astimezone(self.zone)
        return {"at": now.isoformat(timespec="seconds"), "words": texts.moment_in_words(now)}

    def person_of(self, chat: str) -> DemoPerson | None:
        """Return whose chat that is, None when it is nobody's."""
        return next((person for person in self.people if chat in person.chats), None)
