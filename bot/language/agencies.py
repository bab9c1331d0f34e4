"""Names of agencies as people type them, and the canonical name that each stands for."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from rapidfuzz import fuzz

from bot.language.phrases import Phrase, compile_phrase
from bot.language.reading import Reading, bare, read
from data.domain.agency_names import FIELDS, HEADS

_TABLE = tomllib.loads(files("bot.language").joinpath("bodies.toml").read_text("utf-8"))
_GROUPS: tuple[tuple[str, Phrase], ...] = tuple(
    (name, compile_phrase(written.strip()))
    for name, phrases in _TABLE["groups"].items()
    for written in phrases.split(";")
)
_SIMILAR, _APART = 86, 6
"""How alike (0-100) a mistyped name must be, and how much less alike the second candidate must be."""

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
class _Variant:
    words: tuple[str, ...]
    name: str


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key for token in read(text).tokens for key in token.key.split())


def _allows(meant: str, typed: str) -> bool:
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
    if " " in first:
        yield f"s{_initials(first)}"
    if len(initials) > 2:
        yield initials
    yield from (short for short in shorts if len(short) > 3)


def _fields(name: str) -> Iterator[str]:
    """Yield what may stand for a department behind "Sở A, B và C" without the word itself."""
    field = name.removeprefix("Sở ")
    yield field
    yield _initials(field)
    yield from (short for short, long in FIELDS.items() if long == field)


class AgencyNames:
    """The names that can be recognised: a registry's, the usual bodies of a province, and well-formed others."""

    def __init__(self, agencies: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        """Index (name, aliases) pairs; a spelling that two registered agencies share names neither."""
        registered = {name.strip(): tuple(alias for alias in aliases if alias.strip()) for name, aliases in agencies}
        self._index: dict[str, list[_Variant]] = defaultdict(list)
        self._behind: dict[str, list[_Variant]] = defaultdict(list)
        self._lists: dict[str, str] = {}
        self._add(_variants(registered))
        known = {words for variants in self._index.values() for words in (variant.words for variant in variants)}
        usual = {f"Sở {field}": () for field in _TABLE["departments"]["names"]} | {
            name: tuple(shorts.split(";")) for name, shorts in _TABLE["bodies"].items()
        }
        rest = {name: shorts for name, shorts in usual.items() if name not in registered}
        shorts = {name: usual[name] for name in usual if name in registered}
        extra = [*_variants(rest), *(_Variant(_keys(s), name) for name, alias in shorts.items() for s in alias)]
        self._add(variant for variant in extra if variant.words not in known)
        for name in (*registered, *rest):
            if name.startswith("Sở "):
                for written in _fields(name):
                    words = _keys(written)
                    self._behind[bare(words[0])].append(_Variant(words, name))
        self._full = {" ".join(map(bare, _keys(name))): name for name in (*rest, *registered)}
        self._full |= {
            full.removeprefix("ubnd "): name for full, name in self._full.items() if full.startswith("ubnd huyen ")
        }
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for full in self._full:
            self._by_head[next((head for head in _HEADS if full.startswith(head)), "")].append(full)
        self._by_head.pop("", None)

    def _add(self, variants: Iterable[_Variant]) -> None:
        for variant in variants:
            if variant.words:
                self._index[bare(variant.words[0])].append(variant)
        for candidates in self._index.values():
            candidates.sort(key=lambda variant: -len(variant.words))

    def mark(self, reading: Reading) -> Reading:
        """Return the reading with each name as one `@agency` token, its value the canonical names."""
        marked = reading.replace(list(self._groups(reading)))
        return marked.replace(list(self._named(marked)))

    def find(self, text: str) -> tuple[str, ...]:
        """Return the canonical names that a text names, in order, each once."""
        return tuple(dict.fromkeys(agencies_of(self.mark(read(text)))))

    def _groups(self, reading: Reading) -> Iterator[tuple[int, int, str, object]]:
        for name, phrase in _GROUPS:
            if phrase.may_be_in(reading.vocabulary):
                for match in phrase.regex.finditer(reading.plain):
                    yield match.start(), match.end(), "@agency", name

    def _named(self, reading: Reading) -> Iterator[tuple[int, int, str, object]]:
        words = [(key, index) for index, token in enumerate(reading.tokens) for key in token.key.split()]
        at, after_department = 0, False
        while at < len(words):
            found = self._at(words, at, reading, listed=after_department)
            if found is None:
                after_department = after_department and words[at][0] in {",", "va", "vaF", "voiHS"}
                at += 1
                continue
            name, length = found
            first, last = words[at][1], words[at + length - 1][1]
            yield reading.position_of(first), reading.position_of(last + 1), "@agency", name
            after_department = name.startswith("Sở ")
            at += length

    def _at(self, words: list[tuple[str, int]], at: int, reading: Reading, *, listed: bool) -> tuple[str, int] | None:
        return (
            _longest(self._index.get(bare(words[at][0]), ()), words, at)
            or (_longest(self._behind.get(bare(words[at][0]), ()), words, at) if listed else None)
            or self._mistyped(words, at)
            or _well_formed(words, at, reading)
        )

    def _mistyped(self, words: list[tuple[str, int]], at: int) -> tuple[str, int] | None:
        """Return the one registered name that the next words are nearly, when no other is nearly as near."""
        rest = " ".join(bare(key) for key, _ in words[at : at + 8]) + " "
        head = next((head for head in _HEADS if rest.startswith(head)), None)
        scored: list[tuple[float, str, int]] = []
        for full in self._by_head.get(head or "", ()):
            length = full.count(" ") + 1
            window = " ".join(rest.split()[:length])
            likeness = fuzz.ratio(
                window.removeprefix(head or ""), full.removeprefix(head or ""), score_cutoff=_SIMILAR - _APART
            )
            if likeness:
                scored.append((likeness, full, min(length, len(words) - at)))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _SIMILAR or (len(scored) > 1 and scored[1][0] > scored[0][0] - _APART):
            return None
        return self._full[scored[0][1]], scored[0][2]


_HEADS = (
    "so ",
    "ubnd huyen ",
    "ubnd thi xa ",
    "ubnd thanh pho ",
    "ubnd xa ",
    "ubnd phuong ",
    "huyen ",
    "ban ",
    "cong ",
    "van phong ",
    "thanh tra ",
    "kho bac ",
    "cuc ",
    "chi cuc ",
)
"""Words that begin a name; only what follows them is compared, because they make all names alike."""


def _variants(agencies: Mapping[str, Sequence[str]]) -> Iterator[_Variant]:
    """Yield the spellings of all agencies, without those that two agencies share."""
    spelled: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, aliases in agencies.items():
        for written in (*_spellings(name), *aliases):
            spelled[_keys(written)].add(name)
    for words, names in spelled.items():
        if len(names) == 1:
            yield _Variant(words, next(iter(names)))


def _longest(variants: Iterable[_Variant], words: list[tuple[str, int]], at: int) -> tuple[str, int] | None:
    for variant in variants:
        typed = words[at : at + len(variant.words)]
        if len(typed) == len(variant.words) and all(
            _allows(meant, key) for meant, (key, _) in zip(variant.words, typed, strict=True)
        ):
            return variant.name, len(typed)
    return None


_UPPER = "A-ZÀ-ỸĐ"
_PLACE = re.compile(
    rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)?\s*(huyện|thị xã|thành phố|TP\.?|xã|phường|thị trấn)\s+([{_UPPER}]\w*(?:\s+[{_UPPER}]\w*){{0,3}})"
)
_FIELD = rf"[{_UPPER}]\w*(?:\s+(?!và\b)[^\W\d_{_UPPER}]\w*)?"
_BODY = re.compile(rf"(Sở|Ban|Chi cục|Cục|Bộ|Phòng|Trung tâm|Hội|Viện)\s+{_FIELD}(?:(?:,| và| -)?\s+{_FIELD}){{0,3}}")


def _well_formed(words: list[tuple[str, int]], at: int, reading: Reading) -> tuple[str, int] | None:
    """Return a name that no list holds but that is written as names are, with capitals."""
    token = reading.tokens[words[at][1]]
    match = _PLACE.match(reading.text, token.start) or _BODY.match(reading.text, token.start)
    if match is None:
        return None
    length = sum(1 for _, index in words[at:] if reading.tokens[index].start < match.end())
    if match.re is _PLACE:
        level = {"TP": "thành phố", "TP.": "thành phố"}.get(match[1], match[1])
        return f"UBND {level} {' '.join(match[2].split())}", length
    return " ".join(match[0].split()), length


def agencies_of(reading: Reading) -> Iterator[str]:
    """Yield the canonical names of a marked reading in order."""
    for token in reading.tokens:
        if token.key == "@agency" and isinstance(token.value, str):
            yield token.value
