"""An index from which what an agency owes is listed by deadline without reading every share."""

from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_assignments_listed", "assignments", ["agency_id", "status", "due_at", "part", "task_id"])
    op.drop_index("ix_assignments_agency_id_status", table_name="assignments")


def downgrade() -> None:
    """Take back."""
    op.create_index("ix_assignments_agency_id_status", "assignments", ["agency_id", "status"])
    op.drop_index("ix_assignments_listed", table_name="assignments")
