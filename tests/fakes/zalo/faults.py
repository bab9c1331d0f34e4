"""What can go wrong on the way to the platform and back."""

from collections.abc import Mapping
from enum import StrEnum

from tests.fakes import faults
from tests.fakes.faults import Garbled
from tests.fakes.zalo.refusal import QUOTA, UNAUTHORIZED, Refusal


class Line(StrEnum):
    """What becomes of a line: cut before the platform takes the request or after it has done it, or never answered."""

    CUT_BEFORE = "cut before"
    CUT_AFTER = "cut after"
    HANGS = "hangs"


Fault = Line | Refusal | Garbled
Faults = faults.Faults[Fault]
KINDS: Mapping[str, Fault] = {
    "cut before": Line.CUT_BEFORE,
    "cut after": Line.CUT_AFTER,
    "429": QUOTA,
    "401": UNAUTHORIZED,
    "502": Garbled(502),
    "504": Garbled(504),
}
"""What happens by itself; a line that hangs takes real seconds and is ordered where a test needs it."""
