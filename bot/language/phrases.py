"""A small language for writing down phrases, so that a grammar is a list a person can read.

    [đã] (xong|hoàn thành) [rồi]      words; ( | ) one of; [ ] may be missing
    xong ... <ngày>                   up to five words between; a slot, filled by a regular expression
    =bão                              only with its marks, because "bao" is common
    cho @agency                       a thing recognised before, whose token bears this key
    ^ ok $                            the beginning and the end of the text
    xong !(chưa|không)                not followed by; ?( ) followed by
    {cơ quan} chủ trì                 a set of phrases that the grammar names

A word is met by the same letters with some or all of the marks meant (reading.py).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.language.reading import Reading, bare, key_of

_PIECE = re.compile(r"\.\.\.|@\w+|[!?]\(|<[^>]+>|\{[^}]+\}|[()\[\]|^$*]|=?[^\W_]+|[^\s\w]")
_GAP = r"(?:(?![.;?!_,]|@line)[^ ]+ ){0,5}?"

Anchors = frozenset[str] | None
"""Bare words of which a text must hold at least one; None when any text may do."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A piece of regular expression over `Reading.plain`, and what a text must hold to be worth trying."""

    source: str
    anchors: Anchors


@dataclass(slots=True)
class _Parser:
    pieces: list[str]
    slots: Mapping[str, str]
    sets: Mapping[str, str]
    at: int = 0

    def choice(self, closing: str | None) -> Pattern:
        branches = [self.sequence(closing)]
        while self.at < len(self.pieces) and self.pieces[self.at] == "|":
            self.at += 1
            branches.append(self.sequence(closing))
        self.at += 1
        anchors: Anchors = frozenset()
        for branch in branches:
            anchors = None if anchors is None or branch.anchors is None else anchors | branch.anchors
        return Pattern("|".join(branch.source for branch in branches), anchors)

    def sequence(self, closing: str | None) -> Pattern:
        parts: list[Pattern] = []
        while self.at < len(self.pieces) and self.pieces[self.at] not in {"|", closing}:
            parts.append(self.element())
        needed = [part.anchors for part in parts if part.anchors]
        return Pattern("".join(part.source for part in parts), min(needed, key=len) if needed else None)

    def element(self) -> Pattern:
        piece = self.pieces[self.at]
        self.at += 1
        match piece[0]:
            case "(":
                inner = self.choice(")")
                return Pattern(f"(?:{inner.source})", inner.anchors)
            case "[":
                return Pattern(f"(?:{self.choice(']').source})?", None)
            case "!" | "?" if piece[1:] == "(":
                return Pattern(f"(?{piece[0].replace('?', '=')}{self.choice(')').source})", None)
            case "{":
                return _parse(self.sets[piece[1:-1]], self.slots, self.sets)
            case "<":
                return Pattern(self.slots[piece[1:-1]], None)
            case _:
                return _word(piece)


def _word(piece: str) -> Pattern:
    if piece == "...":
        return Pattern(_GAP, None)
    if piece in "^$*":
        return Pattern({"^": r"(?<=^ )", "$": r"$", "*": r"[^ _@]+ "}[piece], None)
    if piece[0] == "@" and len(piece) > 1:
        return Pattern(f"{piece} ", frozenset({piece}))
    if piece[0] == "=" and len(piece) > 1:
        key = key_of(piece[1:])
        return Pattern(f"{re.escape(key)}Z? ", frozenset({bare(key)}))
    source, letters = _spelled(piece)
    return Pattern(f"{source} ", frozenset({letters}))


def _spelled(word: str) -> tuple[str, str]:
    """Return what the key of a word may look like, and its bare letters."""
    key = key_of(word)
    letters = bare(key)
    marks = key[len(letters) :]
    return f"{re.escape(letters)}(?:{marks}Z|{''.join(f'{mark}?' for mark in marks)})", letters


def one_of(words: str) -> str:
    """Return the regular expression for the key of one of the words, for use in a slot."""
    return "|".join(_spelled(word)[0] for word in words.split())


def _parse(phrase: str, slots: Mapping[str, str], sets: Mapping[str, str]) -> Pattern:
    pattern = _Parser(_PIECE.findall(phrase), slots, sets).choice(None)
    return Pattern(f"(?:{pattern.source})", pattern.anchors)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a grammar, ready to be looked for."""

    written: str
    regex: re.Pattern[str]
    anchors: Anchors

    def may_be_in(self, vocabulary: frozenset[str]) -> bool:
        """Whether a text of these words can hold the phrase at all."""
        return self.anchors is None or not self.anchors.isdisjoint(vocabulary)

    def search(self, reading: Reading) -> re.Match[str] | None:
        """Return the first place where the phrase is met."""
        return self.regex.search(reading.plain) if self.may_be_in(reading.vocabulary) else None


def compile_phrase(
    written: str, slots: Mapping[str, str] | None = None, sets: Mapping[str, str] | None = None
) -> Phrase:
    """Compile one phrase. `slots` gives a regular expression for each `<thing>`, `sets` a phrase for each `{set}`."""
    pattern = _parse(written, slots or {}, sets or {})
    return Phrase(written, re.compile(f"(?<= ){pattern.source}"), pattern.anchors)


@dataclass(frozen=True, slots=True)
class Cue:
    """A named phrase met in a text: `start` and `end` are positions in `Reading.plain`."""

    name: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """Named phrases in order of precedence: words that one has used are not seen by the next."""

    phrases: tuple[tuple[str, Phrase], ...] = field(repr=False)

    @classmethod
    def of(
        cls,
        cues: Mapping[str, Iterable[str]],
        *,
        slots: Mapping[str, str] | None = None,
        sets: Mapping[str, str] | None = None,
    ) -> "Grammar":
        """Compile a table of phrases by name, the names in order of precedence."""
        return cls(
            tuple((name, compile_phrase(written, slots, sets)) for name, phrases in cues.items() for written in phrases)
        )

    def cues(self, reading: Reading) -> tuple[Cue, ...]:
        """Return what is met, in the order of the text."""
        found: list[Cue] = []
        plain, vocabulary = reading.plain, reading.vocabulary
        for name, phrase in self.phrases:
            if not phrase.may_be_in(vocabulary):
                continue
            met = [Cue(name, *match.span(), phrase.written) for match in phrase.regex.finditer(plain) if match.group()]
            for cue in met:
                plain = plain[: cue.start] + _used(plain[cue.start : cue.end]) + plain[cue.end :]
            found += met
        return tuple(sorted(found, key=lambda cue: cue.start))


def _used(words: str) -> str:
    return "".join(" " if char == " " else "_" for char in words)
