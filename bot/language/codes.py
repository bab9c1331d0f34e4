"""References to tasks and to documents, as people write them."""

import re
from collections.abc import Sequence

from bot.language.phrases import compile_phrase, one_of
from bot.language.reading import Reading, bare, read

_SLOTS = {
    "n": r"(?P<n>\d{1,5})",
    "more": rf"(?P<more>(?: (?:[,+&]|{one_of('và với')})(?: (?:{one_of('số')}))? \d{{1,5}})*) ",
}
_NO_UNIT = "!(%|phần trăm|này|tháng|ngày|tuần|năm|đơn vị|sở|huyện|xã|giờ|người)"
_CODE = compile_phrase(
    f"(nhiệm vụ [số|#]|#|việc [số|#|nhiệm vụ]|mã [số] [nhiệm vụ]) <n><more> {_NO_UNIT}", _SLOTS
).regex
_SLASHED = compile_phrase("/ nhiệm vụ <n><more>", _SLOTS).regex
_MORE = re.compile(r"\d+")


def task_code(number: str) -> str:
    """Return the canonical code of a task number: "07" is `NV7`."""
    return f"NV{int(number)}"


def mark_codes(reading: Reading) -> Reading:
    """Return the reading with each reference to tasks as one `@task` token, its value the tuple of codes."""
    if not reading.vocabulary & {"nhiem", "#", "viec", "ma"}:
        return reading
    found: list[tuple[int, int, str, object]] = [
        (match.start(), match.end(), "@task", tuple(map(task_code, [match["n"], *_MORE.findall(match["more"])])))
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
    codes = (code for token in mark_codes(read(text)).tokens if token.key == "@task" for code in _codes_of(token.value))
    return tuple(dict.fromkeys(codes))


def _codes_of(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
