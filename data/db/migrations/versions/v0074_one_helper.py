"""An agency coordinates a task, or a period of it, only once at a time.

Of shares that are doubled already the one that was acknowledged stays, or else the older one; what was said of the
other stays with it, as with a share that was given to another agency.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

_LIVES = "part = 'coordinating' AND status NOT IN ('reassigned', 'revoked', 'replaced')"
_DOUBLED = f"""
SELECT id FROM (
    SELECT id, row_number() OVER (
        PARTITION BY task_id, agency_id, period
        ORDER BY CASE WHEN acknowledged_at IS NULL THEN 1 ELSE 0 END, id
    ) AS place
    FROM assignments WHERE agency_id IS NOT NULL AND {_LIVES}
) AS shares WHERE place > 1
"""  # noqa: S608 - made of constants
_END = f"UPDATE assignments SET status = 'reassigned', next_at = NULL, revision = revision + 1 WHERE id IN ({_DOUBLED})"  # noqa: S608 - as above


def upgrade() -> None:
    """Apply."""
    op.execute(_END)
    _index("uq_assignments_helper", "period IS NULL", "task_id", "agency_id")
    _index("uq_assignments_helper_of_period", "period IS NOT NULL", "task_id", "agency_id", "period")


def _index(name: str, when: str, *columns: str) -> None:
    where = sa.text(f"{_LIVES} AND {when}")
    op.create_index(name, "assignments", list(columns), unique=True, sqlite_where=where, postgresql_where=where)
