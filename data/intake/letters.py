"""Views of a text that keep its length, so that a match in the view is a match in the text."""

import re
import unicodedata

CAPITAL = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters of Vietnamese, for use inside a character class."""

_DIGIT_TWINS = str.maketrans("OoQlI|", "000111")
_NEAR_DIGIT = re.compile(r"(?<![^\W\d_])[OoQlI|]*\d[\dOoQlI|]*(?![^\W\d_])")


def _bare(letter: str) -> str:
    return "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()


_BARE = {ord(letter): _bare(letter) for letter in (chr(code) for code in (*range(65, 0x250), *range(0x1E00, 0x1F00)))}


def flat(text: str) -> str:
    """Return `text` in small letters without diacritics, one character for one."""
    return text.translate(_BARE)


def plain(text: str) -> str:
    """Return `text` with emphasis marks blanked and digits that were scanned as letters put right."""
    blanked = text.replace("*", " ").replace("_", " ")
    return _NEAR_DIGIT.sub(lambda match: match[0].translate(_DIGIT_TWINS), blanked)
