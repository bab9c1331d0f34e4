"""The system's clock as a file tells it: by how many seconds it is off, in a life that must bear with that."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import time_machine

from data.clock import MachineClock

LOOK_SECONDS = 0.05
SETTING = "NHACVIEC_ATTACK_CLOCK"
"""The environment variable that names the file."""


def obey(file: Path) -> None:
    """Let this process's clock be off by what the file says, from now on and whenever that changes."""
    clock = time_machine.travel(MachineClock().now(), tick=True).start()
    threading.Thread(target=_follow, args=(clock, file), daemon=True).start()


def _follow(clock: time_machine.Traveller, file: Path) -> None:
    off = 0.0
    while True:
        told = float(file.read_text("utf-8"))
        if told != off:
            clock.shift(timedelta(seconds=told - off))
            off = told
        time.sleep(LOOK_SECONDS)
