"""References to documents: "TB 215", "thông báo số 215", "công văn 3127/UBND-NL"."""

import re

from bot.language.phrases import compile_phrase
from bot.language.reading import Reading, Token

_KIND = (
    "thông báo kết luận|thông báo|công văn|chỉ thị|kế hoạch|quyết định|công điện|kết luận|nghị quyết|văn bản|tờ trình"
)
_SHORT = {
    "tb": "TB",
    "cv": "CV",
    "ct": "CT",
    "kh": "KH",
    "qđ": "QĐ",
    "qd": "QĐ",
    "cđ": "CĐ",
    "kl": "KL",
    "nq": "NQ",
    "tbkl": "TB",
}
_SLOTS = {"n": r"(?P<n>\d{1,5}) ", "ký hiệu": "@symbol ", "d": r"\d"}
_BY_NUMBER = compile_phrase(
    f"({_KIND}|ct|kh|qđ|qd|cđ|kl|nq|tbkl) [số] <n> !(tháng|năm|%|ngày !(<d>)|việc|nhiệm vụ)", _SLOTS
)
_BY_SYMBOL = compile_phrase(f"[{_KIND}] [số] <ký hiệu>", _SLOTS)


def mark_directives(reading: Reading) -> Reading:
    """Return the reading with each document named by its number as one `@directive` token, its value the reference.

    The number comes first and the kind only if it was typed as a symbol: "TB 215" is `215/TB`, "thông báo 215" `215`.
    """
    found: list[tuple[int, int, str, object]] = []
    for match in _BY_SYMBOL.regex.finditer(reading.plain):
        token = reading.tokens[reading.index_at(match.end() - 2)]
        found.append((match.start(), match.end(), "@directive", _reference(token)))
    for match in _BY_NUMBER.regex.finditer(reading.plain):
        first = reading.tokens[reading.index_at(match.start())]
        short = _SHORT.get(reading.text[first.start : first.end].casefold())
        found.append((match.start(), match.end(), "@directive", f"{match['n']}/{short}" if short else match["n"]))
    return reading.replace(found)


def _reference(token: Token) -> str:
    parts = re.match(r"(\d+\w?)[/-](.*)", str(token.value))
    assert parts is not None  # noqa: S101 - a symbol begins with its number
    number, rest = parts.groups()
    return f"{number}/{rest}"


def directive_of(reading: Reading) -> str | None:
    """Return the first document a marked reading names."""
    return next((str(token.value) for token in reading.tokens if token.key == "@directive"), None)
