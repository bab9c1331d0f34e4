"""Every figure in one command, one JSON object a line: name, value, unit, compared_with, ratio.

    python -m tests.bench [--quick] [--json] [--only NAME]

Peers are measured beside us in the same run, each measurement in a process of its own, one after the other. `--quick`
takes small numbers, to see that everything runs; figures to be told are those of the whole run on a quiet machine.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

MEASUREMENTS: dict[str, tuple[str, ...]] = {
    "sending": ("--quick",),
    "telegram_morning": ("--reminders", "200", "--people", "100", "--speed", "4"),
    "peers": ("--quick",),
    "planning": ("--quick",),
    "asking": ("--quick",),
    "answering": ("--quick",),
    "flood": ("--quick",),
    "start": ("--quick",),
    "telegram_channel": ("--quick",),
    "telegram_transport": ("--quick",),
    "reading": ("--runs", "1"),
    "language": (),
}
"""Each a module beside this one, with the words that make it quick."""
COLUMNS = ("name", "value", "unit", "ratio", "compared_with")


def rows_of(name: str, words: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Run one measurement; yield its rows, or one that says how it failed."""
    line = [sys.executable, "-W", "ignore", "-m", f"tests.bench.{name}", *words]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    yield from (json.loads(row) for row in ended.stdout.splitlines() if row.startswith("{"))
    if ended.returncode:
        why = (ended.stderr.strip().splitlines() or [f"exit {ended.returncode}"])[-1]
        yield {"name": name, "value": None, "unit": "", "compared_with": f"failed: {why}", "ratio": None}


def main() -> int:
    """Read the command line and measure; exit with 1 when something could not be measured."""
    parser = argparse.ArgumentParser(description="Every figure in one command.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=sorted(MEASUREMENTS), action="append")
    asked = parser.parse_args()
    failed, table = False, Table(*COLUMNS)
    for name in asked.only or MEASUREMENTS:
        for row in rows_of(name, MEASUREMENTS[name] if asked.quick else ()):
            failed |= row["value"] is None
            if asked.json:
                print(json.dumps({"compared_with": "", "ratio": None} | row, ensure_ascii=False), flush=True)
            else:
                table.add_row(*(str(row.get(column) or "") for column in COLUMNS))
    if not asked.json:
        Console().print(table)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
