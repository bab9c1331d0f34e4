"""What the auditor asks besides the rungs: digests, recurring work, messages held back, and the measure of a day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Protocol

from data.db.stores.auditing import Facts
from data.domain.history import History, as_of
from data.domain.person import Role
from jobs.findings import Finding, Why
from jobs.listeners import Listeners
from jobs.periods import Period, opening, periods
from jobs.reckoning import Days

_DAY = timedelta(days=1)
_READERS = {"office": (Role.SPECIALIST, Role.CHIEF), "leader": (Role.LEADER,)}
"""Who gets a digest of that kind."""


class Watch(Protocol):
    """What the auditor knows of days, of who could hear, and of when the service was alive."""

    days: Days

    def listening(self, moment: datetime) -> Listeners:
        """Return who could be reached at a moment."""
        ...

    def sign_after(self, moment: datetime) -> datetime | None:
        """Return when the service first gave a sign of life from a moment on."""
        ...


def digests_missing(facts: Facts, watch: Watch, until: datetime) -> Iterator[Finding]:
    """Yield each digest that somebody should have had by `until`: of those an outage delayed only the newest."""
    first = min((day for _, kind, day in facts.digests if kind in _READERS), default=None)
    if first is None:
        return
    for kind, roles in _READERS.items():
        due = [day for day in _days(date.fromisoformat(first), watch.days.of(until)) if _is_told(kind, day, watch.days)]
        for day, following in zip(due, [*due[1:], None], strict=True):
            sign = watch.sign_after(_told_at(day, watch.days))
            over = until if following is None else _told_at(following, watch.days)
            if sign is not None and sign < over:
                for person in watch.listening(sign).people:
                    if person.role in roles and (person.id, kind, day.isoformat()) not in facts.digests:
                        yield Finding("", f"{kind}-{day}", person.id, _told_at(day, watch.days), Why.NO_DIGEST)


def _is_told(kind: str, day: date, days: Days) -> bool:
    """Whether a digest of that kind falls due: each working day, the leaders' for the weekdays since the last one."""
    if not days.is_working(day) or kind != "leader":
        return days.is_working(day)
    since = days.counted(day, -1) + _DAY
    return any(one.weekday() in days.policy.leader_digest_on for one in _days(since, day))


def _told_at(day: date, days: Days) -> datetime:
    return datetime.combine(day, max(days.policy.digest_at, days.policy.push_from), days.policy.zone)


def _days(first: date, last: date) -> list[date]:
    return [first + _DAY * number for number in range((last - first).days + 1)]


def periods_missing(facts: Facts, watch: Watch, until: datetime) -> Iterator[Finding]:
    """Yield each occurrence of recurring work that should have been given out by `until`."""
    series: defaultdict[int, list[History]] = defaultdict(list)
    for history in facts.histories:
        if history.recurrence and history.present.period is not None:
            series[history.present.task_id].append(history)
    for shares in series.values():
        yield from _gaps(shares, watch, until)


def _gaps(shares: list[History], watch: Watch, until: datetime) -> Iterator[Finding]:
    days, one = watch.days, shares[0].present
    given = {history.present.period for history in shares}
    anchor = min(days.of(history.present.entered_at) for history in shares)
    named = list(periods(shares[0].recurrence or "", anchor, days, days.of(until) + timedelta(days=400)))
    for previous, following in pairwise(named):
        opens = opening(previous, following, one.ladder, days)
        sign = watch.sign_after(opens)
        if opens > until or not _goes_on(shares, previous, opens):
            return
        if following.named not in given and sign is not None and sign <= until:
            yield Finding(one.code, f"period-{following.named}", 0, opens, Why.NOT_GIVEN_OUT)


def _goes_on(shares: list[History], period: Period, moment: datetime) -> bool:
    """Whether any share of the occurrence before lives when the next one opens."""
    return any(as_of(one, moment) is not None for one in shares if one.present.period == period.named)


def held_too_long(facts: Facts, watch: Watch, until: datetime) -> Iterator[Finding]:
    """Yield what was held back as too much for a day and not said on the morning it was held for."""
    for person_id, due_at in facts.held:
        sign = watch.sign_after(watch.days.speaking(due_at))
        if due_at < until and sign is not None and sign < until:
            yield Finding("", "held", person_id, due_at, Why.HELD_TOO_LONG)


def too_many(facts: Facts, days: Days) -> Iterator[Finding]:
    """Yield each notice that a person got although the measure of the day was full: reminders count and always go."""
    said: defaultdict[tuple[int, date], int] = defaultdict(int)
    for one in sorted(facts.pushed, key=lambda one: one.sent_at):
        place = (one.person_id, days.of(one.sent_at))
        if one.measured and said[place] >= days.policy.messages_a_day:
            yield Finding("", "notice", one.person_id, one.sent_at, Why.TOO_MANY)
        said[place] += 1
