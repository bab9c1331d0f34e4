"""How many messages a second one core understands: `python -m tests.bench.language`."""

import csv
import json
from collections.abc import Callable, Sequence
from time import perf_counter

from bot.language.agencies import AgencyNames
from bot.language.as_json import Row, query_row, reply_row
from tests.gold.score_messages import GOLD, gold_rows

_SECONDS = 2.0


def rate(understand: Callable[[Row], object], rows: Sequence[Row]) -> float:
    """Return messages a second, over whole rounds of the rows for at least two seconds."""
    for row in rows:
        understand(row)
    started, count = perf_counter(), 0
    while perf_counter() - started < _SECONDS:
        for row in rows:
            understand(row)
        count += len(rows)
    return count / (perf_counter() - started)


def main() -> None:
    """Print one JSON object a line: name, value, unit."""
    with (GOLD / "agencies.csv").open(encoding="utf-8") as lines:
        names = AgencyNames((line["name"], line["aliases"].split(";")) for line in csv.DictReader(lines))
    for name, value in (
        ("replies understood", rate(reply_row, gold_rows("replies"))),
        ("questions understood", rate(lambda row: query_row(row, names), gold_rows("queries"))),
    ):
        print(json.dumps({"name": name, "value": round(value), "unit": "messages/s"}, ensure_ascii=False))


if __name__ == "__main__":
    main()
