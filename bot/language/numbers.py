"""Shares of work as people state them: percents, ranges, fractions, halves."""

from collections.abc import Callable
from dataclasses import dataclass
from re import Match

from bot.language.phrases import Phrase, compile_phrase, one_of
from bot.language.reading import Reading, bare


@dataclass(frozen=True, slots=True)
class Share:
    """Part of the work done, in percent; `vague` for a range, whose lower bound is `percent`."""

    percent: int
    vague: bool = False


_UNITS = (
    "xã|phường|thị trấn|huyện|thôn|bản|hộ|km|m|m2|ha|nội dung|việc|nhiệm vụ|phần|hạng mục|dự án|công trình|hồ sơ|"
    "đơn vị|cơ quan|trường|người|khối lượng|bước|mục|chỉ tiêu|gói thầu|gói|tiêu chí|báo cáo|văn bản|kế hoạch|sở|ngành|"
    "đầu việc|ý|trạm|điểm|cơ sở|doanh nghiệp|công việc|tỷ|triệu|số|quyết định|chương|biểu|bảng|phòng|cuộc|lớp|đoàn|tổ|"
    "ca|lượt|tuyến|nhà|căn"
)
_SLOTS = {
    "n": r"(?P<n>\d+(?:[.,]\d+)?) ",
    "khoảng": r"(?P<low>\d+)-(?P<high>\d+) ",
    "n2": rf"(?P<low>\d+) (?:% )?(?:(?:-|{one_of('đến tới')}) )?(?P<high>\d+) ",
    "a/b": r"(?P<a>\d+)/(?P<b>\d+) ",
    "a": r"(?P<a>\d+) ",
    "b": r"(?P<b>\d+) ",
    "chữ": f"(?P<word>{one_of('một hai ba bốn năm sáu bảy tám chín')}) ",
    "chữ hai": f"(?P<word2>{one_of('một hai ba bốn năm sáu bảy tám chín')}) ",
}
_TENTHS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}


_NOT_SAID = Share(-1)


def rounded(value: float) -> int:
    """Round half up, as people do."""
    return int(value + 0.5)


def _percent(match: Match[str]) -> Share | None:
    value = float(match["n"].replace(",", "."))
    return Share(rounded(value)) if value <= 100 else None


def _left(match: Match[str]) -> Share | None:
    value = float(match["n"].replace(",", "."))
    return Share(rounded(100 - value)) if value <= 100 else None


def _range(match: Match[str]) -> Share | None:
    low, high = int(match["low"]), int(match["high"])
    return Share(low, vague=True) if low < high <= 100 else None


def _fraction(match: Match[str]) -> Share | None:
    part, whole = int(match["a"]), int(match["b"])
    return Share(rounded(100 * part / whole)) if whole > 0 and part <= whole else None


def _done_and_left(match: Match[str]) -> Share | None:
    done, left = int(match["a"]), int(match["b"])
    return Share(rounded(100 * done / (done + left)), vague=True) if done + left else None


def _tenths(match: Match[str]) -> Share | None:
    return Share(10 * _TENTHS[bare(match["word"])])


def _spoken_fraction(match: Match[str]) -> Share | None:
    part, whole = _TENTHS[bare(match["word"])], _TENTHS[bare(match["word2"])]
    return Share(rounded(100 * part / whole)) if part < whole else None


def _spoken_percent(match: Match[str]) -> Share:
    return Share(10 * _TENTHS[bare(match["word"])] + _TENTHS[bare(match["word2"])])


def _unsaid(_: Match[str]) -> Share:
    return _NOT_SAID


def _fixed(percent: int) -> Callable[[Match[str]], Share]:
    return lambda _: Share(percent)


_RULES: tuple[tuple[str, Callable[[Match[str]], Share | None]], ...] = (
    ("(chưa|không) [được|đến|tới|đạt|quá|nổi] [một|<n>] (nửa|%|phần trăm)", _unsaid),
    ("<a> phần <b>", _fraction),
    ("<chữ> phần <chữ hai>", _spoken_fraction),
    ("<chữ> mươi (%|phần trăm)", _tenths),
    ("<chữ> mươi <chữ hai> (%|phần trăm)", _spoken_percent),
    ("<khoảng> (%|phần trăm)", _range),
    ("<n2> (%|phần trăm)", _range),
    ("(còn|thiếu) [lại|khoảng|hơn|tầm|độ|chừng|nữa|mỗi] [khoảng] <n> (%|phần trăm) !(là|rồi)", _left),
    ("<n> (%|phần trăm)", _percent),
    (f"<a/b> [số] ({_UNITS})", _fraction),
    ("(được|đạt|mới|hơn|có|chiếm|đủ|giải ngân) [khoảng|hơn|gần|tầm|chừng] <a/b> !(tháng|năm)", _fraction),
    (f"<a> (trên|trong|trong số|trong tổng số|của) [tổng] [số] <b> ({_UNITS})", _fraction),
    (f"(xong|hoàn thành|được|làm) [được] <a> ({_UNITS}) [nữa] [,|.] [và] (còn|chưa) [lại] <b>", _done_and_left),
    ("(được|xong|làm|hoàn thành|đạt|mới|khoảng|gần|hơn|đã) ... [một] nửa", _fixed(50)),
    ("(một nửa|nửa chặng|nửa khối lượng|nửa công việc|nửa đường)", _fixed(50)),
    ("(được|xong|đạt) <chữ> (phần mười|phần 10)", _tenths),
)
_COMPILED: tuple[tuple[Phrase, Callable[[Match[str]], Share | None]], ...] = tuple(
    (compile_phrase(written, _SLOTS), rule) for written, rule in _RULES
)


def mark_shares(reading: Reading) -> Reading:
    """Return the reading with each stated share of work as one `@share` token."""
    found: list[tuple[int, int, str, object]] = []
    for phrase, rule in _COMPILED:
        if not phrase.may_be_in(reading.vocabulary):
            continue
        for match in phrase.regex.finditer(reading.plain):
            share = rule(match)
            if share is not None:
                known = share if share is not _NOT_SAID else None
                found.append((match.start(), match.end(), "@share" if known else "@less", known))
    return reading.replace(found)
