"""Our HTML subset as the platform's plain text and `text_styles`: no name in it can ever become markup."""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import Any

_PIECE = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)[^>]*>")
_STYLES = {"b": "b", "i": "i"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, in characters, that stands in one style."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Styled:
    """A text in NFC and its styles."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def units(self) -> int:
        """Return the length in UTF-16 units, as the platform counts in the strictest reading of its limit."""
        return units(self.text)

    def cut(self, start: int, end: int) -> "Styled":
        """Return the characters from `start` to `end`, in their styles."""
        inside = [Span(max(one.start, start) - start, min(one.end, end) - start, one.style) for one in self.spans]
        return Styled(self.text[start:end], tuple(one for one in inside if one.start < one.end))

    def followed_by(self, plain: str) -> "Styled":
        """Return this text with a plain one behind it."""
        return Styled(self.text + plain, self.spans)

    def as_styles(self) -> list[dict[str, Any]]:
        """Return the platform's `text_styles`, whose offsets count UTF-16 units."""
        return [
            {
                "start": units(self.text[: one.start]),
                "len": units(self.text[one.start : one.end]),
                "st": [one.style],
            }
            for one in self.spans
        ]


def styled(markup: str) -> Styled:
    """Read the subset `<b> <i>`; other tags are dropped, and what is open at the end ends there."""
    text, spans, opened, place = "", [], [], 0
    for tag in _PIECE.finditer(markup):
        text += _plain(markup[place : tag.start()])
        place = tag.end()
        if not tag["end"]:
            opened.append((tag["name"], len(text)))
        elif opened:
            name, start = opened.pop()
            spans.append(Span(start, len(text), _STYLES.get(name, "")))
    text += _plain(markup[place:])
    spans += [Span(start, len(text), _STYLES.get(name, "")) for name, start in opened]
    return Styled(text, tuple(one for one in spans if one.style and one.start < one.end))


def _plain(markup: str) -> str:
    return unicodedata.normalize("NFC", unescape(markup))


def units(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
