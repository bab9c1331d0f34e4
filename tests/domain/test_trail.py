"""The chain covers every field of every entry, whatever the zone a moment is written in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from data.domain.trail import GENESIS, Entry, chained

ENTRY = Entry(
    1,
    datetime(2024, 5, 13, 1, tzinfo=UTC),
    "report_done",
    "assignment:7",
    3,
    "telegram",
    "882",
    {"status": "assigned"},
    {"status": "reported_done", "note": "đã xong"},
)


def test_the_same_entry_has_the_same_hash_in_another_zone() -> None:
    local = replace(ENTRY, at=datetime.fromisoformat("2024-05-13T08:00:00+07:00"))
    assert chained(GENESIS, local) == chained(GENESIS, ENTRY)
    assert len(chained(GENESIS, ENTRY)) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"id": 2},
        {"at": datetime(2024, 5, 13, 1, 0, 0, 1, tzinfo=UTC)},
        {"action": "undo"},
        {"subject": "assignment:8"},
        {"person_id": 4},
        {"person_id": None},
        {"channel": "zalo"},
        {"update": "883"},
        {"before": None},
        {"after": {"status": "reported_done", "note": "da xong"}},
    ],
)
def test_any_changed_field_changes_the_hash(changed: dict[str, Any]) -> None:
    assert chained(GENESIS, replace(ENTRY, **changed)) != chained(GENESIS, ENTRY)


def test_an_entry_after_another_one_has_another_hash() -> None:
    assert chained("f" * 64, ENTRY) != chained(GENESIS, ENTRY)
