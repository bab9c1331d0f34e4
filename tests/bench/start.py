"""How long `nhacviec run` takes to its first healthy answer, and how much memory it holds at rest.

    python -m tests.bench.start [--runs 5]

Prints one JSON object a line: name, value, unit, compared_with, ratio; compared with the aims of 2 s and 120 MB.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

from tests.fakes.command import free_port

AIM_SECONDS = 2.0
AIM_MEGABYTES = 120.0
REST_SECONDS = 5.0


def start_once(folder: Path) -> tuple[float, float]:
    """Start the service on an empty folder; return seconds to healthy and resident megabytes at rest."""
    port = free_port()
    settings = {
        "NHACVIEC_DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "NHACVIEC_LISTEN": f"127.0.0.1:{port}",
        "PYTHONPATH": ".",
    }
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "bot.cli", "run"], env={**os.environ, **settings})
    try:
        seconds = _wait(f"http://127.0.0.1:{port}/healthz", began)
        time.sleep(REST_SECONDS)
        return seconds, _resident_megabytes(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(url: str, began: float) -> float:
    with httpx.Client() as http:
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if http.get(url).status_code == httpx.codes.OK:
                    return time.monotonic() - began
            time.sleep(0.01)


def _resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Start to healthy, and memory at rest.")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    measured = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            measured.append(start_once(Path(folder)))
    for name, unit, values, aim in (
        ("start_to_healthy", "s", [seconds for seconds, _ in measured], AIM_SECONDS),
        ("resident_at_rest", "MB", [megabytes for _, megabytes in measured], AIM_MEGABYTES),
    ):
        value = round(statistics.median(values), 2)
        row = {"name": name, "value": value, "unit": unit, "compared_with": f"aim {aim:g}", "ratio": value / aim}
        print(json.dumps(row))


if __name__ == "__main__":
    main()
