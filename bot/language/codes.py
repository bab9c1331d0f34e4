"""References to tasks and to documents, as people write them."""

import re
from collections.abc import Sequence

from bot.language.phrases import compile_phrase
from bot.language.reading import Reading, read

_CODE = re.compile(
    r"(?<= )(?:(?:soCS )?nhiemC?J? vuJ? (?:soC?S? )?|nhiemC?J? vuJ? # |# |viecC?J? (?:soC?S? |# |nhiemC?J? vuJ? )|maS? (?:soC?S? )?(?:nhiemC?J? vuJ? )?)"
    r"(?P<n>\d{1,5})(?P<more>(?: (?:,|\+|&|vaF?|voiHS?) \d{1,5})*) "
    r"(?!%|phanF? tramA?|nay(?:F)? |thang(?:S)? |ngayF? |tuanC?F? )"
)
_SLASHED = re.compile(r"(?<= )/ nhiemC?J? vuJ? (?P<n>\d{1,5})(?P<more>) ")
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


_BARE = re.compile(r"(?<= )(?P<n>\d{1,5}) (?!@|%|/|phan)(?=[a-z:,&+(-])")


def mark_bare_numbers(reading: Reading, reminded: Sequence[str]) -> Reading:
    """Take "12 xong, 15 đang làm" for codes, when these numbers were just asked about."""
    found: list[tuple[int, int, str, object]] = []
    for match in _BARE.finditer(reading.plain):
        code, before = task_code(match["n"]), reading.plain[: match.start()].rstrip()
        opens = not before or before.endswith(
            (",", ";", ".", "@line", "vaF", "va", "conF", "con", "thiF", "thi", "-", "&", "+")
        )
        if code in reminded and opens:
            found.append((match.start(), match.end(), "@task", (code,)))
    return reading.replace(found)


def find_codes(text: str) -> tuple[str, ...]:
    """Return the tasks that a text names ("NV12", "nv 12", "#12", "nhiệm vụ 12"), in order, each once."""
    codes = (code for token in mark_codes(read(text)).tokens if token.key == "@task" for code in _codes_of(token.value))
    return tuple(dict.fromkeys(codes))


def _codes_of(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


_DOCUMENT_KINDS = {
    "thông báo": "TB", "công văn": "CV", "chỉ thị": "CT", "kế hoạch": "KH", "quyết định": "QĐ", "công điện": "CĐ",
    "kết luận": "KL", "nghị quyết": "NQ", "văn bản": None, "tờ trình": "TTr", "chương trình": "CTr",
}  # fmt: skip
"""Kinds of documents by name, with the symbol that follows their number."""

DOCUMENT = "|".join(_DOCUMENT_KINDS)
DOCUMENT_PHRASE = compile_phrase(f"({DOCUMENT})")
