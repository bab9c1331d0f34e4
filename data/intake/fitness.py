"""Whether a text can be one directive at all: other languages and several directives in one file are refused."""

import re
from collections.abc import Sequence

from data.folding import fold
from data.intake.draft import Reason, Unreadable
from data.intake.layout import Paragraph
from data.intake.lexicon import load

_EVERYDAY = frozenset(fold(word) for word in load("everyday")["words"])
_SAMPLE = 50_000
_FEWEST_WORDS = 40
"""Shorter texts do not tell their language."""
_LEAST_FAMILIAR = 0.08
"""Vietnamese letters of all kinds have 0.15 and more of everyday words, other languages hardly any."""
_STATE = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
_NUMBER = re.compile(r"(?:^|\s)Số\s*:?\s*(?P<symbol>[\d.… ]*/[\wĐ.&-]{2,30})")
_NEAR = 8
"""Paragraphs between the name of the state and the number of the same letterhead, at most."""


def refuse_foreign(text: str) -> None:
    """Raise Unreadable for a text of some length that is not Vietnamese, typed with diacritics or without."""
    words = re.findall(r"[^\W\d_]+", fold(text[:_SAMPLE]))
    if len(words) >= _FEWEST_WORDS and sum(word in _EVERYDAY for word in words) < _LEAST_FAMILIAR * len(words):
        raise Unreadable(Reason.FOREIGN)


def refuse_several(paragraphs: Sequence[Paragraph]) -> None:
    """Raise Unreadable when more than one letterhead with a number of its own stands in the text."""
    states = [at for at, paragraph in enumerate(paragraphs) if _STATE.search(paragraph.text)]
    symbols = {symbol for at in states if (symbol := _symbol_near(paragraphs, at))}
    if len(symbols) > 1:
        raise Unreadable(Reason.SEVERAL)


def _symbol_near(paragraphs: Sequence[Paragraph], at: int) -> str | None:
    """Return number and symbol of the letterhead around a paragraph; an attached plan has none of its own."""
    around = paragraphs[max(0, at - _NEAR) : at + _NEAR + 1]
    found = next((found for paragraph in around if (found := _NUMBER.search(paragraph.text))), None)
    return "".join(found["symbol"].split()) if found else None
