"""Messages and their meaning in the form that `nhacviec understand` reads and prints, one JSON object a line."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.language.agencies import AgencyNames
from bot.language.dates import IsWorking, is_weekday
from bot.language.meaning import DateRange, Query, Reply
from bot.language.queries import explain_query, understand_query
from bot.language.replies import explain_reply, understand_reply

Row = Mapping[str, Any]


def reply_row(row: Row, is_working: IsWorking = is_weekday, *, explain: bool = False) -> dict[str, object]:
    """Understand a row with `id, ref_date, reminded, due, text`; return its `id` and the fields of a reply.

    With `explain` also `because`, the words that led to them. Raises KeyError or ValueError when a field is missing
    or no date.
    """
    due = row.get("due")
    said: dict[str, Any] = {
        "today": date.fromisoformat(row["ref_date"]),
        "reminded": tuple(row.get("reminded") or ()),
        "due": date.fromisoformat(due) if due else None,
        "is_working": is_working,
    }
    meaning = {"id": row["id"], **reply_as_json(understand_reply(row["text"], **said))}
    return meaning | (_because(explain_reply(row["text"], **said)) if explain else {})


def reply_as_json(reply: Reply) -> dict[str, object]:
    """Return the fields of a reply, dates as ISO text."""
    return {name: _plain(value) for name, value in asdict(reply).items()}


def query_row(row: Row, names: AgencyNames, *, explain: bool = False) -> dict[str, object]:
    """Understand a row with `id, ref_date, prev, text`; return its `id` and the fields of a query.

    With `explain` also `because`, the words that led to them. Raises KeyError or ValueError when a field is missing
    or no date.
    """
    asked: dict[str, Any] = {
        "today": date.fromisoformat(row["ref_date"]), "names": names, "previous": row.get("prev"),
    }  # fmt: skip
    meaning = {"id": row["id"], **query_as_json(understand_query(row["text"], **asked))}
    return meaning | (_because(explain_query(row["text"], **asked)) if explain else {})


def query_as_json(query: Query) -> dict[str, object]:
    """Return the fields of a query, periods as `{"from", "to"}`."""
    shown = {name: _plain(value) for name, value in asdict(query).items()}
    return shown | {"date_range": _range(query.date_range), "compare_to": _range(query.compare_to)}


def _because(led: Iterable[tuple[str, str]]) -> dict[str, object]:
    return {"because": [{"words": words, "led_to": name} for name, words in led]}


def _range(days: DateRange | None) -> dict[str, object] | None:
    return None if days is None else {"from": _plain(days.start), "to": _plain(days.end)}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
