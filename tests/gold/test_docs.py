import json
from pathlib import Path
from typing import Any

import pytest

from data.intake.draft import Classified
from data.intake.reading import read_bytes
from tests.gold.score_docs import Figures, score

DOCS = Path(__file__).parent / "docs"
FLOORS = {
    "task_f1": 0.97,
    "lead_exact": 0.97,
    "coordinating_f1": 0.95,
    "due_exact": 0.98,
    "deadline_exact": 0.97,
    "recurrence_exact": 0.95,
    "header_exact": 0.97,
}


def gold_of(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return record


def figures_of(suffix: str) -> Figures:
    figures = Figures()
    for path in sorted(DOCS.glob(f"*.{suffix}")):
        gold = gold_of(path)
        if gold["classification"] is None:
            score(gold, read_bytes(path.name, path.read_bytes()), figures)
    return figures


@pytest.mark.parametrize("suffix", ["txt", "docx", "pdf"])
def test_documents_are_read_as_a_careful_person_reads_them(suffix: str) -> None:
    figures = figures_of(suffix)

    assert {name: rate for name, rate in figures.rates().items() if rate < FLOORS[name]} == {}
    assert figures.count["false due"] <= 1


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.txt")), ids=lambda path: path.stem)
def test_exactly_the_classified_documents_are_refused(path: Path) -> None:
    try:
        read_bytes(path.name, path.read_bytes())
        refused = False
    except Classified:
        refused = True

    assert refused == (gold_of(path)["classification"] is not None)
