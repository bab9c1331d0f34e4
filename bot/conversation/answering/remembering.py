"""A question as JSON: what a choice such as "see more" carries until it is pressed."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.conversation.statement import as_date
from bot.language.meaning import Asks, DateRange, Query

_TUPLES = ("status", "agencies", "task_refs")
_RANGES = ("date_range", "compare_to")


def pack_query(query: Query) -> dict[str, Any]:
    """Return a question as JSON; what is not stated is left out."""
    packed = {name: value for name, value in asdict(query).items() if value not in (None, (), False)}
    for name in _TUPLES:
        if name in packed:
            packed[name] = list(packed[name])
    for name in _RANGES:
        if name in packed:
            packed[name] = {edge: day.isoformat() if day else None for edge, day in packed[name].items()}
    if query.as_of is not None:
        packed["as_of"] = query.as_of.isoformat()
    return packed


def unpack_query(packed: Mapping[str, Any]) -> Query:
    """Return the question that `pack_query` packed."""
    fields = dict(packed)
    for name in _TUPLES:
        fields[name] = tuple(fields.get(name, ()))
    for name in _RANGES:
        if name in fields:
            fields[name] = DateRange(**{edge: as_date(text) for edge, text in fields[name].items()})
    fields["as_of"] = as_date(fields.get("as_of"))
    resolved = fields.get("resolved_intent")
    return Query(**fields | {"intent": Asks(fields["intent"]), "resolved_intent": Asks(resolved) if resolved else None})
