"""What a question wants, weighed from its cues; and how a ranking is ordered."""

import re

from bot.language.meaning import Asks
from bot.language.phrases import compile_phrase, one_of
from bot.language.query_frames import Frame

_RANKINGS = {
    "rank_extension": "extension_count",
    "rank_response": "response_time",
    "rank_days": "overdue_days",
    "rank_total": "total",
    "rank_on_time": "on_time_rate",
    "rank_done": "done_rate",
    "rank_overdue": "overdue_count",
}
_WORST = frozenset({"extension_count", "overdue_days", "overdue_count"})
_LOW = compile_phrase("(thấp|kém|ít|chậm|lâu|muộn|trễ) nhất")
_COUNTED = rf"(?P<n>\d{{1,3}}|{one_of('một hai ba bốn năm sáu bảy tám chín mười')}) "
_TOP = (
    compile_phrase("top <n>", {"n": _COUNTED}),
    compile_phrase("<n> (đơn vị|sở|huyện|cơ quan|xã|ngành|việc|nhiệm vụ|địa phương|phường|@agency)", {"n": _COUNTED}),
)
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}


_WINNER = compile_phrase("(nhất|đứng đầu|dẫn đầu|đứng cuối|đội sổ|cuối bảng|đầu bảng)")
_AT_LEAST = compile_phrase(
    "((từ|trên|hơn|quá|ít nhất) <n> (việc|nhiệm vụ)|<n> (việc|nhiệm vụ) ... trở lên)", {"n": r"[^ ]+ "}
)


def intent_of(frame: Frame) -> Asks:
    """Return what is wanted; the order is the precedence."""
    named = bool(frame.agencies or frame.directive or frame.tasks)
    substance = named or frame.statuses or frame.has("due", "within", "issued", "count", "rank", *_RANKINGS)
    if frame.has("help"):
        return Asks.HELP
    if frame.has("command"):
        return Asks.OTHER
    if frame.has("export", "format_xlsx", "format_docx", "format_pdf", "format_csv"):
        return Asks.EXPORT
    if frame.has("thanks") and not substance:
        return Asks.OTHER
    if (
        frame.has("rank", "winner", *_RANKINGS)
        or (frame.has("compare") and frame.agencies)
        or (frame.has("bottom", "first_place") and not frame.row)
    ):
        return Asks.RANK
    if frame.tasks:
        return Asks.DETAIL
    if _is_directive(frame):
        return Asks.DIRECTIVE
    return _of_many(frame)


def _is_directive(frame: Frame) -> bool:
    """Whether one document is asked about: by number, or by a title, which is not itself asked to be finished."""
    if frame.has("finished_yet") and frame.topic:
        return False
    return frame.directive is not None or frame.has("document")


def _of_many(frame: Frame) -> Asks:
    if frame.has("summary", "rate", "rate_late", "rate_on_time", "rate_done", "versus"):
        return Asks.SUMMARY
    if frame.has("count"):
        return Asks.COUNT
    if frame.topic and frame.has("how_far", "finished_yet") and not frame.has("topic"):
        return Asks.DETAIL
    days = any(token.key == "@date" for token in frame.reading.tokens)
    if frame.agencies and frame.has("how_far"):
        return Asks.SUMMARY
    if (
        frame.statuses
        or frame.agencies
        or frame.giver
        or frame.row
        or frame.has("due", "within", "issued", "left", "topic", "responded", "tasks")
    ):
        return Asks.LIST
    if days and not frame.topic:
        return Asks.SUMMARY if _only_year(frame) else Asks.LIST
    return Asks.OTHER


def _only_year(frame: Frame) -> bool:
    """Whether nothing but a whole year is named: its figures are wanted, not its hundreds of tasks."""
    tokens = frame.reading.tokens
    value = tokens[0].value if len(tokens) == 1 else None
    return getattr(value, "unit", None) == "year"


def export_format(frame: Frame) -> str | None:
    """Return the kind of file named."""
    return next((kind for kind in ("xlsx", "docx", "pdf", "csv") if frame.has(f"format_{kind}")), None)


def ranking(frame: Frame, intent: Asks) -> tuple[str | None, str | None, int | None]:
    """Return by what, from which end and how many a ranking shows; all None when nothing is ranked."""
    if intent not in {Asks.RANK, Asks.EXPORT} or not frame.has(
        "rank", "compare", "winner", "bottom", "first_place", *_RANKINGS
    ):
        return None, None, None
    by = _ranked_by(frame)
    if by is None:
        return "done_rate", None, None
    if by in _WORST:
        order = "worst"
    else:
        order = "worst" if frame.has("bottom") or _LOW.search(frame.reading) else "best"
    return by, order, _how_many(frame)


def _ranked_by(frame: Frame) -> str | None:
    by = next((measure for cue, measure in _RANKINGS.items() if frame.has(cue)), None)
    if by:
        return by
    if frame.has("rate_on_time", "rate_late"):
        return "on_time_rate"
    if frame.has("rate_done", "status_done"):
        return "done_rate"
    if frame.has("status_overdue"):
        return "overdue_count"
    if frame.has("status_extension"):
        return "extension_count"
    return None if frame.has("compare") else "on_time_rate"


def _how_many(frame: Frame) -> int | None:
    match = next((match for phrase in _TOP if (match := phrase.search(frame.reading))), None)
    at_least = _AT_LEAST.search(frame.reading) is not None
    if match and not at_least:
        letters = re.sub("[A-Z]", "", match["n"])
        return int(letters) if letters.isdigit() else _NUMBERS[letters]
    named = [name for name in frame.agencies if not name.startswith(("Các ", "UBND các "))]
    if at_least or len(named) > 1 or not _WINNER.search(frame.reading):
        return None
    return 1
