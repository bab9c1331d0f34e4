"""What the auditor reports: what became of everything that had to be said, and each thing that is wrong."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

SHOWN = 50
"""How many findings of a kind a report lists; all are counted."""


class Outcome(StrEnum):
    """What became of something that had to be said to a person."""

    SAID = "said"
    COVERED = "covered"
    VOID = "void"
    UNREACHED = "unreached"
    SNOOZED = "snoozed"
    UNDER_WAY = "under_way"
    SILENT_SERVICE = "silent_service"
    MISSING = "missing"


class Why(StrEnum):
    """What is wrong with a finding."""

    NOT_PLANNED = "not_planned"
    NO_RECEIPT = "no_receipt"
    COVERED_BY_NOTHING = "covered_by_nothing"
    GIVEN_UP_WHILE_TRUE = "given_up_while_true"
    STUCK = "stuck"
    TWICE_IN_A_MORNING = "twice_in_a_morning"
    NOT_GIVEN_OUT = "not_given_out"
    NO_DIGEST = "no_digest"
    HELD_TOO_LONG = "held_too_long"
    TOO_MANY = "too_many"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: of which task ("" of none), which rung, for whom (0: for all), since when."""

    code: str
    rung: str
    person_id: int
    due_at: datetime
    why: Why

    def as_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "code": self.code,
            "rung": self.rung,
            "person": self.person_id,
            "due_at": self.due_at.isoformat(),
            "why": self.why.value,
        }


@dataclass(slots=True)
class Report:
    """What an audit found at `at`: the `outcomes` add up to what was `expected`."""

    at: datetime
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    missing: list[Finding] = field(default_factory=list)
    double: list[Finding] = field(default_factory=list)
    late: list[Finding] = field(default_factory=list)
    too_many: list[Finding] = field(default_factory=list)

    @property
    def expected(self) -> int:
        """How much had to be said by then, counted by rung and person."""
        return self.outcomes.total()

    def as_json(self) -> dict[str, object]:
        """Return it as JSON, with the first findings of each kind."""
        found = {"missing": self.missing, "double": self.double, "late": self.late, "too_many": self.too_many}
        return {
            "at": self.at.isoformat(),
            "expected": self.expected,
            "outcomes": {outcome.value: self.outcomes[outcome] for outcome in Outcome},
            **{name: len(findings) for name, findings in found.items()},
            "findings": [one.as_json() for findings in found.values() for one in findings[:SHOWN]],
        }
