"""Sentences and clauses of an item, each with its place."""

import re
from dataclasses import dataclass

from data.intake.letters import CAPITAL

_SENTENCE_END = re.compile(
    rf"(?<=[.!?])(?<!\bTP\.)(?<!\bTX\.)(?<!\bH\.)(?<!\bQ\.)(?<!\bP\.)(?<!\bTT\.)(?<!\bv\.v\.)\s+(?=[\W_]*[{CAPITAL}])"
)
_CLAUSE_END = re.compile(r";\s+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of an item: `first` when a sentence begins with it."""

    text: str
    start: int
    first: bool

    @property
    def end(self) -> int:
        """Where the clause ends, exclusive."""
        return self.start + len(self.text)


def split_clauses(text: str) -> list[Clause]:
    """Split at full stops and semicolons, not inside brackets."""
    clauses: list[Clause] = []
    for sentence_start, sentence_end in _pieces(text, _SENTENCE_END, 0, len(text)):
        for start, end in _pieces(text, _CLAUSE_END, sentence_start, sentence_end):
            clauses.append(Clause(text[start:end], start, first=start == sentence_start))
    return clauses


def _pieces(text: str, separator: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for match in separator.finditer(text, start, end):
        if text.count("(", start, match.start()) <= text.count(")", start, match.start()):
            pieces.append((start, match.start()))
            start = match.end()
    return [*pieces, (start, end)]
