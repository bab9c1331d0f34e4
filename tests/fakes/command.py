"""The command `nhacviec` as an operator runs it: a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakes.forking import forking

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """Return a port of the loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, and what it said on standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was printed with --json, be it one list or an object a line."""
        values = [json.loads(line) for line in self.out.splitlines()]
        return values[0] if len(values) == 1 and isinstance(values[0], list) else values


class Running:
    """A command that has been started."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self.stdin, self.stdout = process, process.stdin, process.stdout

    def ended(self, number: signal.Signals | None = None) -> tuple[int, str]:
        """Send a signal, if any, and wait; return the exit code and what was said on standard error."""
        if number is not None:
            self._process.send_signal(number)
        assert self._process.stderr is not None
        self._process.wait(timeout=60)
        return self._process.returncode, self._process.stderr.read()


@dataclass(frozen=True)
class Command:
    """Runs the command in `folder`; nothing of the caller's own settings reaches it."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str | Path, stdin: str = "", **settings: str) -> Ended:
        """Run the command to its end; settings that are not ours may be the interpreter's and need a fresh one."""
        if all(name.startswith("NHACVIEC_") for name in settings):
            return Ended(*forking().run(list(map(str, words)), self.folder, self.environment(**settings), stdin))
        done = subprocess.run(
            self.line(*words),
            cwd=self.folder,
            env=self.environment(**settings),
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def started(self, *words: str | Path, **settings: str) -> Iterator[Running]:
        """Start the command and leave it running; it does not outlive the test."""
        process = subprocess.Popen(
            self.line(*words),
            cwd=self.folder,
            env=self.environment(PYTHONUNBUFFERED="1", **settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        with process:
            try:
                yield Running(process)
            finally:
                process.kill()

    def line(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-W", "error", "-m", "bot.cli", *map(str, words)]

    def environment(self, **settings: str) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("NHACVIEC_")}
        return inherited | {"PYTHONPATH": str(ROOT)} | self.settings | settings
