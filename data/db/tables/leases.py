"""Who of several processes speaks for a bot."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class LeaseRow(Base):
    """A bot's lease: the process that holds it, and until when by the clock of the database's server."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
