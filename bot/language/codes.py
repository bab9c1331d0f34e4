"""References to tasks and to documents, as people write them."""

import re
from collections.abc import Sequence

from bot.language.phrases import compile_phrase, one_of
from bot.language.reading import Reading, bare, read

_SLOTS = {
    "n": r"(?P<n>\d{1,5}(?:,\d{1,5})*)",
    "more": rf"(?P<more>(?: (?:[,+&]|{one_of('và với')})(?: (?:{one_of('số')}))? \d{{1,5}})*) ",
}
_NO_UNIT = "!(%|phần trăm|này|tháng|ngày|tuần|năm|đơn vị|sở|huyện|xã|giờ|người)"
_CODE = compile_phrase(
    f"(nhiệm vụ [số|#]|#|việc [số|#|nhiệm vụ]|mã [số] [nhiệm vụ]) <n><more> {_NO_UNIT}", _SLOTS
).regex
_SLASHED = compile_phrase("/ nhiệm vụ <n><more>", _SLOTS).regex
_NUMBER = re.compile(r"\d+")
_TYPED = re.compile(r"\bnv\s?0*(\d{1,5})\b(?!\s?%)", re.IGNORECASE)


def task_code(number: str) -> str:
    """Return the canonical code of a task number: "07" is `NV7`."""
    return f"NV{int(number)}"


def mark_codes(reading: Reading) -> Reading:
    """Return the reading with each reference to tasks as one `@task` token, its value the tuple of codes."""
    if not reading.vocabulary & {"nhiem", "#", "viec", "ma"}:
        return reading
    found: list[tuple[int, int, str, object]] = [
        (match.start(), match.end(), "@task", tuple(map(task_code, _NUMBER.findall(match["n"] + match["more"]))))
        for pattern in (_SLASHED, _CODE)
        for match in pattern.finditer(reading.plain)
    ]
    return reading.replace(found)


_BARE = compile_phrase(
    f"<n> {_NO_UNIT} !(@|/|hộ|km|nội dung|việc|nhiệm vụ|phần|tỷ|triệu)", {"n": r"(?P<n>\d{1,5}) "}
).regex
_OPENS = frozenset({"", ",", ";", ".", "@line", "-", "&", "+", "va", "con", "thi"})


def mark_bare_numbers(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Take "12 xong, 15 đang làm" for codes, when these numbers were just asked about."""
    found: list[tuple[int, int, str, object]] = []
    for match in _BARE.finditer(reading.plain):
        before = bare(reading.plain[: match.start()].rstrip().rpartition(" ")[2])
        if task_code(match["n"]) in reminded and (found or before in _OPENS):
            found.append((match.start("n"), match.end("n") + 1, "@task", (task_code(match["n"]),)))
    return reading.replace(found)


def find_codes(text: str) -> tuple[str, ...]:
    """Return the tasks that a text names ("NV12", "nv 12", "#12", "nhiệm vụ 12"), in order, each once."""
    return split_codes(text)[0]


def split_codes(text: str) -> tuple[tuple[str, ...], str]:
    """Return the tasks that a text names, and what else it says, as typed; "và" between two codes stays.

    What is typed as a code is one whatever follows: "nhắc lại NV7 ngày mai" speaks of no seven days.
    """
    tokens = [token for token in mark_codes(read(text)).tokens if token.key == "@task"]
    found = [(token.start, token.end, _codes_of(token.value)) for token in tokens]
    found += [
        (typed.start(), typed.end(), (task_code(typed[1]),))
        for typed in _TYPED.finditer(text)
        if not any(start < typed.end() and typed.start() < end for start, end, _ in found)
    ]
    rest = text
    for start, end, _ in sorted(found, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    return tuple(dict.fromkeys(code for _, _, codes in sorted(found) for code in codes)), rest


def opening_code(text: str) -> tuple[str, str] | None:
    """Return the one task that a text begins with, and what follows it; None when it begins otherwise."""
    first = next(iter(mark_codes(read(text)).tokens), None)
    codes = _codes_of(first.value) if first is not None else ()
    return (codes[0], text[first.end :]) if first is not None and len(codes) == 1 else None


def _codes_of(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
