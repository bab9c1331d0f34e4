"""Text that every database takes."""

import re

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""A zero character, half of a surrogate pair."""


def storable(text: str) -> str:
    """Return `text` without the characters that a database refuses."""
    return _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Whether every database takes `text` as it is."""
    return _UNSTORABLE.search(text) is None
