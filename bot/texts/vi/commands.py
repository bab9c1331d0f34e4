"""Every sentence of the command line, for the operator; plain text for a terminal, filled in with str.format."""

import errno
from collections.abc import Mapping

from data.domain.policy_file import PolicyFault
from data.office.acting import Refusal
from data.spreadsheet import Fault

STOPPED = "Đã dừng theo yêu cầu."
USAGE = "Sai cách dùng lệnh: {problem} (xem: {command} --help)"
UNEXPECTED = "Lỗi ngoài dự kiến ({kind}): {text} (chạy lại với PYTHONDEVMODE=1 để xem chi tiết)"

# Help

COMMANDS: Mapping[str, str] = {
    "nhacviec": "Đọc văn bản giao việc, nhắc các cơ quan và trả lời còn việc gì.",
    "agencies": "Danh sách cơ quan.",
    "people": "Danh sách người.",
    "demo": "Mở bản thử đầy đủ với văn bản mẫu trên trang chat tại máy này.",
    "run": "Chạy dịch vụ: các kênh, đồng hồ và HTTP.",
    "read": "Đọc văn bản và cho xem hiểu được gì; không lưu.",
    "import": "Đọc và lưu văn bản với các nhiệm vụ ở dạng dự thảo.",
    "understand": "Hiểu tin nhắn: JSONL từ đầu vào chuẩn, ý nghĩa ra đầu ra chuẩn.",
    "agencies import": "Thêm hoặc cập nhật cơ quan: code, name, aliases, kind, parent.",
    "agencies merge": "Sáp nhập một cơ quan vào cơ quan khác: người, nhóm và nhiệm vụ đang làm chuyển theo.",
    "agencies rename": "Đổi tên một cơ quan; tên cũ vẫn được hiểu.",
    "people import": "Thêm hoặc cập nhật người: name, post, agency, role, nếu có: id, active, phone, language.",
    "agencies export": "Ghi danh sách cơ quan vào tệp mà lệnh import đọc lại được.",
    "people export": "Ghi danh sách người vào tệp mà lệnh import đọc lại được.",
    "people erase": "Xoá họ tên, chức vụ, số điện thoại và các cuộc trò chuyện của một người; lịch sử công việc còn.",
    "invite": "Tạo mã kết nối cho từng người chưa kết nối.",
    "unpair": "Ngắt mọi kết nối và mã của một người.",
    "tasks": "Liệt kê nhiệm vụ đang làm, quá hạn, đã xong.",
    "tick": "Làm mọi việc mà đồng hồ đã phải làm đến lúc ấy, rồi dừng.",
    "audit": "So những gì phải nhắc đến nay với những gì đã nhắc; mã 1 khi thiếu hoặc lặp.",
    "migrate": "Đưa cơ sở dữ liệu lên phiên bản hiện tại.",
    "check": "Kiểm tra thiết đặt, cơ sở dữ liệu, đồng hồ, ổ đĩa; mỗi dòng nói phải làm gì.",
    "tidy": "Xoá tin nhắn, tệp và mã kết nối đã quá hạn lưu theo chính sách.",
    "backup": "Sao lưu toàn bộ dữ liệu vào một tệp; dịch vụ vẫn chạy.",
    "restore": "Khôi phục dữ liệu từ bản sao lưu, vào SQLite hoặc PostgreSQL; dịch vụ phải dừng.",
}
OPTIONS: Mapping[str, str] = {
    "version": "In phiên bản rồi dừng.",
    "json": "In JSON ra đầu ra chuẩn.",
    "table": "Tệp CSV hoặc XLSX.",
    "port": "Cổng trên 127.0.0.1.",
    "no_browser": "Không mở trình duyệt.",
    "keep": "Giữ cơ sở dữ liệu trong tệp này.",
    "number": "Số văn bản, nếu văn bản để trống.",
    "issued_on": "Ngày ban hành: 2024-05-13.",
    "confirm": "Các nhiệm vụ có hiệu lực ngay.",
    "kind": "reply: trả lời của cán bộ; query: câu hỏi của lãnh đạo.",
    "explain": "Kèm những từ đã dẫn đến từng ý.",
    "merged": "Mã hoặc tên cơ quan được sáp nhập.",
    "into": "Mã hoặc tên cơ quan nhận.",
    "on": "Từ ngày: 2025-07-01; mặc định là hôm nay.",
    "renamed": "Mã hoặc tên hiện nay.",
    "name": "Tên mới.",
    "exported": "Tệp .csv hoặc .xlsx sẽ ghi.",
    "person": "Mã hoặc họ tên.",
    "yes": "Xoá thật; không lấy lại được.",
    "qr": "Ghi mã QR của từng người vào thư mục này.",
    "guide": "In lời hướng dẫn dùng Zalo để gửi cho từng người.",
    "status": "Tình trạng: open, late, done, due_soon, …",
    "agency": "Tên, mã hoặc tên viết tắt của cơ quan chủ trì.",
    "as_of": "Tình hình đến hết ngày ấy: 2024-05-13.",
    "at": "Giờ cơ quan; mặc định là bây giờ.",
    "backup": "Tệp sẽ ghi, ví dụ nhacviec-2024-05-13.zip.",
    "restored": "Tệp do nhacviec backup ghi.",
    "force": "Xoá hết dữ liệu đang có và thay bằng bản sao lưu.",
    "directives": "Các tệp văn bản: .docx, .pdf, .txt.",
    "directive": "Tệp văn bản: .docx, .pdf, .txt.",
}

# Files

NO_FILE = "{file}: không tìm thấy tệp"
NOT_A_FILE = "{file}: là thư mục, không phải tệp"
FILE_FORBIDDEN = "{file}: không được phép đọc hoặc ghi"
DISK_FULL = "Ổ đĩa đã đầy; hãy giải phóng chỗ trống rồi chạy lại."
FILE_TOO_LARGE = "{file}: vượt cỡ tệp lớn nhất được phép trên máy này; hãy nới giới hạn hoặc chọn nơi khác."
NOT_A_FOLDER = "{file}: nằm dưới một tệp chứ không phải thư mục"
DISK_READ_ONLY = "{file}: nằm trên ổ đĩa chỉ đọc"
FILE_ERROR = "{file}: {problem}"

# Settings

BAD_SETTING = "{name}: {problem}"
SETTING_PROBLEMS: Mapping[str, str] = {
    "database_url": "phải là sqlite:///… hoặc postgresql://…",
    "telegram_token": "không được có khoảng trắng",
    "telegram_api_url": "phải là địa chỉ http(s)://…",
    "zalo_token": "phải là một hoặc nhiều mã bot, cách nhau bằng dấu phẩy, trong mã không có khoảng trắng",
    "zalo_api_url": "phải là địa chỉ http(s)://…",
    "public_url": "phải là địa chỉ http(s)://…",
    "webhook_secret": "phải dài 8-256 ký tự, chỉ gồm A-Z a-z 0-9 _ -",
    "listen": "phải có dạng máy:cổng, ví dụ 127.0.0.1:8080",
    "proxy": "phải là địa chỉ http://…, https://… hoặc socks5://…",
    "timezone": "phải là múi giờ như Asia/Ho_Chi_Minh",
    "policy": "phải là tệp TOML đọc được",
    "language": "phải là vi hoặc en",
    "heartbeat_url": "phải là địa chỉ http(s)://…",
    "clock": "phải có dạng 2024-05-13T07:59:30+07:00, có thể thêm tốc độ như x600",
}
SETTING_IS = "{problem} (đang là {value!r})"
GIVEN_TWICE = "chỉ đặt một trong hai: {name} hoặc {name}_FILE"
HOLDER_UNREADABLE = "không đọc được tệp {file}"
HOLDER_EMPTY = "tệp {file} rỗng"
NEEDED_WITH_PUBLIC_URL = "phải đặt khi có NHACVIEC_PUBLIC_URL"
ENV_UNREADABLE = "không đọc được tệp (cần UTF-8 và quyền đọc)"
POLICY_FAULTS: Mapping[PolicyFault, str] = {
    PolicyFault.UNREADABLE: "không đọc được tệp (cần UTF-8 và quyền đọc)",
    PolicyFault.NOT_TOML: "không đúng cú pháp TOML ở dòng {line}",
    PolicyFault.UNKNOWN: "không có giá trị này; các tên được dùng: {known}",
    PolicyFault.NOT_LATER: "phải muộn hơn push_from",
    PolicyFault.NOT_BETWEEN: "phải nằm giữa push_from và push_until",
    PolicyFault.ALSO_OFF: "ngày {day} cũng có trong off",
    PolicyFault.NOT_A_TABLE: "phải là một bảng TOML",
    PolicyFault.NOT_A_ZONE: "phải là múi giờ như Asia/Ho_Chi_Minh (đang là {value!r})",
    PolicyFault.NOT_A_TIME: "phải là giờ trong ngày như 08:00:00 (đang là {value!r})",
    PolicyFault.NOT_DAYS: "phải là danh sách ngày như [2024-09-09]",
    PolicyFault.NOT_WEEKDAYS: 'phải là danh sách thứ như ["mon", "fri"], trong số {known}',
    PolicyFault.NOT_A_FLAG: "phải là true hoặc false (đang là {value!r})",
    PolicyFault.NOT_KNOWN: "phải là một trong: {known} (đang là {value!r})",
    PolicyFault.NOT_A_COUNT: "phải là số nguyên từ {least} trở lên (đang là {value!r})",
    PolicyFault.NOT_COUNTS: "phải là danh sách số ngày như [7, 3, 1]",
    PolicyFault.NOT_STEPS: 'phải là danh sách như [[1, "head"], [3, "specialist"]]',
    PolicyFault.NOT_A_STEP: "mỗi mục gồm số ngày và một trong: {known} (đang là {value!r})",
    PolicyFault.NOT_DECIDERS: "phải là danh sách chọn trong: {known} (đang là {value!r})",
}

# Database

BAD_DATABASE_URL = "NHACVIEC_DATABASE_URL: phải là sqlite:///… hoặc postgresql://…"
NEWER_DATABASE = "Cơ sở dữ liệu thuộc phiên bản nhacviec mới hơn; hãy nâng cấp nhacviec trước khi dùng."
NOT_MIGRATED = "Cơ sở dữ liệu chưa ở phiên bản hiện tại; hãy chạy: nhacviec migrate"
DATABASE_LOCKED = "Cơ sở dữ liệu đang bị chương trình khác giữ; hãy thử lại sau ít phút."
DATABASE_FORBIDDEN = "Không mở hoặc không ghi được cơ sở dữ liệu; hãy kiểm tra NHACVIEC_DATABASE_URL và quyền ghi."
NOT_A_DATABASE = "Tệp trong NHACVIEC_DATABASE_URL không phải là cơ sở dữ liệu của nhacviec, hoặc đã hỏng."
DATABASE_UNREACHABLE = "Không kết nối được cơ sở dữ liệu; hãy kiểm tra NHACVIEC_DATABASE_URL và máy chủ."
DATABASE_DISK = "Ổ đĩa không cho đọc hoặc ghi cơ sở dữ liệu; hãy xem ổ đĩa, chỗ trống và giới hạn cỡ tệp rồi chạy lại."
DATABASE_ERROR = "Cơ sở dữ liệu báo lỗi: {problem}"

DATABASE_REMOVED = (
    "Tệp cơ sở dữ liệu {file} đã bị xoá hoặc dời đi khi đang dùng; hãy đưa tệp về chỗ cũ hoặc khôi phục từ bản sao lưu."
)

# Backups

SAVING = "Sao lưu"
CHECKING_BACKUP = "Kiểm tra bản sao lưu"
RESTORING = "Khôi phục"
BACKED_UP = "Đã sao lưu {rows} dòng của {tables} bảng vào {file} ({size})."
BACKUP_FAILED = "Chưa sao lưu được, không để lại tệp dở dang. {problem}"
RESTORED = "Đã khôi phục {rows} dòng của {tables} bảng từ bản sao lưu lúc {moment} (nhacviec {version})."
NOT_A_BACKUP = "{file}: không phải bản sao lưu của nhacviec; cơ sở dữ liệu giữ nguyên."
DAMAGED_BACKUP = "{file}: bản sao lưu đã hỏng hoặc thiếu phần cuối; cơ sở dữ liệu giữ nguyên, hãy dùng bản khác."
NEWER_BACKUP = (
    "{file}: bản sao lưu của nhacviec mới hơn; hãy nâng cấp nhacviec rồi khôi phục. Cơ sở dữ liệu giữ nguyên."
)
DATABASE_IN_USE = "Cơ sở dữ liệu đang được chương trình khác mở; hãy dừng dịch vụ (nhacviec run) rồi khôi phục."
DATABASE_NOT_EMPTY = "Cơ sở dữ liệu đã có dữ liệu; thêm --force để xoá hết và thay bằng bản sao lưu."
FOREIGN_DATABASE = (
    "Cơ sở dữ liệu có bảng của chương trình khác ({names}); hãy dùng một cơ sở dữ liệu riêng cho nhacviec."
)
RESTORE_INCOMPLETE = "Bảng {table} không đủ dòng sau khi khôi phục; cơ sở dữ liệu giữ nguyên."

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
AGENCIES_FIRST = "Chưa có cơ quan nào trong danh sách; hãy nhập trước: nhacviec agencies import TỆP"
AGENCIES_IMPORTED = "Đã nhập {count} cơ quan ({new} mới)."
MATCHED = "{count} phần việc trước đây chưa rõ cơ quan nay đã có cơ quan trong danh sách."
MERGED = "Đã sáp nhập {agency} vào {successor} từ {on}: chuyển {people} người, {tasks} phần việc; đã báo {told} người."
MERGES = (
    "Từ {on}, {agency} sẽ sáp nhập vào {successor}: {people} người, {tasks} phần việc sẽ chuyển; đã báo {told} người."
)
RENAMED = "Đã đổi tên {agency} thành {name}; tên cũ vẫn được hiểu; đã báo {told} người."
RESTRUCTURING: Mapping[Refusal, str] = {
    Refusal.SAME_AGENCY: "Hai cơ quan này là một nên không sáp nhập được.",
    Refusal.MERGED_ALREADY: "Cơ quan này đã được sáp nhập, hoặc đã có lịch sáp nhập.",
    Refusal.NAME_TAKEN: "Tên này trống hoặc đã là của cơ quan khác.",
}
PEOPLE_IMPORTED = "Đã nhập {count} người ({new} mới)."

EXPORTED = "Đã ghi {count} dòng vào {file}."
EXPORT_ENDING = "{file}: tên tệp phải kết thúc bằng .csv hoặc .xlsx"

# People and their chats

EVERYBODY_PAIRED = "Mọi người đã được kết nối; không có mã mới."
INVITING = "Tạo mã kết nối"
INVITATIONS = "Mã kết nối (dùng một lần, hết hạn sau {days} ngày)"
INVITATION_COLUMNS = ("Người", "Mã người", "Cơ quan", "Mã kết nối", "Liên kết", "Bot Zalo")
ZALO_FULL = "Các bot Zalo không còn chỗ cho {count} người; hãy tạo thêm bot và thêm mã bot vào NHACVIEC_ZALO_TOKEN."
NO_GUIDE = "Chưa có bot Zalo nào còn chỗ và trả lời nên chưa viết được lời hướng dẫn."
QR_NEEDS_LINK = "Chưa vẽ được mã QR: cần bot Telegram đang hoạt động để có liên kết."
QR_WRITTEN = "Đã ghi {count} mã QR vào {folder}"
UNPAIRED = "Đã ngắt mọi kết nối và mã của {person}."
ERASED = "người đã xoá"
ERASE_NEEDS_YES = (
    "Sẽ xoá họ tên, chức vụ, số điện thoại, các kết nối và mọi tin nhắn với {person}, kể cả tên ghi trong báo cáo; "
    "không lấy lại được. "
    "Nếu chắc chắn, chạy lại với --yes."
)
ERASED_PERSON = (
    "Đã xoá dữ liệu của {person}; lịch sử công việc ghi là “{called}”. Các bản sao lưu cũ vẫn còn dữ liệu này."
)
ERASED_BUT_NAMESAKE = "Có người khác cùng họ tên, nên tên này trong báo cáo và tin gửi người khác được giữ nguyên."
NOBODY_NAMED = "Không có ai mang mã hoặc tên “{who}”."
SEVERAL_NAMED = "Có nhiều người tên “{who}”; hãy dùng mã: {ids}"

# Directives and tasks

READING = "Đọc văn bản"
# By the word of data.intake.draft.Reason.
UNREADABLE: Mapping[str, str] = {
    "empty": "tệp rỗng",
    "binary": "không phải văn bản",
    "too_large": "tệp quá lớn",
    "encrypted": "tệp có mật khẩu; hãy gỡ mật khẩu rồi gửi lại",
    "scanned": "là ảnh chụp, không có chữ để đọc; hãy dùng bản có chữ",
    "old_format": "định dạng .doc, .rtf hoặc .odt chỉ đọc được khi máy có LibreOffice; hãy lưu lại dạng .docx",
    "no_text": "không có chữ nào đọc được",
    "broken": "tệp hỏng, không mở được",
    "too_complex": "tệp quá phức tạp, đọc quá thời gian hoặc bộ nhớ cho phép; hãy tách nhỏ rồi gửi lại",
    "macros": "tệp có macro, không được nhận; hãy lưu lại dạng .docx không macro",
    "foreign": "không phải văn bản tiếng Việt",
    "several": "tệp có nhiều văn bản; hãy tách mỗi văn bản thành một tệp",
    "unbroken": "cả văn bản nằm trên một dòng; hãy giữ các đoạn như bản gốc",
    "failed": "chương trình gặp lỗi khi đọc tệp này; hãy báo người quản trị",
    "classified": "văn bản có dấu mật, không được nhận; không lưu lại gì",
}
FILE_PROBLEMS: Mapping[int, str] = {
    errno.ENOENT: "không tìm thấy tệp",
    errno.EISDIR: "là thư mục, không phải tệp",
    errno.EACCES: "không được phép đọc",
}
KINDS: Mapping[str, str] = {
    "thong_bao_ket_luan": "Thông báo kết luận",
    "thong_bao": "Thông báo",
    "cong_dien": "Công điện",
    "cong_van": "Công văn",
    "chi_thi": "Chỉ thị",
    "ke_hoach": "Kế hoạch",
    "quyet_dinh": "Quyết định",
}
DIRECTIVE = "{kind} số {label}, ngày {issued_on}, của {issuer}, người ký {signer}"
NOT_STATED = "(không ghi)"
TASK_COLUMNS = ("Mục", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn")
TASKS_READ = "{count} nhiệm vụ"
NO_TASKS_TO_STORE = "không tìm thấy nhiệm vụ nào, nên không lưu"
NO_TASKS_READ = "Không tìm thấy nhiệm vụ nào."
BAD_DAY = "Ngày không đúng: {text} (viết 2024-05-13 hoặc 13/5/2024)"
BAD_MOMENT = "Thời điểm không đúng: {text} (viết 2024-05-13T08:00:00+07:00)"
STORED_DRAFTS = "Đã lưu văn bản {label} với {count} nhiệm vụ dự thảo."
STORED_LIVE = "Đã lưu văn bản {label} với {count} nhiệm vụ; các nhiệm vụ đã có hiệu lực."
STORED_BEFORE = "Văn bản {label} đã có từ trước, với {count} nhiệm vụ."
NUMBER_TAKEN = "Đã có văn bản khác mang số, ngày và nơi ban hành này."
UNMATCHED = "Chưa có trong danh sách cơ quan: {names}"
BAD_STATUS = "Tình trạng “{status}” không có; dùng một trong: {known}"
DAY_TO_COME = "Ngày {day} chưa tới; --as-of chỉ xem lại những ngày đã qua."
NO_AGENCY = "Không có cơ quan “{agency}” trong danh sách."
FOLLOWED_COLUMNS = ("Mã", "Nội dung", "Chủ trì", "Thời hạn", "Còn (ngày làm việc)", "Tình trạng")
FOLLOWED = "{count} nhiệm vụ"
NOTHING_FOLLOWED = "Không có nhiệm vụ nào."
DRAFTS_WAIT = "{count} dự thảo nhiệm vụ chờ Văn phòng xác nhận trong khung trò chuyện; trước đó không nhắc ai."
STATUSES: Mapping[str, str] = {
    "assigned": "mới giao",
    "acknowledged": "đã tiếp nhận",
    "in_progress": "đang thực hiện",
    "blocked": "đang vướng",
    "refused": "đề nghị không nhận",
    "paused": "tạm dừng",
    "returned": "bị trả lại",
    "reported_done": "báo xong, chờ xác nhận",
    "confirmed": "hoàn thành",
}
OVERDUE = "{status}, quá hạn"
BAD_LINE = "Dòng {line}: {problem}"
NOT_JSON = "không phải một đối tượng JSON"
FIELD_MISSING = "thiếu hoặc sai trường: {field}"

# Service

PORT_TAKEN = "Không mở được cổng {address}: đang có chương trình khác dùng, hoặc không được phép."
DEMO_OPEN = "Bản thử đang chạy tại {address} (Ctrl-C để dừng)"
TICKED = "Đã gửi {count} tin."
TIDIED = "Đã xoá nội dung {said} tin đã gửi, {heard} tin đã nhận, {files} tệp và {codes} mã kết nối quá hạn lưu."
MIGRATED = "Cơ sở dữ liệu đã ở phiên bản hiện tại."

# Audit

AUDITED = "Phải nói {expected} lượt; thiếu {missing}, lặp {double}, muộn {late}."
AUDIT_FAILED = "Thiếu {missing} và lặp {double} lượt nhắc."
AUDIT_OUTCOMES: Mapping[str, str] = {
    "said": "đã nói, có biên nhận của kênh",
    "covered": "đã gộp vào tin khác của cùng việc",
    "void": "không còn đúng khi sắp gửi",
    "unreached": "người nhận không còn kết nối",
    "snoozed": "người nhận đã hẹn nhắc lại sau",
    "under_way": "đang gửi",
    "silent_service": "dịch vụ không chạy cho đến khi việc đã khác",
    "missing": "thiếu",
}
AUDIT_WHY: Mapping[str, str] = {
    "not_planned": "không có trong sổ nhắc",
    "no_receipt": "không có biên nhận",
    "covered_by_nothing": "ghi là đã gộp nhưng không có tin nào gộp",
    "given_up_while_true": "đã bỏ trong khi vẫn còn đúng",
    "stuck": "đã lập mà chưa gửi",
    "twice_in_a_morning": "nói hai lần trong một ngày",
    "not_given_out": "việc định kỳ đến kỳ mà chưa giao",
    "no_digest": "thiếu bản tổng hợp",
    "held_too_long": "giữ lại quá buổi sáng đã hẹn",
    "too_many": "quá số tin một ngày",
    "late": "nói muộn",
}
AUDIT_FINDING = "{code}\t{rung}\tngười {person}\t{due_at}\t{why}"

# Check

CHECK_AUDIT = "Kiểm toán nhắc việc: lần cuối {moment}, thiếu {missing}, lặp {double}"
CHECK_AUDIT_BAD = "Kiểm toán nhắc việc: lần cuối {moment}, thiếu {missing}, lặp {double}; hãy xem: nhacviec audit"
CHECK_AUDIT_NEVER = "Kiểm toán nhắc việc: chưa chạy lần nào; dịch vụ tự chạy mỗi giờ"
MARKS: Mapping[str, str] = {"good": "[tốt]", "note": "[chú ý]", "bad": "[lỗi]", "detail": "   ", "changed": "  *"}
CHECK_FAILED = "Có {count} lỗi phải sửa trước khi chạy."
CHECK_SETTINGS = "Thiết đặt: đọc được"
CHECK_UNKNOWN_NAME = "{name}: không có thiết đặt này; hãy kiểm tra lỗi gõ"
CHECK_DATABASE = "Cơ sở dữ liệu: {database}, đúng phiên bản"
CHECK_DATABASE_BAD = "Cơ sở dữ liệu: {problem}"
CHECK_TRAIL = "Nhật ký thao tác: {count} dòng, chuỗi băm liền mạch"
CHECK_TRAIL_BROKEN = (
    "Nhật ký thao tác: dòng {row} không khớp chuỗi băm, đã bị sửa hoặc xoá; hãy so với bản sao lưu gần nhất"
)
CHECK_BACKUP = "Sao lưu: lần cuối lúc {moment}"
CHECK_OLD_BACKUP = "Sao lưu: lần cuối lúc {moment}, đã quá hai ngày; hãy chạy hằng ngày: nhacviec backup TỆP"
CHECK_NO_BACKUP = "Sao lưu: chưa từng; hãy chạy hằng ngày: nhacviec backup TỆP, và chép tệp sang máy khác"
CHECK_TIME = "Đồng hồ máy: khớp giờ của {url}"
CHECK_TIME_WRONG = "Đồng hồ máy: lệch {seconds} giây so với {url}; hãy bật đồng bộ giờ (NTP)"
CHECK_NO_TIME = "Đồng hồ máy: chưa so được giờ với {url}; hãy kiểm tra mạng hoặc NHACVIEC_PROXY"
CHECK_DISK = "Ổ đĩa: còn trống {free} GB tại {folder}"
CHECK_DISK_FULL = "Ổ đĩa: chỉ còn {free} GB tại {folder}; hãy giải phóng chỗ trống"
CHECK_POLICY = "Chính sách: {source}; tin buổi sáng {morning}, gửi tin từ {start} đến {end}"
CHECK_POLICY_VALUE = "{key} = {value}"
CHECK_POLICY_CHANGED = "{key} = {value} (khác mặc định: {default})"
BUILT_IN = "mặc định"
CHECK_CLOCK = "Giờ cơ quan: {moment} ({zone})"
CHECK_REHEARSAL = "Giờ cơ quan: {moment} ({zone}), là giờ diễn tập; bỏ NHACVIEC_CLOCK khi dùng thật"
CHECK_CHANNEL_OFF = "{channel}: chưa có mã bot nên kênh này tắt; đặt {name} để dùng"
