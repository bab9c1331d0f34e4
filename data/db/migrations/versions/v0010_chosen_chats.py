"""People with several chats: which one they chose, and when they last spoke there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("chat_links", sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("chat_links", sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
