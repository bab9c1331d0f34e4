"""Bots of a platform that counts: who they are, what they have used of their month, and whom they have met."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class ChannelBotRow(Base):
    """A bot of ours; `place` is its place among the tokens, `warned` the share of users the office was told of.

    Of the token only a digest is kept: it tells which bot a token is before the platform has answered.
    """

    __tablename__ = "channel_bots"
    channel: Mapped[str] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    token_digest: Mapped[str]
    place: Mapped[int]
    warned: Mapped[int]
    met_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class BotMonthRow(Base):
    """What a bot has said and heard in a month "2026-11" of machine time, and the share the office was told of."""

    __tablename__ = "bot_months"
    channel: Mapped[str] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    sent: Mapped[int] = mapped_column(default=0)
    heard: Mapped[int] = mapped_column(default=0)
    warned: Mapped[int] = mapped_column(default=0)
    refused_at: Mapped[datetime | None]


class BotUserRow(Base):
    """Somebody who has spoken to a bot: the platform counts them whether we know them or not."""

    __tablename__ = "bot_users"
    channel: Mapped[str] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    met_at: Mapped[datetime]
