"""Where the name of one agency ends: at a verb, at punctuation, at the place it belongs to."""

import re

from data.intake.agency_patterns import (
    BARE_HEADS,
    COMPOUND,
    FIELD,
    FIELD_OF,
    HEAD,
    LONG_TAIL,
    LOWER_TAIL,
    NOUN_BEFORE,
    PLACE_WORD,
    PROVINCE_END,
    VERB,
    VERBS,
)
from data.intake.letters import CAPITAL, flat

_TOKEN = re.compile(r"\s?([^\s,;:.()|/\"“”]+(?:\.(?=\w))?[^\s,;:.()|/\"“”]*)")
_CAPITALISED = re.compile(rf"\s([{CAPITAL}][\w’'-]*)(\sủy)?")
_SHORT_WORD = re.compile(r"[A-ZĐ]{2,}|[A-ZĐ]+(?:[-&,][A-ZĐ]+)+")
_LONGEST_PROVINCE = 20
_MAY_BE_NOUN = frozenset(VERBS["may_be_noun"])


def read_tail(text: str, at: int, *, head: str) -> tuple[str, int] | None:
    """Return what follows `head` in the name, with abbreviations as written, and where the name ends."""
    at += 1 if text[at : at + 1] == " " else 0
    known = read_field(text, at) if not head or head[0].isupper() else None
    if known:
        place = PLACE_WORD.match(text, known[1])
        words = known[0] + (place[0] if place else "")
        return _with_capitals(text, words, place.end() if place else known[1])
    patterned = LONG_TAIL.match(text, at)
    if patterned and patterned[0]:
        place = PLACE_WORD.match(text, patterned.end())
        return _with_capitals(
            text, patterned[0] + (place[0] if place else ""), place.end() if place else patterned.end()
        )
    return _free_tail(text, at, head)


def read_field(text: str, at: int) -> tuple[str, int] | None:
    """Return the known field that begins at `at`, in full, and where it ends."""
    if not text[at : at + 1].isupper():
        return None
    match = FIELD.match(flat(text[at : at + 60]))
    return (FIELD_OF[match[0]], at + match.end()) if match else None


def _with_capitals(text: str, words: str, end: int) -> tuple[str, int]:
    """Go on over words in capitals: "Ban Tổ chức Tỉnh ủy"."""
    while (token := _CAPITALISED.match(text, end)) and not HEAD.match(text, token.start(1)):
        words += token[0]
        end = token.end()
    place = PLACE_WORD.match(text, end)
    return (words + place[0], place.end()) if place and not PLACE_WORD.search(words) else (words, end)


def _free_tail(text: str, at: int, head: str) -> tuple[str, int] | None:
    place = PLACE_WORD.match(" " + text[at:])
    if place:
        return place[0][1:], at + place.end() - 1
    first = text[at : at + 1]
    if not first.isupper() and not LOWER_TAIL.match(text, at):
        return ("", at - 1 if text[at - 1 : at] == " " else at) if head in BARE_HEADS else None
    end = _run(text, at)
    return (text[at:end], end) if end > at else None


def _run(text: str, at: int) -> int:
    """Return where a run of name words that starts at `at` ends."""
    end = at
    while token := _TOKEN.match(text, end):
        word_at = token.start(1)
        if text[word_at : word_at + 12].lower() == "phòng, chống":
            end = word_at + 12
            continue
        if end > at and text[end : end + 1] != " ":
            break
        if end > at and (place := PLACE_WORD.match(text, end)):
            return place.end()
        if end > at and (_follows_place(text, at, end, token[1]) or not _belongs(text, at, word_at, token[1])):
            break
        end = token.end()
    return end


def _follows_place(text: str, at: int, end: int, word: str) -> bool:
    """Tell whether a small word stands behind a province, where a name is at its end: "Điện lực Bắc Ninh di chuyển"."""
    return word[0].islower() and PROVINCE_END.search(text, max(at, end - _LONGEST_PROVINCE), end) is not None


def _opens_name(text: str, at: int) -> bool:
    """Tell whether another agency's name begins here, not only a word like "Phòng" in "Phòng thủ dân sự"."""
    head = HEAD.match(text, at)
    if head is None:
        return False
    following = text[head.end() : head.end() + 2]
    return not following[1:].islower() or bool(PLACE_WORD.match(text, head.end()))


def _belongs(text: str, at: int, word_at: int, word: str) -> bool:
    if _opens_name(text, word_at) and text[at:word_at].lower() != "quản lý ":
        return False
    if word in ("và", "&", "-", "–"):
        following = text[word_at + len(word) + 1 :]
        return bool(following) and not HEAD.match(following) and not VERB.match(following)
    if word[0].isupper() or _SHORT_WORD.fullmatch(word):
        return True
    verb = VERB.match(text, word_at)
    if COMPOUND.search(text[at : word_at + len(word)]):
        return True
    if not verb or NOUN_BEFORE.search(text[at:word_at]):
        return not word[0].isdigit() or word_at == at
    return verb[0] in _MAY_BE_NOUN and bool(PLACE_WORD.match(text, verb.end()))
