"""The command as a real process that can be killed, and started again on the same file."""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path
from typing import Self

import httpx

from tests.attack.nursery import Life
from tests.fakes.command import free_port

START_SECONDS = 120
"""How long a start may take: three times the slowest seen, 40 s with a dozen busy processes on two cores."""


def unwind_on_sigterm() -> None:
    """Let SIGTERM end us as an interrupt does, so that the process under attack ends with us."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


class Process:
    """One life of a serving command; `settings` are environment variables, `log` a file for all that it writes."""

    def __init__(self, words: list[str], port: int, log: Path, settings: dict[str, str] | None = None) -> None:
        self.port = port
        self._process = Life(words, settings or {}, log)
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End it, however the attack went: an aborted one leaves no process behind."""
        self.kill()
        self.http.close()

    @property
    def pid(self) -> int:
        """Return the process's number."""
        return self._process.pid

    def runs_of(self, job: str) -> int:
        """Return how often a job has run to its end."""
        lines = self.http.get("/metrics").text.splitlines()
        counts = [line for line in lines if line.startswith(f'nhacviec_job_seconds_count{{job="{job}"}}')]
        return sum(int(float(line.split()[-1])) for line in counts)

    def wait_until_healthy(self) -> float:
        """Wait for the first healthy answer; return the seconds it took.

        Raises TimeoutError, with what it last said of its health, when none comes.
        """
        began, said = time.monotonic(), ""
        while time.monotonic() - began < START_SECONDS:
            if (code := self._process.poll()) is not None:
                raise RuntimeError(f"the process ended with {code}")
            with contextlib.suppress(httpx.HTTPError):
                answer = self.http.get("/healthz")
                if answer.status_code == httpx.codes.OK:
                    return time.monotonic() - began
                said = answer.text
            time.sleep(0.02)
        raise TimeoutError(said)

    def kill(self) -> None:
        """Pull the plug; what is said from now on is cut."""
        self._process.kill()

    def stop(self) -> int:
        """Ask it to end; return its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        code = self._process.wait()
        self.http.close()
        return code


class Service(Process):
    """One life of the demo, spoken to over HTTP."""

    def __init__(self, file: Path, log: Path) -> None:
        port = free_port()
        super().__init__(["demo", "--keep", str(file), "--no-browser", "--port", str(port)], port, log)

    def say(self, person: str, text: str, update: str) -> bool:
        """Post a line; return whether the process acknowledged it."""
        return self._post(f"/api/chats/web:{person}", {"text": text, "update": update})

    def step(self, to: str) -> bool:
        """Move office time; return whether the process acknowledged it."""
        return self._post("/api/clock", {"step": to})

    def _post(self, path: str, body: dict[str, str]) -> bool:
        try:
            return self.http.post(path, json=body).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False
