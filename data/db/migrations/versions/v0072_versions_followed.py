"""The deadline that a coordinating share has followed its leads to becomes a version of its own in the history."""

from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

_MISSING = """
INSERT INTO deadline_versions (assignment_id, version, deadline, due_at, set_at, cause)
SELECT share.id, share.deadline_version, share.deadline, share.due_at, share.ladder_from, 'followed'
FROM assignments AS share
WHERE share.part = 'coordinating' AND share.ladder_from IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM deadline_versions AS known
    WHERE known.assignment_id = share.id AND known.version = share.deadline_version
)
"""


def upgrade() -> None:
    """Apply."""
    op.execute(_MISSING)
