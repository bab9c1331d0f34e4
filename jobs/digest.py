"""Digests: each said once to each person for its day, over restarts, clock jumps and several processes.

What is for somebody on leave goes to the colleague they named, who may get one of that kind anyway and then hears
nothing more; without one the day is settled without a word, so that nothing piles up for their return.

The official's digest is no message of its own but a tail of the day's first reminder (`jobs.prepare`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.digest import (
    MAX_ROWS,
    DigestKind,
    LeaderDigest,
    change,
    newest_day,
    office_digest,
    silent_agencies,
    worst_first,
)
from data.domain.figures import TimeClass, time_class
from data.domain.message import Guard, Message
from data.domain.person import Person
from data.domain.question import TaskFilter
from data.office.acting import Rules
from data.office.asking import Answer, ask, recall
from data.office.digesting import (
    Presence,
    facts_of,
    is_known_since_before,
    items_for,
    listeners_of,
    presence_at,
)
from data.ports import Wording

_WEEK = timedelta(days=7)


async def tell_digests(database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock) -> int:
    """Queue the digests that are due and unsaid; return how many messages that makes.

    Of several days missed only the newest is said. A day on which there is nothing to say is settled without a word.
    """
    now = clock.now()
    if now < calendar.digest_moment(calendar.office_day(now)) or calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        teller = _Teller(uow, wording, calendar, now)
        told = await teller.tell_office() + await teller.tell_leaders()
        await uow.commit()
    return told


@dataclass(frozen=True, slots=True)
class _Teller:
    """Queues digests in one unit of work."""

    uow: UnitOfWork
    wording: Wording
    calendar: WorkingCalendar
    now: datetime

    async def tell_office(self) -> int:
        """Tell specialists and the chief what waits for them; return how many messages that makes."""
        day, listeners = await self._listeners(DigestKind.OFFICE)
        if not listeners:
            return 0
        facts, told = await facts_of(self.uow, self.now, Rules(self.calendar)), 0
        presence = await presence_at(self.uow, self.now, self.calendar)
        since = self.calendar.start_of_day(self.calendar.office_day(self.now))
        reminded = await self.uow.reminders.spoken_since({one.id for one in listeners}, since)
        for person in listeners:
            starred, hearer = await self.uow.stars.of(person.id), presence.hearer(person, DigestKind.OFFICE)
            items = items_for(hearer, facts, reminded) if hearer else ()
            digest = office_digest(items, self.now, self.calendar, starred)
            message = self.wording.office_digest(hearer, digest, self.now) if hearer and digest else None
            said = self._in_place_of(person, hearer, message, presence)
            told += await self._say(person, DigestKind.OFFICE, day, said)
        return told

    async def tell_leaders(self) -> int:
        """Tell leaders how all work stands; return how many messages that makes."""
        day, listeners = await self._listeners(DigestKind.LEADER)
        if not listeners:
            return 0
        rules, since, told = Rules(self.calendar), self.now - _WEEK, 0
        present = await ask(self.uow, TaskFilter(), self.now, rules, since=since)
        past = await recall(self.uow, TaskFilter(), since, rules, since=since - _WEEK)
        presence = await presence_at(self.uow, self.now, self.calendar)
        lived = is_known_since_before(present.assignments, self.now, self.calendar)
        for person in listeners:
            starred, hearer = await self.uow.stars.of(person.id), presence.hearer(person, DigestKind.LEADER)
            digest = self._leader_digest(present, past, since, starred) if lived else None
            message = self.wording.leader_digest(hearer, digest, self.now) if hearer and digest else None
            said = self._in_place_of(person, hearer, message, presence)
            told += await self._say(person, DigestKind.LEADER, day, said)
        return told

    def _leader_digest(self, present: Answer, past: Answer, since: datetime, starred: frozenset[int]) -> LeaderDigest:
        found, now, calendar = present.assignments, self.now, self.calendar
        late = [one for one in found if time_class(one, now, calendar) is TimeClass.DOING_OVERDUE]
        worst = worst_first(late, now, calendar, starred)
        return LeaderDigest(
            figures=present.figures,
            before=past.figures,
            change=change(past.assignments, found, since, now, calendar),
            since=since,
            overdue=tuple(worst[:MAX_ROWS]),
            more_overdue=max(0, len(worst) - MAX_ROWS),
            silent=tuple(silent_agencies(found, now, calendar.policy.silent_agency_days)),
            starred=starred,
        )

    async def _listeners(self, kind: DigestKind) -> tuple[date, list[Person]]:
        """Return the day of the newest digest of that kind, and who has not had it."""
        day = newest_day(kind, self.calendar.office_day(self.now), self.calendar)
        return day, await listeners_of(self.uow, kind, day)

    def _in_place_of(
        self, person: Person, hearer: Person | None, message: Message | None, presence: Presence
    ) -> tuple[Person, Message] | None:
        """Return who hears what, a stand-in also for whom; None when there is nothing to say or nobody to hear it."""
        if hearer is None or message is None:
            return None
        if hearer.id != person.id:
            message = self.wording.in_place_of(message, person, presence.leaves[person.id].until_on)
        return hearer, message

    async def _say(self, person: Person, kind: DigestKind, day: date, said: tuple[Person, Message] | None) -> bool:
        """Enter the day's digest into the ledger and queue its message, if any; return whether one was queued."""
        if not await self.uow.digests.take(person.id, kind, day, self.now) or said is None:
            return False
        hearer, message = said
        guard = Guard(digest=kind.value, day=day.isoformat())
        outgoing = Outgoing(Kind.NOTICE, self.now, message, person_id=hearer.id, guard=guard)
        await self.uow.digests.attach(person.id, kind, day, await self.uow.outbox.put(outgoing, self.now))
        return True
