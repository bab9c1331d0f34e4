"""Cutting a long text into parts that the platform takes: between paragraphs, or lines, or words."""

from collections.abc import Iterator

from bot.zalo.styling import Styled, units


def split(whole: Styled, limit: int) -> list[Styled]:
    """Return parts of at most `limit` UTF-16 units each; one part when the text is short enough."""
    return list(_parts(whole, limit)) or [whole]


def _parts(whole: Styled, limit: int) -> Iterator[Styled]:
    start, text = 0, whole.text
    while start < len(text):
        end = _end_of_part(text, start, limit)
        part = whole.cut(start, end)
        bare = part.text.strip()
        if bare:
            left = len(part.text) - len(part.text.lstrip())
            yield part.cut(left, left + len(bare))
        start = end


def _end_of_part(text: str, start: int, limit: int) -> int:
    """Return where the next part ends: after the last paragraph that fits, else line, else word, else anywhere."""
    end = _last_that_fits(text, start, limit)
    if end == len(text):
        return end
    for mark in "\n\n", "\n", " ":
        found = text.rfind(mark, start, end + len(mark))
        if found >= start + (end - start) // 2:
            return found + len(mark)
    return end


def _last_that_fits(text: str, start: int, limit: int) -> int:
    end = min(start + limit, len(text))
    while units(text[start:end]) > limit:
        end -= (units(text[start:end]) - limit + 1) // 2
    return max(end, start + 1)
