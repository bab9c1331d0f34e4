"""Questions that make sense only after the one before them."""

from dataclasses import fields, replace

from bot.language.meaning import Asks, Query
from bot.language.query_frames import Frame

_ALWAYS = frozenset({"and_what_of", "narrow", "same_again", "why"})


def is_follow_up(frame: Frame, query: Query) -> bool:
    """Whether a question points back: at rows, or by words such as "thế còn ..."."""
    if query.intent in {Asks.HELP, Asks.EXPORT} or frame.has("command", "thanks"):
        return False
    if (frame.row and not frame.tasks) or frame.pointing & _ALWAYS:
        return True
    if query.agencies or query.task_refs or query.directive_ref:
        return False
    return bool(frame.pointing - {"list_out"}) or ("list_out" in frame.pointing and not query.status)


def wanted(frame: Frame, query: Query, base: Query) -> Asks:
    """Return what a follow-up wants: what its own words want, else what the question before it wanted."""
    if query.intent in {Asks.COUNT, Asks.RANK} or (query.intent is Asks.SUMMARY and frame.has("summary", "rate")):
        return query.intent
    if query.task_refs or query.directive_ref:
        return query.intent
    if frame.row:
        return Asks.DETAIL if frame.row.casefold().startswith(_TASKS) else Asks.LIST
    return Asks.LIST if frame.pointing & {"list_out", "why"} and base.intent is not Asks.DETAIL else base.intent


_TASKS = ("việc", "viec", "nhiệm vụ", "nhiem vu", "nv", "cái", "cai", "mục", "muc", "dòng", "dong", "số", "so")


def merged(base: Query, follow_up: Query) -> Query:
    """Return the question before with what the follow-up says instead."""
    said = {
        field.name: getattr(follow_up, field.name)
        for field in fields(Query)
        if field.name not in {"intent", "resolved_intent", "uses_prev"} and getattr(follow_up, field.name)
    }
    if "keywords" in said and base.keywords:
        said.pop("keywords")
    if "date_range" in said and base.date_range is not None and base.date_field is not None:
        said["date_field"] = base.date_field
    return replace(base, **said)
