"""Who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class AuditRow(Base):
    """Who did what, when, through which channel and message, with the old and the new value.

    Rows are only added: triggers refuse everything else (a migration that rebuilds this table must make them anew).
    `hash` is the link of the chain (`data.domain.trail`).
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    channel: Mapped[str | None]
    update: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    hash: Mapped[str]


class AuditHeadRow(Base):
    """The end of the chain, in one row: who adds to the trail holds it, and rows cut off at the end are missed."""

    __tablename__ = "audit_head"
    id: Mapped[int] = mapped_column(primary_key=True)
    last_id: Mapped[int]
    hash: Mapped[str]


class CheckRow(Base):
    """What the independent auditor found when it last looked; one row."""

    __tablename__ = "checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    missing: Mapped[int]
    double: Mapped[int]
    report: Mapped[dict[str, Any]]
