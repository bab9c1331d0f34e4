"""Every table. Moments ending in `_at` are aware; office time unless the comment says machine time."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.db.base import Base


class CounterRow(Base):
    """Numbers given out once and never again, such as those of task codes."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class AgencyRow(Base):
    """An agency of the registry; `folded` is its name for searching."""

    __tablename__ = "agencies"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    aliases: Mapped[list[str]]
    kind: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    succeeded_on: Mapped[date | None]


class PersonRow(Base):
    """Somebody the office knows."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    post: Mapped[str]
    role: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    active: Mapped[bool]


class ChatLinkRow(Base):
    """A person's address on a channel; ended by unpairing, unreachable when the platform refuses for good."""

    __tablename__ = "chat_links"
    __table_args__ = (
        Index(
            "uq_chat_links_live",
            "channel",
            "chat",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    chat: Mapped[str]
    linked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_why: Mapped[str | None]


class ChatGroupRow(Base):
    """A group, or one topic of it ("" without), that hears an agency's headlines; ended by unlinking or removal."""

    __tablename__ = "chat_groups"
    __table_args__ = (
        Index(
            "uq_chat_groups_live",
            "channel",
            "chat",
            "topic",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    chat: Mapped[str]
    topic: Mapped[str]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    linked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    linked_at: Mapped[datetime]
    told_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PairingCodeRow(Base):
    """A one-time code, kept only as its digest."""

    __tablename__ = "pairing_codes"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ChatRow(Base):
    """What we remember of a chat, paired or not: wrong codes, what we asked for, the last question."""

    __tablename__ = "chats"
    channel: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(primary_key=True)
    wrong_codes: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    greeted_at: Mapped[datetime | None]
    awaiting: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    question: Mapped[str | None]
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class DirectiveRow(Base):
    """A directive with the text it was read from."""

    __tablename__ = "directives"
    __table_args__ = (UniqueConstraint("issuer", "year", "number", "symbol"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None]
    symbol: Mapped[str | None]
    year: Mapped[int | None]
    kind: Mapped[str | None]
    issued_on: Mapped[date | None]
    issuer: Mapped[str | None]
    subject: Mapped[str | None]
    signer: Mapped[str | None]
    urgency: Mapped[str | None]
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    text: Mapped[str] = mapped_column(deferred=True)
    received_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class TaskRow(Base):
    """A task; `number` is that of its code, `ladder` the reminder ladder it was given."""

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directives.id"), index=True)
    ref: Mapped[str]
    content: Mapped[str]
    folded: Mapped[str]
    title: Mapped[str]
    state: Mapped[str]
    recurrence: Mapped[str | None]
    urgency: Mapped[str | None]
    ladder: Mapped[dict[str, Any]]
    deadline: Mapped[dict[str, Any]]
    evidence: Mapped[dict[str, Any]]
    confidence: Mapped[float]
    directive: Mapped[DirectiveRow] = relationship(lazy="raise")


class AssignmentRow(Base):
    """An agency's share of a task. Live ones carry `next_at`, the only thing the planner's query looks at."""

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "ix_assignments_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_assignments_agency_id_status", "agency_id", "status"),
        Index("ix_assignments_status_due_at", "status", "due_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    part: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"))
    agency_name: Mapped[str]
    status: Mapped[str]
    percent: Mapped[int | None]
    deadline: Mapped[dict[str, Any]]
    deadline_version: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime | None]
    first_due_on: Mapped[date | None]
    entered_at: Mapped[datetime | None]
    ladder_from: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    reported_done_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    task: Mapped[TaskRow] = relationship(lazy="raise")


class DeadlineVersionRow(Base):
    """Every deadline an assignment ever had, the one of the task being version 1."""

    __tablename__ = "deadline_versions"
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    deadline: Mapped[dict[str, Any]]
    due_at: Mapped[datetime | None]
    set_at: Mapped[datetime]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    cause: Mapped[str]


class ReportRow(Base):
    """What an agency said of its work, append-only; `before` is the standing that an undo brings back."""

    __tablename__ = "reports"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    percent: Mapped[int | None]
    note: Mapped[str | None]
    expected_on: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(index=True)
    channel: Mapped[str | None]
    undone_at: Mapped[datetime | None]
    before: Mapped[dict[str, Any]]


class EvidenceRow(Base):
    """A file that an official sent as evidence of work done; without an assignment until it is known of which.

    The content lives here and not in a folder: it is kept with the word that it proves, or not at all.
    """

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("assignment_id", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    at: Mapped[datetime]
    channel: Mapped[str]
    state: Mapped[str]
    content: Mapped[bytes] = mapped_column(deferred=True)


class ExtensionRow(Base):
    """A wish for more time; at most one is open for an assignment."""

    __tablename__ = "extensions"
    __table_args__ = (
        Index(
            "uq_extensions_open",
            "assignment_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    until: Mapped[date]
    reason: Mapped[str]
    state: Mapped[str]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    granted_until: Mapped[date | None]
    decision_reason: Mapped[str | None]


class OutboxRow(Base):
    """A message to say. `try_at` and `leased_until` are machine time.

    Answers carry `channel` and `chat`; everything else finds the person's address when it is sent. `body` is the
    structured message; a reminder has none until it is rendered at sending, from its rows in `reminders`.
    `outdated_at` tells since when what the chat shows of a sent message is no longer how things stand.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_queued",
            "due_at",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index("ix_outbox_newest", "person_id", "sent_at"),
        Index(
            "ix_outbox_outdated_at",
            "outdated_at",
            sqlite_where=text("outdated_at IS NOT NULL"),
            postgresql_where=text("outdated_at IS NOT NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str | None]
    chat: Mapped[str | None]
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    about: Mapped[list[int]]
    speaks_of_tasks: Mapped[bool] = mapped_column(default=False)
    guard: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    urgent: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    try_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="queued")
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    outdated_at: Mapped[datetime | None]


class ReminderRow(Base):
    """The ledger of rungs: each is said once to each person for each version of the deadline, or covered."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("assignment_id", "rung", "person_id", "deadline_version"),
        Index(
            "ix_reminders_loose",
            "due_at",
            sqlite_where=text("state = 'planned' AND outbox_id IS NULL"),
            postgresql_where=text("state = 'planned' AND outbox_id IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    rung: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    deadline_version: Mapped[int]
    due_at: Mapped[datetime]
    planned_at: Mapped[datetime]
    state: Mapped[str]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"), index=True)


class ReceiptRow(Base):
    """What the platform took: (channel, chat, message id) names one of our messages for ever."""

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_newest", "channel", "chat", "sent_at"),)
    channel: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    sent_at: Mapped[datetime]


class ChoiceRow(Base):
    """A choice offered in a message; its token is all that leaves the house."""

    __tablename__ = "choices"
    token: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    number: Mapped[int]
    label: Mapped[str]
    action: Mapped[str]
    args: Mapped[dict[str, Any]]
    used_at: Mapped[datetime | None]


class OutboxFileRow(Base):
    """A file that goes with a message; its token is all that leaves the house beside it."""

    __tablename__ = "outbox_files"
    token: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    number: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes]


class InboxRow(Base):
    """An update as it came, stored before it is acknowledged. `try_at` is machine time.

    One with a file waits, `to_fetch`, until that is fetched and read outside of any transaction.
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "update"),
        Index("ix_inbox_new", "id", sqlite_where=text("state = 'new'"), postgresql_where=text("state = 'new'")),
        Index(
            "ix_inbox_new_of_chat",
            "channel",
            "chat",
            "id",
            sqlite_where=text("state = 'new'"),
            postgresql_where=text("state = 'new'"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    update: Mapped[str]
    chat: Mapped[str]
    body: Mapped[dict[str, Any]]
    stored_at: Mapped[datetime]
    try_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    to_fetch: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[str] = mapped_column(default="new")
    error: Mapped[str | None]
    done_at: Mapped[datetime | None]


class AuditRow(Base):
    """Who did what, when and through which channel, with the old and the new value; rows are only added."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    channel: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class WebMessageRow(Base):
    """The web channel's own memory: what each chat shows, as a platform's servers would keep it."""

    __tablename__ = "web_messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(index=True)
    ours: Mapped[bool]
    text: Mapped[str]
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, server_default="[]")
    at: Mapped[datetime]


METADATA = Base.metadata
"""All of them: what the migrations have to make."""
