"""Every table. Moments ending in `_at` are aware; office time unless the comment says machine time."""

from data.db.base import Base
from data.db.tables.following import (
    AssignmentRow,
    DeadlineVersionRow,
    DirectiveRow,
    EvidenceRow,
    ExtensionRow,
    ReportRow,
    TaskRow,
)
from data.db.tables.leases import LeaseRow
from data.db.tables.messages import (
    ChoiceRow,
    InboxRow,
    OutboxFileRow,
    OutboxRow,
    ReceiptRow,
    ReminderRow,
    WebMessageRow,
)
from data.db.tables.registry import AgencyRow, ChatGroupRow, ChatLinkRow, ChatRow, CounterRow, PairingCodeRow, PersonRow
from data.db.tables.trail import AuditRow

__all__ = [
    "METADATA",
    "AgencyRow",
    "AssignmentRow",
    "AuditRow",
    "ChatGroupRow",
    "ChatLinkRow",
    "ChatRow",
    "ChoiceRow",
    "CounterRow",
    "DeadlineVersionRow",
    "DirectiveRow",
    "EvidenceRow",
    "ExtensionRow",
    "InboxRow",
    "LeaseRow",
    "OutboxFileRow",
    "OutboxRow",
    "PairingCodeRow",
    "PersonRow",
    "ReceiptRow",
    "ReminderRow",
    "ReportRow",
    "TaskRow",
    "WebMessageRow",
]

METADATA = Base.metadata
"""All of them: what the migrations have to make."""
