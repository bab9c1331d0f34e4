"""The audit trail's chain: each entry's hash covers the one before it, so that no past entry can change unnoticed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""What the first entry of a trail follows."""
REFUSED = "refused:"
"""Begins the action of an entry that was refused and not done."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what: `person_id` None is the operator's command line, `update` the platform's id of what was said.

    Only ids name people here: their names live in the registry and can be erased there without touching the chain.
    `before` and `after` are JSON. `id` counts up without gaps.
    """

    id: int
    at: datetime
    action: str
    subject: str
    person_id: int | None = None
    channel: str | None = None
    update: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading a whole trail found: `broken` is the id of the first entry that does not fit, None when all do."""

    entries: int
    broken: int | None = None


def chained(previous: str, entry: Entry) -> str:
    """Return the SHA-256, as 64 hexadecimal digits, of `previous` and the canonical JSON of `entry`.

    Canonical: keys sorted, no spaces, UTF-8, moments in UTC to the microsecond, so that both engines and a copy in a
    backup give the same.
    """
    written = {
        "id": entry.id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "action": entry.action,
        "subject": entry.subject,
        "person_id": entry.person_id,
        "channel": entry.channel,
        "update": entry.update,
        "before": entry.before,
        "after": entry.after,
    }
    canonical = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + canonical.encode()).hexdigest()
