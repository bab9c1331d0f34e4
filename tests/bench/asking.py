"""A leader's questions over a large register, beside the same SQL on the bare driver.

    python -m tests.bench.asking [--tasks 1000000] [--runs 30] [--quick]

The whole road is measured: query, figures, the rows that one screen shows; the bare driver only fetches what the same
SQL finds. A list shows the figures of all that it means above its rows.
"""

import argparse
import asyncio
import time
from collections.abc import Callable, Sequence
from statistics import quantiles
from typing import Any

import psycopg
from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import DBAPICursor

from bot.conversation.answering.listing import PAGE
from data.db.engine import Database, database_url
from data.db.stores.figures import later_day
from data.domain.calendar import WorkingCalendar
from data.domain.policy import Policy
from data.domain.question import NO_ROWS, Condition, Page, TaskFilter
from data.folding import fold
from data.office.acting import Rules
from data.office.asking import ask
from tests.bench.filling import AGENCIES, WORDS, at_eight, databases, empty, fill
from tests.bench.row import report

RULES = Rules(WorkingCalendar(Policy()))
LIST_MILLISECONDS = 60.0
ROWS = Page(0, PAGE)
SEARCHED = fold(f"{WORDS[1]} đợt 90")
QUESTIONS = {
    "list_code": (TaskFilter(numbers=(4711,)), ROWS),
    "list_agency_due_soon": (TaskFilter((Condition.DUE_SOON,), agency_ids=(7,)), ROWS),
    "list_agency_not_done": (TaskFilter((Condition.NOT_DONE,), agency_ids=(7,)), ROWS),
    "list_due_soon": (TaskFilter((Condition.DUE_SOON,)), ROWS),
    "count_agency": (TaskFilter(agency_ids=(7,)), NO_ROWS),
    "count_overdue": (TaskFilter((Condition.OVERDUE,)), NO_ROWS),
    "count_everything": (TaskFilter(), NO_ROWS),
    "search": (TaskFilter((Condition.NOT_DONE,), agency_ids=(7,), words=SEARCHED), ROWS),
    "search_everywhere": (TaskFilter(words=SEARCHED), ROWS),
}
FEWEST, ENOUGH_SECONDS = 5, 10.0
"""What counts the whole register takes seconds each time: after so long, a few runs do."""
Statement = tuple[str, Any]


def _are_enough(seconds: Sequence[float], runs: int) -> bool:
    return len(seconds) >= runs or (len(seconds) >= FEWEST and sum(seconds) >= ENOUGH_SECONDS)


def _p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[18] * 1000


async def ours(database: Database, asked: TaskFilter, page: Page, runs: int) -> tuple[float, list[Statement], int]:
    """Return the 95th percentile in milliseconds, the SQL behind the question and how many tasks it found."""
    statements: list[Statement] = []

    def note(_c: Connection, _cur: DBAPICursor, sql: str, parameters: Any, *_rest: object) -> None:  # noqa: ANN401 - a driver's
        statements.append((sql, parameters))

    async def once() -> int:
        async with database.reading() as uow:
            return (await ask(uow, asked, at_eight().now(), RULES, page=page)).figures.total

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    found = await once()  # which also loads what the first question loads
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    seconds: list[float] = []
    while not _are_enough(seconds, runs):
        began = time.perf_counter()
        await once()
        seconds.append(time.perf_counter() - began)
    return _p95(seconds), [one for one in statements if not one[0].startswith("BEGIN")], found


def bare(url: str, statements: Sequence[Statement], runs: int) -> float:
    """Return the 95th percentile in milliseconds of the same SQL without us."""
    fetch, close = _bare_sqlite(url) if url.startswith("sqlite") else _bare_postgres(url)
    seconds: list[float] = []
    while not _are_enough(seconds, runs):
        began = time.perf_counter()
        for sql, parameters in statements:
            fetch(sql, parameters)
        seconds.append(time.perf_counter() - began)
    close()
    return _p95(seconds)


def _bare_sqlite(url: str) -> tuple[Callable[[str, Any], object], Callable[[], None]]:
    import sqlite3  # noqa: PLC0415 - only for this engine

    connection = sqlite3.connect(str(database_url(url).database))
    connection.create_function("later_day", 3, later_day, deterministic=True)
    return lambda sql, parameters: connection.execute(sql, parameters).fetchall(), connection.close


def _bare_postgres(url: str) -> tuple[Callable[[str, Any], object], Callable[[], None]]:
    connection = psycopg.connect(url, autocommit=True)
    return lambda sql, parameters: connection.execute(sql.encode(), parameters).fetchall(), connection.close


async def measure(tasks: int, runs: int) -> None:
    """Print the rows of both engines."""
    with databases() as lent:
        for engine, url in lent:
            database = await empty(url)
            await fill(database, tasks, 0, AGENCIES)
            for name, (asked, page) in QUESTIONS.items():
                mine, statements, found = await ours(database, asked, page, runs)
                plain = bare(url, statements, runs)
                told = f"the same SQL bare, p95 {plain:.1f} ms, {found} found"
                if name.startswith("list"):
                    told += f"; aim {LIST_MILLISECONDS:g} ms"
                report(f"question_{name}_p95_{engine}", mine, "ms", told, mine / plain)
            await database.close()


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description="Questions over a large register.")
    parser.add_argument("--tasks", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    asyncio.run(measure(*((20_000, 5) if asked.quick else (asked.tasks, asked.runs))))


if __name__ == "__main__":
    main()
