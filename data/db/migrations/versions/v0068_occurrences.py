"""occurrences."""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("tasks", sa.Column("next_occurrence_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("period", sa.Date(), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_assignments_series_id_period"), ["series_id", "period"])
    live = sa.text("next_occurrence_at IS NOT NULL")
    op.create_index(
        "ix_tasks_next_occurrence_at", "tasks", ["next_occurrence_at"], sqlite_where=live, postgresql_where=live
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_tasks_next_occurrence_at", table_name="tasks")
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_assignments_series_id_period"), type_="unique")
        batch_op.drop_column("period")
        batch_op.drop_column("series_id")
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.drop_column("next_occurrence_at")
