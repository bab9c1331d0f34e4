"""What a person typed, as words that can be compared: one key per word, tied to the place it was typed at.

A key is the bare letters followed by capitals for the marks that were typed: "đã" is `daDR`, "vướng" and the mistyped
"vuớng" are `vuongHS`. A phrase of a grammar is met by a word with the same letters whose marks are among the marks
meant (see phrases.py), so text without diacritics and text with one mark forgotten or misplaced are understood, and
"kết" is never taken for "kẹt". In a text typed with marks, a word that the grammars know stands for itself alone (`Z`):
there "có" is not "cố" with a mark forgotten.
"""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files

_MARK_CODES = {
    "\u0306": "A",  # ă
    "\u0302": "C",  # â ê ô
    "\u031b": "H",  # ơ ư
    "\u0301": "S",  # sắc
    "\u0300": "F",  # huyền
    "\u0309": "R",  # hỏi, which many people write for ngã
    "\u0303": "R",  # ngã
    "\u0323": "J",  # nặng
}
MARK_ORDER = "DACHSFRJZ"
"""The marks in the order in which a key lists them; D is the stroke of đ, Z says that none was forgotten."""

_IGNORED = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff"
_KINDS = "tb|qđ|qd|kh|cv|ct|bc|ttr|nq|kl|nđ|nd|tt|cđ|hd|gm|tbkl"
_TOKEN = re.compile(
    rf"""
    (?P<symbol>\d+[A-Za-z]?\s?(?:/\d{{4}})?[/-]\s?(?:(?i:{_KINDS})\b|[A-ZĐ]{{2,}})(?:[-/&.]\w+)*)
    |(?P<number>\d+(?:[.,/:-]\d+)*)
    |(?P<short>(?<!\w)(?:[đd]/c|a/c|k/c|v/v)(?!\w))
    |(?P<word>(?:[^\W\d_][\u0300-\u036f{_IGNORED}]*)+)
    |(?P<line>\n+)
    |(?P<mark>[^\s{_IGNORED}])
    """,
    re.VERBOSE,
)
_REPEATED = re.compile(r"([a-z])\1+")
_INITIALS = re.compile(r"[^aeiouy]+|[ivx]+")
_NOT_A_LETTER = re.compile(rf"[{_IGNORED}]")


@lru_cache(maxsize=8192)
def key_of(word: str) -> str:
    """Return the key of one word; a letter held too long ("xonggg") counts once, but not in initials ("stttt")."""
    letters: list[str] = []
    marks: set[str] = set()
    for char in unicodedata.normalize("NFKD", _NOT_A_LETTER.sub("", word).casefold()):
        if char == "đ":
            letters.append("d")
            marks.add("D")
        elif char in _MARK_CODES:
            marks.add(_MARK_CODES[char])
        elif not unicodedata.combining(char):
            letters.append(char)
    bare_word = "".join(letters)
    if not _INITIALS.fullmatch(bare_word):
        bare_word = _REPEATED.sub(r"\1", bare_word)
    return bare_word + "".join(mark for mark in MARK_ORDER if mark in marks)


def bare(key: str) -> str:
    """Return the letters of a key without its marks."""
    return key.rstrip(MARK_ORDER)


_TABLE: dict[str, dict[str, str]] = tomllib.loads(files("bot.language").joinpath("spelling.toml").read_text("utf-8"))


def _load_spellings() -> dict[str, str]:
    return {
        key_of(short): " ".join(key_of(word) for word in meant.split())
        for meant, shorts in _TABLE["words"].items()
        for short in shorts.split()
    }


_SPELLINGS: Mapping[str, str] = _load_spellings()
_GRAMMARS = ("reply_cues.toml", "query_cues.toml", "bodies.toml")


def _load_known() -> frozenset[str]:
    """Return the keys of the words that grammars and name lists are written in."""
    texts = [files("bot.language").joinpath(name).read_text("utf-8") for name in _GRAMMARS]
    lines = (line.partition("#")[0] for text in texts for line in text.splitlines())
    words = {key_of(word) for line in lines for word in re.findall(r"[^\W\d_]+", line)}
    return frozenset(words | {key_of(word) for word in _TABLE["known"]["words"].split()})


_KNOWN = _load_known()
_ACCENTED = 0.45
"""The share of words with marks from which a text counts as typed with them; of written Vietnamese it is about 0.75."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, document symbol, mark or recognised thing; `start` and `end` point into the typed text."""

    key: str
    start: int
    end: int
    value: object = None

    @property
    def is_word(self) -> bool:
        """Whether it is a word rather than a number, a mark or a recognised thing."""
        return self.key[0].isalpha()


@dataclass(frozen=True)
class Reading:
    """A text and its tokens. `plain` is the string of keys, one space around each, that grammars are run over."""

    text: str
    tokens: tuple[Token, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts, position = [], 1
        for token in self.tokens:
            starts.append(position)
            position += len(token.key) + 1
        object.__setattr__(self, "_starts", tuple(starts))

    @cached_property
    def plain(self) -> str:
        """The keys of the tokens with one space around each."""
        return f" {' '.join(token.key for token in self.tokens)} " if self.tokens else " "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The bare letters of every key, for quickly ruling phrases out."""
        return frozenset(bare(key) for key in self.plain.split())

    def index_at(self, position: int) -> int:
        """Return the index of the token that holds a position of `plain`."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def position_of(self, index: int) -> int:
        """Return where a token begins in `plain`; the end of it for an index past the last token."""
        return self._starts[index] if index < len(self._starts) else len(self.plain)

    def typed(self, start: int, end: int) -> str:
        """Return what was typed for the span `start` to `end` of `plain`."""
        if not self.tokens or start >= end:
            return ""
        first, last = self.index_at(start), self.index_at(max(end - 2, start))
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def things(self) -> list[tuple[int, str, str]]:
        """Return what was recognised as more than words, such as dates: (position in the text, kind, words typed)."""
        return [
            (token.start, token.key[1:], self.text[token.start : token.end])
            for token in self.tokens
            if token.key[0] == "@" and token.key not in {"@", "@line"}
        ]

    def part(self, start: int, end: int) -> "Reading":
        """Return the tokens between two positions of `plain` as a reading of their own."""
        return Reading(
            self.text, tuple(t for t, at in zip(self.tokens, self._starts, strict=True) if start <= at < end)
        )

    def replace(self, found: Sequence[tuple[int, int, str, object]]) -> "Reading":
        """Return a reading where each span (start, end, key, value) of `plain` became one token.

        Of overlapping spans the first given wins.
        """
        taken: dict[int, tuple[int, str, object]] = {}
        covered: set[int] = set()
        for start, end, key, value in found:
            indices = range(self.index_at(start), self.index_at(max(end - 2, start)) + 1)
            if covered.isdisjoint(indices):
                covered.update(indices)
                taken[indices.start] = (indices.stop, key, value)
        if not taken:
            return self
        tokens: list[Token] = []
        for index, token in enumerate(self.tokens):
            if index in taken:
                stop, key, value = taken[index]
                tokens.append(Token(key, token.start, self.tokens[stop - 1].end, value))
            elif index not in covered:
                tokens.append(token)
        return Reading(self.text, tuple(tokens))


def read(text: str) -> Reading:
    """Read a text of any kind into tokens; chat spellings ("ko", "dc", "r") become the words they stand for."""
    tokens = tuple(_token(match) for match in _TOKEN.finditer(text))
    return Reading(text, tuple(map(_sure, tokens)) if _is_accented(tokens) else tokens)


def _is_accented(tokens: Sequence[Token]) -> bool:
    words = [token.key for token in tokens if token.is_word]
    return sum(key != bare(key) for key in words) > _ACCENTED * len(words)


def _sure(token: Token) -> Token:
    """Where marks are typed, "bao" is no "báo" and "có" no "cố"."""
    return Token(f"{token.key}Z", token.start, token.end) if token.key in _KNOWN else token


def _token(match: re.Match[str]) -> Token:
    typed, start, end = match.group(), match.start(), match.end()
    match match.lastgroup:
        case "symbol":
            return Token("@symbol", start, end, re.sub(r"\s", "", typed))
        case "line":
            return Token("@line", start, end)
        case "word" | "short":
            key = key_of(typed)
            return Token(_SPELLINGS.get(key, key) or "?", start, end)
        case _:
            return Token(key_of(typed) or "?", start, end)
