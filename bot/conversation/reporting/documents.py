"""Documents that people name by number: "báo cáo số 123/BC-STC ngày 15/5"."""

import re
import unicodedata

from bot.conversation.heard_words import any_of
from bot.language.codes import split_codes

_KIND = any_of("documents", "kinds")
_NUMBER = r"\d{1,6}[a-zđ]?\s*/\s*(?:\d{4}\s*/\s*)?[a-zđ][\w&ươăâêô.-]*"
"""A number and a symbol: "20/5" is a day and "3/4" a share, for neither has letters behind the stroke."""
_DAY = r"(?:\s*,?\s*(?:ngày|ngay)\s+\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?)"
_REFERENCE = re.compile(rf"(?:(?:{_KIND})\s+)?(?:(?:số|so)\s*:?\s*)?{_NUMBER}{_DAY}?", re.IGNORECASE)
_AROUND = re.compile(rf"(?:\W*\b(?:{any_of('documents', 'around')})\b)*\W*", re.IGNORECASE)


def references_in(text: str) -> tuple[str, ...]:
    """Return the documents that `text` names, as typed, each once."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    found = (one[0].rstrip(" .,-") for one in _REFERENCE.finditer(split_codes(typed)[1]))
    return tuple(dict.fromkeys(found))


def only_reference(text: str) -> str | None:
    """Return the one document that is all of `text`, a task's code and polite words aside; None otherwise."""
    found = references_in(text)
    if len(found) != 1:
        return None
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    rest = split_codes(typed)[1].replace(found[0], " ", 1)
    return found[0] if _AROUND.fullmatch(rest) else None
