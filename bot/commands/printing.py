"""Printing: JSON for programs, tables for a terminal, tab-separated lines where the output goes elsewhere."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_SHOWN = 120
"""How much of a long text a table shows, in characters."""


def print_json(value: object) -> None:
    """Print one JSON value on a line of its own."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def print_lines(lines: Iterable[str]) -> None:
    """Print plain lines, at once: whoever started a service waits for its first."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> None:
    """Print a table on a terminal, and its rows with tabs between the cells anywhere else."""
    if not sys.stdout.isatty():
        print_lines("\t".join(row) for row in rows)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.table import Table  # noqa: PLC0415 - likewise
    from rich.text import Text  # noqa: PLC0415 - likewise

    table = Table(*columns, title=title or None, title_justify="left")
    for row in rows:
        # As Text, so that brackets in a name are not taken for markup.
        table.add_row(*map(Text, row))
    Console().print(table)


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """Go through `items`, showing on a terminal how far it is."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415 - likewise

    # What is printed meanwhile goes through the console of the bar only where both are one screen.
    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()) as progress:
        yield from progress.track(items, description=label)


def shortened(text: str) -> str:
    """Return `text`, cut to what a table can show."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
