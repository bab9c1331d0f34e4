"""The words of a reply that give the obstacle or the justification."""

import re
from collections.abc import Sequence

from bot.language.meaning import Intent
from bot.language.phrases import Cue, Phrase, compile_phrase
from bot.language.reading import Reading

_MARKER = compile_phrase(
    "(vì lý do|với lý do|(lý do|lí do|nguyên nhân) [chậm|trễ] [là|:]|là do|là vì|bởi vì|do|vì|bởi|tại)"
    " [là|:] !(đó|vậy|thế|sao|sở|ubnd|bên|phòng)"
)
_COLON = compile_phrase("(vướng mắc|vướng|khó khăn|kẹt|lý do) [hiện nay|là] (:|là)")
_END: Phrase = compile_phrase(
    "(.|;|@line|,) [em|đơn vị|sở|rất] "
    "?(xin|đề nghị|dự kiến|hiện|nên|mong|cho|đạt|sẽ|kính|nhờ|gia hạn|lùi|@share|@date|anh|được không)"
)
_EXPLAINED = frozenset({Intent.EXTENSION, Intent.BLOCKED, Intent.PROGRESS, Intent.REJECT})
OBSTACLES = frozenset({"obstacle", "waiting_other", "waiting_funds", "pause", "impossible"})
"""Cues of an obstacle that still stands."""
_BESIDE_REQUEST = OBSTACLES | {"undelivered", "not_done", "waiting_above", "look_later", "not_started"}
_SENTENCE = re.compile(r"[,.;] |@line ")


def reason_in(reading: Reading, cues: Sequence[Cue], intent: Intent) -> str | None:
    """Return the exact words of the reason, or None.

    It is what follows "do", "vì", "lý do" up to the next request or promise; without such a word, the clause that
    holds the obstacle, and beside a request for more time the clause that asks for nothing.
    """
    if intent not in _EXPLAINED:
        return None
    marker = _COLON.search(reading) or _MARKER.search(reading)
    if marker:
        return _until_next_request(reading, marker.end())
    if intent is Intent.BLOCKED:
        return next((_clause(reading, cue.start) for cue in cues if cue.name in OBSTACLES), None)
    if intent is Intent.EXTENSION:
        return next((_clause(reading, cue.start) for cue in cues if cue.name in _BESIDE_REQUEST), None)
    return None


def _until_next_request(reading: Reading, start: int) -> str | None:
    ending = _END.regex.search(reading.plain, start)
    stop = re.compile(r"[.;] |@line ").search(reading.plain, start)
    end = min([m.start() for m in (ending, stop) if m] + [len(reading.plain)])
    return _trimmed(reading.typed(start, end))


def _clause(reading: Reading, at: int) -> str | None:
    start, end = 1, len(reading.plain)
    for match in _SENTENCE.finditer(reading.plain):
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    return _trimmed(reading.typed(start, end))


def _trimmed(words: str) -> str | None:
    return re.sub(r"[\s.,;!?]*(?:\s(?:ạ|a|nhé|anh|chị|nha))*[\s.,;!?]*$", "", words) or None
