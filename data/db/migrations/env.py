"""Alembic's entry: runs our migrations on the connection that data/db/migrate.py hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from data.db.tables import METADATA
from data.db.types import Moment


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types in plain SQLAlchemy, so that an old migration never imports changing code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render_item,
    transaction_per_migration=False,
)
context.run_migrations()
