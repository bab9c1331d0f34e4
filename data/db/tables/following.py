"""What is owed: directives, tasks, assignments and what was said of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data.db.base import Base


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
    """A task; `number` is that of its code, `ladder` the reminder ladder it was given.

    A live one that recurs carries `next_occurrence_at`, when its next occurrence is given out.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index(
            "ix_tasks_next_occurrence_at",
            "next_occurrence_at",
            sqlite_where=text("next_occurrence_at IS NOT NULL"),
            postgresql_where=text("next_occurrence_at IS NOT NULL"),
        ),
    )
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
    next_occurrence_at: Mapped[datetime | None]
    directive: Mapped[DirectiveRow] = relationship(lazy="raise")


def _one_helper(name: str, when: str, *columns: str) -> Index:
    """Let an agency coordinate a task, or a period of it, only once at a time."""
    lives = text(f"part = 'coordinating' AND status NOT IN ('reassigned', 'revoked', 'replaced') AND {when}")
    return Index(name, *columns, unique=True, sqlite_where=lives, postgresql_where=lives)


class AssignmentRow(Base):
    """An agency's share of a task. Live ones carry `next_at`, the only thing the planner's query looks at.

    Of a task that recurs, each `period` has shares of its own; `series_id` names the share of the first one.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "ix_assignments_next_at",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        UniqueConstraint("series_id", "period"),
        Index("ix_assignments_listed", "agency_id", "status", "due_at", "part", "task_id"),
        _one_helper("uq_assignments_helper", "period IS NULL", "task_id", "agency_id"),
        _one_helper("uq_assignments_helper_of_period", "period IS NOT NULL", "task_id", "agency_id", "period"),
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
    resting: Mapped[bool] = mapped_column(default=False, server_default=false())
    series_id: Mapped[int | None]
    period: Mapped[date | None]
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
    """A file, or the number of a document, that an official sent as evidence; without an assignment until it is known.

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
    kind: Mapped[str] = mapped_column(default="file", server_default="file")
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


class SnoozeRow(Base):
    """An official's wish to be reminded of a task later; rows are only added, the last of each person counts."""

    __tablename__ = "snoozes"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    said_at: Mapped[datetime]
    until_on: Mapped[date]


class StarRow(Base):
    """A task that a person watches closely; a mark of their own, which nobody else sees."""

    __tablename__ = "stars"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), primary_key=True)
    starred_at: Mapped[datetime]
