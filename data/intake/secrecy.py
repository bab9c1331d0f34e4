"""The gate before everything else: a document that bears a secrecy mark is not read."""

import re

from data.intake.draft import Classified

_LEVEL = r"(?:TỐI\s+|TUYỆT\s+)?M\s?Ậ\s?T"
_MARK = re.compile(
    rf"^[\W_]*(?:DẤU\s*|TÀI LIỆU\s*)?(?:{_LEVEL})[\W_]*(?:\(?(?:BẢN SỐ|SỐ BẢN).*)?$"
    rf"|^[\W_]*(?:Độ|ĐỘ|Mức độ|MỨC ĐỘ)\s+(?:mật|MẬT)\s*:?\s*[\W_]*(?i:{_LEVEL})[\W_]*$"
    rf"|\s{{3,}}{_LEVEL}\s*$|^\s*{_LEVEL}\s{{3,}}|[(\[|]\s*{_LEVEL}\s*[)\]|]"
)
_LONE_WORD = re.compile(r"^[\W_]*(?:Tối\s+|Tuyệt\s+)?[Mm]ật[\W_]*$")
_LETTERHEAD_LINES = 30


def refuse_classified(text: str) -> None:
    """Raise Classified when a line of `text` is a mark Mật, Tối mật or Tuyệt mật, not a word in a sentence.

    In capitals a mark counts anywhere (stamps, headers of later pages); in small letters only in the letterhead.
    """
    for number, line in enumerate(text.split("\n")):
        if _MARK.search(line) or (number < _LETTERHEAD_LINES and _LONE_WORD.match(line)):
            raise Classified


def is_classified(text: str) -> bool:
    """Whether `text` bears a secrecy mark (domain rule 12)."""
    try:
        refuse_classified(text)
    except Classified:
        return True
    return False
