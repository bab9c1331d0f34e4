"""Short titles: what a card, a list and a push call a task."""

import re

MAX_LENGTH = 90

_OPENER = re.compile(
    r"(?:(?:tuy nhiên|đồng thời|ngoài ra|bên cạnh đó),?\s+)?"
    r"(?:giao|yêu cầu|đề nghị|(?:tiếp tục |chủ động )?(?:chủ trì|phối hợp)|sở|bộ|ban|ubnd|ủy ban|văn phòng|công an)\b",
    re.IGNORECASE,
)
"""How a clause opens that says who is to do the work before it says what."""

_NAMING = re.compile(
    r"và|với|cùng|các|cơ|quan|đơn|vị|địa|phương|sở|ban|ngành|có|liên|chủ|trì|phối|hợp|chặt|chẽ|tiếp|tục|động|giao|yêu|"
    r"cầu|đề|nghị|tỉnh|huyện|thành|phố|thị|xã|phường|trấn|cấp|theo|chức|năng|nhiệm|vụ|-"
)
"""Small words of such a clause; beside them stand only names: capitals, each with at most one small syllable."""

_WORK = re.compile(
    r"(?:báo cáo|ban hành|bổ sung|công bố|công khai|duy trì|đánh giá|đề xuất|điều chỉnh|đôn đốc|giải quyết|giải trình|"
    r"hoàn chỉnh|hoàn thành|hoàn thiện|hướng dẫn|khẩn trương|kiểm đếm|kiểm tra|làm việc|lập|nghiên cứu|rà soát|"
    r"tập trung|tham mưu|thành lập|tháo gỡ|thẩm định|theo dõi|thống nhất|tiếp nhận|tiếp thu|tổ chức|tổng hợp|trình|"
    r"triển khai|tuyên truyền|vận hành|về|xác định|xử lý)\b",
    re.IGNORECASE,
)
"""Words the work itself begins with; left out are those that agency names hold in small letters (xây dựng, đầu tư)."""


def short_title(content: str) -> str:
    """Return what the task is about in at most 90 characters, cut at a clause or a word and then ending in "…".

    The words at the front that only assign ("Giao X chủ trì, phối hợp với Y …") are left out where it is plain where
    the work begins; otherwise they stay, for a title must not lose part of the work.
    """
    text = " ".join(content.replace("*", "").split()).rstrip(" .;,/")
    work = _work(text)
    return _cut(work[:1].upper() + work[1:])


def _work(text: str) -> str:
    """Return `text` from the word where the work begins, or all of it where that is not plain."""
    if _WORK.match(text) or not _OPENER.match(text):
        return text
    after_capital = False
    for word in re.finditer(r"\S+", text):
        bare = word[0].strip(",:")
        if not bare[:1].isupper() and word.start() and _WORK.match(text, word.start()):
            return text[word.start() :]
        capital = bare[:1].isupper()
        if not (capital or after_capital or _NAMING.fullmatch(bare)) or word[0].endswith((";", ".")):
            return text
        after_capital = capital and word[0] == bare
    return text


def _cut(text: str) -> str:
    if len(text) <= MAX_LENGTH:
        return text
    room = text[:MAX_LENGTH]
    for boundary, least in ((r"[;.](?= )", MAX_LENGTH // 3), (r",(?= )", MAX_LENGTH // 2), (r" ", 0)):
        ends = [found.start() for found in re.finditer(boundary, room) if found.start() >= least]
        if ends:
            return room[: ends[-1]].rstrip(" ,;:.-") + "…"
    return room[:-1] + "…"
