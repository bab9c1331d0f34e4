"""The parts of a directive: letterhead, title, body, recipients, signature, appendix."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.folding import fold
from data.intake.layout import Paragraph, Sheet
from data.intake.markers import read_marker

KIND_TITLES = {
    "thong bao": "thong_bao",
    "thong bao ket luan": "thong_bao_ket_luan",
    "ket luan": "thong_bao_ket_luan",
    "chi thi": "chi_thi",
    "ke hoach": "ke_hoach",
    "quyet dinh": "quyet_dinh",
    "cong dien": "cong_dien",
    "cong van": "cong_van",
}
"""Title lines that name the kind of document, folded."""

_URGENT_TITLE = re.compile(r" (?:hoa toc|thuong khan|khan)(?: cap)?$")


def kind_of_title(line: str) -> str | None:
    """Return the kind that a title line names, "CÔNG ĐIỆN" as well as "CÔNG ĐIỆN HỎA TỐC"."""
    return KIND_TITLES.get(_URGENT_TITLE.sub("", fold(line.strip("*_ "))))


_RECIPIENTS = re.compile(r"^\W*nơi nhận\b", re.IGNORECASE)
_ADDRESSEES = re.compile(r"^\W*(?:kính gửi|gửi)\s*:|^\W*kính gửi\b", re.IGNORECASE)
_APPENDIX = re.compile(r"^\W*(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|BIỂU|DANH MỤC)\b")
_SIGNED_FOR = re.compile(
    r"^\W*(?:(?:TL|TM|KT|TUQ|Q)\.?\s*[A-ZĐÀ-Ỹ]|(?:PHÓ\s+)?(?:CHỦ TỊCH|CHÁNH VĂN PHÒNG|GIÁM ĐỐC|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|BÍ THƯ|CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|THỦ TƯỚNG|CHÁNH THANH TRA))"
)
_STATE = re.compile(r"CỘNG H[ÒO][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|[ĐD]ộc lập\s*[-–]")
_NUMBER = re.compile(r"^\W*(?:Số|SỐ|So|S6|Sô)\s*[:.]?\s*(?:\d|/|[A-Zl]|\.|…)|^\W*(?:Số|SỐ)\s*:?\s*$")
PLACE_AND_DATE = re.compile(
    r"(?P<place>[^\d,;:]{2,40}),\s*(?:(?:hồi|lúc)\s+[\w\s:]{1,20}?)?ng[àa]y\b.{0,40}\bn[ăa]m\b", re.IGNORECASE
)
_ABOUT = re.compile(r"^\W*V/v\b|^\W*Về việc\b", re.IGNORECASE)
_BODY_OPENS = re.compile(
    r"^(?:Ngày|Thực hiện|Căn cứ|Để|Trên cơ sở|Sau khi|Xét|Theo|Nhằm|Trong|Thời gian|Hiện nay|Vừa qua|Tại"
    r"|Qua|Triển khai)\b"
)


@dataclass(frozen=True, slots=True)
class Parts:
    """Paragraphs of a directive by the part they stand in."""

    letterhead: tuple[Paragraph, ...]
    title: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    signature: tuple[Paragraph, ...]
    appendix: tuple[Paragraph, ...]


def take_apart(sheet: Sheet) -> Parts:
    """Tell the parts of a directive from each other."""
    paragraphs = list(sheet.paragraphs)
    tail = _tail_start(paragraphs)
    top = _letterhead_end(paragraphs[:tail])
    title_end = _title_end(paragraphs[:tail], top)
    appendix = next((i for i in range(tail, len(paragraphs)) if _opens_appendix(paragraphs[i])), len(paragraphs))
    return Parts(
        letterhead=tuple(paragraphs[:top]),
        title=tuple(paragraphs[top:title_end]),
        body=tuple(_without_addressees(paragraphs[title_end:tail])),
        signature=tuple(_without_recipients(paragraphs[tail:appendix])),
        appendix=tuple(paragraphs[appendix:]),
    )


def _tail_start(paragraphs: list[Paragraph]) -> int:
    """Where recipients or signature begin: the first of them that only a signature or recipients follow."""
    for i, paragraph in enumerate(paragraphs):
        if _RECIPIENTS.match(paragraph.text):
            before = i
            while before and len(paragraphs[before - 1].text) < 60 and _signs(paragraphs[before - 1].text):
                before -= 1
            return before
    signs = [i for i, paragraph in enumerate(paragraphs) if i > 5 and _signs(paragraph.text)]
    return signs[0] if signs else len(paragraphs)


def _signs(text: str) -> bool:
    return bool(_SIGNED_FOR.match(text)) and "," not in text and text.upper() == text and not text.endswith((":", "."))


def _opens_appendix(paragraph: Paragraph) -> bool:
    return bool(_APPENDIX.match(paragraph.text)) or paragraph.text.count("|") > 1


def _letterhead_end(paragraphs: list[Paragraph]) -> int:
    """Return where the letterhead ends: behind the last of its known lines, the kind and "V/v" among them."""
    end = 0
    for i, paragraph in enumerate(paragraphs[:25]):
        text = paragraph.text
        if read_marker(text) and not _NUMBER.match(text):
            break
        known = (_STATE, _NUMBER, _ABOUT)
        dated = PLACE_AND_DATE.search(text) if len(text) < 80 else None
        if dated or any(pattern.search(text) for pattern in known) or kind_of_title(text[:100]):
            end = i + 1
        elif _ADDRESSEES.match(text) or (len(text) > 200 and end):
            break
    return end


def _title_end(paragraphs: list[Paragraph], start: int) -> int:
    """Return where the subject ends: lines up to an empty line, and one line even after an empty one."""
    end = start
    while end < len(paragraphs) and end - start < 6:
        text = paragraphs[end].text
        if read_marker(text) or "|" in text or _ADDRESSEES.match(text) or text.endswith((":", ";")):
            break
        if _BODY_OPENS.match(text) and (paragraphs[end].spaced or end > start):
            break
        if end > start and paragraphs[end].spaced and not text.isupper():
            break
        end += 1
    return end


def _without_addressees(paragraphs: list[Paragraph]) -> list[Paragraph]:
    for i, paragraph in enumerate(paragraphs[:8]):
        if _ADDRESSEES.match(paragraph.text):
            end = i + 1
            while end < len(paragraphs) and (
                (marker := read_marker(paragraphs[end].text)) and marker.style in ("dash", "plus", "bullet")
            ):
                end += 1
            return paragraphs[:i] + paragraphs[end:]
    return paragraphs


def _without_recipients(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [p for p in paragraphs if not _RECIPIENTS.match(p.text) and not read_marker(p.text)]
