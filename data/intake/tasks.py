"""From the outline of a directive to its tasks: what headings and lead-in sentences hand down (gold guide 1.3)."""

import re
from dataclasses import replace

from data.domain.deadline import NO_DEADLINE
from data.intake.agencies import GENERIC, Named
from data.intake.assignment import find_coordinating, find_lead, only_agencies
from data.intake.attributes import read_attributes
from data.intake.context import Group, Inherited, Knowledge
from data.intake.deadlines import Limit, find_limits
from data.intake.draft import Span, TaskDraft
from data.intake.drafting import inline_heading, read_leaf
from data.intake.exclusions import Section, closes, section_of
from data.intake.outline import Item, walk

_GROUP_LIMIT = re.compile(
    r"[\W_]*(?:Báo cáo|Kết quả|Văn bản|Các báo cáo|Hồ sơ|Kế hoạch|Các nội dung|Các nhiệm vụ|Thời gian|Thời hạn)\b"
    r".{0,120}?(?:gửi|nộp|hoàn thành|báo cáo|xong)"
)


_PURPOSE = re.compile(r"(?:^|[.;,]\s)[\W_]*(?:Để|Nhằm|Phấn đấu)\s[^.;]*$", re.IGNORECASE)
"""A day behind these is a goal, "Để hoàn thành mục tiêu trước 31/8/2025, yêu cầu:", and no deadline of the items."""


def read_tasks(root: Item, knowledge: Knowledge) -> list[TaskDraft]:
    """Return the tasks of an outline, in document order."""
    return _with_shared_limits(root, _tasks_under(root, Inherited(), knowledge), knowledge)


def _tasks_under(item: Item, above: Inherited, knowledge: Knowledge) -> list[TaskDraft]:
    group = Group()
    tasks: list[TaskDraft] = []
    for child in item.children:
        if _is_heading(child, knowledge):
            own = [] if _announces(child) else read_leaf(child, above, group, knowledge)
            tasks += own + _tasks_under(child, _handed_down(child, above, knowledge), knowledge)
        elif not child.opens and not _shared_limit(child, knowledge):
            tasks += read_leaf(child, above, group, knowledge)
    return tasks


def _with_shared_limits(root: Item, tasks: list[TaskDraft], knowledge: Knowledge) -> list[TaskDraft]:
    """Give the tasks before it a deadline that is stated once for all: "Báo cáo của các đơn vị gửi trước ngày …"."""
    for item in walk(root):
        shared = None if item.children else _shared_limit(item, knowledge)
        if shared:
            place = Span(shared.start, shared.end).moved(item.start)
            tasks = [
                _due_too(task, shared, place) if task.evidence["content"].start < item.start else task for task in tasks
            ]
    return tasks


def _due_too(task: TaskDraft, shared: Limit, place: Span) -> TaskDraft:
    if task.deadline != NO_DEADLINE:
        return task
    return replace(task, deadline=shared.deadline, evidence={**task.evidence, "deadline": place})


def _is_heading(item: Item, knowledge: Knowledge) -> bool:
    return (bool(item.children) and not any(read_attributes(child.text)[0] == 0 for child in item.children)) or bool(
        only_agencies(item.text, knowledge.reader)
    )


def _announces(item: Item) -> bool:
    """Tell whether a heading only leads to its items, rather than ordering something itself."""
    return item.opens or not re.search(r"[.;]\W*$", item.text)


def _handed_down(item: Item, above: Inherited, knowledge: Knowledge) -> Inherited:
    """Return what the items under `item` inherit."""
    named = only_agencies(item.text, knowledge.reader)
    if named:
        return replace(above, lead=named.names, coordinating=(), from_heading=True, lead_span=item.span_of(named))
    below = _with_limit(item, _with_section(item, above), knowledge)
    heading = inline_heading(item.text, knowledge.reader)[0]
    lead = heading or _lead_in(item.text, knowledge)
    if lead is None:
        return below
    helpers = find_coordinating(item.text, knowledge.reader, lead.names)
    coordinating = tuple(name for named in helpers for name in named.names)
    return replace(
        below, lead=lead.names, coordinating=coordinating, from_heading=bool(heading), lead_span=item.span_of(lead)
    )


def _with_section(item: Item, above: Inherited) -> Inherited:
    """Enter the section that a numbered heading opens; nothing below a section without tasks has any."""
    if item.marker is None or above.section is Section.NEVER:
        return above
    return replace(above, section=section_of(item.text))


def _with_limit(item: Item, above: Inherited, knowledge: Knowledge) -> Inherited:
    """Hand down the deadline that a lead-in sentence states for all its items."""
    limits = [limit for limit in find_limits(item.text, knowledge.issuance) if limit.hard] if item.opens else []
    limits = [limit for limit in limits if not _PURPOSE.search(item.text[: limit.start])]
    if not limits:
        return above
    return replace(above, limit=limits[-1], limit_span=Span(item.start + limits[-1].start, item.start + limits[-1].end))


def _lead_in(text: str, knowledge: Knowledge) -> Named | None:
    """Return the lead of a lead-in sentence; the last sentence is the one that leads in."""
    found = [find_lead(sentence, knowledge.reader) for sentence in re.split(r"(?<=[.;])\s", text)[-1:]]
    lead = found[0] if found else None
    return lead.named if lead else None


def _shared_limit(item: Item, knowledge: Knowledge) -> Limit | None:
    """Return the deadline that a sentence states for the reports of all, not for a task of its own."""
    if not _GROUP_LIMIT.match(item.text) or not re.search(
        r"các (?:cơ quan|đơn vị|địa phương|nhiệm vụ|nội dung)", item.text
    ):
        return None
    if (lead := find_lead(item.text, knowledge.reader)) and lead.named.names != (GENERIC,):
        return None
    limits = [limit for limit in find_limits(item.text, knowledge.issuance) if limit.hard]
    return limits[-1] if limits and not closes(item.text) else None
