"""Two clocks, passed in: office time decides what is due, machine time paces the machinery.

Only this module asks the system for the time.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class MachineClock:
    """Real time: leases, back-off, pace, polling and watchdogs never leave it."""

    def now(self) -> datetime:
        """Return the system's time."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that may ask


@dataclass
class RehearsalClock:
    """Office time that starts at `start` and runs on `machine` at `speed`; `jump` moves it by hand.

    Starts anew with each process, so office time may go back after a restart.
    """

    machine: Clock
    start: datetime
    speed: float = 1.0
    _began: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.machine.now()

    def now(self) -> datetime:
        """Return the rehearsed moment."""
        return (self.start + (self.machine.now() - self._began) * self.speed).astimezone(UTC)

    def jump(self, moment: datetime) -> None:
        """Go on from `moment`, which may lie before or after the present one."""
        self.start, self._began = moment, self.machine.now()


@dataclass
class FrozenClock:
    """A moment that stays until somebody moves it: for `nhacviec tick --at` and for tests."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment.astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Move on by `step`."""
        self.moment += step
