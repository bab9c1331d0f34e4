"""Files that prove what an agency says of its work."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EvidenceState(StrEnum):
    """What the office has made of a file: it settles with the claim that it belongs to."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    NEEDS_MORE = "needs_more"
    RETURNED = "returned"


class EvidenceKind(StrEnum):
    """What proves the work: a file or a photo, or a document that the office can find by its number."""

    FILE = "file"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it is kept, or the number of a document, which then is `name` and content.

    `size` counts bytes; `assignment_id` is None until it is known what the file proves.
    """

    person_id: int
    name: str
    size: int
    sha256: str
    at: datetime
    channel: str
    assignment_id: int | None = None
    state: EvidenceState = EvidenceState.WAITING
    id: int = 0
    kind: EvidenceKind = EvidenceKind.FILE
