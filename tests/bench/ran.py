"""When the reminders of a contender ran; a module of its own, for a job store finds its jobs by their module's name."""

import time

RAN: list[float] = []


def note() -> None:
    """Be a reminder."""
    RAN.append(time.perf_counter())
