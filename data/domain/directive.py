"""Directives: the documents that give tasks."""

from dataclasses import dataclass
from datetime import date

DIRECT = "direct"
"""The kind of what somebody gave out without a document; it has no number and never will."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A stored directive, identified by (issuer, year, number, symbol): numbers restart every year.

    Decree 30/2020/NĐ-CP Art. 8 lists its parts. Number and date may be blank and be filled in later.
    `leader_id` is the leader whose conclusions these are, where the registry knows that person.
    """

    id: int
    number: str | None
    symbol: str | None
    kind: str | None
    issued_on: date | None
    issuer: str | None
    subject: str | None
    signer: str | None = None
    urgency: str | None = None
    leader_id: int | None = None

    @property
    def label(self) -> str:
        """Return number and symbol as written: "215/TB-UBND"; a blank part stays blank, what has none has no label."""
        if self.kind == DIRECT:
            return ""
        return f"{self.number or '…'}/{self.symbol}" if self.symbol else (self.number or "…")
