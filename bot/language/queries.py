"""What a leader's question asks for."""

import re
from dataclasses import replace
from datetime import date

from bot.language.agencies import AgencyNames
from bot.language.follow_ups import is_follow_up, merged, wanted
from bot.language.meaning import Asks, DateRange, Query
from bot.language.query_dates import current_like, date_ranges
from bot.language.query_frames import Frame, frame_of
from bot.language.query_intents import export_format, intent_of, ranking

_COMMANDS = {
    "quahan": "viec qua han", "homnay": "viec den han hom nay", "mai": "viec den han ngay mai",
    "tuan": "viec den han tuan nay", "tuannay": "viec den han tuan nay", "tuansau": "viec den han tuan sau",
    "thang": "viec den han thang nay", "thangnay": "viec den han thang nay", "quy": "viec den han quy nay",
    "sapden": "sap den han", "sapdenhan": "sap den han", "vuong": "dang vuong", "giahan": "xin gia han", "viec": "viec",
    "nv": "nv", "nhiemvu": "nv", "tonghop": "tong hop", "baocao": "tong hop", "xephang": "bang xep hang",
    "excel": "xuat excel", "xuat": "xuat", "help": "help", "start": "help",
}  # fmt: skip
"""What slash commands stand for, without marks so that what follows may be typed with or without them."""
_COMMAND = re.compile(r"\s*/([a-z_]+)(?:@\w+)?(?![\w/])", re.IGNORECASE)
_EVENTS = frozenset({"extension", "no_report"})
_BY_DONE = frozenset({"done", "done_late"})


def understand_query(text: str, *, today: date, names: AgencyNames, previous: str | None = None) -> Query:
    """Understand a question; one that makes no sense without `previous` is returned merged with it.

    Any text is understood as something; what is no question is `other`.
    """
    return _understand(text, today, names, previous)[0]


def explain_query(
    text: str, *, today: date, names: AgencyNames, previous: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return which words led to what, as (name of the cue or kind of thing, words typed), in the order of the text."""
    frame = _understand(text, today, names, previous)[1]
    reading = frame.reading
    cues = [
        (reading.tokens[reading.index_at(c.start)].start, c.name, reading.typed(c.start, c.end)) for c in frame.cues
    ]
    return tuple((name, words) for _, name, words in sorted(reading.things() + cues))


def _understand(text: str, today: date, names: AgencyNames, previous: str | None) -> tuple[Query, Frame]:
    frame = frame_of(_spelled_out(text), today, names)
    query = _alone(frame)
    if previous is None:
        return query, frame
    export = query.intent is Asks.EXPORT and not frame.has("all", "summary") and _adds_nothing(query)
    if not export and not is_follow_up(frame, query):
        return query, frame
    base = _alone(frame_of(_spelled_out(previous), today, names))
    if export:
        return replace(merged(base, query), intent=Asks.EXPORT, uses_prev=True), frame
    whole = query if frame.row else merged(base, query)
    resolved = wanted(frame, query, base)
    if resolved is Asks.DETAIL:
        whole = replace(whole, status=(), date_range=None, date_field=None)  # one task is shown whole
    row = None if query.task_refs or query.agencies or query.directive_ref else frame.row_number
    return replace(whole, intent=Asks.FOLLOW_UP, resolved_intent=resolved, uses_prev=True, row=row), frame


def _spelled_out(text: str) -> str:
    """Return a slash command as the words it stands for, followed by what was typed behind it."""
    match = _COMMAND.match(text)
    words = _COMMANDS.get(match[1].casefold()) if match else None
    return f"{words} {text[match.end() :].strip()}" if match and words else text


def _adds_nothing(query: Query) -> bool:
    return not (
        query.status
        or query.agencies
        or query.date_range
        or query.directive_ref
        or query.task_refs
        or query.rank_by
        or query.keywords
    )


def _alone(frame: Frame) -> Query:
    """Understand a question by itself."""
    intent = intent_of(frame)
    if intent in {Asks.OTHER, Asks.HELP}:
        other = intent is Asks.OTHER
        return Query(intent, agencies=frame.agencies if other else (), task_refs=frame.tasks if other else ())
    rank_by, order, top_n = ranking(frame, intent)
    status = () if rank_by or intent is Asks.DETAIL else _statuses(frame)
    days, compared, status = _days(frame, status)
    if intent is Asks.DIRECTIVE and days and days.start != days.end and not frame.has("issued", "due"):
        days = None  # "kết luận giao ban tháng 4": the month is part of the title
    if intent in {Asks.RANK, Asks.SUMMARY} and days and not compared and frame.has("versus"):
        days, compared = current_like(days, frame.today), days
    return Query(
        intent,
        status=status,
        agencies=frame.agencies,
        role=_role(frame),
        date_range=days,
        date_field=_date_field(frame, status) if days or (frame.has("responded") and rank_by is None) else None,
        directive_ref=None if intent is Asks.DETAIL else frame.directive,
        task_refs=frame.tasks,
        keywords=frame.topic,
        assigner=frame.giver,
        export_format=export_format(frame) if intent is Asks.EXPORT else None,
        rank_by=rank_by,
        order=order,
        top_n=top_n,
        compare_to=compared,
    )


def _statuses(frame: Frame) -> tuple[str, ...]:
    statuses = frame.statuses
    if frame.has("within") or (frame.has("left") and not statuses):
        statuses = (*statuses, "not_done")
    outweighed = {"no_report", "done_late", "not_done"} & set(statuses)
    if "done" in statuses and outweighed:
        return tuple(name for name in statuses if name != "done")
    return statuses


def _days(frame: Frame, status: tuple[str, ...]) -> tuple[DateRange | None, DateRange | None, tuple[str, ...]]:
    field = _date_field(frame, status)
    days, compared = date_ranges(
        frame.reading, frame.today, looks_back=field in {"issued", "done"}, lingering="overdue" in status
    )
    if days is None and frame.has("within"):
        days = DateRange(frame.today, None)
    if days is not None and "due_soon" in status:
        status = tuple(name for name in status if name != "due_soon")
    if days is not None and compared is not None and frame.has("versus") and frame.compares_first:
        days, compared = compared, days
    return days, compared if frame.has("versus", "compare", "rank") else None, status


def _date_field(frame: Frame, status: tuple[str, ...]) -> str:
    if frame.has("responded", "rank_extension", "rank_response") or _EVENTS & set(status):
        return "event"
    if frame.has("issued") or frame.has("document"):
        return "issued"
    return "done" if _BY_DONE & set(status) else "due"


def _role(frame: Frame) -> str | None:
    if not frame.agencies or frame.tasks:
        return None
    return "lead" if frame.has("role_lead") else "coordinating" if frame.has("role_coordinating") else None
