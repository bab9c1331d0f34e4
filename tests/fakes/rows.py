"""Two rows for every table there is, with awkward values: for what must carry all of a database over."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Float, Integer, LargeBinary, Table, select

from data.db.tables import METADATA, AuditRow
from data.db.types import Moment
from data.domain.person import Role

_TEXT = "“Đã nhận” 😀 \\ ' \n \t"


def fill(connection: Connection) -> None:
    """Put two rows into each empty table; the first points to the second where a table refers to itself.

    Not into the audit trail, which is a chain that only its store can add to.
    """
    for table in METADATA.sorted_tables:
        if table is not AuditRow.__table__ and connection.execute(select(table).limit(1)).first() is None:
            for number in (2, 1):
                connection.execute(table.insert().values(_row(table, number)))


def content(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables."""
    return {
        table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
        for table in METADATA.sorted_tables
    }


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(table, column, number) for column in table.columns}


def _value(table: Table, column: Column[Any], number: int) -> Any:  # noqa: ANN401 - whatever the column holds
    for key in column.foreign_keys:
        if key.column.table is table:
            return 2 if number == 1 else None
        return number
    if column.name == "role":
        return Role.CONTACT.value
    if column.name == "language":
        return "vi" if number == 1 else None
    if column.nullable and number == 2:
        return None
    by_type = (made(number) for known, made in _BY_TYPE.items() if isinstance(column.type, known))
    return next(by_type, f"{column.name} {number} {_TEXT}")


_BY_TYPE: dict[type[Any], Callable[[int], Any]] = {
    Boolean: lambda number: number == 1,
    Integer: lambda number: number,
    Float: lambda number: number / 3,
    Moment: lambda number: datetime(2024, 5, 13, 0, 59, number, 123456, tzinfo=UTC),
    Date: lambda number: date(2024, 5, number),
    JSON: lambda number: {"tên": _TEXT, "số": [number, None, True, 0.1], "\x00": "\x00"},
    LargeBinary: lambda number: bytes(range(256)) * number,
}
