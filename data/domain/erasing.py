"""What identifies a person where people wrote it into free text, found literally: name, id, phone and chats."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.domain.person import Person
from data.folding import fold

_SHORTEST = 4
"""What is shorter stands in too many texts to mean a person."""
_SHORTEST_NUMBER = 6
"""The same of what is nothing but digits: "2024" is a year, and "12" may be a number of anything."""
_GAP = r"[\s.\-]?"


@dataclass(frozen=True, slots=True)
class Traces:
    """The spellings to be taken out of a text."""

    _pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, person: Person, chats: Iterable[str], *, name: bool) -> "Traces":
        """Return the traces of a person with these chats; without the `name` where a namesake could be meant.

        A name counts as it is written and without diacritics, whatever its letter case; one of a single word only as it
        is written, since without its marks it is another word.
        """
        found = [re.escape(mark) for mark in (person.key or "", *chats) if _stands_out(mark)]
        found += _numbers(person.phone)
        if name and person.name.strip():
            found += [_spaced(person.name)]
            found += [_spaced(fold(person.name))] if len(person.name.split()) > 1 else []
        found.sort(key=len, reverse=True)
        return cls(re.compile(_alone("|".join(found)), re.IGNORECASE) if found else None)

    @classmethod
    def as_written(cls, spelling: str) -> "Traces":
        """Return the trace of somebody in that spelling alone, letter case and all."""
        return cls(re.compile(_alone(re.escape(spelling))))

    def taken_out(self, text: str, called: str) -> str:
        """Return `text` with `called` in the place of each trace."""
        return self._pattern.sub(lambda _: called, text) if self._pattern else text


def means_its_owner(phone: str) -> bool:
    """Whether a phone number is long enough to be taken for its owner's wherever it stands."""
    return _stands_out(_digits(phone))


def _alone(pattern: str) -> str:
    """Return the pattern of what stands apart from other letters and digits."""
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"


def _stands_out(mark: str) -> bool:
    return len(mark) >= (_SHORTEST_NUMBER if mark.lstrip("-").isdigit() else _SHORTEST)


def _spaced(name: str) -> str:
    return r"[\s_]+".join(map(re.escape, name.split()))


def _numbers(phone: str) -> list[str]:
    """Return a phone number as people write it: with 0 or +84 in front, its digits grouped in any way."""
    if not means_its_owner(phone):
        return []
    local = re.sub(r"^(?:84|0)", "", _digits(phone))
    return [rf"(?:\+?84|0)?{_GAP}" + _GAP.join(local)]


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
