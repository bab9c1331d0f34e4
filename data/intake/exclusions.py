"""What orders nothing: sections, sentences and closings that are no tasks (gold guide 1.2)."""

import re
from enum import Enum

from data.intake.letters import flat
from data.intake.lexicon import any_of, load

_TABLE = load("exclusions")
_SECTIONS = _TABLE["sections"]
_OPENING = re.compile("|".join(f"(?:{pattern})" for pattern in _TABLE["sentences"]["opening"]))
_ANYWHERE = re.compile("|".join(f"(?:{pattern})" for pattern in _TABLE["sentences"]["anywhere"]))
_FILLERS = re.compile(rf"(?<!\w){any_of(_TABLE['fillers']['words'])}(?!\w)", re.IGNORECASE)
_CONNECTOR = re.compile(
    r"^\W*(?:(?:tuy nhien|tuy vay|song|dong thoi|ngoai ra|ben canh do|mat khac|do do|vi vay|theo do|rieng"
    r"|nhin chung|trong do)\b,?\s*)+"
)
_ACCOUNTABLE = re.compile(r"^\W*(?:phai )?chiu trach nhiem (?:toan dien |hoan toan |chinh )?(?:truoc|neu)\b")
_ACCOUNTABLE_FOR_WORK = re.compile(
    r"chiu trach nhiem (?:chinh )?(?:trong viec |ve viec )?(?:theo doi|quan ly|to chuc|tham muu|chi dao"
    r"|huong dan|kiem tra|don doc|ra soat|phoi hop)"
)
_SECTION_MARKS = re.compile(r"^(?:ve |cong tac |mot so |phan )?")
_GENERIC_ORDER = re.compile(
    r"^(?:yeu cau|de nghi|nhan duoc|can cu|thu truong|cac |giao |ubnd|chu tich|bo truong"
    r"|.{0,60}\byeu cau ).*(?:thuc hien|trien khai|quan triet|trach nhiem)"
)
_ROUTINE = re.compile(
    r"(?:can cu|theo) (?:chuc nang, )?(?:chuc nang|nhiem vu)[\w\s,]{0,60}?(?:to chuc |trien khai "
    r"|chi dao )*thuc hien\W*$"
)


class Section(Enum):
    """How far the items of a section can be tasks."""

    OPEN = "open"
    ONLY_ASSIGNED = "only_assigned"
    NEVER = "never"


def section_of(heading: str) -> Section:
    """Tell from its heading how far a section can hold tasks."""
    words = flat(heading).strip(" .:;*_")
    bare = _SECTION_MARKS.sub("", words)
    if any(form.startswith(tuple(_SECTIONS["never"])) or form in _SECTIONS["whole"] for form in (words, bare)):
        return Section.NEVER
    if any(form.startswith(tuple(_SECTIONS["only_assigned"])) for form in (words, bare)):
        return Section.ONLY_ASSIGNED
    return Section.OPEN


def closes(sentence: str) -> bool:
    """Tell whether a sentence is a closing, a routine phrase or pure accountability, whoever it names."""
    words = _words(sentence)
    routine = _ANYWHERE.search(words) or _ROUTINE.search(words)
    return bool(routine) or is_closing(sentence)


def opens_idly(sentence: str) -> bool:
    """Tell whether a sentence begins as praise, agreement or a leader's own plan; an order may still follow in it."""
    return bool(_OPENING.match(_words(sentence)))


def _words(sentence: str) -> str:
    return _CONNECTOR.sub("", flat(sentence).strip(' *_“"'))


def is_accountability(clause: str) -> bool:
    """Tell whether a clause only makes somebody answerable, without work of its own."""
    words = flat(clause)
    return bool(_ACCOUNTABLE.match(words)) and not _ACCOUNTABLE_FOR_WORK.search(words)


def is_closing(sentence: str) -> bool:
    """Tell whether nothing is left of a sentence but "yêu cầu các đơn vị nghiêm túc thực hiện" and its kin."""
    if not _GENERIC_ORDER.match(_words(sentence)):
        return False
    rest = re.sub(r"[\W\d_]+", " ", _FILLERS.sub(" ", sentence.replace("./.", " ")))
    return len(rest.split()) <= 1
