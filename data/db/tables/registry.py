"""Who there is: agencies, people, and the chats in which they are met."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class CounterRow(Base):
    """Numbers given out once and never again, such as those of task codes."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class AgencyRow(Base):
    """An agency of the registry; `folded` is its name for searching.

    One that merges has a successor from `succeeded_on`; `succeeded_at` is when its people and tasks went over.
    """

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
    succeeded_at: Mapped[datetime | None]


class PersonRow(Base):
    """Somebody the office knows; of an erased one the history keeps the row without name and post."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    post: Mapped[str]
    role: Mapped[str]
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    active: Mapped[bool]
    erased_at: Mapped[datetime | None]
    phone: Mapped[str] = mapped_column(default="", server_default="")


class ChatLinkRow(Base):
    """A person's address on a channel; ended by unpairing, unreachable when the platform refuses for good.

    Of several, the one chosen or paired last is written to; `heard_at` is when the person last spoke there.
    """

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
    chosen_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_why: Mapped[str | None]


class LeaveRow(Base):
    """A person's leave, with the colleague who hears in their place; at most one goes on."""

    __tablename__ = "leaves"
    __table_args__ = (
        Index(
            "uq_leaves_live",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    since: Mapped[datetime]
    until_on: Mapped[date]
    ended_at: Mapped[datetime | None]


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
