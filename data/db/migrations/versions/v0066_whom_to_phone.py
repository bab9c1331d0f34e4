"""whom to phone."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("people", sa.Column("phone", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_failures_outbox_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_failures_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        sa.UniqueConstraint("outbox_id", name=op.f("uq_failures_outbox_id")),
    )
    op.create_index(op.f("ix_failures_person_id"), "failures", ["person_id"])
    untold = sa.text("told_at IS NULL")
    op.create_index("ix_failures_untold", "failures", ["due_at"], sqlite_where=untold, postgresql_where=untold)


def downgrade() -> None:
    """Take back."""
    op.drop_table("failures")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("phone")
