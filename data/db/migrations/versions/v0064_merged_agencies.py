"""Agencies that merge on a day to come, and evidence that is a document's number rather than a file."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("agencies", sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("evidence", sa.Column("kind", sa.Text(), server_default="file", nullable=False))
