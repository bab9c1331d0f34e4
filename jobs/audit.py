"""The independent auditor: what should have been said to whom by now, against what was; each difference explained.

It reckons by itself (`jobs.reckoning`) from assignments, deadline versions, the audit trail and people, and reads the
ledger, the outbox and the receipts only to compare.
"""

import asyncio
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.auditing import Facts, Told
from data.domain.calendar import WorkingCalendar
from data.domain.history import History
from data.domain.person import Person
from data.domain.planning import Said
from data.domain.snooze import Snooze
from data.domain.task import Part
from jobs.findings import Finding, Outcome, Report, Why
from jobs.listeners import NOBODY, Listeners, hearers
from jobs.reckoning import Days, Owed, after_wishes, owed_in, promised_in, regimes
from jobs.rounds import digests_missing, held_too_long, periods_missing, too_many

GRACE = timedelta(minutes=15)
"""How long after its moment something may still be on its way (domain rule 16: within minutes of 08:00)."""
_INSTANT = timedelta.resolution
"""The shortest time that there is: a moment and this is the next moment."""


async def audit_reminders(database: Database, calendar: WorkingCalendar, clock: Clock) -> Report:
    """Audit all that was ever owed, keep what was found, and return it.

    Reading holds up no writer, and the reckoning, which may take seconds, runs beside everything else.
    """
    now = clock.now()
    async with database.reading() as uow:
        facts = await uow.auditing.facts()
    report = await asyncio.to_thread(audit, facts, Days(calendar.is_working, calendar.policy), now)
    async with database.work() as uow:
        await uow.auditing.keep(now, len(report.missing), len(report.double), report.as_json())
        await uow.commit()
    return report


def audit(facts: Facts, days: Days, now: datetime) -> Report:
    """Compare what had to be said by `now` with what was said."""
    auditor = _Auditor(facts, days, now)
    report = Report(now)
    for owed, rung, person in auditor.expected():
        auditor.judge(report, owed, rung, person)
    report.double.extend(auditor.doubles())
    for check in (digests_missing, periods_missing, held_too_long):
        report.missing.extend(check(facts, auditor, now - GRACE))
    report.too_many.extend(too_many(facts, days))
    return report


class _Auditor:
    """Holds the facts, indexed for comparing."""

    def __init__(self, facts: Facts, days: Days, now: datetime) -> None:
        self.days = days
        self._facts, self._now = facts, now
        self._ledger = {(one.assignment_id, one.rung, one.person_id, one.version): one for one in facts.told}
        self._of_share: defaultdict[tuple[int, int], list[Told]] = defaultdict(list)
        for one in facts.told:
            self._of_share[one.assignment_id, one.person_id].append(one)
        self._wishes: defaultdict[int, list[Snooze]] = defaultdict(list)
        for wish in facts.snoozes:
            self._wishes[wish.assignment_id].append(wish)
        self._leads: defaultdict[tuple[int, date | None], list[History]] = defaultdict(list)
        for history in facts.histories:
            if history.present.part is Part.LEAD:
                self._leads[history.present.task_id, history.present.period].append(history)
        self._codes = {history.present.id: history.present.code for history in facts.histories}
        signs = {one.planned_at for one in facts.told} | {one.sent_at for one in facts.told if one.sent_at}
        self._alive = sorted(signs.union(facts.digests.values()))
        self._known: dict[datetime, Listeners] = {}

    def expected(self) -> Iterator[tuple[Owed, str, Person]]:
        """Yield everything that had to be said by now, once for each rung, person and version of the deadline."""
        seen: set[tuple[int, str, int, int]] = set()
        for history in self._facts.histories:
            for owed in self._owed(history):
                for rung, person in self._hearers(owed):
                    key = (owed.assignment.id, rung, person.id, owed.version)
                    if key not in seen:
                        seen.add(key)
                        yield owed, rung, person

    def _owed(self, history: History) -> Iterator[Owed]:
        """Yield all that had to be said of a share."""
        present, until = history.present, self._now - GRACE
        leads = self._leads[present.task_id, present.period] if present.part is Part.COORDINATING else ()
        for regime in regimes(history, self._now, leads):
            yield from owed_in(regime, self.days, until)
            yield from promised_in(regime, self._wishes[present.id], self.days, until)

    def _hearers(self, owed: Owed) -> Iterator[tuple[str, Person]]:
        """Yield who had to hear both at the moment itself and when the service next gave a sign of life."""
        sign = self.sign_after(owed.at)
        then = set(hearers(owed, self.listening(max(sign, owed.at) if sign else owed.at)))
        yield from (one for one in hearers(owed, self.listening(owed.at)) if one in then)

    def judge(self, report: Report, owed: Owed, rung: str, person: Person) -> None:
        """Find out what became of one thing that had to be said."""
        told = self._ledger.get((owed.assignment.id, rung, person.id, owed.version))
        owed = replace(owed, at=self._wakes_at(owed, person))
        outcome, why = self._unplanned(owed, person) if told is None else self._planned(owed, told)
        report.outcomes[outcome] += 1
        if outcome is Outcome.MISSING and why is not None:
            report.missing.append(self._finding(owed, rung, person, why))
        elif told is not None and told.state is Said.SAID and told.sent_at is not None:
            first_sign = self.sign_after(owed.at)
            silent = first_sign is not None and first_sign > owed.at + GRACE
            if told.sent_at > owed.at + GRACE and not silent:
                report.late.append(self._finding(owed, rung, person, Why.LATE))

    def doubles(self) -> Iterator[Finding]:
        """Yield what was said of one task to one person twice in one morning, on the ladder, without a change between.

        The notice of an assignment and the rungs of its day are one message, and of rungs that piled up one is said.
        """
        for (assignment_id, person_id), told in self._of_share.items():
            said: set[tuple[date, int, bool]] = set()
            for one in told:
                if one.state is not Said.SAID or one.sent_at is None:
                    continue
                key = (self.days.of(one.sent_at), one.version, _is_raised(one.rung))
                if key in said:
                    code = self._codes.get(assignment_id, "")
                    yield Finding(code, one.rung, person_id, one.due_at, Why.TWICE_IN_A_MORNING)
                said.add(key)

    def _unplanned(self, owed: Owed, person: Person) -> tuple[Outcome, Why | None]:
        """Explain why the ledger knows nothing of it, if that can be explained: by a wish to be reminded later, too."""
        if owed.at >= min(owed.until or self._now, self._now - GRACE):
            return Outcome.SNOOZED, None
        if not self._would_hear(owed, person.id, owed.at):
            return Outcome.SNOOZED, None
        if self._was_silent(owed):
            return Outcome.SILENT_SERVICE, None
        return Outcome.MISSING, Why.NOT_PLANNED

    def _planned(self, owed: Owed, told: Told) -> tuple[Outcome, Why | None]:
        match told.state:
            case Said.SAID:
                return (Outcome.SAID, None) if told.received else (Outcome.MISSING, Why.NO_RECEIPT)
            case Said.COVERED:
                covered = self._is_covered(told)
                return (Outcome.COVERED, None) if covered else (Outcome.MISSING, Why.COVERED_BY_NOTHING)
            case Said.VOID:
                changed = owed.until is not None or self._was_too_late(owed, told)
                return (Outcome.VOID, None) if changed else (Outcome.MISSING, Why.GIVEN_UP_WHILE_TRUE)
            case Said.UNDELIVERED:
                gone = owed.until is not None or not self._would_hear(owed, told.person_id, self._now)
                return (Outcome.UNREACHED, None) if gone else (Outcome.MISSING, Why.GIVEN_UP_WHILE_TRUE)
            case _:
                return self._waiting(told)

    def _was_too_late(self, owed: Owed, told: Told) -> bool:
        """Whether the planner came to it, after an outage, when a coordinating agency's deadline was over."""
        due_at = owed.assignment.due_at
        return owed.assignment.part is Part.COORDINATING and due_at is not None and due_at < told.planned_at

    def _would_hear(self, owed: Owed, person_id: int, moment: datetime) -> bool:
        """Whether a person would hear of it at that moment: reached, here, and of those whom it is for."""
        return any(person.id == person_id for _, person in hearers(owed, self.listening(moment)))

    def _waiting(self, told: Told) -> tuple[Outcome, Why | None]:
        """Judge what is planned and not yet said: a queued message goes on being tried."""
        fresh = self._now - told.planned_at <= GRACE
        queued = told.message_state == "queued"
        return (Outcome.UNDER_WAY, None) if fresh or queued else (Outcome.MISSING, Why.STUCK)

    def _is_covered(self, told: Told) -> bool:
        """Whether something newer was said, or is to be, of the same task to the same person, or anything since."""
        others = self._of_share[told.assignment_id, told.person_id]
        return any(
            one is not told
            and one.state is not Said.COVERED
            and (max(one.due_at, one.planned_at) >= told.due_at or one.rung == "assigned")
            for one in others
        )

    def _was_silent(self, owed: Owed) -> bool:
        """Whether the service gave no sign of life from the moment on until the matter was over."""
        # A sign in the very moment in which work is entered was given before.
        from_on = owed.at + _INSTANT if owed.at == owed.assignment.entered_at else owed.at
        sign = self.sign_after(from_on)
        return owed.until is not None and (sign is None or sign >= owed.until)

    def sign_after(self, moment: datetime) -> datetime | None:
        """Return when the service first planned or sent anything from that moment on."""
        place = bisect_left(self._alive, moment)
        return self._alive[place] if place < len(self._alive) else None

    def _wakes_at(self, owed: Owed, person: Person) -> datetime:
        """Return when the person must hear, who may have asked to be reminded later; of the notice at once.

        What is raised to others is not put off.
        """
        if owed.rank is not None or owed.rung == "assigned":
            return owed.at
        wishes = [one for one in self._wishes[owed.assignment.id] if one.person_id == person.id]
        return after_wishes(owed, wishes, self.days)

    def listening(self, moment: datetime) -> Listeners:
        """Return who was active and could be reached at a moment, as what they then were, and who was away."""
        if moment not in self._known:
            self._known[moment] = self._listen(moment)
        return self._known[moment]

    def _listen(self, moment: datetime) -> Listeners:
        found: list[Person] = []
        for person_id, posts in self._facts.posts.items():
            post = next(one for one in posts if one.until is None or moment < one.until)
            if post.person.active and self._can_reach(person_id, moment):
                found.append(post.person)
        today, away, since = self.days.of(moment), dict[int, int | None](), dict[int, datetime]()
        for person_id, leaves in self._facts.away.items():
            for one in leaves:
                if one.start <= moment and today <= one.until_on and (one.end is None or moment < one.end):
                    away[person_id], since[person_id] = one.stand_in_id, one.start
        return Listeners(found, away, since)

    def _can_reach(self, person_id: int, moment: datetime) -> bool:
        stretches = self._facts.reach.get(person_id, [])
        return any(one.start <= moment and (one.end is None or moment < one.end) for one in stretches)

    def _finding(self, owed: Owed, rung: str, person: Person, why: Why) -> Finding:
        return Finding(owed.assignment.code, rung, person.id, owed.at, why)


def _is_raised(rung: str) -> bool:
    """Whether a rung of that name speaks to others than the agency's contacts: "overdue-3-chief", "unacknowledged"."""
    last = rung.rpartition("-")[2]
    return rung in NOBODY or rung.startswith("unacknowledged") or ("-" in rung and last.isalpha())
