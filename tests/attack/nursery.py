"""Starts lives of the command at the cost of a fork: importing it anew each time would be most of an attack.

A life is a process of its own, a child of whoever attacks and of nobody else: it can be killed, stopped and waited for
like any other.
"""

import atexit
import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from tests.attack.moved_clock import SETTING, obey
from tests.fakes.forked import import_everything

_BE_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: orphans below us become our children."""


class Life:
    """One life of the command, begun with these words, environment variables and log."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        asked = {"words": words, "environment": dict(environment), "log": str(log)}
        door = _nursery()
        door.sendall(json.dumps(asked).encode() + b"\n")
        self.pid = int(door.recv(32))
        self._code: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while it lives."""
        return self._look(os.WNOHANG)

    def wait(self) -> int:
        """Wait for its end; return the exit code."""
        code = self._look(0)
        assert code is not None
        return code

    def kill(self) -> None:
        """Pull its plug, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def _look(self, how: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, how)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code


@cache
def _nursery() -> socket.socket:
    """Start the process that bears all lives; it ends with us."""
    ctypes.CDLL(None).prctl(_BE_SUBREAPER, 1)
    ours, given = socket.socketpair()
    command = [sys.executable, "-m", "tests.attack.nursery", str(given.fileno())]
    process = subprocess.Popen(command, pass_fds=[given.fileno()], env={**os.environ, "PYTHONPATH": "."})
    given.close()
    atexit.register(process.kill)
    return ours


def _serve(door: socket.socket) -> None:
    import_everything()
    for line in door.makefile("rb"):
        told, tell = os.pipe()
        if (child := os.fork()) == 0:
            if (life := os.fork()) == 0:
                door.close()
                _live(**json.loads(line))
            os.write(tell, str(life).encode())
            os._exit(0)
        os.waitpid(child, 0)  # only now the life is an orphan, and theirs who asked for it
        door.sendall(os.read(told, 32))
        os.close(told)
        os.close(tell)


def _live(words: Sequence[str], environment: Mapping[str, str], log: str) -> None:
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.environ.update(environment)
    if SETTING in environment:
        obey(Path(environment[SETTING]))
    sys.argv = ["nhacviec", *words]
    import_module("bot.cli").main()
    sys.exit(0)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        _serve(given)
