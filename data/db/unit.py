"""A unit of work: one transaction, and the stores that work in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncSession

from data.db.bells import hush, sound
from data.db.leases import LeaseStore
from data.db.stores.agencies import AgencyStore
from data.db.stores.assignments import AssignmentStore
from data.db.stores.audit import AuditStore
from data.db.stores.auditing import AuditingStore
from data.db.stores.bots import BotStore
from data.db.stores.cards import CardStore
from data.db.stores.chats import ChatStore
from data.db.stores.digests import DigestStore, StarStore
from data.db.stores.directives import DirectiveStore
from data.db.stores.drafts import DraftStore
from data.db.stores.erasure import ErasureStore
from data.db.stores.evidence import EvidenceStore
from data.db.stores.extensions import ExtensionStore
from data.db.stores.failures import FailureStore
from data.db.stores.groups import GroupStore
from data.db.stores.held import HeldStore
from data.db.stores.histories import HistoryStore
from data.db.stores.holders import HolderStore
from data.db.stores.inbox import InboxStore
from data.db.stores.leaves import LeaveStore
from data.db.stores.occurrences import OccurrenceStore
from data.db.stores.offers import OfferStore
from data.db.stores.outbox import OutboxStore
from data.db.stores.page import PageStore
from data.db.stores.people import PeopleStore
from data.db.stores.questions import QuestionStore
from data.db.stores.reminders import ReminderStore
from data.db.stores.reports import ReportStore
from data.db.stores.retention import RetentionStore
from data.db.stores.snoozes import SnoozeStore
from data.db.stores.strangers import StrangerStore
from data.db.stores.unsaid import UnsaidStore
from data.db.stores.web import WebStore
from data.db.upkeep import UpkeepStore


class UnitOfWork:
    """Everything one transaction may touch. Nothing lasts until `commit`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def commit(self) -> None:
        """Make what was done last; what was noted of it joins the audit trail's chain."""
        await self.audit.seal()
        await sound(self._session)
        await self._session.commit()

    async def rollback(self) -> None:
        """Forget what was done."""
        hush(self._session)
        self.audit.forget()
        await self._session.rollback()

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Make the changes of a block all or, when it ends with an exception, not at all."""
        noted = self.audit.noted
        try:
            async with self._session.begin_nested():
                yield
        except BaseException:
            self.audit.forget(noted)
            raise

    @cached_property
    def agencies(self) -> AgencyStore:
        """Return the registry of agencies."""
        return AgencyStore(self._session)

    @cached_property
    def assignments(self) -> AssignmentStore:
        """Return the tasks' assignments."""
        return AssignmentStore(self._session)

    @cached_property
    def audit(self) -> AuditStore:
        """Return the audit trail."""
        return AuditStore(self._session)

    @cached_property
    def auditing(self) -> AuditingStore:
        """Return what the independent auditor looks at."""
        return AuditingStore(self._session)

    @cached_property
    def bots(self) -> BotStore:
        """Return the bots of platforms that count."""
        return BotStore(self._session)

    @cached_property
    def cards(self) -> CardStore:
        """Return the sent messages whose choices may still be taken."""
        return CardStore(self._session)

    @cached_property
    def chats(self) -> ChatStore:
        """Return what is remembered of chats."""
        return ChatStore(self._session)

    @cached_property
    def digests(self) -> DigestStore:
        """Return the ledger of digests."""
        return DigestStore(self._session)

    @cached_property
    def directives(self) -> DirectiveStore:
        """Return the directives and their drafts."""
        return DirectiveStore(self._session)

    @cached_property
    def drafts(self) -> DraftStore:
        """Return the drafts as they were read and put right."""
        return DraftStore(self._session)

    @cached_property
    def erasure(self) -> ErasureStore:
        """Return the way to forget a person."""
        return ErasureStore(self._session)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Return the files that prove what was done."""
        return EvidenceStore(self._session)

    @cached_property
    def extensions(self) -> ExtensionStore:
        """Return the wishes for more time."""
        return ExtensionStore(self._session)

    @cached_property
    def failures(self) -> FailureStore:
        """Return what could not be delivered."""
        return FailureStore(self._session)

    @cached_property
    def groups(self) -> GroupStore:
        """Return the groups that hear headlines."""
        return GroupStore(self._session)

    @cached_property
    def histories(self) -> HistoryStore:
        """Return what was kept of how assignments once stood."""
        return HistoryStore(self._session)

    @cached_property
    def held(self) -> HeldStore:
        """Return what is too much for a day."""
        return HeldStore(self._session)

    @cached_property
    def holders(self) -> HolderStore:
        """Return whose the shares of tasks are."""
        return HolderStore(self._session)

    @cached_property
    def inbox(self) -> InboxStore:
        """Return what was heard."""
        return InboxStore(self._session)

    @cached_property
    def leases(self) -> LeaseStore:
        """Return who speaks for which bot."""
        return LeaseStore(self._session)

    @cached_property
    def leaves(self) -> LeaveStore:
        """Return who is away."""
        return LeaveStore(self._session)

    @cached_property
    def occurrences(self) -> OccurrenceStore:
        """Return the occurrences of recurring tasks."""
        return OccurrenceStore(self._session)

    @cached_property
    def offers(self) -> OfferStore:
        """Return the choices that messages offered."""
        return OfferStore(self._session)

    @cached_property
    def outbox(self) -> OutboxStore:
        """Return what is to be said."""
        return OutboxStore(self._session)

    @cached_property
    def page(self) -> PageStore:
        """Return who is in the office page."""
        return PageStore(self._session)

    @cached_property
    def people(self) -> PeopleStore:
        """Return the people and their chats."""
        return PeopleStore(self._session)

    @cached_property
    def questions(self) -> QuestionStore:
        """Return the answers to questions about tasks."""
        return QuestionStore(self._session)

    @cached_property
    def reminders(self) -> ReminderStore:
        """Return the ledger of rungs."""
        return ReminderStore(self._session)

    @cached_property
    def reports(self) -> ReportStore:
        """Return what agencies said of their work."""
        return ReportStore(self._session)

    @cached_property
    def strangers(self) -> StrangerStore:
        """Return what strangers left."""
        return StrangerStore(self._session)

    @cached_property
    def retention(self) -> RetentionStore:
        """Return the way to forget what was kept long enough."""
        return RetentionStore(self._session)

    @cached_property
    def snoozes(self) -> SnoozeStore:
        """Return the wishes to be reminded later."""
        return SnoozeStore(self._session)

    @cached_property
    def stars(self) -> StarStore:
        """Return the tasks that people watch closely."""
        return StarStore(self._session)

    @cached_property
    def unsaid(self) -> UnsaidStore:
        """Return what is not said."""
        return UnsaidStore(self._session)

    @cached_property
    def upkeep(self) -> UpkeepStore:
        """Return when the house was last cared for."""
        return UpkeepStore(self._session)

    @cached_property
    def web(self) -> WebStore:
        """Return the web channel's memory."""
        return WebStore(self._session)
