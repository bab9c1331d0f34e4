"""The most that a person is told in a day: what is over it is merged into one message on the next working morning."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime

from data.clock import Clock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.message import Message
from data.domain.person import OFFICE_ROLES
from data.ports import Wording

Holds = Callable[[UnitOfWork, Outgoing], Awaitable[bool]]
"""Tells whether a message is still true."""


class Quota:
    """Decides, for one round of messages, which notices have to wait because their person was told enough today.

    Reminders, answers, what is urgent and what carries files are never held back; answers are not counted.
    """

    def __init__(self, uow: UnitOfWork, wording: Wording, calendar: WorkingCalendar, now: datetime) -> None:
        self._uow, self._wording, self._calendar, self._now = uow, wording, calendar, now
        self._said: Counter[int] = Counter()
        self._known: set[int] = set()

    async def holds_back(self, outgoing: Outgoing, message: Message) -> bool:
        """Hold a notice back that is over the measure, telling the office of the first; otherwise count it."""
        person_id = outgoing.person_id
        if outgoing.kind is Kind.ANSWER or person_id is None or outgoing.chat is not None:
            return False
        exempt = outgoing.kind is Kind.REMINDER or message.urgent or bool(message.files)
        if not exempt and await self._said_today(person_id) >= self._calendar.policy.messages_a_day:
            await self._hold(outgoing, person_id)
            return True
        self._said[person_id] += 1
        return False

    async def _said_today(self, person_id: int) -> int:
        """Return how much the person was told, with what this round has for them; asked only where it matters."""
        if person_id not in self._known:
            self._known.add(person_id)
            self._said[person_id] += await self._uow.held.said_since(person_id, self._midnight())
        return self._said[person_id]

    async def _hold(self, outgoing: Outgoing, person_id: int) -> None:
        until = self._calendar.next_morning(self._now)
        first = not await self._uow.held.holds(person_id)
        await self._uow.held.hold(outgoing.id, until, self._now)
        if first:
            person = await self._uow.people.get(person_id)
            most = self._calendar.policy.messages_a_day
            paired = await self._uow.people.paired_ids()
            for colleague in await self._uow.people.with_roles(OFFICE_ROLES):
                if colleague.id != person_id and colleague.id in paired:
                    news = self._wording.told_enough(colleague, person, most, until)
                    notice = Outgoing(Kind.NOTICE, self._now, news, person_id=colleague.id)
                    await self._uow.outbox.put(notice, self._now)

    def _midnight(self) -> datetime:
        return self._calendar.start_of_day(self._calendar.office_day(self._now))


async def merge_held(
    database: Database, wording: Wording, calendar: WorkingCalendar, clock: Clock, holds: Holds
) -> int:
    """Queue one message a person with what was held back for them; return how many people that are.

    What is no longer true is dropped, and a single message goes out as it is. A crash repeats nothing: the new message
    and the end of the old ones are one transaction.
    """
    now = clock.now()
    if calendar.next_push(now) > now:
        return 0
    async with database.work() as uow:
        waiting = await uow.held.due(now)
        for person_id, held in waiting.items():
            true = [one for one in held if await holds(uow, one)]
            for language in dict.fromkeys(_language(one) for one in true):
                await _merge(uow, wording, person_id, [one for one in true if _language(one) == language], now)
            for one in held:
                if one not in true:
                    await uow.outbox.drop(one.id, "no longer true")
        if waiting:
            await uow.commit()
    return len(waiting)


def _language(held: Outgoing) -> str:
    """Return what a message is worded in; whoever has chosen another since is not told in two at once."""
    return held.message.language if held.message else ""


async def _merge(uow: UnitOfWork, wording: Wording, person_id: int, held: list[Outgoing], now: datetime) -> None:
    if len(held) < 2:
        await uow.held.release([one.id for one in held])
        return
    message = wording.merged([one.message for one in held if one.message is not None])
    merged = await uow.outbox.put(Outgoing(Kind.NOTICE, now, message, person_id=person_id), now)
    for one in held:
        await uow.outbox.drop(one.id, f"merged into {merged}")
