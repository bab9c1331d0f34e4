import asyncio
from datetime import timedelta

import time_machine

from data.clock import MachineClock
from jobs.schedule import Job, Schedule

SOON = timedelta(milliseconds=20)
REPEATED = 3


async def test_job_that_fails_is_reported_late_and_runs_again() -> None:
    runs = 0
    recovered = asyncio.Event()

    async def stumble() -> bool:
        nonlocal runs
        runs += 1
        if runs == 1:
            raise RuntimeError
        recovered.set()
        return False

    machine = MachineClock()
    job = Job("stumble", stumble, SOON)
    assert Schedule([job], machine).reasons(machine.now()) == ["job stumble is late or failing"]
    async with asyncio.timeout(10), Schedule([job], machine) as schedule:
        await recovered.wait()
    assert schedule.reasons(machine.now()) == []


async def test_waking_during_a_run_makes_one_more_run() -> None:
    started, go_on, again = asyncio.Event(), asyncio.Event(), asyncio.Event()
    runs = 0

    async def work() -> bool:
        nonlocal runs
        runs += 1
        started.set()
        if runs == 1:
            await go_on.wait()
        else:
            again.set()
        return False

    async with asyncio.timeout(10), Schedule([Job("work", work, timedelta(hours=1))], MachineClock()) as schedule:
        await started.wait()
        schedule.wake("work")
        schedule.wake("work")
        go_on.set()
        await again.wait()
    assert runs == 2


async def test_run_that_leaves_work_behind_is_followed_by_another() -> None:
    left, done = [3, 2, 1], asyncio.Event()

    async def work() -> bool:
        left.pop()
        if not left:
            done.set()
        return bool(left)

    async with asyncio.timeout(10), Schedule([Job("work", work, timedelta(hours=1))], MachineClock()):
        await done.wait()
    assert left == []


async def test_stop_lets_the_present_run_end_and_starts_no_other() -> None:
    started, runs = asyncio.Event(), []

    async def work() -> bool:
        started.set()
        await asyncio.sleep(0)
        runs.append("ended")
        return True

    async with asyncio.timeout(10), Schedule([Job("work", work, timedelta(hours=1))], MachineClock()):
        await started.wait()
    assert runs == ["ended"]


async def test_job_that_runs_seldom_tries_again_soon_after_it_failed() -> None:
    runs, recovered = [], asyncio.Event()

    async def stumble() -> bool:
        runs.append("run")
        if len(runs) == 1:
            raise RuntimeError
        recovered.set()
        return False

    job = Job("stumble", stumble, timedelta(hours=1), try_again=SOON)
    async with asyncio.timeout(10), Schedule([job], MachineClock()):
        await recovered.wait()
    assert job.failing is None


async def test_jobs_go_on_when_the_systems_clock_is_set_back() -> None:
    runs, again = 0, asyncio.Event()

    async def work() -> bool:
        nonlocal runs
        runs += 1
        if runs > REPEATED:
            again.set()
        return False

    with time_machine.travel(MachineClock().now(), tick=True) as clock:
        async with asyncio.timeout(10), Schedule([Job("work", work, SOON)], MachineClock()):
            clock.shift(-timedelta(days=1))
            await again.wait()
