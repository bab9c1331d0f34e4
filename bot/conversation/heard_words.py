"""The table of words that the conversation listens for, as patterns and folded sets."""

import re
import tomllib
from importlib.resources import files

from data.folding import fold

_TABLE: dict[str, dict[str, str]] = tomllib.loads(
    files("bot.conversation").joinpath("heard_words.toml").read_text("utf-8")
)


def words(topic: str, name: str) -> tuple[str, ...]:
    """Return the alternatives of an entry, longest first, so that none hides behind a shorter one."""
    return tuple(sorted((word.strip() for word in _TABLE[topic][name].split("|")), key=len, reverse=True))


def folded(topic: str, name: str) -> frozenset[str]:
    """Return the alternatives of an entry as `data.folding.fold` spells them."""
    return frozenset(fold(word) for word in words(topic, name))


def any_of(topic: str, name: str) -> str:
    """Return the pattern of any alternative of an entry, typed with or without diacritics."""
    both = {form for word in words(topic, name) for form in (word, fold(word))}
    return "|".join(re.escape(form) for form in sorted(both, key=len, reverse=True))


def words_of(text: str) -> list[str]:
    """Return the words of `text` folded, punctuation at their ends aside."""
    return re.sub(r"[.,;:!?…]+(?=\s|$)", " ", fold(text)).split()


REASON = re.compile(rf"^\W*(?:{any_of('verdicts', 'because')})(?!\w)\W*", re.IGNORECASE)
"""What a reason begins with."""
