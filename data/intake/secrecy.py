"""The gate before everything else: a document that bears a secrecy mark is not read.

A mark stands by itself: on a line, in a column beside the letterhead, in a cell, in brackets or between dashes. Around
its level stand only the words that belong to a mark (urgency, number of the copy), so a level within a sentence or in
the subject of a heading is none. What stands there is compared without blanks and signs: "M Ậ T", "MẬT/KHẨN".
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from data.folding import fold
from data.intake.draft import Classified

_LETTERHEAD_LINES = 30
_URGENCY = r"(?:MỨCĐỘ|ĐỘ)?KHẨN|THƯỢNGKHẨN|H(?:ỎA|OẢ)TỐC|HẸNGIỜ|THƯỜNG"
_BEFORE = rf"(?:{_URGENCY}|DẤU|TÀILIỆU|VĂNBẢN|HỒSƠ|BẢN|PHÂNLOẠI|BÍMẬTNHÀNƯỚC)*"
_AFTER = rf"(?:{_URGENCY}|BẢN|SỐ|TÀILIỆUTHUHỒI|\d)*[A-H]?"
_LABEL = r"(?:DẤUCHỈ)?(?:MỨC|CẤP)?ĐỘ(?:BẢO)?MẬT"
_OF_DEGREE = r"(?:(?:MỨC|CẤP)?ĐỘ(?=T))?"
"""Before "TỐI MẬT" it opens a mark; "ĐỘ MẬT" alone is only the label of one."""
_LEVEL = r"(?:TỐI|TUYỆT)?MẬT"

_IN_CAPITALS = re.compile(rf"(?i:{_BEFORE}(?:{_LABEL})?{_OF_DEGREE}){_LEVEL}(?i:{_AFTER})")
_LABELLED = re.compile(rf"(?i:{_BEFORE}{_LABEL}{_LEVEL}{_AFTER})")
_IN_SMALL_LETTERS = re.compile(rf"(?i:{_OF_DEGREE}{_LEVEL}{_AFTER})")

_COLUMN = re.compile(r"\t|\s{3,}|\|")
_PHRASE = re.compile(r"[()\[\]]|\s[-–—]\s")
_SENTENCE_END = (".", ",", ";")


def refuse_classified(text: str) -> None:
    """Raise Classified when `text` bears a mark Mật, Tối mật or Tuyệt mật (Law 117/2025/QH15 Art. 5).

    In capitals or after "Độ mật:" a mark counts anywhere (stamps, headers of later pages); otherwise only in the
    letterhead.
    """
    for number, line in enumerate(unicodedata.normalize("NFC", text).split("\n")):
        if "ậ" in line.lower() and _bears_mark(line, in_letterhead=number < _LETTERHEAD_LINES):
            raise Classified


def is_classified(text: str) -> bool:
    """Whether `text` bears a secrecy mark (domain rule 12)."""
    try:
        refuse_classified(text)
    except Classified:
        return True
    return False


def names_secret(name: str) -> bool:
    """Whether the name of a file bears a secrecy mark, set apart by signs as in "12_BC_MẬT.docx".

    Names often lack diacritics: "TOI-MAT" counts anywhere, a lone "MAT" in capitals only at an end, for "HOP_MAT_2024"
    is a gathering.
    """
    stem = unicodedata.normalize("NFC", name).rpartition(".")[0] or name
    pieces = [piece.strip() for piece in re.split(r"[_()\[\]-]+", stem) if piece.strip()]
    if is_classified(" - ".join(pieces)) or any(is_classified(piece) for piece in pieces):
        return True
    bare = [fold(piece) for piece in pieces]
    together = [f"{first} {second}" for first, second in pairwise(bare)]
    return any(one in _LEVELS_BARE for one in bare + together) or "MAT" in {*pieces[:1], *pieces[-1:]}


_LEVELS_BARE = frozenset({"toi mat", "tuyet mat", "toimat", "tuyetmat"})


def _bears_mark(line: str, *, in_letterhead: bool) -> bool:
    columns = [line, *_COLUMN.split(line)]
    if in_letterhead and any(_is_mark_in_small_letters(column) for column in columns):
        return True
    pieces = (_letters(piece) for column in columns for piece in _pieces(column))
    return any(_IN_CAPITALS.fullmatch(piece) or _LABELLED.fullmatch(piece) for piece in pieces)


def _is_mark_in_small_letters(column: str) -> bool:
    """Tell a mark from the last word of a sentence that was wrapped: "... bảo vệ bí / mật."."""
    return not column.rstrip().endswith(_SENTENCE_END) and bool(_IN_SMALL_LETTERS.fullmatch(_letters(column)))


def _pieces(column: str) -> Iterator[str]:
    yield column
    yield from _PHRASE.split(column)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)
