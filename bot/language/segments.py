"""Which words of a message speak of which task."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.codes import mark_bare_numbers, mark_codes
from bot.language.phrases import Phrase, compile_phrase
from bot.language.reading import Reading, Token, bare, read
from data.domain.task import number_of


@dataclass(frozen=True, slots=True)
class Segment:
    """Words about the tasks `codes`; () when no task is named."""

    codes: tuple[str, ...]
    reading: Reading


_SLOTS = {"n": r"(?P<n>\d{1,2}) ", "việc": "@task "}
_ALL = compile_phrase(
    "[ok|nhận|rồi] (cả hai|cả 2|cả ba|cả 3|cả bốn|cả 4|tất cả|toàn bộ|cả mấy|hai cái|cả đôi|các) "
    "[các|hai|2|3|ba|nội dung] (việc|nhiệm vụ|cái|nội dung|mục|đầu việc|này)"
)
_ALL_BARE = compile_phrase(
    "(cả hai|cả 2|cả ba|cả 3|cả bốn|cả 4|cả mấy|cả đôi|tất cả|toàn bộ|2 việc|hai việc|3 việc|ba việc|đều|"
    "cả (rồi|nhé|ạ)|hết !(hạn|ngày|tháng|quý|năm|tuần|kinh phí|vốn|tiền|vướng|<n>))",
    {"n": r"\d+"},
)
_REST = compile_phrase("[các|những] [việc|nhiệm vụ|cái] (còn lại|khác|kia)")
_LEFT_OVER = compile_phrase("[các|những|mấy|hai|2] (việc|nhiệm vụ|cái|mục|nội dung|đầu việc) còn lại")
_NTH: tuple[tuple[str, int], ...] = (
    ("{việc} (đầu tiên|đầu|thứ nhất|thứ 1|trên|trước)", 0),
    ("{việc} (thứ hai|thứ 2)", 1),
    ("{việc} (thứ ba|thứ 3)", 2),
    ("{việc} (thứ tư|thứ 4)", 3),
    ("{việc} (sau cùng|cuối cùng|cuối|sau|dưới|kia)", -1),
)
_SETS = {"việc": "(việc|nhiệm vụ|cái|mục|nội dung|đầu việc)"}
_ORDINALS: tuple[tuple[Phrase, int], ...] = tuple((compile_phrase(written, sets=_SETS), at) for written, at in _NTH)
_EXCEPT = compile_phrase("(trừ|ngoại trừ|trừ ra|chỉ trừ|riêng|ngoài) [mỗi|cái|việc|ra] <việc>", _SLOTS)


def mark_tasks(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Return the reading with every reference to tasks as one `@task` token whose value is the codes.

    "cả hai", "việc đầu", "việc 2" are resolved in the order of `reminded`; bare numbers are taken for codes when
    they were just asked about.
    """
    marked = _counted(mark_codes(reading), reminded)
    if len(reminded) > 1:
        marked = _mark_ordinals(marked, reminded)
        marked = _mark_rest(mark_bare_numbers(marked, reminded), reminded)
        marked = _mark_all(marked, reminded)
    return marked


def _counted(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Take "việc 2" for the second task asked about when no NV2 was."""
    if len(reminded) < 2:
        return reading
    tokens = tuple(_nth_task(token, reading, reminded) for token in reading.tokens)
    return Reading(reading.text, tokens)


def _nth_task(token: Token, reading: Reading, reminded: Sequence[str]) -> Token:
    if token.key != "@task" or not isinstance(token.value, tuple) or len(token.value) != 1:
        return token
    typed = reading.text[token.start : token.end].casefold()
    number = number_of(token.value[0])
    if token.value[0] in reminded or not typed.startswith(("vi", "vc")) or number > len(reminded):
        return token
    return Token(token.key, token.start, token.end, (reminded[number - 1],))


def _mark_ordinals(reading: Reading, reminded: Sequence[str]) -> Reading:
    found: list[tuple[int, int, str, object]] = []
    for phrase, at in _ORDINALS:
        if at >= len(reminded) or not phrase.may_be_in(reading.vocabulary):
            continue
        found.extend((m.start(), m.end(), "@task", (reminded[at],)) for m in phrase.regex.finditer(reading.plain))
    return reading.replace(found)


def _mark_rest(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Resolve "các việc còn lại": those not named, or the last when none is."""
    match = _LEFT_OVER.search(reading)
    if match is None:
        return reading
    named = codes_of(reading)
    rest = tuple(code for code in reminded if code not in named) if named else (reminded[-1],)
    return reading.replace([(match.start(), match.end(), "@task", rest)]) if rest else reading


def _mark_all(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Resolve "cả hai", "tất cả"; "trừ NV5" leaves that one out."""
    excluded = _EXCEPT.search(reading)
    left_out = codes_of(reading.part(excluded.start(), excluded.end())) if excluded else ()
    if codes_of(reading) and not excluded:
        return reading
    rest = tuple(code for code in reminded if code not in left_out)
    match = (_REST.search(reading) if excluded else None) or _ALL.search(reading) or _ALL_BARE.search(reading)
    if match is None:
        return reading
    return reading.replace([(match.start(), match.end(), "@task", rest)])


def codes_of(reading: Reading) -> tuple[str, ...]:
    """Return the codes a marked reading names, in order, each once."""
    return tuple(dict.fromkeys(_codes(reading.tokens)))


def _codes(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.key == "@task" and isinstance(token.value, tuple):
            yield from token.value


_BREAKS = frozenset({",", ".", ";", "@line", "!", "?", "/", "-", "–", "+", "|"})
_OPENERS = frozenset({"va", "con", "nhung", "rieng", "tru", "ngoai", "thi"})
_LINKS = _OPENERS | {
    "la",
    "viec",
    "nhiem",
    "vu",
    "da",
    "a",
    "em",
    "anh",
    "chi",
    "roi",
    "nhe",
    "nha",
    "luon",
    "nay",
    "cac",
    "hai",
    "ok",
    "nhan",
    "oi",
}
_JOINERS = frozenset({",", "va", "voi", "&", "+", "/", "cung", "viec", "nhiem", "vu", "ca", "-", "–"})


def segments(reading: Reading) -> tuple[Segment, ...]:
    """Split a marked reading by the tasks it names; one segment when it names none or one group of them."""
    groups = list(_groups(reading))
    if len(groups) < 2:
        return (Segment(codes_of(reading), reading),)
    borders = (_border(reading.tokens, left[1], right[0]) for left, right in pairwise(groups))
    edges = [0, *borders, len(reading.tokens)]
    return tuple(
        Segment(tuple(dict.fromkeys(_codes(tokens))), Reading(reading.text, tokens))
        for tokens in (reading.tokens[start:end] for start, end in pairwise(edges))
    )


def _groups(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the runs (first, past the last) of references that only commas and "và" part.

    Where something is said before the first and behind the last, "đã xong NV12, NV15 chưa làm", nothing is joined, nor
    is the rest to what was left out of it: "trừ NV15 còn lại xong hết".
    """
    tokens = reading.tokens
    at = [index for index, token in enumerate(tokens) if token.key == "@task"]
    if not at:
        return
    apart = _says_something(tokens[: at[0]]) and _says_something(tokens[at[-1] + 1 :])
    start = at[0]
    for left, right in pairwise(at):
        between = tokens[left + 1 : right]
        if apart or _is_rest(reading, right) or any(bare(token.key) not in _JOINERS for token in between):
            yield start, left + 1
            start = right
    yield start, at[-1] + 1


def _is_rest(reading: Reading, index: int) -> bool:
    """Whether a reference is to the tasks that are left."""
    token = reading.tokens[index]
    return _REST.search(read(reading.text[token.start : token.end])) is not None


def _says_something(tokens: Sequence[Token]) -> bool:
    return any(token.is_word and bare(token.key) not in _LINKS for token in tokens)


def _border(tokens: Sequence[Token], left: int, right: int) -> int:
    """Where, between two references, the words of the first end: at the last break, else before the joining words.

    "NV12 xong NV15 chưa" has neither, and what lies between belongs to the first.
    """
    breaks = [index for index in range(left, right) if tokens[index].key in _BREAKS]
    if breaks:
        return breaks[-1] + 1
    while right > left and bare(tokens[right - 1].key) in _OPENERS:
        right -= 1
    return right
