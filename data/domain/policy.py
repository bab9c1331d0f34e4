"""Policy values: what differs between provinces, never a constant in the rules that use it."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal
from zoneinfo import ZoneInfo

from data.domain.person import Role


@dataclass(frozen=True, slots=True)
class Ladder:
    """When a task is spoken of and who hears of its lateness; all counts are working days unless named otherwise.

    `silence_calendar_days` ages what has no deadline, `quiet_calendar_days` what has one and is in progress.
    `coordinating_before` are the only days before a deadline on which a coordinating agency hears of it. A task keeps
    the ladder it was given when it went live, whatever the policy says later.
    """

    before: tuple[int, ...] = (7, 3, 1)
    coordinating_before: tuple[int, ...] = (1,)
    overdue_days: int = 5
    silence_calendar_days: int = 30
    quiet_calendar_days: int = 15
    unacknowledged_days: int = 2
    overdue_escalation: tuple[tuple[int, Role], ...] = (
        (1, Role.HEAD),
        (3, Role.SPECIALIST),
        (5, Role.CHIEF),
        (10, Role.LEADER),
    )


def _ladders() -> dict[str | None, Ladder]:
    return {
        None: Ladder(),
        "khan": Ladder(before=(3, 1), quiet_calendar_days=10, unacknowledged_days=1),
        "thuong_khan": Ladder(before=(1,), quiet_calendar_days=7, unacknowledged_days=1),
        "hoa_toc": Ladder(before=(1,), quiet_calendar_days=5, unacknowledged_days=1),
    }


@dataclass(frozen=True, slots=True)
class Policy:
    """What applies in this office; `ladders` by urgency, None being the ordinary one.

    `leader_digest_on` holds weekdays, Monday being 0.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    push_from: time = time(8)
    push_until: time = time(17)
    morning_at: time = time(8)
    day_ends_at: time = time(17)
    failures_at: time = time(9)
    ladders: dict[str | None, Ladder] = field(default_factory=_ladders)
    due_soon_days: int = 3
    on_time_judged_by: Literal["reported", "confirmed"] = "reported"
    code_days: int = 7
    undo_minutes: int = 5
    snooze_days: int = 30
    evidence_minutes: int = 30
    wrong_codes: int = 10
    locked_minutes: int = 60
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    codes_only: bool = False
    messages_kept_days: int = 365
    files_kept_days: int = 90
    codes_kept_days: int = 30
    zalo_messages_a_month: int = 3000
    zalo_users: int = 50
    extension_deciders: frozenset[Role] = frozenset({Role.CHIEF, Role.LEADER})
    messages_a_day: int = 20
    occurrence_moves: Literal["before", "after"] = "before"
    digest_at: time = time(8)
    leader_digest_on: frozenset[int] = frozenset({0, 4})
    silent_agency_days: int = 30

    def ladder(self, urgency: str | None) -> Ladder:
        """Return the ladder for that urgency mark."""
        return self.ladders.get(urgency, self.ladders[None])
