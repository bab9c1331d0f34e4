"""APScheduler wakes the jobs and nothing else: what is due is a query, never a timer (the only user of APScheduler)."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from data.clock import Clock
from data.ports import Meter, Unmeasured

GRACE = timedelta(seconds=30)
"""How long a job may be late before the service counts as unhealthy."""
TRY_AGAIN = timedelta(seconds=5)
"""How soon a job that failed runs again, however seldom it runs otherwise."""
STOP_SECONDS = 4
"""How long a run may take to end when the service stops."""

log = structlog.get_logger()


@dataclass
class Job:
    """A job that is woken every `every` and by `wake`; it never overlaps itself, and a wake-up is never lost.

    `run` does a piece of the work and returns whether there may be more: then it is run again at once. Pieces are
    short, so that a stop does not cut one off and lateness shows; one that waits for others may honestly take `takes`.
    `finish`, if any, ends what the pieces left running.
    """

    name: str
    run: Callable[[], Awaitable[bool]]
    every: timedelta
    takes: timedelta = timedelta(0)
    finish: Callable[[], Awaitable[None]] | None = None
    try_again: timedelta = TRY_AGAIN
    last_run_at: datetime | None = None
    failing: str | None = None
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _ending: bool = False

    def wake(self) -> None:
        """Ask for a run as soon as the present one, if any, has ended."""
        self._woken.set()

    def end(self) -> None:
        """Let the present run be the last."""
        self._ending = True
        self.wake()

    async def keep(self, machine: Clock, meter: Meter) -> None:
        """Run whenever woken, until ended; a failing run is logged and the next one tries again."""
        while True:
            with suppress(TimeoutError):
                # APScheduler counts on the system's clock: when that is set back by hours it sleeps for as long.
                async with asyncio.timeout(2 * self.every.total_seconds()):
                    await self._woken.wait()
            self._woken.clear()
            if self._ending:
                break
            began_at = machine.now()
            try:
                if await self.run():
                    self.wake()
            except Exception as error:
                # A job that dies is a bot that falls silent.
                if self.failing is None:
                    log.exception("job_failed", job=self.name, error=type(error).__name__)
                self.failing = type(error).__name__
                asyncio.get_running_loop().call_later(min(self.every, self.try_again).total_seconds(), self.wake)
            else:
                self.failing = None
                self.last_run_at = machine.now()
            meter.ran(self.name, machine.now() - began_at, failed=self.failing is not None)
        if self.finish is not None:
            await self.finish()


class Schedule:
    """Keeps jobs running for as long as it is entered."""

    def __init__(self, jobs: list[Job], machine: Clock, meter: Meter | None = None) -> None:
        self.jobs = jobs
        self._machine, self._meter = machine, meter or Unmeasured()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._keepers: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        for job in self.jobs:
            self._keepers.append(asyncio.create_task(job.keep(self._machine, self._meter), name=job.name))
            self._scheduler.add_job(
                _waker(job),
                "interval",
                seconds=job.every.total_seconds(),
                id=job.name,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )
            job.wake()
        self._scheduler.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._scheduler.shutdown(wait=False)
        for job in self.jobs:
            job.end()
        # A message cut off between the platform's yes and our receipt would be said twice.
        _, cut = await asyncio.wait(self._keepers, timeout=STOP_SECONDS)
        for keeper in cut:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    def wake(self, name: str) -> None:
        """Wake the job of that name now."""
        for job in self.jobs:
            if job.name == name:
                job.wake()

    def reasons(self, now: datetime, grace: timedelta = GRACE) -> list[str]:
        """Return which jobs fail, or have not ended a run for `grace` beyond their interval."""
        return [
            f"job {job.name} is late or failing"
            for job in self.jobs
            if job.failing or job.last_run_at is None or now - job.last_run_at > job.every + job.takes + grace
        ]


def _waker(job: Job) -> Callable[[], Awaitable[None]]:
    async def wake() -> None:
        # A coroutine, since APScheduler runs a plain function in a thread, where an Event is unsafe.
        job.wake()

    return wake
