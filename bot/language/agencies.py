"""Names of agencies as people type them, and the canonical name that each stands for."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from rapidfuzz import fuzz

from bot.language.agency_spellings import Variant, allows, fields_of, keys_of, variants_of, well_formed
from bot.language.phrases import Phrase, compile_phrase
from bot.language.reading import Reading, bare, read

_TABLE = tomllib.loads(files("bot.language").joinpath("bodies.toml").read_text("utf-8"))
_USUAL: Mapping[str, tuple[str, ...]] = {f"Sở {field}": () for field in _TABLE["departments"]["names"]} | {
    name: tuple(shorts.split(";")) for name, shorts in _TABLE["bodies"].items()
}
_GROUPS: tuple[tuple[str, Phrase], ...] = tuple(
    (name, compile_phrase(written.strip()))
    for name, phrases in _TABLE["groups"].items()
    for written in phrases.split(";")
)
_SIMILAR, _APART = 86, 6
"""How alike (0-100) a mistyped name must be, and how much less alike the second candidate must be."""
_HEADS = (
    "so ", "ubnd huyen ", "ubnd thi xa ", "ubnd thanh pho ", "ubnd xa ", "ubnd phuong ", "huyen ", "ban ", "cong ",
    "van phong ", "thanh tra ", "kho bac ", "cuc ", "chi cuc ",
)  # fmt: skip
"""Words that begin a name; only what follows them is compared, because they make all names alike."""

_Words = Sequence[tuple[str, int]]
"""The keys of a reading's words, each with the index of its token."""
_Index = Mapping[str, Sequence[Variant]]


class AgencyNames:
    """The names that can be recognised: a registry's, the usual bodies of a province, and well-formed others."""

    def __init__(self, agencies: Iterable[tuple[str, Sequence[str]]] = ()) -> None:
        """Index (name, aliases) pairs; a spelling that two registered agencies share names neither."""
        registered = {name.strip(): tuple(filter(str.strip, aliases)) for name, aliases in agencies}
        own = tuple(variants_of(registered))
        taken = {variant.words for variant in own}
        usual = (variant for variant in variants_of(_USUAL) if variant.words not in taken)
        self._variants = _by_first_word((*own, *usual))
        names = dict.fromkeys((*registered, *_USUAL))
        self._fields = _by_first_word(
            Variant(keys_of(written), name) for name in names if name.startswith("Sở ") for written in fields_of(name)
        )
        self._by_head = _by_head(names)

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
                after_department = after_department and bare(words[at][0]) in {",", "va", "voi"}
                at += 1
                continue
            name, length = found
            first, last = words[at][1], words[at + length - 1][1]
            yield reading.position_of(first), reading.position_of(last + 1), "@agency", name
            after_department = name.startswith("Sở ")
            at += length

    def _at(self, words: _Words, at: int, reading: Reading, *, listed: bool) -> tuple[str, int] | None:
        """Return the name that begins at a word, and how many words it takes."""
        first = bare(words[at][0])
        return (
            _longest(self._variants.get(first, ()), words, at)
            or (_longest(self._fields.get(first, ()), words, at) if listed else None)
            or self._mistyped(words, at)
            or well_formed(words, at, reading)
        )

    def _mistyped(self, words: _Words, at: int) -> tuple[str, int] | None:
        """Return the one name that the next words are nearly, when no other is nearly as near."""
        rest = " ".join(bare(key) for key, _ in words[at : at + 8]) + " "
        head = next((head for head in _HEADS if rest.startswith(head)), None)
        if head is None:
            return None
        typed = rest.removeprefix(head).split()
        scored: list[tuple[float, str, int]] = []
        for tail, name in self._by_head.get(head, {}).items():
            length = tail.count(" ") + 1
            likeness = fuzz.ratio(" ".join(typed[:length]), tail, score_cutoff=_SIMILAR - _APART)
            if likeness and length <= len(typed):
                scored.append((likeness, name, length + head.count(" ")))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _SIMILAR or (len(scored) > 1 and scored[1][0] > scored[0][0] - _APART):
            return None
        return scored[0][1:]


def _by_first_word(variants: Iterable[Variant]) -> _Index:
    """Index spellings by their first word, the longest first."""
    index: dict[str, list[Variant]] = defaultdict(list)
    for variant in variants:
        if variant.words:
            index[bare(variant.words[0])].append(variant)
    return {word: sorted(found, key=lambda variant: -len(variant.words)) for word, found in index.items()}


def _by_head(names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Index names by the words that begin them, then by the bare words that follow; twins are left out."""
    index: dict[str, dict[str, str]] = defaultdict(dict)
    twins: set[tuple[str, str]] = set()
    for name in names:
        full = " ".join(map(bare, keys_of(name)))
        for spelled in (full, full.removeprefix("ubnd ")):
            head = next((head for head in _HEADS if spelled.startswith(head)), None)
            if head and index[head].setdefault(spelled.removeprefix(head), name) != name:
                twins.add((head, spelled.removeprefix(head)))
    for head, tail in twins:
        del index[head][tail]
    return index


def _longest(variants: Iterable[Variant], words: _Words, at: int) -> tuple[str, int] | None:
    for variant in variants:
        typed = words[at : at + len(variant.words)]
        if len(typed) == len(variant.words) and all(
            allows(meant, key) for meant, (key, _) in zip(variant.words, typed, strict=True)
        ):
            return variant.name, len(typed)
    return None


def agencies_of(reading: Reading) -> Iterator[str]:
    """Yield the canonical names of a marked reading in order."""
    for token in reading.tokens:
        if token.key == "@agency" and isinstance(token.value, str):
            yield token.value
