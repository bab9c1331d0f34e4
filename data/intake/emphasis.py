"""Marks of emphasis that a text brings along when it was copied out of a formatted page: **bold**, *italic*, _both_."""

import re

_OPENS = r"(?<![\w*_(])(?:\*{1,3}|_{1,3})(?=[^\W_]|[\"“(\[])"
_CLOSES = r"(?<=[^\W_]|[.,;:!?)\]\"”%…])(?:\*{1,3}|_{1,3})(?![\w*_])"
_BOLD = r"\*{2,3}"
_MARK = re.compile(f"{_BOLD}|{_OPENS}|{_CLOSES}")


def without_emphasis(text: str) -> str:
    """Return `text` as a person is to see it; an asterisk that stands for itself ("(*)", "2 * 3") stays."""
    return _MARK.sub("", text)
