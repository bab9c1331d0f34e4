"""What the office says of claims, wishes and drafts in its own words: a small grammar over `heard_words.toml`."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.conversation.heard_words import REASON, any_of
from bot.language.codes import split_codes
from bot.language.dates import find_day


class Says(StrEnum):
    """What the office decides."""

    REFUSE = "refuse"
    RETURN = "return"
    GRANT = "grant"
    CONFIRM = "confirm"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision as understood. `codes` are the tasks named, `until` a day, `reason` the words after "vì"."""

    says: Says
    codes: tuple[str, ...] = ()
    until: date | None = None
    reason: str | None = None


_BEGINS = tuple(
    (says, re.compile(rf"(?:{any_of('verdicts', says)})(?!\w)", re.IGNORECASE))
    for says in (Says.REFUSE, Says.RETURN, Says.GRANT, Says.CONFIRM, Says.LEAVE_OUT)
)
"""What a decision begins with; a refusal is tried before the consent that it may contain."""

_FILLER = re.compile(rf"^(?:\W*\b(?:{any_of('verdicts', 'filler')})\b)*\W*$", re.IGNORECASE)


def understand_verdict(text: str, today: date) -> Verdict | None:
    """Return the decision that `text` states; None when it states none, as most questions do."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    if typed.endswith("?"):
        return None
    codes, rest = split_codes(typed)
    bare = rest.strip(" ,;:.-")
    for says, begins in _BEGINS:
        if (found := begins.match(bare)) is not None:
            return _verdict(says, codes, bare[found.end() :].strip(), today)
    return None


def _verdict(says: Says, codes: tuple[str, ...], rest: str, today: date) -> Verdict | None:
    """Read what follows the decision: a day, a reason, or nothing but politeness."""
    if says is Says.LEAVE_OUT:
        return Verdict(says, codes) if codes else None
    if says in {Says.RETURN, Says.REFUSE}:
        return Verdict(says, codes, reason=REASON.sub("", rest).strip() or None)
    until = find_day(rest, today=today) if says is Says.GRANT else None
    if until is None and not _FILLER.match(rest):
        return None
    return Verdict(says, codes, until)
