"""Every sentence of the command line, for the operator; plain text for a terminal, filled in with str.format."""

from collections.abc import Mapping

from data.spreadsheet import Fault

STOPPED = "Đã dừng theo yêu cầu."
USAGE = "Sai cách dùng lệnh: {problem} (xem: {command} --help)"
UNEXPECTED = "Lỗi ngoài dự kiến ({kind}): {text} (chạy lại với PYTHONDEVMODE=1 để xem chi tiết)"

# Files

NO_FILE = "{file}: không tìm thấy tệp"
NOT_A_FILE = "{file}: là thư mục, không phải tệp"
FILE_FORBIDDEN = "{file}: không được phép đọc hoặc ghi"
DISK_FULL = "Ổ đĩa đã đầy; hãy giải phóng chỗ trống rồi chạy lại."
DISK_READ_ONLY = "{file}: nằm trên ổ đĩa chỉ đọc"
FILE_ERROR = "{file}: {problem}"

# Settings

BAD_SETTING = "{name}: {problem}"
SETTING_PROBLEMS: Mapping[str, str] = {
    "database_url": "phải là sqlite:///… hoặc postgresql://…",
    "telegram_token": "không được có khoảng trắng",
    "telegram_api_url": "phải là địa chỉ http(s)://…",
    "zalo_token": "không được có khoảng trắng",
    "zalo_api_url": "phải là địa chỉ http(s)://…",
    "public_url": "phải là địa chỉ http(s)://…",
    "webhook_secret": "phải dài 8-256 ký tự, chỉ gồm A-Z a-z 0-9 _ -",
    "listen": "phải có dạng máy:cổng, ví dụ 127.0.0.1:8080",
    "proxy": "phải là địa chỉ http://…, https://… hoặc socks5://…",
    "timezone": "phải là múi giờ như Asia/Ho_Chi_Minh",
    "policy": "phải là tệp TOML đọc được",
    "language": "hiện chỉ có vi",
    "clock": "phải có dạng 2024-05-13T07:59:30+07:00, có thể thêm tốc độ như x600",
}
SETTING_IS = "{problem} (đang là {value!r})"
GIVEN_TWICE = "chỉ đặt một trong hai: {name} hoặc {name}_FILE"
HOLDER_UNREADABLE = "không đọc được tệp {file}"
HOLDER_EMPTY = "tệp {file} rỗng"
NEEDED_WITH_PUBLIC_URL = "phải đặt khi có NHACVIEC_PUBLIC_URL"
ENV_UNREADABLE = "không đọc được tệp (cần UTF-8 và quyền đọc)"

# Database

BAD_DATABASE_URL = "NHACVIEC_DATABASE_URL: phải là sqlite:///… hoặc postgresql://…"
NEWER_DATABASE = "Cơ sở dữ liệu thuộc phiên bản nhacviec mới hơn; hãy nâng cấp nhacviec trước khi dùng."
NOT_MIGRATED = "Cơ sở dữ liệu chưa ở phiên bản hiện tại; hãy chạy: nhacviec migrate"
DATABASE_LOCKED = "Cơ sở dữ liệu đang bị chương trình khác giữ; hãy thử lại sau ít phút."
DATABASE_FORBIDDEN = "Không mở hoặc ghi được cơ sở dữ liệu {database}; hãy kiểm tra đường dẫn và quyền ghi."
NOT_A_DATABASE = "{database} không phải là cơ sở dữ liệu của nhacviec, hoặc đã hỏng."
DATABASE_UNREACHABLE = "Không kết nối được cơ sở dữ liệu {database}; hãy kiểm tra máy chủ, tên và mật khẩu."
DATABASE_ERROR = "Cơ sở dữ liệu báo lỗi: {problem}"

# Lists of agencies and people

FAULTS: Mapping[Fault, str] = {
    Fault.EMPTY: "tệp không có dòng dữ liệu nào",
    Fault.HUGE: "tệp quá lớn (nhiều nhất 10 MB và 20.000 dòng)",
    Fault.NOT_A_TABLE: "không phải bảng CSV hoặc XLSX đọc được",
    Fault.NOT_UTF8: "tệp CSV không phải mã UTF-8; hãy lưu lại dạng “CSV UTF-8”",
    Fault.NO_COLUMN: "thiếu cột {column}",
    Fault.UNKNOWN_COLUMN: "cột lạ “{column}”; các cột được dùng: {other}",
    Fault.COLUMN_TWICE: "cột {column} có hai lần",
    Fault.TOO_MANY_CELLS: "nhiều ô hơn số cột, thừa từ “{value}” (ô có dấu phẩy phải đặt trong ngoặc kép)",
    Fault.CELL_TOO_LONG: "ô {column} quá dài",
    Fault.BLANK: "thiếu {column}",
    Fault.UNKNOWN: "{column} “{value}” không có",
    Fault.TWICE: "{column} “{value}” trùng với dòng {other}",
    Fault.TAKEN: "{column} “{value}” đã là của cơ quan {other}",
    Fault.CIRCLE: "cơ quan cấp trên “{value}” lại nằm dưới chính cơ quan này",
}
UNKNOWN_CHOICE = "{column} “{value}” không có; dùng một trong: {other}"
BAD_ROW = "{file}: dòng {row}: {problem}"
BAD_FILE = "{file}: {problem}"
AGENCIES_IMPORTED = "Đã nhập {count} cơ quan ({new} mới)."
PEOPLE_IMPORTED = "Đã nhập {count} người ({new} mới)."
