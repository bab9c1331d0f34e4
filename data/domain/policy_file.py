"""Reads the policy of an office from a TOML file; `policy.example.toml` documents every value with its source."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
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


class PolicyError(Exception):
    """The policy file cannot be used; says in one line which key is wrong and why."""

    def __init__(self, key: str, problem: str) -> None:
        super().__init__(f"{key}: {problem}")
        self.key, self.problem = key, problem


def load_policy(path: Path) -> Policy:
    """Return the policy in the file at `path`. Raises `PolicyError`."""
    try:
        return parse_policy(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(str(path), f"cannot be read ({type(error).__name__})") from error


def parse_policy(text: str) -> Policy:
    """Return the policy that the TOML `text` states; values left out keep their defaults. Raises `PolicyError`."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError("TOML", str(error)) from error
    ladders = table.pop("ladders", {})
    policy = replace(Policy(), **_read(table, _READERS, ""))
    _read_ladders(policy, ladders)
    _agree(policy)
    return policy


def _read(table: Mapping[str, object], readers: Mapping[str, _Reader], prefix: str) -> dict[str, Any]:
    for key in table:
        if key not in readers:
            raise PolicyError(prefix + key, f"is unknown; known are {', '.join(readers)}")
    return {key: readers[key](prefix + key, value) for key, value in table.items()}


def _read_ladders(policy: Policy, tables: object) -> None:
    """Write the stated values over the ladders of `policy`, which nobody else holds yet."""
    for name, table in _table("ladders", tables).items():
        if name not in _URGENCIES:
            raise PolicyError(f"ladders.{name}", f"is unknown; known are {', '.join(_URGENCIES)}")
        urgency, prefix = _URGENCIES[name], f"ladders.{name}."
        values = _read(_table(f"ladders.{name}", table), _LADDER_READERS, prefix)
        policy.ladders[urgency] = replace(policy.ladders[urgency], **values)


def _agree(policy: Policy) -> None:
    """Refuse values that are each possible but not together."""
    if not policy.push_from < policy.push_until:
        raise PolicyError("push_until", "must be later than push_from")
    if not policy.push_from <= policy.morning_at < policy.push_until:
        raise PolicyError("morning_at", "must lie between push_from and push_until")
    if not policy.push_from <= policy.failures_at < policy.push_until:
        raise PolicyError("failures_at", "must lie between push_from and push_until")
    if not policy.push_from <= policy.digest_at < policy.push_until:
        raise PolicyError("digest_at", "must lie between push_from and push_until")
    if both := policy.off & policy.worked:
        raise PolicyError("worked", f"{min(both)} is listed under off as well")


def _table(key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise PolicyError(key, "must be a table")
    return value


def _zone(key: str, value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError) as error:
        raise PolicyError(key, f"must be a time zone such as Asia/Ho_Chi_Minh, not {value!r}") from error


def _hour(key: str, value: object) -> time:
    try:
        return value if isinstance(value, time) else time.fromisoformat(str(value))
    except ValueError as error:
        raise PolicyError(key, f"must be a time of day such as 08:00:00, not {value!r}") from error


def _days(key: str, value: object) -> frozenset[date]:
    if not isinstance(value, list) or not all(isinstance(day, date) and not isinstance(day, datetime) for day in value):
        raise PolicyError(key, "must be a list of days such as [2024-09-09]")
    return frozenset(value)


def _weekdays(key: str, value: object) -> frozenset[int]:
    if not isinstance(value, list) or not value or not all(day in WEEKDAYS for day in value):
        raise PolicyError(key, f'must be a list of days such as ["mon", "fri"] out of {", ".join(WEEKDAYS)}')
    return frozenset(WEEKDAYS.index(day) for day in value)


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise PolicyError(key, f"must be true or false, not {value!r}")
    return value


def _one_of(*known: str) -> Callable[[str, object], str]:
    def read(key: str, value: object) -> str:
        if value not in known:
            raise PolicyError(key, f"must be {' or '.join(known)}, not {value!r}")
        return str(value)

    return read


def _at_least(least: int) -> Callable[[str, object], int]:
    def read(key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise PolicyError(key, f"must be a whole number of at least {least}, not {value!r}")
        return value

    return read


def _counts(key: str, value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise PolicyError(key, "must be a list of days such as [7, 3, 1]")
    return tuple(sorted({_at_least(1)(key, days) for days in value}, reverse=True))


def _escalation(key: str, value: object) -> tuple[tuple[int, Role], ...]:
    if not isinstance(value, list):
        raise PolicyError(key, 'must be a list such as [[1, "head"], [3, "specialist"]]')
    return tuple(dict.fromkeys(_step(key, pair) for pair in value))


def _deciders(key: str, value: object) -> frozenset[Role]:
    """Read who decides extensions: some of those whom the rules allow to (domain rule 8)."""
    allowed = GRANTS[Action.DECIDE_EXTENSION].roles
    if not isinstance(value, list) or not value or not set(value) <= allowed:
        raise PolicyError(key, f"must be a list of some of {', '.join(sorted(allowed))}, not {value!r}")
    return frozenset(map(Role, value))


def _step(key: str, pair: object) -> tuple[int, Role]:
    if not isinstance(pair, list) or len(pair) != 2 or pair[1] not in RANKS:
        raise PolicyError(key, f"each entry is a number of days and one of {', '.join(RANKS)}, not {pair!r}")
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
