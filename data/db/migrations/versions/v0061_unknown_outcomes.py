"""Attempts to send of which nobody knows what became, and receipts that tell of them."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("outbox", sa.Column("unknown_outcomes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("receipts", sa.Column("after_unknown", sa.Integer(), nullable=False, server_default="0"))
