"""Indexes for what is asked every second: work that waits, and what a chat was shown last."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    new = sa.text("state = 'new'")
    loose = sa.text("state = 'planned' AND outbox_id IS NULL")
    op.create_index("ix_inbox_new_of_chat", "inbox", ["channel", "chat", "id"], sqlite_where=new, postgresql_where=new)
    op.create_index("ix_reminders_loose", "reminders", ["due_at"], sqlite_where=loose, postgresql_where=loose)
    op.create_index("ix_receipts_newest", "receipts", ["channel", "chat", "sent_at"])
    op.create_index("ix_outbox_newest", "outbox", ["person_id", "sent_at"])
