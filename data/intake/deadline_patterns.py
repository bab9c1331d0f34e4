"""How directives word a deadline: patterns over a plain view of the text (gold guide 1.4)."""

import re

QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SURE = (
    r"(?:trước(?: khi hết)?|chậm nhất|muộn nhất|không quá|không muộn hơn|không chậm hơn|hạn cuối|hạn chót"
    r"|thời hạn|hạn|đến hết|hết|xong|hoàn thành|hoàn tất|kết thúc"
    r"|(?<!\w)thời gian)"
)
_LINK = (
    r"(?:[\s:,]+(?:là|vào|đến|hết|trước|trong|xong|lúc|thời điểm|hoàn thành|nộp|cuối|khoảng|chậm nhất"
    r"|thực hiện))*[\s:]+"
)
_NUMBERED_DAY = (
    r"(?P<d>\d{1,2})(?:\s*[/.\-]\s*|\s+tháng\s+)(?P<m>\d{1,2})"
    r"(?:(?:\s*[/.\-]\s*|,?\s+năm\s+)(?P<y>[12]\d{3}))?(?![\d/%])(?!\s*%)"
)
_DAY = rf"(?:ngày\s+)?{_NUMBERED_DAY}"
_TIME = r"(?P<hour>2[0-4]|[01]?\d)\s*(?:giờ|h|g|:)\s*(?P<minute>[0-5]\d)?(?:\s*phút)?"
_YEAR = r"(?:\s*/\s*|\s*-\s*|,?\s+năm\s+)(?P<y>[12]\d{3})"
_DELIVER = r"(?:trình|gửi|báo cáo|nộp|ban hành|hoàn thành|phê duyệt|công bố|xong|khởi công|bàn giao)"
_LUNAR = r"(?:\s*\([^()]*(?:Tết|Chạp|Giêng|âm lịch|tháng)[^()]*\))?"

DATED = re.compile(
    rf"(?<!\w){_SURE}{_LINK}(?:{_TIME}\s*(?:,|của)?\s*)?(?:thứ \w+,?\s*(?:\(?)?)?{_DAY}{_LUNAR}", re.IGNORECASE
)
WITHIN_DAY = re.compile(rf"(?<!\w)trong\s+(?:sáng |chiều )?{_DAY}", re.IGNORECASE)
UP_TO = re.compile(rf"(?<!\w)đến\s+(?:{_TIME}\s*)?{_DAY}", re.IGNORECASE)
EXPLAINED = re.compile(rf"(?<!\w)trước\s+[^\d,;.()]{{2,40}}\({_DAY}\)", re.IGNORECASE)
AT_MEETING = re.compile(rf"(?<!\w)tại\s+(?:phiên|cuộc|buổi|kỳ|hội nghị|hội đồng)[^,;.]{{0,80}}?{_DAY}", re.IGNORECASE)
MEETING_OF_MONTH = re.compile(
    r"(?<!\w)(?:tại|trong)\s+(?:phiên|cuộc|buổi|kỳ|hội nghị)[^,;.\d]{0,60}?"
    rf"tháng\s+(?P<m>\d{{1,2}})(?!\d)(?:{_YEAR})?(?!/)",
    re.IGNORECASE,
)
HELD_ON = re.compile(
    rf"(?<!\w)(?:tổ chức|khởi công|khai mạc|khánh thành|sơ kết|tổng kết|ra mắt)\s[^,;.()]{{0,90}}?"
    rf"(?P<at>vào\s+(?:lúc\s+)?(?:{_TIME}\s*,?\s*)?(?:thứ \w+,?\s*)?ngày\s+{_NUMBERED_DAY})",
    re.IGNORECASE,
)
SESSION = re.compile(r"(?<!\w)(?:kỳ họp|phiên họp|đại hội|hội nghị)[^,;.]{0,60}$", re.IGNORECASE)
"""A year or its end behind these only says which session is meant; no day is known."""
DELIVERED_ON = re.compile(
    rf"(?:trình|gửi|báo cáo|nộp)\s[^,;.()\d]{{0,60}}?"
    rf"(?P<at>(?:vào\s+)?(?:lúc\s+)?(?:{_TIME}\s*,?\s*)?ngày\s+{_NUMBERED_DAY})",
    re.IGNORECASE,
)
TODAY = re.compile(
    rf"(?:trước|trong|chậm nhất)\s+(?:{_TIME}\s*,?\s*)?(?:ngày\s+)?(?P<which>hôm nay|ngày mai)", re.IGNORECASE
)
WEEK = re.compile(
    r"(?<!\w)(?:trong|hết|cuối|trước|xong trong|trong cả)\s+(?:cuối\s+)?tuần\s+(?P<which>này|sau|tới|đến"
    r"|kế tiếp)(?!\w)",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất|muộn nhất|vào|trong)\s+(?:(?:là|vào|đến|hết|ngày|sáng|chiều)\s+)*)"
    rf"(?:{_TIME}\s*,?\s*)?thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])"
    r"\s+tuần\s+(?P<which>này|sau|tới|kế tiếp)(?!\w)",
    re.IGNORECASE,
)
_PERIOD_MARK = (
    r"(?P<mark>(?:(?:trước khi (?:kết thúc|hết)|trong|hết|cuối|đầu|giữa|trước|xong|hoàn thành|chậm nhất|muộn nhất"
    r"|thời gian|vào"
    r"|khoảng)[\s:]+(?:là\s+|đến\s+|vào\s+)?)+)"
)
MONTH = re.compile(
    rf"(?<!\w){_PERIOD_MARK}(?:các\s+)?tháng\s+(?:\d{{1,2}}\s*(?:,|và"
    rf"|-)\s*(?:tháng\s+)?)*(?P<m>\d{{1,2}})(?!\d)(?:{_YEAR})?(?!/)",
    re.IGNORECASE,
)
THIS_MONTH = re.compile(rf"(?<!\w){_PERIOD_MARK}tháng(?:\s+(?P<which>này|sau|tới))?(?!\s*\d|\s+\w)", re.IGNORECASE)
QUARTER = re.compile(rf"(?<!\w){_PERIOD_MARK}quý\s+(?P<q>IV|III|II|I|[1-4])(?![\w])(?:{_YEAR})?", re.IGNORECASE)
HALF = re.compile(
    rf"(?<!\w){_PERIOD_MARK}0?(?P<n>[69])\s+tháng\s+(?P<which>đầu|cuối)\s+năm(?:\s+(?P<y>[12]\d{{3}}))?", re.IGNORECASE
)
YEAR_END = re.compile(
    r"(?<!\w)(?P<mark>(?:trong|hết|cuối|đến hết|trước khi (?:kết thúc|hết)|xong|hoàn thành"
    r"|trước)\s+(?:trong\s+|cuối\s+)?)năm\s+(?P<y>[12]\d{3}|nay)(?![-\d])(?!\s*-\s*\d)",
    re.IGNORECASE,
)
BARE_PERIOD = re.compile(
    rf"{_DELIVER}\s(?:(?:UBND|Chủ tịch|Lãnh đạo|HĐND|Chính phủ|Thủ tướng|Thường trực|Bộ|Ban|Tỉnh ủy"
    rf"|Thành ủy|cấp|Ủy ban nhân dân)[^,;.()\d]{{0,50}}?\s|ban hành\s|)?"
    rf"(?P<at>(?:tháng\s+(?P<m>\d{{1,2}})|quý\s+(?P<q>IV|III|II|I|[1-4])){_YEAR})(?=\s*(?:[,;.)]|$))",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"(?<!\w)(?P<mark>(?:trong|không quá|tối đa|chậm nhất|muộn nhất|thời hạn|thời gian|hạn"
    r"|sau)(?:\s+(?:vòng|thời hạn|thời gian|khoảng|là|sau|không quá|tối đa|thực hiện|giải quyết|xử lý"
    r"|trong))*)[\s:]+"
    r"(?P<n>\d{1,3})(?:\s*\([^)]*\))?\s*(?P<unit>ngày làm việc|ngày|tuần|tháng)(?!\s+(?:đầu"
    r"|cuối))(?!\w)(?P<anchor>,?\s*(?:kể\s+)?(?:từ|sau|khi|ngay sau)(?=\s)[^,;.]*)?",
    re.IGNORECASE,
)
_DOCUMENT = r"(?:Thông báo|Công văn|[Vv]ăn bản|Kết luận|Quyết định|Chỉ thị|Kế hoạch|Công điện|kết luận|thông báo)"
ISSUED = re.compile(
    rf"(?:ngày|khi)\s+(?:ký|ban hành|phát hành|ra|có)(?:\s+ban hành)?(?:\s+{_DOCUMENT}(?:\s+này)?)?\s*$"
    rf"|ngày\s+{_DOCUMENT}\s+(?:này\s+)?(?:được\s+)?(?:ký|ban hành|phát hành)|{_DOCUMENT}\s+này|hôm nay",
    re.IGNORECASE,
)
ONGOING_START = re.compile(r"^(?:thường xuyên|liên tục)(?!\w)", re.IGNORECASE)
ONGOING_END = re.compile(
    r"(?<!kinh phí )(?<!chi )(?<!nhiệm vụ )(?<!\w)(?P<at>thường xuyên(?:,\s*liên tục)?|liên tục)\s*[.;]?\s*$",
    re.IGNORECASE,
)
CITED = re.compile(r"(?:số\s+\S+|của\s[^,;.]{0,40}|theo\s[^,;.]{0,60}|[Tt]ính|số liệu|kết luận)\s*$")
STARTED = re.compile(r"(?:từ|kể từ|bắt đầu)\s[^;.]{0,60}$", re.IGNORECASE)
DONE_BEFORE = re.compile(
    r"(?:hạn cũ|đã\s[^,;.]{0,60}|phát sinh|được\s(?:giao|cấp|phê duyệt|ban hành)[^,;.]{0,30}|tính)\s*$", re.IGNORECASE
)
