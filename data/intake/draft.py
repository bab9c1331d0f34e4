"""What reading a directive yields before a person has confirmed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from data.domain.deadline import NO_DEADLINE, Deadline


class Reason(StrEnum):
    """Why a file was not read; what is said about it to people stands elsewhere."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    OLD_FORMAT = "old_format"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    TOO_COMPLEX = "too_complex"
    MACROS = "macros"
    FOREIGN = "foreign"
    SEVERAL = "several"
    UNBROKEN = "unbroken"
    FAILED = "failed"
    CLASSIFIED = "classified"


class Unreadable(Exception):
    """The file cannot be read. `str()` of it is the one word of its reason, never anything of the content."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class Classified(Unreadable):
    """The document bears a secrecy mark; nothing of it may be kept or shown (Law 117/2025/QH15 Art. 5)."""

    def __init__(self) -> None:
        super().__init__(Reason.CLASSIFIED)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of the text that was read."""

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """Return the same stretch in a text that begins `by` characters earlier."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """One task as read. Names are canonical (gold guide 1.3); `evidence` maps a field to the words behind it."""

    ref: str
    content: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    deadline: Deadline = NO_DEADLINE
    recurrence: str | None = None
    evidence: Mapping[str, Span] = field(default_factory=dict)
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive as read; what the document leaves blank stays None.

    `kind` and `urgency` use the closed words of the gold guide (`thong_bao_ket_luan`, `hoa_toc` ...);
    `issued_partial` is "YYYY-MM" when the day is blank; `subject` is the trích yếu; `leader` the name of the
    leader whose conclusions or decision this is, where the text names one; `text` is what was read, the string
    that every `Span` points into.
    """

    number: str | None
    symbol: str | None
    kind: str | None
    issued_on: date | None
    issuer: str | None
    signer: str | None
    urgency: str | None
    subject: str | None = None
    leader: str | None = None
    issued_partial: str | None = None
    tasks: tuple[TaskDraft, ...] = ()
    text: str = ""
