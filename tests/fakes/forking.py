"""Commands in copies of a process that has everything imported.

A copy is a process of its own in all that a command can see or leave behind; it only need not import for a second.
"""

import atexit
import json
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tests.fakes.forked import CODE

ROOT = Path(__file__).parents[2]
TIMEOUT_SECONDS = 240


class Forking:
    """The process as its user sees it."""

    def __init__(self) -> None:
        self._door, theirs = socket.socketpair()
        self._door.settimeout(TIMEOUT_SECONDS)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "error", "-m", "tests.fakes.forked", str(theirs.fileno())],
                cwd=ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )

    def run(
        self, words: Sequence[str], folder: Path, environment: Mapping[str, str], stdin: str
    ) -> tuple[int, str, str]:
        """Live a command; return its exit code and what it said on standard output and standard error."""
        told = json.dumps({"words": words, "folder": str(folder), "environment": dict(environment)})
        with ExitStack() as stack:
            files = [stack.enter_context(TemporaryFile()) for _ in range(4)]
            for file, text in zip(files, (told, stdin), strict=False):
                file.write(text.encode("utf-8", "surrogateescape"))
                file.seek(0)
            socket.send_fds(self._door, [b"x"], [file.fileno() for file in files])
            (code,) = CODE.unpack(self._door.recv(CODE.size))
            return code, _text(files[2]), _text(files[3])

    def close(self) -> None:
        """End the process."""
        self._door.close()
        self._process.wait()


@cache
def forking() -> Forking:
    """Return the process of these tests, started when it is first needed."""
    started = Forking()
    atexit.register(started.close)
    return started


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
