"""How long a directive of a hundred pages takes to read, extraction and understanding told apart, and how much memory.

    python -m tests.bench.reading [--runs 3]

Prints one JSON object a line: name, value, unit, compared_with, ratio. Each document is read in a process of its own;
seconds are those of its processor. The aims are 1 s for the whole, 5 s where tables are ruled, and 300 MB.
"""

import argparse
import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from time import process_time

from data.intake.readers import extract_text
from data.intake.reading import read_text
from tests.bench.documents import long_docx, long_pdf, ruled_pdf
from tests.bench.usage import peak_megabytes

AIM_MEGABYTES = 300.0
DOCUMENTS: dict[str, tuple[Callable[[], bytes], float]] = {
    "docx": (long_docx, 1.0),
    "pdf": (long_pdf, 1.0),
    "ruled pdf": (ruled_pdf, 5.0),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of processor and megabytes at the most, for one document read once."""

    extraction: float
    understanding: float
    megabytes: float
    tasks: int


def measure(content: bytes) -> Measured:
    """Read one document here, after a small one that loads what every reading needs."""
    read_text("Giao Sở Tài chính rà soát trong 05 ngày làm việc.")
    began = process_time()
    text = extract_text("long", content)
    extracted = process_time()
    draft = read_text(text)
    understood = process_time()
    megabytes = peak_megabytes()
    return Measured(extracted - began, understood - extracted, megabytes, len(draft.tasks))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description="Reading of a hundred pages.")
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    for kind, (make, aim) in DOCUMENTS.items():
        content = make()
        with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
            measured = [pool.apply(measure, (content,)) for _ in range(runs)]
        _print(f"{kind}: extraction", statistics.median(one.extraction for one in measured), "s", aim)
        _print(f"{kind}: understanding", statistics.median(one.understanding for one in measured), "s", aim)
        whole = statistics.median(one.extraction + one.understanding for one in measured)
        _print(f"{kind}: whole, {measured[0].tasks} tasks", whole, "s", aim)
        _print(f"{kind}: memory", max(one.megabytes for one in measured), "MB", AIM_MEGABYTES)


def _print(name: str, value: float, unit: str, aim: float) -> None:
    row = {"name": name, "value": round(value, 2), "unit": unit, "compared_with": f"aim {aim:g}"}
    print(json.dumps(row | {"ratio": round(value / aim, 2)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
