"""One item of the outline as draft tasks, each field with the words that justify it (gold guide 1.2 to 1.4)."""

import re
from dataclasses import dataclass, replace

from data.intake.agencies import AgencyReader, Named
from data.intake.assignment import agencies_at_opening, find_coordinating, find_lead, is_generic, work_begins
from data.intake.attributes import Attribute, read_attributes
from data.intake.cells import read_attributed
from data.intake.context import Group, Inherited, Knowledge
from data.intake.deadlines import Limit, find_limits, find_ongoing
from data.intake.draft import Span, TaskDraft
from data.intake.exclusions import Section
from data.intake.outline import Item
from data.intake.pieces import Piece, find_pieces, joined, split_by_limits, trimmed

_TOPIC = re.compile(r"[\W_]*(?:[Vv]ề|[Đđ]ối với|Việc|Nội dung|[Ll]iên quan|Công tác|[Rr]iêng)\b")
_LIST_COLON = re.compile(
    r"(?:các|gồm|như|cụ thể|sau|thời gian|thời hạn|là)"
    r"\s*(?:sở|huyện|xã|phường|thành phố|thị xã|bộ|ngành|ban|công ty|,|\s)*$",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"\s*(?:\([^()]*\)\s*)?[*_]*:[*_]*\s*")
_DATE_LIKE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?|tháng\s+\d|quý\s+[IV]")
_LONGEST_TOPIC = 14


@dataclass(frozen=True, slots=True)
class _Leaf:
    """The text of an item behind its inline heading, and all that bears on it."""

    item: Item
    offset: int
    above: Inherited
    group: Group
    knowledge: Knowledge

    @property
    def text(self) -> str:
        return self.item.text[self.offset :]

    @property
    def start(self) -> int:
        return self.item.start + self.offset


def read_leaf(item: Item, above: Inherited, group: Group, knowledge: Knowledge) -> list[TaskDraft]:
    """Return the tasks of one item, and let `group` remember the last lead that it named."""
    attributes_start, attributes = _attributes(item)
    if "lead" in attributes:
        allowed = above.section is not Section.NEVER
        return [read_attributed(item, item.text[:attributes_start], attributes, knowledge)] if allowed else []
    heading, offset = inline_heading(item.text, knowledge.reader)
    if heading:
        above = replace(above, lead=heading.names, coordinating=(), from_heading=True, lead_span=item.span_of(heading))
    tasks = _drafts(_Leaf(item, offset, above, group, knowledge))
    if tasks and not is_generic(tasks[-1].lead):
        group.lead, group.lead_span = tasks[-1].lead, tasks[-1].evidence.get("lead")
    return tasks


def inline_heading(text: str, reader: AgencyReader) -> tuple[Named | None, int]:
    """Return the agencies that open an item before a colon, and where what they have to do begins.

    A topic before a colon ("Về quà tặng …:") is stepped over too, up to the colon behind which an order follows.
    """
    named = agencies_at_opening(text, reader)
    after = _HEADING_END.match(text, named.end) if named else None
    if named and after and after.end() < len(text):
        return named, after.end()
    return None, _topic_end(text, reader)


def _topic_end(text: str, reader: AgencyReader) -> int:
    """Return where the text behind an inline topic begins, 0 without one."""
    marks = re.finditer(r":[*_]*\s+", text[:600])
    colons = [match.end() for match in marks if not _LIST_COLON.search(text[: match.start()])]
    for end in reversed(colons):
        lead = find_lead(text[end:].lstrip(" *_"), reader)
        if lead and _TOPIC.match(text) and lead.named.start < 60:
            return end
    if not colons or find_lead(text[: colons[0]], reader) or len(text[: colons[0]].split()) > _LONGEST_TOPIC:
        return 0
    return colons[0] if _TOPIC.match(text) or text[colons[0] :].lstrip("*_")[:1].isupper() else 0


def _drafts(leaf: _Leaf) -> list[TaskDraft]:
    tasks: list[TaskDraft] = []
    every = find_limits(leaf.text, leaf.knowledge.issuance)
    for piece in find_pieces(leaf.text, leaf.above, leaf.group, leaf.knowledge.reader):
        within = [limit for limit in every if piece.start <= limit.start < piece.end]
        tasks += [_draft(leaf, part, own) for part, own in split_by_limits(leaf.text, piece, within)]
    return tasks


def _draft(leaf: _Leaf, piece: Piece, limits: list[Limit]) -> TaskDraft:
    start, end = trimmed(leaf.text, piece.start, piece.end)
    content = leaf.text[start:end]
    evidence = {"content": Span(leaf.start + start, leaf.start + end)}
    lead, lead_span = _lead_of(leaf, piece)
    if lead_span:
        evidence["lead"] = lead_span
    coordinating, helper_span = _coordinating_of(leaf, piece, content, lead)
    if helper_span:
        evidence["coordinating"] = helper_span.moved(leaf.start + start)
    limit, limit_span = _limit_of(leaf, limits, start, content)
    if limit_span:
        evidence["deadline"] = limit_span
    task = TaskDraft(leaf.item.ref, joined([content]), lead, coordinating, evidence=evidence)
    task = replace(task, deadline=limit.deadline, recurrence=limit.recurrence) if limit else task
    return replace(task, confidence=_confidence(task, piece, leaf.above))


def _lead_of(leaf: _Leaf, piece: Piece) -> tuple[tuple[str, ...], Span | None]:
    """Return the lead the piece names, or else the inherited one, or else the last one of its group."""
    if piece.lead:
        named = piece.lead.named
        return named.names, Span(named.start, named.end).moved(leaf.start + piece.lead_offset)
    if leaf.group.lead and (not leaf.above.lead or is_generic(leaf.above.lead)):
        return leaf.group.lead, leaf.group.lead_span
    return leaf.above.lead, leaf.above.lead_span


def _coordinating_of(
    leaf: _Leaf, piece: Piece, content: str, lead: tuple[str, ...]
) -> tuple[tuple[str, ...], Span | None]:
    """Return who works along by the text itself; a piece without own lead and help inherits both."""
    found = find_coordinating(content, leaf.knowledge.reader, lead)
    if found:
        names = dict.fromkeys(name for named in found for name in named.names)
        return tuple(names), Span(found[0].start, found[-1].end)
    inherited = leaf.above.coordinating if piece.lead is None else ()
    return tuple(name for name in inherited if name not in lead), None


def _limit_of(leaf: _Leaf, limits: list[Limit], start: int, content: str) -> tuple[Limit | None, Span | None]:
    limit = _stated(limits)
    if limit:
        return limit, Span(limit.start, limit.end).moved(leaf.start)
    skipped = work_begins(content, leaf.knowledge.reader)
    ongoing = find_ongoing(content[skipped:])
    if ongoing:
        return ongoing, Span(ongoing.start, ongoing.end).moved(leaf.start + start + skipped)
    return leaf.above.limit, leaf.above.limit_span


def _stated(limits: list[Limit]) -> Limit | None:
    """Choose among the limits of one task: a stated day, of milestones the latest; then what runs from an event."""
    hard = [limit for limit in limits if limit.hard]
    dated = [limit for limit in hard if limit.deadline.due is not None]
    if dated:
        return max(dated, key=lambda limit: str(limit.deadline.due))
    return next(iter(hard or limits), None)


def _confidence(task: TaskDraft, piece: Piece, above: Inherited) -> float:
    """Judge from 0 to 1 how sure a reading is, so that a person sees the doubtful first."""
    doubt = 0.0
    doubt += 0.5 if not task.lead else 0.3 if is_generic(task.lead) else 0.0
    doubt += 0.2 if piece.lead is None and not above.from_heading else 0.0
    doubt += 0.15 if piece.split else 0.0
    doubt += 0.15 if task.deadline.due is None and _DATE_LIKE.search(task.content) else 0.0
    doubt += 0.1 if piece.lead and piece.lead.way == "passive" else 0.0
    return round(max(0.05, 1.0 - doubt), 2)


def _attributes(item: Item) -> tuple[int, dict[str, Attribute]]:
    """Return the attributes in the item itself, or in the lines under it."""
    start, found = read_attributes(item.text)
    for child in item.children:
        begins, below = read_attributes(child.text)
        if begins == 0:
            shift = child.start - item.start
            found |= {
                name: Attribute(name, each.text, each.start + shift)
                for name, each in below.items()
                if name not in found
            }
    return start, found
