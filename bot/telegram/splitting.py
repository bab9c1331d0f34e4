"""Cutting a long message into parts that the platform takes: between lines, and never inside a tag or an entity."""

import re
from collections.abc import Iterator
from itertools import accumulate

_PIECE = re.compile(r"<[^>]*>|&[^;\s]{1,10};|.", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_OPENS = re.compile(r"<(\w+)[^>]*>")


def split(markup: str, limit: int) -> list[str]:
    """Return parts of at most `limit` UTF-16 units of shown text each; one part when it is short enough.

    Lines stay whole as long as they fit, then words. What a cut leaves open is closed and opened again.
    """
    if len(markup.encode("utf-16-le")) // 2 <= limit:
        return [markup]  # with its tags and entities it is longer than what it shows
    pieces = _PIECE.findall(markup)
    if units(pieces) <= limit:
        return [markup]
    parts, opened = [], ""
    for part in _slices(pieces, limit):
        text = opened + "".join(part).strip()
        left_open = _open_tags(text)
        if _TAG.sub("", text).strip():
            parts.append(text + "".join(f"</{name}>" for name in reversed(left_open)))
        opened = "".join(f"<{name}>" for name in left_open)
    return parts


def _slices(pieces: list[str], limit: int) -> Iterator[list[str]]:
    while units(pieces) > limit:
        end = _end_of_part(pieces, limit)
        yield pieces[:end]
        pieces = pieces[end:]
    yield pieces


def _end_of_part(pieces: list[str], limit: int) -> int:
    """Return how many pieces the next part takes: up to the last line's end that fits, else a word's, else all."""
    fitting = sum(1 for length in accumulate(map(_shown, pieces)) if length <= limit)
    for mark in "\n", " ":
        ends = [place for place in range(1, fitting + 1) if pieces[place - 1] == mark]
        if ends and ends[-1] > fitting // 2:
            return ends[-1]
    return max(fitting, 1)


def units(pieces: list[str]) -> int:
    """Return how many UTF-16 units the pieces show: the unit that is safe in every reading of the limit."""
    return sum(map(_shown, pieces))


def _shown(piece: str) -> int:
    if len(piece) > 1:
        return 0 if piece.startswith("<") else 1
    return 2 if piece > "\uffff" else 1


def _open_tags(markup: str) -> list[str]:
    opened: list[str] = []
    for tag in _TAG.findall(markup):
        if begin := _OPENS.fullmatch(tag):
            opened.append(begin[1])
        elif opened:
            opened.pop()
    return opened
