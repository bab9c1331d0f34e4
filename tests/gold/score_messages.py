"""How far understood messages agree with what two people annotated: exact agreement, field by field."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
GOLD = Path(__file__).parent
REPLY_FIELDS = ("percent", "new_deadline", "expected_on", "task_refs", "must_confirm", "items")
QUERY_FIELDS = (
    "status", "agencies", "task_refs", "resolved_intent", "date_range", "date_field", "directive_ref", "export_format",
    "rank_by", "order", "top_n", "role", "uses_prev",
)  # fmt: skip
_BINDING = frozenset({"done", "extension", "reject_assignment"})
_UNORDERED = frozenset({"task_refs", "status", "agencies"})


def gold_rows(name: str) -> list[Row]:
    """Read `replies` or `queries`."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


@dataclass(slots=True)
class Agreement:
    """Counts of messages that agree; `differences` names those that do not."""

    total: int = 0
    right: Counter[str] = field(default_factory=Counter)
    silent_binding: int = 0
    silent: int = 0
    differences: list[str] = field(default_factory=list)

    def of(self, name: str) -> float:
        """Return the share of messages that agree in a field, "intent" or "frame"."""
        return self.right[name] / self.total if self.total else 1.0


def agreement(rows: Iterable[Row], understood: Mapping[str, Row], fields: Sequence[str]) -> Agreement:
    """Compare what was understood with the gold of each row."""
    result = Agreement()
    for row in rows:
        gold, got = row["gold"], understood[row["id"]]
        same = {name for name in ("intent", *fields) if _same(name, gold[name], got[name])}
        result.total += 1
        result.right.update(same)
        result.right["frame"] += len(same) == len(fields) + 1
        result.differences += [
            f"{row['id']} {row['text']!r}: {name} {gold[name]} got {got[name]}"
            for name in ("intent", *fields)
            if name not in same
        ]
        if "must_confirm" in fields and _is_silently_wrong(gold, got):
            result.silent += 1
            result.silent_binding += got["intent"] in _BINDING
    return result


def _same(name: str, gold: object, got: object) -> bool:
    if name in _UNORDERED and isinstance(gold, list) and isinstance(got, list):
        return {_plain(value) for value in gold} == {_plain(value) for value in got}
    return gold == got


def _plain(value: object) -> str:
    return unicodedata.normalize("NFC", str(value)).casefold()


def _is_silently_wrong(gold: Row, got: Row) -> bool:
    """Whether something wrong would be recorded without asking."""
    if got["must_confirm"] or got["intent"] not in _BINDING | {"progress"}:
        return False
    return gold["intent"] != got["intent"] or sorted(gold["task_refs"]) != sorted(got["task_refs"])
