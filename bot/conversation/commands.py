"""The commands that work on every channel, as the questions they stand for."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.language.meaning import Asks, DateRange, Query

_CODE = re.compile(r"(?:nv)?\s*0*(\d+)", re.IGNORECASE)


def query_of_command(command: str, today: date) -> Query | None:
    """Return the question behind "/quahan" or "/viec NV12" (letter case and "@name" aside); None for another text."""
    head, _, rest = command.strip().partition(" ")
    build = _COMMANDS.get(head.partition("@")[0].casefold())
    return build(rest.strip(), today) if build else None


def _overdue(_rest: str, _today: date) -> Query:
    return Query(Asks.LIST, status=("overdue",))


def _today(_rest: str, today: date) -> Query:
    return Query(Asks.LIST, date_range=DateRange(today, today), date_field="due")


def _this_week(_rest: str, today: date) -> Query:
    monday = today - timedelta(days=today.weekday())
    return Query(Asks.LIST, date_range=DateRange(monday, monday + timedelta(days=6)), date_field="due")


def _summary(_rest: str, _today: date) -> Query:
    return Query(Asks.SUMMARY)


def _tasks(rest: str, _today: date) -> Query:
    """Return some tasks by their codes, otherwise what is not done; an official is answered for the own agency."""
    codes = tuple(f"NV{found}" for found in _CODE.findall(rest))
    if codes:
        return Query(Asks.DETAIL, task_refs=codes)
    return Query(Asks.LIST, status=("not_done",))


def _help(_rest: str, _today: date) -> Query:
    return Query(Asks.HELP)


_COMMANDS: dict[str, Callable[[str, date], Query]] = {
    "/quahan": _overdue,
    "/homnay": _today,
    "/tuannay": _this_week,
    "/tonghop": _summary,
    "/viec": _tasks,
    "/nv": _tasks,
    "/help": _help,
    "/trogiup": _help,
}
