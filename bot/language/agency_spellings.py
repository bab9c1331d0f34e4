"""The ways in which people write the name of an agency: abbreviated, by initials, without its level."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.language.capitals import CAPITAL
from bot.language.reading import Reading, bare, read
from data.domain.agency_names import FIELDS, HEADS

_DISTRICT = re.compile(r"^UBND (huyện|thị xã|thành phố|xã|phường|thị trấn|quận|đặc khu) (.+)$")
_SHORT_LEVELS = {
    "huyện": ("huyện", "h"),
    "thị xã": ("thị xã", "tx"),
    "thành phố": ("thành phố", "tp"),
    "xã": ("xã",),
    "phường": ("phường", "p"),
    "thị trấn": ("thị trấn", "tt"),
    "quận": ("quận", "q"),
    "đặc khu": ("đặc khu",),
}
_KNOWN_ALONE = frozenset({"huyện", "thị xã"})
"""Levels whose places are named without the level ("Lục Nam"); a province's town bears the province's name."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of writing a name, as the keys of its words."""

    words: tuple[str, ...]
    name: str


def keys_of(text: str) -> tuple[str, ...]:
    """Return the keys of the words of a text."""
    return tuple(key for token in read(text).tokens for key in token.key.split())


def allows(meant: str, typed: str) -> bool:
    """Whether a typed key has the letters meant and no mark that is not meant."""
    letters = bare(meant)
    if bare(typed) != letters:
        return False
    marks, given = set(meant[len(letters) :]) - {"Z"}, set(typed[len(letters) :])
    return given - {"Z"} == marks if "Z" in given else given <= marks


def _initials(words: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", words) if word != "và")


def _spellings(name: str) -> Iterator[str]:
    """Yield the ways people write a canonical name."""
    yield name
    if name.endswith(" tỉnh") and len(name.split()) > 2:
        yield name.removesuffix(" tỉnh")
    if name.startswith("Sở "):
        yield from _department(name.removeprefix("Sở "))
    district = _DISTRICT.match(name)
    if district:
        level, place = district.groups()
        for short in _SHORT_LEVELS[level]:
            yield f"{short} {place}"
            yield f"UBND {short} {place}"
            yield f"{short} {_initials(place)}"
        if level in _KNOWN_ALONE:
            yield place
            yield f"UBND {place}"
    for short, long in HEADS.items():
        if name.startswith(long):
            yield f"{short}{name.removeprefix(long)}"


def _department(field: str) -> Iterator[str]:
    initials = _initials(field)
    shorts = {initials, *(short for short, long in FIELDS.items() if long == field)}
    for short in shorts:
        yield f"sở {short}"
        yield f"s {short}"
    yield f"s{initials}"
    yield f"sở {field.replace(' và', '')}"
    first = re.split(r" và |, | - ", field)[0]
    yield f"sở {first}"
    yield f"ngành {first}"
    yield f"ngành {field}"
    if " " in first:
        yield f"s{_initials(first)}"
        yield f"sở {_initials(first)}"
    if len(initials) > 2:
        yield initials
    yield from (short for short in shorts if len(short) > 3)


def fields_of(name: str) -> Iterator[str]:
    """Yield what may stand for a department behind "Sở A, B và C" without the word itself."""
    field = name.removeprefix("Sở ")
    yield field
    yield _initials(field)
    yield from (short for short, long in FIELDS.items() if long == field)


def variants_of(agencies: Mapping[str, Sequence[str]]) -> Iterator[Variant]:
    """Yield the spellings of all agencies, without those that two agencies share."""
    spelled: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, aliases in agencies.items():
        for written in (*_spellings(name), *aliases):
            spelled[keys_of(written)].add(name)
    for words, names in spelled.items():
        if len(names) == 1:
            yield Variant(words, next(iter(names)))


_PLACE = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)?\s*"
    r"([Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
    rf"\s+([{CAPITAL}]\w*(?:\s+[{CAPITAL}]\w*){{0,3}})"
)
_FIELD = rf"[{CAPITAL}]\w*(?:\s+(?!và\b)[^\W\d_{CAPITAL}]\w*)?"
_BODY = re.compile(rf"(Sở|Ban|Chi cục|Cục|Bộ|Phòng|Trung tâm|Hội|Viện)\s+{_FIELD}(?:(?:,| và| -)?\s+{_FIELD}){{0,3}}")


def well_formed(words: Sequence[tuple[str, int]], at: int, reading: Reading) -> tuple[str, int] | None:
    """Return a name that no list holds but that is written as names are, with capitals."""
    token = reading.tokens[words[at][1]]
    match = _PLACE.match(reading.text, token.start) or _BODY.match(reading.text, token.start)
    if match is None:
        return None
    length = sum(1 for _, index in words[at:] if reading.tokens[index].start < match.end())
    if match.re is _PLACE:
        level = {"TP": "thành phố", "TP.": "thành phố"}.get(match[1], match[1].lower())
        return f"UBND {level} {' '.join(match[2].split())}", length
    return " ".join(match[0].split()), length
