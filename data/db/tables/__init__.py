"""Every table. Moments ending in `_at` are aware; office time unless the comment says machine time."""

from data.db.base import Base
from data.db.tables.bots import BotMonthRow, BotUserRow, ChannelBotRow
from data.db.tables.following import (
    AssignmentRow,
    DeadlineVersionRow,
    DirectiveRow,
    EvidenceRow,
    ExtensionRow,
    ReportRow,
    SnoozeRow,
    StarRow,
    TaskRow,
)
from data.db.tables.leases import LeaseRow
from data.db.tables.messages import (
    ChoiceRow,
    DigestRow,
    FailureRow,
    InboxRow,
    OutboxFileRow,
    OutboxRow,
    ReceiptRow,
    ReminderRow,
    WebMessageRow,
)
from data.db.tables.page import PageKeyRow, PageLinkRow, PageSessionRow
from data.db.tables.registry import (
    AgencyRow,
    ChatGroupRow,
    ChatLinkRow,
    ChatRow,
    CounterRow,
    LeaveRow,
    PairingCodeRow,
    PersonRow,
)
from data.db.tables.trail import AuditHeadRow, AuditRow, CheckRow
from data.db.tables.upkeep import UpkeepRow

__all__ = [
    "METADATA",
    "AgencyRow",
    "AssignmentRow",
    "AuditHeadRow",
    "AuditRow",
    "BotMonthRow",
    "BotUserRow",
    "ChannelBotRow",
    "ChatGroupRow",
    "ChatLinkRow",
    "ChatRow",
    "CheckRow",
    "ChoiceRow",
    "CounterRow",
    "DeadlineVersionRow",
    "DigestRow",
    "DirectiveRow",
    "EvidenceRow",
    "ExtensionRow",
    "FailureRow",
    "InboxRow",
    "LeaseRow",
    "LeaveRow",
    "OutboxFileRow",
    "OutboxRow",
    "PageKeyRow",
    "PageLinkRow",
    "PageSessionRow",
    "PairingCodeRow",
    "PersonRow",
    "ReceiptRow",
    "ReminderRow",
    "ReportRow",
    "SnoozeRow",
    "StarRow",
    "TaskRow",
    "UpkeepRow",
    "WebMessageRow",
]

METADATA = Base.metadata
"""All of them: what the migrations have to make."""
