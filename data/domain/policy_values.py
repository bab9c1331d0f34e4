"""The policy in force, value by value, as the policy file spells them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, time
from zoneinfo import ZoneInfo

from data.domain.policy import Ladder, Policy

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days as the policy file spells them, in the order of `date.weekday`."""


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """One value that applies, with its default, both in TOML."""

    key: str
    value: str
    default: str

    @property
    def changed(self) -> bool:
        """Whether the office has set it otherwise."""
        return self.value != self.default


def policy_values(policy: Policy) -> Iterator[PolicyValue]:
    """Yield every value of `policy`: those of the office, then each ladder's, as "ladders.khan.before"."""
    usual = Policy()
    for field in fields(Policy):
        if field.name != "ladders":
            yield _value(field.name, policy, usual, weekdays=field.name.endswith("_on"))
    for urgency, given in policy.ladders.items():
        for field in fields(Ladder):
            value = _value(field.name, given, usual.ladders[urgency])
            yield PolicyValue(f"ladders.{urgency or 'ordinary'}.{field.name}", value.value, value.default)


def _value(name: str, own: object, usual: object, *, weekdays: bool = False) -> PolicyValue:
    values = (getattr(own, name), getattr(usual, name))
    shown = [
        _toml(sorted(value), weekdays=weekdays) if isinstance(value, frozenset) else _toml(value) for value in values
    ]
    return PolicyValue(name, *shown)


def _toml(value: object, *, weekdays: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return f"[{', '.join(_toml(one, weekdays=weekdays) for one in value)}]"
    if weekdays and isinstance(value, int):
        return f'"{WEEKDAYS[value]}"'
    if isinstance(value, date | time):
        return value.isoformat()
    return f'"{value}"' if isinstance(value, str | ZoneInfo) else str(value)
