"""The audit trail as a chain: the message behind each entry, hashes over what is there, and no way to change a row."""

import hashlib
import json
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0010"
branch_labels = None
depends_on = None

_FIELDS = ("id", "at", "action", "subject", "person_id", "channel", "update", "before", "after")
_AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("action", sa.Text),
    sa.column("subject", sa.Text),
    sa.column("person_id", sa.Integer),
    sa.column("channel", sa.Text),
    sa.column("update", sa.Text),
    sa.column("before", sa.JSON),
    sa.column("after", sa.JSON),
    sa.column("hash", sa.Text),
)
_SQLITE = (
    "CREATE TRIGGER audit_refuses_{name} BEFORE {event} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
)
_FUNCTION = (
    "CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
)
_POSTGRES = (
    "CREATE TRIGGER audit_refuses_{name} BEFORE {event} ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"
)


def upgrade() -> None:
    """Apply."""
    op.add_column("audit", sa.Column("update", sa.Text(), nullable=True))
    op.add_column("audit", sa.Column("hash", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_audit_subject", "audit", ["subject"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    last_id, last_hash = _chain()
    op.bulk_insert(head, [{"id": 1, "last_id": last_id, "hash": last_hash}])
    _refuse_changes()


def _chain() -> tuple[int, str]:
    """Give each row, in order, a number without gaps and its hash; return the last number and hash."""
    connection = op.get_bind()
    number, previous = 0, "0" * 64
    for old_id in list(connection.scalars(sa.select(_AUDIT.c.id).order_by(_AUDIT.c.id))):
        number += 1
        this = _AUDIT.c.id == old_id
        row = dict(connection.execute(sa.select(_AUDIT).where(this)).mappings().one()) | {"id": number}
        previous = _hash(previous, row)
        connection.execute(sa.update(_AUDIT).where(this).values(id=number, hash=previous))
    return number, previous


def _hash(previous: str, row: dict[str, object]) -> str:
    written = {name: row[name] for name in _FIELDS} | {"at": _utc(row["at"])}
    canonical = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous.encode() + canonical.encode()).hexdigest()


def _utc(moment: object) -> str:
    """Write a stored moment in UTC; SQLite, which keeps no zone, holds UTC."""
    assert isinstance(moment, datetime)  # noqa: S101 - so says the column
    aware = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.isoformat(timespec="microseconds")


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(_SQLITE.format(name=event.lower(), event=event))
        return
    op.execute(_FUNCTION)
    for event in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(_POSTGRES.format(name=event.lower(), event=event))
