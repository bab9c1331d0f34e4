"""What a process has used of the machine."""

import os
from pathlib import Path


def processor_seconds(pid: int) -> float:
    """Return the processor time that a process has taken: what a busy machine changes least."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_megabytes() -> float:
    """Return the most that this process has held since it was started.

    Not what `getrusage` tells: there a process that another has started begins with the peak of that one.
    """
    return _megabytes("self", "VmHWM")


def resident_megabytes(pid: int) -> float:
    """Return what a process holds now."""
    return _megabytes(pid, "VmRSS")


def _megabytes(process: int | str, field: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))
