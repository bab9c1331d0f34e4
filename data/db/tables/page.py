"""The office page: one-time links into it, the browsers that are in, and the key that signs their cookies."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class PageKeyRow(Base):
    """A key made once and kept for as long as the database."""

    __tablename__ = "page_keys"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class PageLinkRow(Base):
    """A one-time link, kept only as the digest of its code."""

    __tablename__ = "page_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PageSessionRow(Base):
    """A browser that came in by a link, kept only as the digest of its token. `expires_at` is machine time."""

    __tablename__ = "page_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
