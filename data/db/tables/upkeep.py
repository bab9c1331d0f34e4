"""When the house was last cared for."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from data.db.base import Base


class UpkeepRow(Base):
    """The last time that something was done for the house, by its name."""

    __tablename__ = "upkeep"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
