"""The language that a person reads; null for the office's."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("people", sa.Column("language", sa.Text(), nullable=True))
