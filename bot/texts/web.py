"""What the demo's server says: the office time in words, hints beside the box, and why a request was refused."""

from datetime import datetime

from bot.texts import words
from data.domain.person import AGENCY_ROLES, Role

STRANGER = "Người lạ"
STRANGER_POST = "Vừa tìm thấy kênh này"
NOT_JSON = "Yêu cầu này không phải là JSON hợp lệ."
NOT_JSON_TYPE = "Yêu cầu phải có kiểu nội dung application/json."
FOREIGN_HOST = "Trang thử chỉ trả lời ở địa chỉ của chính máy này."
TOO_LARGE = "Yêu cầu quá lớn."
NOTHING_SAID = "Xin gửi nội dung tin nhắn hoặc một lựa chọn."
EMPTY_TEXT = "Tin nhắn đang trống."
UNREADABLE_TEXT = "Tin nhắn có ký tự không đọc được."
BAD_UPDATE = "Mã của tin gửi phải là một chuỗi ngắn."
CLASSIFIED = "(Tin mang dấu mật, không được lưu.)"
UNKNOWN_CHAT = "Không có cuộc trò chuyện này."
UNKNOWN_CHOICE = "Lựa chọn này không có trong cuộc trò chuyện."
UNKNOWN_FILE = "Không có tệp này."
LINK_EXPIRED = "Liên kết này đã hết hạn. Đề nghị hỏi lại trên kênh chat để nhận liên kết mới."
UNKNOWN_REPLY = "Tin nhắn được trả lời không có trong cuộc trò chuyện."
NOT_NOW = "Hệ thống đang bận hoặc gặp sự cố, chưa nhận được. Xin thử lại sau ít phút."
UNKNOWN_STEP = "Chỉ có thể chuyển đồng hồ đến lần nhắc kế tiếp, sang sáng làm việc tiếp theo hoặc thêm một giờ."
EMPTY_FILE = "Tệp này trống."
BAD_FILE_NAME = "Tên tệp trống, quá dài hoặc có ký tự không đọc được."
CUT = "Tệp chưa được gửi trọn vẹn, chưa lưu gì. Xin gửi lại."

_RUNGS = {
    "assigned": "giao việc",
    "before": "sắp đến hạn",
    "day": "đến hạn hôm nay",
    "overdue": "quá hạn",
    "silent": "lâu chưa báo cáo",
    "unacknowledged": "cơ quan chưa tiếp nhận",
    "nobody": "cơ quan chưa ai kết nối",
    "unmatched": "chưa rõ cơ quan chủ trì",
    "notice": "tin chờ đến giờ làm việc",
}

_ROLE_HINTS = {
    **dict.fromkeys(AGENCY_ROLES, "Trả lời nhắc việc, báo tiến độ, xin gia hạn hoặc hỏi việc của cơ quan mình."),
    Role.SPECIALIST: "Rà soát việc đọc được từ văn bản, xác nhận hoặc trả lại kết quả.",
    Role.CHIEF: "Rà soát việc đọc được từ văn bản, xác nhận hoặc trả lại kết quả, quyết định gia hạn.",
    Role.LEADER: "Quyết định gia hạn; hỏi bằng lời thường: việc quá hạn, việc của một cơ quan, đơn vị nào chậm nhất.",
    Role.ADMIN: "Theo dõi mọi việc của hệ thống.",
}


def too_long(limit: int) -> str:
    """Say that a message has more than `limit` characters."""
    return f"Tin nhắn dài quá {limit} ký tự, xin gửi ngắn hơn."


def moment_in_words(moment: datetime) -> str:
    """Return a moment as people say it, in the moment's own zone: Thứ Hai, 13/5/2024 07:55."""
    weekday = words.weekday(moment.date())
    return f"{weekday[0].upper()}{weekday[1:]}, {moment.day}/{moment.month}/{moment:%Y %H:%M}"


def rung_in_words(rung: str) -> str:
    """Say why the clock will speak: "overdue-3" is quá hạn."""
    return _RUNGS.get(rung.partition("-")[0], "nhắc việc")


def sent_file(size: int) -> str:
    """Stand in for a file of `size` bytes in the chat of who sent it."""
    return f"(Đã gửi một tệp, {words.size(size)})"


def hint(role: Role | None, code: str) -> str:
    """Return what a person with this role can do; one who is not paired (None) learns how, with `code` if any."""
    if role is not None:
        return _ROLE_HINTS[role]
    if code:
        return f"Chưa ghép nối. Gõ /start {code} để ghép nối."
    return "Chưa ghép nối, như một người lạ vừa tìm thấy tài khoản này."
