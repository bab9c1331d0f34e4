import asyncio
from datetime import timedelta

from data.clock import MachineClock
from jobs.schedule import Job, Schedule

SOON = timedelta(milliseconds=20)


async def test_job_that_fails_is_reported_late_and_runs_again() -> None:
    runs = 0
    recovered = asyncio.Event()

    async def stumble() -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            raise RuntimeError
        recovered.set()

    machine = MachineClock()
    job = Job("stumble", stumble, SOON)
    assert Schedule([job], machine).late(machine.now(), timedelta()) == ["stumble"]
    async with asyncio.timeout(10), Schedule([job], machine) as schedule:
        await recovered.wait()
    assert schedule.late(machine.now(), timedelta(minutes=1)) == []


async def test_waking_during_a_run_makes_one_more_run() -> None:
    started, go_on, again = asyncio.Event(), asyncio.Event(), asyncio.Event()
    runs = 0

    async def work() -> None:
        nonlocal runs
        runs += 1
        started.set()
        if runs == 1:
            await go_on.wait()
        else:
            again.set()

    async with asyncio.timeout(10), Schedule([Job("work", work, timedelta(hours=1))], MachineClock()) as schedule:
        await started.wait()
        schedule.wake("work")
        schedule.wake("work")
        go_on.set()
        await again.wait()
    assert runs == 2
