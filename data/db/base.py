"""The common ground of every table: names of constraints, and the column types of our annotations."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase

from data.db.types import Moment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Common ground: names of constraints, and the column types of our annotations."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Moment, dict[str, Any]: JSON, list[str]: JSON, list[int]: JSON, str: Text}  # noqa: RUF012 - read by SQLAlchemy


def table_of(kind: type[Base]) -> Table:
    """Return the table behind a class, for statements that write many rows at once."""
    table = kind.__table__
    assert isinstance(table, Table)  # noqa: S101 - none of ours stands for a join
    return table
