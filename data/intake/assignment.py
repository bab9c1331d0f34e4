"""Who is to do the work: lead and coordinating agencies of a clause (gold guide 1.3)."""

import re
from dataclasses import dataclass

from data.intake.agencies import GENERIC, AgencyReader, Named
from data.intake.agency_patterns import ACTION
from data.intake.letters import CAPITAL

_ASSIGN = re.compile(
    r"(?<!\w)(?:tiếp tục\s+)?(?:giao(?:\s+nhiệm vụ)?(?:\s+trách nhiệm)?(?:\s+cho)?|yêu cầu|đề nghị"
    r"|phân công|ủy quyền(?:\s+cho)?|uỷ quyền(?:\s+cho)?|đồng ý giao|thống nhất giao|nhất trí giao"
    r"|kính đề nghị)(?:\s+(?:rõ|thêm))?\s*:?\s+",
    re.IGNORECASE,
)
_RECITED = re.compile(
    r"(?:được|đã|theo|do|mà|bị|không|nhiệm vụ|nội dung|dự án|kế hoạch|chỉ tiêu|việc|các|vốn|tiến độ"
    r"|theo yêu cầu|khi|nếu)\s+$",
    re.IGNORECASE,
)
_CONNECTOR = re.compile(
    r"(?:[\W_]*(?:Tuy nhiên|Tuy vậy|Song|Đồng thời|đồng thời|Ngoài ra|Bên cạnh đó|Mặt khác|Do đó|Vì vậy"
    r"|Theo đó|Riêng|riêng|Trước mắt|trước mắt|Trong đó|trong đó|và|Cùng với đó"
    r"|còn)\b\s*,?\s*(?:đối với\s+)?)+"
)
_MUST = re.compile(r"^(?:phải|cần|có trách nhiệm)\s+")
_LONGEST_TIME = 120
_ADVERBIAL = re.compile(
    r"^[\W_]*(?:Để|Nhằm|Do|Căn cứ|Trên cơ sở|Sau khi|Khi|Trường hợp|Nếu|Trong|Từ|Theo|Thực hiện|Trước|Định kỳ"
    r"|Chậm nhất|Hằng|Hàng|Ngày|Hết|Cuối|Đầu|Xuất phát|Đối với|Về|trước|định kỳ|chậm nhất|hằng|hàng|trong"
    r"|Kể từ|Giao ban|Ngay)\b"
)
_TIMED = re.compile(
    r"^[\W_]*(?:Trước|Chậm nhất|Muộn nhất|Định kỳ|Hằng|Hàng|Trong (?:vòng|thời hạn)|Sau|Vào|Sáng|Chiều|Thứ|Mỗi)\b",
    re.IGNORECASE,
)
"""A clause that says when before it says what: "Trước 15 giờ thứ Ba hằng tuần, báo cáo ..."."""
_NEXT_PLACE = re.compile(r",\s+|(?<=tháng)\s|(?<=tuần)\s|(?<=ngày)\s|(?<=quý)\s|(?<=năm)\s|(?<=\d)\s")
_STATE = re.compile(
    r"\s*(?:đã|đang|còn|mới(?! (?:tiếp tục|kế thừa|tiếp nhận|thành lập|sáp nhập))"
    r"|chưa|vẫn|bị|cơ bản|gặp|có nhiều|có \d|đạt|cũng đã|hiện|được đánh giá|luôn"
    r"|là (?!cơ quan|đơn vị|đầu mối))(?!\w)"
)
_STRICKEN = re.compile(
    r"\s*bị\s(?:thiệt hại|ảnh hưởng|ngập lụt|ngập|chia cắt|cô lập|sạt lở)(?:\s\w+){0,5}?\s*,?\s*"
    rf"(?={ACTION.pattern})",
    re.IGNORECASE,
)
"""A condition of those who are told to do something: "UBND các xã bị thiệt hại rà soát ..."."""
_DEPUTY_DOES = re.compile(
    r"\s+(?:trực tiếp|chịu trách nhiệm|phụ trách|chỉ đạo|chủ trì(?! (?:hội nghị|cuộc|buổi|phiên|Hội nghị)))"
)
_HELPS = re.compile(
    r"\s*,?\s*(?:có trách nhiệm\s+|tích cực\s+|chủ động\s+)?(?:phối hợp(?!\s+(?:với|cùng|chặt chẽ với))"
    r"|cùng phối hợp|là cơ quan phối hợp|là đơn vị phối hợp|tham gia phối hợp)"
)
_WITH = re.compile(
    r"(?<!\w)(?:có\s+)?(?:sự\s+)?(?:phối hợp|Phối hợp|kết hợp|Kết hợp|liên kết|Liên kết|bàn|Bàn|thống nhất"
    r"|Thống nhất|cùng|Cùng|hiệp đồng|Hiệp đồng|trao đổi, thống nhất)"
    r"(?:\s+(?:chặt chẽ|chặt|tốt|thường xuyên|kịp thời|đồng bộ|hiệu quả|ngay))*(?:\s+(?:với|cùng với|cùng"
    r"|của|giữa))?\s*:?\s+"
)
_WHO = re.compile(
    r"[\s,:]*(?:(?:giao|yêu cầu|đề nghị|phân công|chỉ đạo|đôn đốc|tiếp tục|chủ động|chủ trì|có trách nhiệm"
    r"|phối hợp(?: chặt chẽ)?(?: với)?|cùng(?: với)?|kết hợp(?: với)?)(?!\w)[\s,:]*)*",
    re.IGNORECASE,
)
_HEADING_OPENS = re.compile(
    r"[\W_]*(?:(?:Giao(?: nhiệm vụ)?(?: cho)?|Yêu cầu|Đề nghị|Đối với|Về phía|Trách nhiệm của|Nhiệm vụ của"
    r"|Phân công|Riêng)\s+)?"
)
_PASSIVE = re.compile(
    r"(?<!\w)(?:do|được giao cho|giao cho|được giao|thuộc trách nhiệm(?: chủ trì)? của|trách nhiệm của"
    r"|là trách nhiệm của|phân công cho)\s+",
    re.IGNORECASE,
)
_PASSIVE_END = re.compile(
    r"\s*(?:,?\s*[^,;.]{0,40})?(?:chủ trì|thực hiện|đảm nhận|chịu trách nhiệm|làm đầu mối|đầu mối|kế thừa"
    r"|tiếp nhận|tham mưu"
    r"|phụ trách)|\s*[.;,]|\s*$"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who is named as lead in a clause, and how: by an order, as subject, or in passing ("do Sở A chủ trì")."""

    named: Named
    way: str


def find_lead(text: str, reader: AgencyReader) -> Lead | None:
    """Return the lead that a clause names itself, by order or as its subject."""
    opening = _connector_end(text)
    subject = _subject_at(text, opening, reader)
    if subject:
        return Lead(subject, "subject")
    ordered = _ordered(text, reader)
    if ordered:
        return Lead(ordered, "order")
    if _ADVERBIAL.match(text):
        for place in _NEXT_PLACE.finditer(text[:400]):
            subject = _subject_at(text, place.end(), reader)
            if subject and not re.search(r"(?:của|với|cho|theo|về|tại|do)\s*$", text[: place.start()]):
                return Lead(subject, "subject")
    return None


def find_passive_lead(text: str, reader: AgencyReader) -> Lead | None:
    """Return the lead named after "do", "giao cho", "trách nhiệm của", or in brackets as the one who leads."""
    for match in _PASSIVE.finditer(text):
        named = reader.read_list(text, match.end())
        if named and _PASSIVE_END.match(text, named.end):
            return Lead(named, "passive")
    for bracket in re.finditer(r"\(", text):
        named = reader.read_list(text, bracket.end())
        if named and re.match(r"\s*(?:chủ trì|thực hiện|chịu trách nhiệm)", text[named.end :]):
            return Lead(named, "passive")
    return None


def is_state(text: str, reader: AgencyReader) -> bool:
    """Tell whether a clause reports what an agency has done or is: "Công an tỉnh đã ..."."""
    opening = _connector_end(text)
    named = reader.read_list(text, opening)
    return bool(named and _reports(text, named.end))


def is_helper(text: str, reader: AgencyReader) -> Named | None:
    """Return the agencies of a clause like "Sở B, Sở C phối hợp thực hiện"."""
    named = reader.read_list(text, _connector_end(text))
    return named if named and _helps(text, named, reader) else None


def _helps(text: str, named: Named, reader: AgencyReader) -> bool:
    """Tell whether "phối hợp" follows the names, and not whom they work with: then they are leads."""
    helps = _HELPS.match(text, named.end)
    return helps is not None and not reader.read_list(text, helps.end() + 1)


def find_coordinating(text: str, reader: AgencyReader, lead: tuple[str, ...]) -> list[Named]:
    """Return the agencies that work along, wherever the text says so, without the leads."""
    found: list[Named] = []
    for match in _WITH.finditer(text):
        named = reader.read_list(text, match.end())
        if named and not (found and named.start < found[-1].end):
            found.append(named)
    found += _helpers_after_comma(text, reader)
    kept = [Named(tuple(name for name in named.names if name not in lead), named.start, named.end) for named in found]
    return [named for named in kept if named.names]


def _helpers_after_comma(text: str, reader: AgencyReader) -> list[Named]:
    """Find "…, Sở B phối hợp" after a lead that was named before it."""
    found = []
    read_to = 0
    for match in re.finditer(r"[,;]\s+(?:và\s+)?|(?<=\))\s", text):
        if match.end() < read_to:
            continue
        named = reader.read_list(text, match.end())
        if named:
            read_to = named.end
            found += [named] if _helps(text, named, reader) else []
    return found


def work_begins(text: str, reader: AgencyReader) -> int:
    """Return where a text turns from who does it, and with whom, to what is to be done."""
    at = 0
    while step := _WHO.match(text, at):
        named = reader.read_list(text, step.end())
        at = named.end if named else step.end()
        if step.end() == step.start() and named is None:
            break
    return at + len(text[at:]) - len(text[at:].lstrip(" ,:"))


def only_agencies(text: str, reader: AgencyReader) -> Named | None:
    """Return the agencies when `text` is nothing but their names: a heading or a table cell."""
    named = agencies_at_opening(text, reader)
    return named if named and re.fullmatch(r"[\s.:;*_]*(?:\([^()]*\))?[\s.:;*_]*", text[named.end :]) else None


def agencies_at_opening(text: str, reader: AgencyReader) -> Named | None:
    """Return the agencies that `text` opens with, behind "Giao", "Đối với" and the like."""
    opening = _HEADING_OPENS.match(text)
    return reader.read_list(text, opening.end() if opening else 0, semicolons=True)


def starts_with_action(text: str) -> bool:
    """Tell whether a clause opens with what is to be done."""
    rest = text[_connector_end(text) :].lstrip(" *_")
    if not _TIMED.match(rest):
        return bool(ACTION.match(rest))
    places = _NEXT_PLACE.finditer(rest[:_LONGEST_TIME])
    return any(ACTION.match(_MUST.sub("", rest[place.end() :])) for place in places)


def is_generic(names: tuple[str, ...]) -> bool:
    """Tell whether only filler such as "các đơn vị liên quan" is named."""
    return all(name == GENERIC for name in names)


def _connector_end(text: str) -> int:
    match = _CONNECTOR.match(text)
    return match.end() if match else len(text) - len(text.lstrip(' *_“"'))


def _subject_at(text: str, at: int, reader: AgencyReader) -> Named | None:
    """Return the agencies at `at` when they are followed by what they have to do."""
    named = reader.read_list(text, at)
    if named and text[named.end : named.end + 1] == ";":
        named = reader.read_list(text, at, semicolons=True)
    if (
        named is None
        or _reports(text, named.end)
        or (named.names[0].startswith("Phó Chủ tịch") and not _DEPUTY_DOES.match(text, named.end))
    ):
        return None
    rest = text[named.end :]
    if re.match(rf"\s*[:{{]|\s+\(|\s*,?\s+[^\W\d_{CAPITAL}]", rest) or re.match(r"\s+\d", rest):
        return named
    return None


def _reports(text: str, at: int) -> bool:
    """Tell whether a state follows, and not only as the condition of an order: "UBND các xã chưa nộp ... thì nộp"."""
    return (
        bool(_STATE.match(text, at))
        and not _STRICKEN.match(text, at)
        and not re.search(r"(?<!\w)(?:thì|phải|khẩn trương|cần)(?!\w)", text[at:])
    )


def _ordered(text: str, reader: AgencyReader) -> Named | None:
    for match in _ASSIGN.finditer(text):
        before = text[: match.start()]
        if before.strip() and _RECITED.search(before):
            continue
        named = reader.read_list(text, match.end())
        if named and not _reports(text, named.end):
            return named
    return None
