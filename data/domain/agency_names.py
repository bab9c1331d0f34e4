"""What the abbreviations in agency names stand for, as one table for documents and chats."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

_FILE = files("data.domain").joinpath("abbreviations.toml")
_TABLE: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text("utf-8"))

FIELDS = _TABLE["fields"]
"""What stands behind "Sở", "Bộ" or "Phòng": "KH&ĐT" is "Kế hoạch và Đầu tư"."""
HEADS = _TABLE["heads"]
"""What a name begins with: "VP" is "Văn phòng"."""
WORDS = _TABLE["words"]
"""Shortened words anywhere in a name: "TP" is "thành phố"."""

_ABBREVIATION = re.compile(r"[A-ZĐ]+(?:(?:\s?[-&]\s?|,)[A-ZĐ]+)*(?![^\W\d_])")
_NEW_TONES = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "uỳ", "uý", "uỷ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "ùy", "úy", "ủy", "ụy"],
        strict=True,
    )
)
_OLD_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_NEW_TONES)})(?!\w)", re.IGNORECASE)
_LOCAL = re.compile(r"\s+(tỉnh)\s+(?:[^\W\d_a-zà-ỹ][^\W\d_]*\s?)+(?:-\s(?:[^\W\d_a-zà-ỹ][^\W\d_]*\s?)+)?$")
_FRONT_NAME = re.compile(
    r"^(?:(?:Ủy ban|UB|Ban Thường trực Ủy ban|BTT) )?(?:MTTQ|UBMTTQ|Mặt trận Tổ quốc)(?: Việt Nam"
    r"| VN)?(?P<level> (?:tỉnh|thành phố|huyện|thị xã|xã|phường).*)?$"
)


def expand(name: str) -> str:
    """Return an agency's name with its abbreviations written out: "VP UBND TP" is "Văn phòng UBND thành phố"."""
    for short in sorted(HEADS, key=len, reverse=True):
        if re.match(re.escape(short) + r"(?!\w)", name):
            name = HEADS[short] + name[len(short) :]
            break
    head = name.split(" ", 1)[0]
    spelled = _ABBREVIATION.sub(lambda match: _spelled(match[0], head), name)
    return re.sub(r"(?<=\w) & (?=\w)", " và ", spelled)


@lru_cache(maxsize=4096)
def official(name: str, home: str = "") -> str:
    """Return the full form that the register knows: expanded, without the name of its own province `home`.

    "Uỷ ban nhân dân" becomes "UBND", "Sở Y tế tỉnh" "Sở Y tế", and the Front its present name (gold guide 1.3).
    """
    full = _OLD_TONE.sub(_new_tone, expand(" ".join(name.split())))
    full = re.sub(r"[ỦỤU]y ban [Nn]hân dân|UBND", "UBND", full)
    full = _LOCAL.sub(r" \1", full).strip()
    if home:
        full = re.sub(rf"\s+(thành phố) {re.escape(home)}$", r" \1", full)
    if full.startswith("Sở "):
        full = re.sub(r"(?<!các)(?<!,)\s+(?:tỉnh|thành phố)$", "", full)
    front = _FRONT_NAME.match(full)
    return f"Ủy ban MTTQ Việt Nam{front['level'] or ''}" if front else full


def _new_tone(match: re.Match[str]) -> str:
    tone = _NEW_TONES[match[0].lower()]
    return tone.capitalize() if match[0][0].isupper() else tone


def _spelled(short: str, head: str) -> str:
    letters = _letters(short)
    table = _BY_LETTERS
    return table.get(f"{head} {letters}") or table.get(letters) or short


def _letters(short: str) -> str:
    return "".join(ch for ch in short if ch.isalpha())


_BY_LETTERS = {
    (" ".join([*key.split(" ")[:-1], _letters(key.split(" ")[-1])])): value for key, value in (FIELDS | WORDS).items()
}
