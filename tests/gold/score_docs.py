"""Compares what was read out of documents with the gold beside them and counts what is right."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.intake.draft import DirectiveDraft, TaskDraft

_GENERIC = "các cơ quan, đơn vị liên quan"
_HEADER = ("number", "symbol", "kind", "issued_on", "issuer", "signer", "urgency")
_SAME_TASK = 0.6


@dataclass(slots=True)
class Figures:
    """Counts over any number of documents, and the rates made of them."""

    count: Counter[str] = field(default_factory=Counter)

    def rate(self, part: str, whole: str) -> float:
        """Return the share of `part` in `whole`, 1 when there was nothing to get wrong."""
        return self.count[part] / self.count[whole] if self.count[whole] else 1.0

    def f1(self, both: str, gold: str, read: str) -> float:
        """Return the harmonic mean of precision and recall."""
        total = self.count[gold] + self.count[read]
        return 2 * self.count[both] / total if total else 1.0

    def rates(self) -> dict[str, float]:
        """Return all rates by name."""
        return {
            "task_f1": self.f1("pairs", "gold tasks", "read tasks"),
            "lead_exact": self.rate("lead", "pairs"),
            "coordinating_f1": self.f1("coordinating", "gold coordinating", "read coordinating"),
            "due_exact": self.rate("due", "pairs"),
            "deadline_exact": self.rate("deadline", "pairs"),
            "recurrence_exact": self.rate("recurrence", "recurring"),
            "header_exact": self.rate("header", "header fields"),
        }


def score(gold: Mapping[str, Any], draft: DirectiveDraft, figures: Figures) -> None:
    """Add one document to `figures`."""
    for name in _HEADER:
        if name in gold:
            figures.count["header fields"] += 1
            figures.count["header"] += _plain(_text(gold[name])) == _plain(_text(getattr(draft, name)))
    pairs = _pairs(gold["tasks"], draft.tasks)
    figures.count.update({"gold tasks": len(gold["tasks"]), "read tasks": len(draft.tasks), "pairs": len(pairs)})
    matched = {id(task) for _, task in pairs}
    figures.count["false due"] += sum(id(task) not in matched and task.deadline.due is not None for task in draft.tasks)
    for expected, task in pairs:
        _score_task(expected, task, figures.count)


def _score_task(gold: Mapping[str, Any], task: TaskDraft, count: Counter[str]) -> None:
    deadline = task.deadline.as_json()
    due_ok = gold["deadline"]["due"] == deadline["due"]
    count["lead"] += _names(gold["lead"]) == _names(task.lead)
    count["due"] += due_ok
    count["deadline"] += due_ok and gold["deadline"]["kind"] == deadline["kind"]
    count["false due"] += gold["deadline"]["due"] is None and deadline["due"] is not None
    expected, read = _names(gold["coordinating"]), _names(task.coordinating)
    count.update(
        {"gold coordinating": len(expected), "read coordinating": len(read), "coordinating": len(expected & read)}
    )
    if gold["recurrence"] or task.recurrence:
        count["recurring"] += 1
        count["recurrence"] += _rule(gold["recurrence"]) == _rule(task.recurrence)


def _pairs(gold: list[dict[str, Any]], tasks: Iterable[TaskDraft]) -> list[tuple[dict[str, Any], TaskDraft]]:
    """Pair tasks one to one, the best overlap of words first."""
    scored = sorted(
        (
            (_overlap(expected.get("content_unicode") or expected["content"], task.content), i, j)
            for i, expected in enumerate(gold)
            for j, task in enumerate(tasks)
        ),
        reverse=True,
    )
    found, used_gold, used_tasks = [], set[int](), set[int]()
    read = list(tasks)
    for overlap, i, j in scored:
        if overlap >= _SAME_TASK and i not in used_gold and j not in used_tasks:
            used_gold.add(i)
            used_tasks.add(j)
            found.append((gold[i], read[j]))
    return found


def _overlap(left: str, right: str) -> float:
    a, b = (Counter(re.findall(r"\w+", _plain(text))) for text in (left, right))
    return 2 * (a & b).total() / (a.total() + b.total())


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip(' .;,:-*“”"').lower()


def _text(value: date | str | None) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _names(values: Iterable[str]) -> set[str]:
    return {_plain(value) for value in values} - {_GENERIC}


def _rule(rule: str | None) -> set[str]:
    return set((rule or "").split(";"))
