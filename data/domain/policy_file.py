"""Reads the policy of an office from a TOML file; `policy.example.toml` documents every value with its source."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from data.domain.escalation import RANKS
from data.domain.permissions import GRANTS, Action
from data.domain.person import Role
from data.domain.policy import Policy
from data.domain.policy_values import WEEKDAYS

_Reader = Callable[[str, object], object]
_URGENCIES: dict[str, str | None] = {
    "ordinary": None,
    "khan": "khan",
    "thuong_khan": "thuong_khan",
    "hoa_toc": "hoa_toc",
}


_LINE = re.compile(r"at line (\d+)")
"""Where the reader of TOML says that it stumbled: only from Python 3.14 on has its error the line as a number.

At the end of the file it names none.
"""


class PolicyFault(StrEnum):
    """Why a value of the file cannot be used."""

    UNREADABLE = "unreadable"
    NOT_TOML = "not_toml"
    UNKNOWN = "unknown"
    NOT_LATER = "not_later"
    NOT_BETWEEN = "not_between"
    ALSO_OFF = "also_off"
    NOT_A_TABLE = "not_a_table"
    NOT_A_ZONE = "not_a_zone"
    NOT_A_TIME = "not_a_time"
    NOT_DAYS = "not_days"
    NOT_WEEKDAYS = "not_weekdays"
    NOT_A_FLAG = "not_a_flag"
    NOT_KNOWN = "not_known"
    NOT_A_COUNT = "not_a_count"
    NOT_COUNTS = "not_counts"
    NOT_STEPS = "not_steps"
    NOT_A_STEP = "not_a_step"
    NOT_DECIDERS = "not_deciders"


class PolicyError(Exception):
    """The policy file cannot be used: which key is wrong, why, and the values that a sentence about it names."""

    def __init__(self, key: str, fault: PolicyFault, **named: object) -> None:
        super().__init__(f"{key}: {fault}")
        self.key, self.fault, self.named = key, fault, named


def load_policy(path: Path) -> Policy:
    """Return the policy in the file at `path`. Raises `PolicyError`."""
    try:
        return parse_policy(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(str(path), PolicyFault.UNREADABLE) from error


def parse_policy(text: str) -> Policy:
    """Return the policy that the TOML `text` states; values left out keep their defaults. Raises `PolicyError`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        raise PolicyError("TOML", PolicyFault.NOT_TOML, line=found[1] if found else text.count("\n") + 1) from error
    ladders = table.pop("ladders", {})
    policy = replace(Policy(), **_read(table, _READERS, ""))
    _read_ladders(policy, ladders)
    _agree(policy)
    return policy


def _read(table: Mapping[str, object], readers: Mapping[str, _Reader], prefix: str) -> dict[str, Any]:
    for key in table:
        if key not in readers:
            raise PolicyError(prefix + key, PolicyFault.UNKNOWN, known=", ".join(readers))
    return {key: readers[key](prefix + key, value) for key, value in table.items()}


def _read_ladders(policy: Policy, tables: object) -> None:
    """Write the stated values over the ladders of `policy`, which nobody else holds yet."""
    for name, table in _table("ladders", tables).items():
        if name not in _URGENCIES:
            raise PolicyError(f"ladders.{name}", PolicyFault.UNKNOWN, known=", ".join(_URGENCIES))
        urgency, prefix = _URGENCIES[name], f"ladders.{name}."
        values = _read(_table(f"ladders.{name}", table), _LADDER_READERS, prefix)
        policy.ladders[urgency] = replace(policy.ladders[urgency], **values)


def _agree(policy: Policy) -> None:
    """Refuse values that are each possible but not together."""
    if not policy.push_from < policy.push_until:
        raise PolicyError("push_until", PolicyFault.NOT_LATER)
    for name in ("morning_at", "failures_at", "digest_at"):
        if not policy.push_from <= getattr(policy, name) < policy.push_until:
            raise PolicyError(name, PolicyFault.NOT_BETWEEN)
    if both := policy.off & policy.worked:
        raise PolicyError("worked", PolicyFault.ALSO_OFF, day=min(both))


def _table(key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise PolicyError(key, PolicyFault.NOT_A_TABLE)
    return value


def _zone(key: str, value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError) as error:
        raise PolicyError(key, PolicyFault.NOT_A_ZONE, value=value) from error


def _hour(key: str, value: object) -> time:
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError as error:
        raise PolicyError(key, PolicyFault.NOT_A_TIME, value=value) from error


def _days(key: str, value: object) -> frozenset[date]:
    if not isinstance(value, list) or not all(isinstance(day, date) and not isinstance(day, datetime) for day in value):
        raise PolicyError(key, PolicyFault.NOT_DAYS)
    return frozenset(value)


def _weekdays(key: str, value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value or not all(day in WEEKDAYS for day in value):
        raise PolicyError(key, PolicyFault.NOT_WEEKDAYS, known=", ".join(WEEKDAYS))
    return frozenset(WEEKDAYS.index(day) for day in value)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise PolicyError(key, PolicyFault.NOT_A_FLAG, value=value)
    return value


def _one_of(*known: str) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if value not in known:
            raise PolicyError(key, PolicyFault.NOT_KNOWN, known=", ".join(known), value=value)
        return str(value)

    return read


def _at_least(least: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise PolicyError(key, PolicyFault.NOT_A_COUNT, least=least, value=value)
        return value

    return read


def _counts(key: str, value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise PolicyError(key, PolicyFault.NOT_COUNTS)
    return tuple(sorted({_at_least(1)(key, days) for days in value}, reverse=True))


def _escalation(key: str, value: object) -> tuple[tuple[int, Role], ...]:
    if not isinstance(value, list):
        raise PolicyError(key, PolicyFault.NOT_STEPS)
    return tuple(dict.fromkeys(_step(key, pair) for pair in value))


def _deciders(key: str, value: object) -> frozenset[Role]:
    """Read who decides extensions: some of those whom the rules allow to (domain rule 8)."""
    allowed = GRANTS[Action.DECIDE_EXTENSION].roles
    if not isinstance(value, list) or not value or not set(value) <= allowed:
        raise PolicyError(key, PolicyFault.NOT_DECIDERS, known=", ".join(sorted(allowed)), value=value)
    return frozenset(map(Role, value))


def _step(key: str, pair: object) -> tuple[int, Role]:
    if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in RANKS:
        raise PolicyError(key, PolicyFault.NOT_A_STEP, known=", ".join(RANKS), value=pair)
    return _at_least(1)(key, pair[0]), Role(pair[1])


_READERS: dict[str, _Reader] = {
    "zone": _zone,
    "push_from": _hour,
    "push_until": _hour,
    "morning_at": _hour,
    "day_ends_at": _hour,
    "failures_at": _hour,
    "due_soon_days": _at_least(0),
    "on_time_judged_by": _one_of("reported", "confirmed"),
    "code_days": _at_least(1),
    "undo_minutes": _at_least(0),
    "snooze_days": _at_least(1),
    "evidence_minutes": _at_least(0),
    "wrong_codes": _at_least(1),
    "locked_minutes": _at_least(0),
    "off": _days,
    "worked": _days,
    "codes_only": _flag,
    "messages_kept_days": _at_least(30),
    "files_kept_days": _at_least(1),
    "codes_kept_days": _at_least(0),
    "zalo_messages_a_month": _at_least(1),
    "zalo_users": _at_least(1),
    "extension_deciders": _deciders,
    "messages_a_day": _at_least(1),
    "occurrence_moves": _one_of("before", "after"),
    "digest_at": _hour,
    "leader_digest_on": _weekdays,
    "silent_agency_days": _at_least(1),
}
_LADDER_READERS: dict[str, _Reader] = {
    "before": _counts,
    "coordinating_before": _counts,
    "overdue_days": _at_least(0),
    "silence_calendar_days": _at_least(1),
    "quiet_calendar_days": _at_least(1),
    "unacknowledged_days": _at_least(1),
    "overdue_escalation": _escalation,
}
