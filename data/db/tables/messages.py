"""What is said and heard: the outbox with its choices and receipts, the ledger of reminders, the inbox."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class OutboxRow(Base):
    """A message to say. `try_at` and `leased_until` are machine time.

    Answers carry `channel` and `chat`; everything else finds the person's address when it is sent. `body` is the
    structured message; a reminder has none until it is rendered at sending, from its rows in `reminders`.
    One with `held_at` is beyond what its person gets on one day, and waits to be merged with others.
    `outdated_at` tells since when what the chat shows of a sent message is no longer how things stand.
    `unknown_outcomes` counts the attempts of which nobody knows whether the platform took the message.
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
            "ix_outbox_held",
            "due_at",
            sqlite_where=text("state = 'queued' AND held_at IS NOT NULL"),
            postgresql_where=text("state = 'queued' AND held_at IS NOT NULL"),
        ),
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
    unknown_outcomes: Mapped[int] = mapped_column(default=0, server_default="0")
    state: Mapped[str] = mapped_column(default="queued")
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    outdated_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]


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


class DigestRow(Base):
    """The ledger of digests: each is said once to each person for its day, or had nothing to say (no `outbox_id`)."""

    __tablename__ = "digests"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    made_at: Mapped[datetime]


class ReceiptRow(Base):
    """What the platform took: (channel, chat, message id) names one of our messages for ever.

    `after_unknown` counts the earlier attempts of unknown outcome: the chat may show that many copies more.
    """

    __tablename__ = "receipts"
    __table_args__ = (Index("ix_receipts_newest", "channel", "chat", "sent_at"),)
    channel: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), index=True)
    sent_at: Mapped[datetime]
    after_unknown: Mapped[int] = mapped_column(default=0, server_default="0")


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


class FailureRow(Base):
    """A message that was given up, until the office has heard whom to phone for it."""

    __tablename__ = "failures"
    __table_args__ = (
        Index(
            "ix_failures_untold",
            "due_at",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[list[int]]
    why: Mapped[str]
    at: Mapped[datetime]
    due_at: Mapped[datetime]
    repeats: Mapped[bool]
    told_at: Mapped[datetime | None]


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
