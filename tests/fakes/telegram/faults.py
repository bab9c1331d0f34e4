"""What can go wrong on the way to the platform and back."""

from collections.abc import Mapping
from enum import StrEnum

from tests.fakes import faults
from tests.fakes.faults import Garbled
from tests.fakes.telegram.refusal import Refusal, too_many


class Cut(StrEnum):
    """Where the line is cut: before the platform takes the request, or after it has done what was asked."""

    BEFORE = "before"
    AFTER = "after"


Fault = Cut | Refusal | Garbled
Faults = faults.Faults[Fault]
KINDS: Mapping[str, Fault] = {
    "cut before": Cut.BEFORE,
    "cut after": Cut.AFTER,
    "429": too_many(1),
    "500": Refusal(500, "Internal Server Error: restart"),
    "garbled": Garbled(),
}
"""What happens by itself."""
