"""The lexicon of agency names as compiled patterns."""

import re
from itertools import chain

from data.intake.letters import CAPITAL, flat
from data.intake.lexicon import any_of, load

LEXICON = load("agencies")
VERBS = load("verbs")

PROPER = (
    rf"(?:[{CAPITAL}][\w’'-]*|\d{{1,2}})(?:\s(?:[{CAPITAL}][\w’'-]*))*(?:\s-\s[{CAPITAL}]\w*(?:\s[{CAPITAL}]\w*)*)?"
)
"""The name of a place: words in capitals."""

LEVELS = {
    "tỉnh": "tỉnh",
    "huyện": "huyện",
    "h": "huyện",
    "quận": "quận",
    "q": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "xã": "xã",
    "phường": "phường",
    "p": "phường",
    "thị trấn": "thị trấn",
    "đặc khu": "đặc khu",
}
"""How the level of a place is written, in small letters, and its full form."""

_LEVEL = (
    r"(?:tỉnh|huyện|H\.|quận|Q\.|thị xã|TX\.?|thành phố|TP\.?|xã|phường|P\.|thị trấn|đặc khu|Tỉnh|Huyện"
    r"|Thành phố|Thị xã|Xã|Phường|Đặc khu|Quận)"
)
COUNCIL = re.compile(
    rf"(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân|chính quyền)\s(?P<level>{_LEVEL})\s?(?P<place>{PROPER})"
)
BARE_PLACE = re.compile(rf"(?:(?P<level>{_LEVEL})\s?)?(?P<place>{PROPER})(?=\s*(?:[,;.:)]|$|và\s|\s[^\W\d_{CAPITAL}]))")

TITLE = re.compile(rf"(?:{any_of(LEXICON['titles']['words'])}(?:\s(?:các\s)?(?:đồng chí)\s)?\s(?:của\s)?)+")
_DEPUTY = r"Phó Chủ tịch(?: Thường trực)? UBND (?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)"
_FULL_NAME = rf"[{CAPITAL}]\w+(?:\s[{CAPITAL}]\w*){{1,4}}"
PERSON = re.compile(rf"(?:[Đđ]ồng chí\s)?(?P<post>{_DEPUTY})\s(?P<name>{_FULL_NAME})")
PERSON_FIRST = re.compile(
    rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)\s(?P<name>{_FULL_NAME})\s?[,–-]\s(?P<post>{_DEPUTY})(?!\w),?"
)

_NAMED, _FREE = LEXICON["heads"]["named"], LEXICON["heads"]["free"]
HEAD = re.compile(rf"(?<!\w)(?P<head>{any_of([*_NAMED, *_FREE])})(?!\w)")
PROVINCE_END = re.compile(rf"(?<!\w){any_of(load('everyday')['provinces'])}$")
"""A name that ends with a province's goes on with capitals or not at all."""
BARE_HEADS = frozenset(LEXICON["heads"]["bare"])
LOWER_TAIL = re.compile(rf"{any_of(LEXICON['heads']['lower_tails'])}(?!\w)")
_PLACE_NAME = rf"[{CAPITAL}]\w*(?: [{CAPITAL}]\w*){{0,3}}"
LONG_TAIL = re.compile(
    "|".join(f"(?:{pattern.replace('CAP', _PLACE_NAME)})" for pattern in LEXICON["long_tails"]["patterns"])
)
FRONT = re.compile(
    r"(?:(?:Ban Thường trực )?(?:[ỦU]y ban|Uỷ ban|UB) ?)?(?:MTTQ|Mặt trận Tổ quốc)(?: Việt Nam"
    r"| VN)?(?: (?:tỉnh|thành phố|huyện|thị xã|xã|phường)\b)?"
)

_DISTRIBUTING = "sở|bộ|phòng|ban|cục|vụ|chi cục|huyện|xã|phường|thị xã|thành phố|quận|tỉnh"
_DISTRIBUTING_WHEN_ANNOUNCED = "viện|trung tâm|công ty|trường|bệnh viện|hội"
_ALSO = r"(?:,\s(?:ban|ngành|cơ quan|thị xã|thành phố|phường|đặc khu|thị trấn|quận|đơn vị))*"
DISTRIBUTED = re.compile(
    rf"[Cc]ác\s(?:(?P<unit>(?:{_DISTRIBUTING}|Sở|Bộ|Phòng|Vụ|Cục|Ban){_ALSO}:|(?:{_DISTRIBUTING}|Sở|Bộ|Phòng|Vụ|Cục))"
    rf"|(?P<announced>{_DISTRIBUTING_WHEN_ANNOUNCED}):)\s(?=(?:{_LEVEL}\s?)?[{CAPITAL}])"
)
COUNCILS = re.compile(
    rf"(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân)(?:\s(?:các\s)?(?P<unit>huyện|xã|phường|thị xã|thành phố"
    rf"|quận|tỉnh|đặc khu)"
    rf"(?:(?P<more>(?:(?:,|\svà)\s(?:các\s)?(?:huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|quận))+)(?=:))?)?"
    rf"(?::\s|(?<=n|g|ã|ố|h|u|D)\s)(?=(?:{_LEVEL}\s?)?[{CAPITAL}])"
)

_PARTS: dict[str, list[str]] = LEXICON["parts"]


def _spellings(field: str) -> list[str]:
    forms = [field]
    for full, shorts in _PARTS.items():
        forms += [form.replace(full, short) for form in forms[:] if full in form for short in shorts]
    forms += [form.replace(" và ", " & ") for form in forms if " và " in form]
    forms += [form.replace(" - ", "-") for form in forms if " - " in form]
    return forms


FIELD_OF = {flat(form): field for field in LEXICON["fields"] for form in _spellings(field)}
"""The full field for each way of writing it, keyed without diacritics."""
FIELD = re.compile(rf"{any_of(FIELD_OF)}(?!\w)")

_VERB_PHRASES = list(chain(VERBS["actions"], VERBS["stops"]))
VERB = re.compile(rf"{any_of(_VERB_PHRASES)}(?![\w])")
ACTION = re.compile(rf"{any_of(VERBS['actions'])}(?!\w)", re.IGNORECASE)
COMPOUND = re.compile(rf"(?:{any_of(VERBS['compounds'])})$", re.IGNORECASE)
NOUN_BEFORE = re.compile(rf"{any_of(VERBS['noun_before'])}\s$")
PLACE_WORD = re.compile(
    rf"\s(?:các tỉnh, thành phố|các (?:huyện|xã|phường)(?:, (?:thị xã|thành phố|phường|thị trấn|đặc khu))*"
    rf"|cấp (?:tỉnh|huyện|xã)|tỉnh|thành phố|Thành phố|TP|huyện"
    rf"|thị xã|quận|xã|phường|khu vực|Trung ương|trung ương|[Qq]uốc gia|vùng)(?!\w)(?:\s(?:Thành phố\s)?{PROPER})?"
)
