"""Views of a text that keep its length, so that a match in the view is a match in the text."""

import re
import unicodedata

CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for use inside a character class."""

_DIGIT_TWINS = str.maketrans("OoQlI|", "000111")
_NEAR_DIGIT = re.compile(r"(?<![^\W\d_])[OoQlI|]*\d[\dOoQlI|]*(?![^\W\d_])")


def flat(text: str) -> str:
    """Return `text` in small letters without diacritics, one character for one."""
    return "".join(_bare(ch) for ch in text)


def _bare(ch: str) -> str:
    if ch in "đĐ":
        return "d"
    return unicodedata.normalize("NFD", ch)[0].lower()[:1] or ch


def plain(text: str) -> str:
    """Return `text` with emphasis marks blanked and digits that were scanned as letters put right."""
    blanked = text.replace("*", " ").replace("_", " ")
    return _NEAR_DIGIT.sub(lambda match: match[0].translate(_DIGIT_TWINS), blanked)
