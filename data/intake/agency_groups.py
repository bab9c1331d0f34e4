"""Groups of agencies: "các sở, ngành", "UBND cấp xã", "các đơn vị liên quan" and other classes (gold guide 1.3)."""

import re

from data.intake.agency_patterns import LEXICON, VERB
from data.intake.letters import CAPITAL
from data.intake.lexicon import any_of

GENERIC = "Các cơ quan, đơn vị liên quan"
_COUNCIL = r"(?:UBND|[ỦU]y ban nhân dân|Uỷ ban nhân dân)"
_QUALITY = (
    r"(?:(?:có )?liên quan(?: khác)?|nêu trên|nói trên|trên địa bàn(?: tỉnh| thành phố| huyện)?|trong tỉnh"
    r"|của tỉnh|khác|chức năng|thuộc tỉnh|trực thuộc)"
)
_QUALIFIER = any_of(LEXICON["qualifiers"]["words"])
_NARROWER = any_of(LEXICON["narrower"]["words"])


def _compiled(pattern: str) -> re.Pattern[str]:
    filled = (
        pattern.replace("~", _COUNCIL)
        .replace("QUALITY-END", _QUALITY)
        .replace("QUALITY", _QUALITY)
        .replace("QUALIFIER", _QUALIFIER)
        .replace("NARROWER", _NARROWER)
        .replace("CAP", rf"[{CAPITAL}][\w]*(?: [{CAPITAL}]\w*)*")
        .replace(" FIELD", rf" [{CAPITAL}]")
    )
    return re.compile(rf"(?:{_either_case(filled)})(?!\w)")


def _either_case(pattern: str) -> str:
    return (
        pattern.replace("các ", "[Cc]ác ")
        .replace("(?:[Cc]ác )?cơ quan", "(?:[Cc]ác )?[Cc]ơ quan")
        .replace("sở", "[Ss]ở")
    )


_GROUPS = [(_compiled(group["pattern"]), tuple(group["names"])) for group in LEXICON["groups"]]
_ANY_GROUP = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _GROUPS))
"""Any of them: most places in a text begin none, and one look tells so."""
_QUALIFIED = re.compile(
    rf"(?P<group>{_COUNCIL} (?:các )?(?:huyện|xã|phường|tỉnh)(?:, (?:thị xã|thành phố|phường|thị trấn"
    rf"|đặc khu))*|[Cc]ác (?:địa phương|huyện|xã)) (?P<qualifier>{_QUALIFIER}(?: {_QUALIFIER})?)"
)
CLASS = re.compile(rf"[Cc]ác\s(?P<noun>{any_of(LEXICON['classes']['words'])})(?!\w|\shợp)")
_ANOTHER = re.compile(
    rf"(?:,| và)\s(?P<noun>{any_of([*LEXICON['classes']['words'], 'đơn vị', 'ban', 'ngành'])})(?!\w|\shợp)"
)
"""The second of several classes that one "các" governs: "các phòng, đơn vị"."""
_CLASS_WORD = re.compile(r"\s[^\s,;:.()|]+")
_PLAIN_CONDITION = re.compile(rf"\s{_QUALITY}(?!\w)")
_CONDITION = re.compile(rf"\s(?:có|chưa|được|đã|{_QUALITY})(?!\w)")


def read_group(text: str, at: int, *, titled: bool) -> tuple[tuple[str, ...], int] | None:
    """Return the group that begins at `at` and where it ends; `titled` when the heads of its members are named."""
    qualified = _QUALIFIED.match(text, at)
    if qualified:
        group = re.sub(_COUNCIL, "UBND", qualified["group"])
        return (f"{group[0].upper()}{group[1:]} {qualified['qualifier']}",), qualified.end()
    for pattern, names in _GROUPS if _ANY_GROUP.match(text, at) else ():
        match = pattern.match(text, at)
        if match and match[0]:
            return names, _after_conditions(text, match.end())
    return _read_class(text, at, titled=titled)


def _read_class(text: str, at: int, *, titled: bool) -> tuple[tuple[str, ...], int] | None:
    """Read "các công ty TNHH MTV lâm nghiệp": a class of bodies as the document calls it."""
    match = CLASS.match(text, at)
    if not match:
        return None
    end = match.end()
    kin = match["noun"].split(" ")[0]
    while not _CONDITION.match(text, end):
        word = _CLASS_WORD.match(text, end)
        if word and not VERB.match(text, word.start() + 1):
            end = word.end()
        elif text.startswith(f", {kin} ", end):
            end += len(kin) + 2
        elif (another := _ANOTHER.match(text, end)) and not VERB.match(text, another.start("noun")):
            end = another.end()
        else:
            break
    plain_generic = match["noun"] in ("đơn vị", "cơ quan") and end == match.end()
    return ((GENERIC if plain_generic and not titled else _class_name(text[at:end])),), _after_conditions(text, end)


def _after_conditions(text: str, end: int) -> int:
    while condition := _PLAIN_CONDITION.match(text, end):
        end = condition.end()
    return end


def _class_name(words: str) -> str:
    return words[0].upper() + words[1:]
