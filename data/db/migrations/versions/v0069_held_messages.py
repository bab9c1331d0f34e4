"""held messages."""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("outbox", sa.Column("held_at", sa.DateTime(timezone=True), nullable=True))
    held = sa.text("state = 'queued' AND held_at IS NOT NULL")
    op.create_index("ix_outbox_held", "outbox", ["due_at"], sqlite_where=held, postgresql_where=held)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_outbox_held", table_name="outbox")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("held_at")
