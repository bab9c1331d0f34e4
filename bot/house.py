"""The house: database, rules, words, channels and jobs, wired together the same way for every way to run."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property, partial

from bot.conversation.counted import Counted
from bot.conversation.wording import ChatWording
from bot.file_links import FileLinks
from bot.metrics import Metrics
from bot.office_page.site import OfficePage, no_link
from bot.texts.catalogue import Texts
from data.clock import Clock, MachineClock
from data.db.engine import Database
from data.db.version import prepare
from data.office.acting import Rules
from data.ports import Channel, Conversation
from jobs.absence import end_leaves
from jobs.audit import audit_reminders
from jobs.correct import correct_some
from jobs.deliver import Courier, deliver_outbox
from jobs.digest import tell_digests
from jobs.failures import tell_failures
from jobs.fetch import fetch_next
from jobs.findings import Report
from jobs.headlines import tell_groups
from jobs.hear import Turns, handle_next
from jobs.merge import carry_out_mergers
from jobs.occurrences import open_occurrences
from jobs.plan import plan_reminders
from jobs.prepare import Deliverer, guard_holds
from jobs.quota import merge_held
from jobs.schedule import Job, Schedule
from jobs.strangers import forget_strangers
from jobs.tidy import tidy_daily

PLAN_EVERY = timedelta(seconds=5)
DELIVER_EVERY = timedelta(seconds=1)
HEAR_EVERY = timedelta(seconds=1)
CORRECT_EVERY = timedelta(seconds=1)
FETCH_EVERY = timedelta(seconds=1)
AUDIT_EVERY = timedelta(hours=1)
AUDIT_TAKES = timedelta(minutes=5)
"""How long the auditor may reckon over the years of a large province."""
TIDY_EVERY = timedelta(hours=1)
"""How often it is asked whether the daily tidying is due."""
TIDY_TAKES = timedelta(minutes=30)
FETCH_TAKES = timedelta(seconds=120)
"""How long fetching a large file over a slow line and reading it may take together."""


@dataclass(frozen=True)
class House:
    """Everything that is the same for the service, the demo and a single tick."""

    database: Database
    rules: Rules
    texts: Texts
    office: Clock
    machine: Clock
    channels: Mapping[str, Channel]
    metrics: Metrics = field(default_factory=Metrics)
    links: FileLinks | None = None
    page_address: str | None = None

    async def plan(self) -> int:
        """Plan what is due, unless another process is at it; return how many messages were queued.

        Two planners would each write to a person who should get one message.
        """
        async with self.database.alone("plan") as alone:
            return await self._plan() if alone else 0

    async def _plan(self) -> int:
        await carry_out_mergers(self.database, self.rules.calendar, self.office)
        aside = (self.database, self.delivery.wording, self.rules.calendar, self.office)
        queued = await end_leaves(*aside)
        await open_occurrences(self.database, self.rules.calendar, self.office)
        queued += await plan_reminders(self.database, self.rules.calendar, self.office)
        queued += await tell_groups(*aside) + await tell_digests(*aside)
        queued += await merge_held(*aside, partial(guard_holds, self.delivery))
        return queued + await tell_failures(*aside)

    async def audit(self) -> Report:
        """Compare what had to be said by now with what was."""
        return await audit_reminders(self.database, self.rules.calendar, self.office)

    def _auditing(self) -> Callable[[], Awaitable[bool]]:
        """Return the auditor's job, which leaves out its first turn.

        Whoever has just started is still catching up on what an outage left unsaid.
        """
        opened_at = self.machine.now()

        async def audit() -> bool:
            if self.machine.now() - opened_at > AUDIT_EVERY / 2:
                await self.audit()
            return False

        return audit

    async def hear_next(self) -> bool:
        """Handle the oldest update that waits; return whether there was one."""
        if not self.turns.going_on:
            async with self.database.reading() as uow:
                if not await uow.inbox.any_waiting():
                    return False
        found = await handle_next(self.database, self.conversation, self.office, self.machine, self.turns)
        self.turns.going_on = found
        return found

    async def hear(self) -> int:
        """Handle all that was heard; return how many updates there were."""
        handled = 0
        while await self.fetch_next() or await self.hear_next():
            handled += 1
        return handled

    async def fetch_next(self) -> bool:
        """Fetch the file that waits longest and handle its update; return whether there was one."""
        async with self.database.reading() as uow:
            if not await uow.inbox.files_waiting(self.channels):
                return False
        return await fetch_next(self.database, self.channels, self.conversation, self.office, self.machine)

    @cached_property
    def turns(self) -> Turns:
        """Return whose turn to be heard it was."""
        return Turns()

    @cached_property
    def conversation(self) -> Conversation:
        """Return the conversation, made when somebody first speaks.

        Compiling its grammars takes most of a second: the service is up before.
        """
        from bot.conversation.conversation import ChatConversation  # noqa: PLC0415 - see above

        return Counted(ChatConversation(self.texts, self.rules, self.page_address), self.metrics.heard)

    @cached_property
    def delivery(self) -> Deliverer:
        """Return what delivering needs."""
        wording = ChatWording(self.texts, self.rules, self.links.url if self.links else None)
        ways = (self.database, self.channels, wording, self.rules.calendar)
        return Deliverer(*ways, self.office, self.machine, self.metrics)

    def page(self, told: Callable[[], None], link_for: Callable[[str], str | None] = no_link) -> OfficePage:
        """Return the office page; `told` is called when something is to be said."""
        address = self.page_address or ""
        return OfficePage(self.database, self.rules, self.texts, self.office, self.machine, address, link_for, told)

    async def deliver(self) -> int:
        """Say all that is due; return how many messages were taken."""
        return await deliver_outbox(self.delivery)

    def schedule(self) -> Schedule:
        """Return the jobs of a running service; each wakes the next as soon as there is work for it."""

        def go_on() -> None:
            deliver.wake()

        courier = Courier(self.delivery, go_on)
        deliver = Job("deliver", courier.round, DELIVER_EVERY, finish=courier.close)

        async def plan() -> bool:
            if await self.plan():
                deliver.wake()
            return False

        planning = Job("plan", plan, PLAN_EVERY)

        async def hear() -> bool:
            heard_before = self.turns.going_on
            heard = await self.hear_next()
            if heard:
                deliver.wake()
            elif heard_before:
                # Once for all that was said; what one update of a flood makes due may wait for planning's own turn.
                planning.wake()
            return heard

        hearing = Job("hear", hear, HEAR_EVERY)

        async def fetch() -> bool:
            fetched = await self.fetch_next()
            if fetched:
                hearing.wake()
                deliver.wake()
            return fetched

        fetching = Job("fetch", fetch, FETCH_EVERY, takes=FETCH_TAKES)
        return Schedule([hearing, fetching, planning, *self._aside(), deliver], self.machine, self.metrics)

    def _aside(self) -> list[Job]:
        """Return the jobs that no other waits for."""

        async def correct() -> bool:
            return await correct_some(self.delivery) is not None

        return [
            Job("correct", correct, CORRECT_EVERY),
            Job("tidy", _whole(self._tidy), TIDY_EVERY, takes=TIDY_TAKES),
            Job("audit", self._auditing(), AUDIT_EVERY, takes=AUDIT_TAKES),
        ]

    async def _tidy(self) -> None:
        await forget_strangers(self.database, self.office)
        async with self.database.alone("tidy") as alone:
            if alone:
                await tidy_daily(self.database, self.rules.policy, self.office)


def _whole(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[bool]]:
    """Return a job's run that leaves nothing for another."""

    async def run() -> bool:
        await work()
        return False

    return run


Channels = Callable[[Database], Mapping[str, Channel]]
"""Makes the channels of a house from its database."""


def no_channels(_database: Database) -> Mapping[str, Channel]:
    """Return no channel at all."""
    return {}


@asynccontextmanager
async def open_house(
    database_url: str, rules: Rules, texts: Texts, office: Clock, channels: Channels = no_channels
) -> AsyncIterator[House]:
    """Open the database, wire everything around it, and close it at the end.

    Raises `BadUrl`, `NotMigrated` or `NewerDatabase`.
    """
    database = Database(database_url)
    try:
        await prepare(database)
        yield House(database, rules, texts, office, MachineClock(), channels(database))
    finally:
        await database.close()
