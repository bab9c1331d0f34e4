"""What a question wants, weighed from its cues; and how a ranking is ordered."""

import re
from collections.abc import Callable

from bot.language.dates import COUNTS
from bot.language.meaning import Asks
from bot.language.phrases import compile_phrase, one_of
from bot.language.query_frames import Frame
from data.folding import fold

_RANKINGS = {
    "rank_extension": "extension_count",
    "rank_response": "response_time",
    "rank_days": "overdue_days",
    "rank_total": "total",
    "rank_on_time": "on_time_rate",
    "rank_done": "done_rate",
    "rank_overdue": "overdue_count",
    "rank_clean": "overdue_count",
}
_FORMATS = ("png", "xlsx", "docx", "pdf", "csv")
_WORST = frozenset({"extension_count", "overdue_days", "overdue_count"})
_LOW = compile_phrase("(thấp|kém|ít|chậm|lâu|muộn|trễ) [việc|nhiệm vụ] nhất")
_COUNTED = rf"(?P<n>\d{{1,3}}|{one_of('một hai ba bốn năm sáu bảy tám chín mười')}) "
_TOP = (
    compile_phrase("top <n>", {"n": _COUNTED}),
    compile_phrase("<n> (đơn vị|sở|huyện|cơ quan|xã|ngành|việc|nhiệm vụ|địa phương|phường|@agency)", {"n": _COUNTED}),
)


_WINNER = compile_phrase("(nhất|đứng đầu|dẫn đầu|đứng cuối|đội sổ|cuối bảng|đầu bảng|đứng bét|bét)")
_AT_LEAST = compile_phrase(
    "((từ|trên|hơn|quá|ít nhất) <n> (việc|nhiệm vụ)|<n> (việc|nhiệm vụ) ... trở lên)", {"n": r"[^ ]+ "}
)


_Rule = tuple[Asks, Callable[[Frame], bool]]


def intent_of(frame: Frame) -> Asks:
    """Return what is wanted: the first rule that holds."""
    return next((intent for intent, holds in _RULES if holds(frame)), Asks.OTHER)


def _is_chat(frame: Frame) -> bool:
    """Whether it is thanks or a greeting and nothing is asked beside."""
    asked = frame.statuses or frame.has("due", "within", "issued", "count", "rank", *_RANKINGS)
    return frame.has("thanks") and not (asked or frame.agencies or frame.directive or frame.tasks)


def _ranks(frame: Frame) -> bool:
    if frame.has("rank", "winner", *_RANKINGS):
        return True
    if frame.has("bottom", "first_place"):
        return not frame.row
    return frame.has("compare", "versus") and _are_compared(frame)


def _are_compared(frame: Frame) -> bool:
    """Whether agencies, not periods, stand beside each other."""
    if len(frame.agencies) > 1:
        return True
    named = sum(token.key == "@date" for token in frame.reading.tokens)
    return bool(frame.agencies) and frame.has("compare") and named < 2


def _is_directive(frame: Frame) -> bool:
    """Whether one document is asked about, by number or by title.

    Asked whether it is finished, or named behind what is to be done with it ("việc điều chỉnh Nghị quyết 01 ... đến
    đâu"), it is the subject of a task.
    """
    if frame.topic and (frame.has("finished_yet") or (frame.has("how_far") and frame.has_topic_before_directive)):
        return False
    return frame.directive is not None or frame.has("document")


def _is_subject(frame: Frame) -> bool:
    """Whether a task is asked about by its subject."""
    return frame.topic is not None and frame.has("how_far", "finished_yet", "who_does") and not frame.has("topic")


def _names_many(frame: Frame) -> bool:
    said = frame.statuses or frame.agencies or frame.giver or frame.row
    return bool(said) or frame.has(
        "due", "within", "issued", "left", "topic", "responded", "tasks", "documents", "who_does"
    )


def _counted(frame: Frame) -> list[str]:
    """Return the words that ask for a number, folded."""
    return [fold(frame.reading.typed(cue.start, cue.end)) for cue in frame.cues if cue.name == "count"]


def _counts(frame: Frame) -> bool:
    """Whether a number of tasks or agencies is asked for: "giá vàng hôm nay bao nhiêu" asks for another."""
    words = _counted(frame)
    about_tasks = frame.topic is None or frame.statuses or frame.agencies or frame.directive
    return bool(words) and bool(about_tasks or set(words) - {"bao nhieu", "may"} or frame.has("issued", "due", "left"))


def _asks_how_some_stand(frame: Frame) -> bool:
    """Whether "mấy việc" is the ones known rather than how many: "mấy việc của sở giáo dục tới đâu rồi"."""
    loose = any(words.startswith("may ") for words in _counted(frame))
    return loose and bool(frame.agencies) and frame.has("how_far")


def _is_period(frame: Frame) -> bool:
    return frame.topic is None and any(token.key == "@date" for token in frame.reading.tokens)


def _only_year(frame: Frame) -> bool:
    """Whether nothing but a whole year is named: its figures are wanted, not its hundreds of tasks."""
    tokens = frame.reading.tokens
    value = tokens[0].value if len(tokens) == 1 else None
    return getattr(value, "unit", None) == "year"


_SUMMARIES = ("summary", "rate", "rate_late", "rate_on_time", "rate_done", "versus", "compare")
_RULES: tuple[_Rule, ...] = (
    (Asks.HELP, lambda frame: frame.has("help")),
    (Asks.OTHER, lambda frame: frame.has("command")),
    (Asks.EXPORT, lambda frame: frame.has("export", *(f"format_{kind}" for kind in _FORMATS))),
    (Asks.OTHER, _is_chat),
    (Asks.RANK, _ranks),
    (Asks.DETAIL, lambda frame: bool(frame.tasks)),
    (Asks.DIRECTIVE, _is_directive),
    (Asks.SUMMARY, lambda frame: frame.has(*_SUMMARIES)),
    (Asks.SUMMARY, _asks_how_some_stand),
    (Asks.COUNT, _counts),
    (Asks.LIST, lambda frame: frame.has("whoever")),
    (Asks.DETAIL, _is_subject),
    (Asks.SUMMARY, lambda frame: bool(frame.agencies) and frame.has("how_far")),
    (Asks.LIST, _names_many),
    (Asks.SUMMARY, _only_year),
    (Asks.LIST, _is_period),
)
"""What is wanted, in order of precedence; what no rule holds for is no question about tasks."""


def export_format(frame: Frame) -> str | None:
    """Return the kind of file named."""
    return next((kind for kind in _FORMATS if frame.has(f"format_{kind}")), None)


def ranking(frame: Frame, intent: Asks) -> tuple[str | None, str | None, int | None]:
    """Return by what, from which end and how many a ranking shows; all None when nothing is ranked."""
    ordered = frame.has("rank", "compare", "versus", "winner", "bottom", "first_place", *_RANKINGS)
    if intent not in {Asks.RANK, Asks.EXPORT} or not ordered:
        return None, None, None
    by = _ranked_by(frame)
    if by is None:
        return "done_rate", None, None
    if frame.has("rank_clean"):
        return by, "best", None
    low = by in _WORST or frame.has("bottom") or _LOW.search(frame.reading)
    return by, "worst" if low else "best", _how_many(frame)


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
    return None if frame.has("compare", "versus") else "on_time_rate"


def _how_many(frame: Frame) -> int | None:
    match = next((match for phrase in _TOP if (match := phrase.search(frame.reading))), None)
    at_least = _AT_LEAST.search(frame.reading) is not None
    if match and not at_least:
        letters = re.sub("[A-Z]", "", match["n"])
        return int(letters) if letters.isdigit() else COUNTS[letters]
    named = [name for name in frame.agencies if not name.startswith(("Các ", "UBND các "))]
    if at_least or len(named) > 1 or not _WINNER.search(frame.reading):
        return None
    return 1
