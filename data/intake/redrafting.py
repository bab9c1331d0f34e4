"""Drafts put right by a person: split, joined, and made of words that no document holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.intake.agencies import AgencyReader
from data.intake.assignment import find_lead
from data.intake.clauses import Clause, split_clauses
from data.intake.context import Knowledge
from data.intake.day_arithmetic import IsWorking
from data.intake.deadlines import Issuance, Limit, find_limits, read_time_cell
from data.intake.draft import Span, TaskDraft
from data.intake.layout import Paragraph
from data.intake.outline import outline
from data.intake.pieces import joined, trimmed
from data.intake.tasks import read_tasks

ADDED = "bổ sung"
"""Where a task stands that the office added: in no place of the document."""


def split(draft: TaskDraft, text: str, issuance: Issuance) -> list[TaskDraft]:
    """Return the tasks that a draft falls into: by its sentences, else by its clauses, else by its leads.

    Each part keeps the place of its words in `text`, names its own lead and deadline where it does and takes over the
    lead of the whole otherwise; a deadline belongs to the part that holds its words, and to all when none does. A
    draft that is one piece comes back alone.
    """
    place = draft.evidence.get("content")
    words = text[place.start : place.end] if place else draft.content
    pieces = _sentences(words) or _clauses(words)
    if not pieces:
        return by_leads(draft)
    parts = [_part(draft, words, piece, place, issuance) for piece in pieces]
    if any(part.deadline != NO_DEADLINE for part in parts):
        return parts
    return [replace(part, deadline=draft.deadline, recurrence=draft.recurrence) for part in parts]


def by_leads(draft: TaskDraft) -> list[TaskDraft]:
    """Return the same task once for each of its leads."""
    return [replace(draft, lead=(name,)) for name in draft.lead] or [draft]


def _sentences(words: str) -> list[tuple[int, int]]:
    starts = [clause.start for clause in split_clauses(words) if clause.first]
    return list(zip(starts, [*starts[1:], len(words)], strict=True)) if len(starts) > 1 else []


def _clauses(words: str) -> list[tuple[int, int]]:
    clauses: list[Clause] = split_clauses(words)
    return [(clause.start, clause.end) for clause in clauses] if len(clauses) > 1 else []


def _part(draft: TaskDraft, words: str, piece: tuple[int, int], place: Span | None, issuance: Issuance) -> TaskDraft:
    start, end = trimmed(words, *piece)
    content = joined([words[start:end]])
    own = find_lead(content, AgencyReader())
    lead = own.named.names if own else draft.lead
    limit = _limit(content, draft, issuance)
    return replace(
        draft,
        content=content,
        lead=lead,
        coordinating=tuple(name for name in draft.coordinating if name not in lead),
        deadline=limit.deadline if limit else NO_DEADLINE,
        recurrence=limit.recurrence if limit else None,
        evidence={"content": Span(start, end).moved(place.start)} if place else {},
        confidence=1.0,
    )


def _limit(content: str, draft: TaskDraft, issuance: Issuance) -> Limit | None:
    """Return the deadline in the words of a part; the one that was put right for the whole goes before."""
    stated = draft.deadline.text
    if stated and stated in content:
        return Limit(draft.deadline, 0, 0, draft.recurrence)
    found = [limit for limit in find_limits(content, issuance) if limit.hard]
    return found[-1] if found else None


def join(drafts: Sequence[TaskDraft]) -> TaskDraft:
    """Return one task for several: all their words and agencies, and of their deadlines the latest.

    The latest is what a document's own milestones come to as well (gold guide 1.4).
    """
    first = drafts[0]
    lead = tuple(dict.fromkeys(name for draft in drafts for name in draft.lead))
    helpers = dict.fromkeys(name for draft in drafts for name in draft.coordinating if name not in lead)
    dated = [draft for draft in drafts if draft.deadline.due_on is not None]
    stated = [draft for draft in drafts if draft.deadline != NO_DEADLINE]
    due = max(dated, key=lambda draft: str(draft.deadline.due)) if dated else next(iter(stated), first)
    places = [span for draft in drafts for name, span in sorted(draft.evidence.items()) if name.startswith("content")]
    return replace(
        first,
        content="; ".join(draft.content.rstrip(" .;") for draft in drafts),
        lead=lead,
        coordinating=tuple(helpers),
        deadline=due.deadline,
        recurrence=due.recurrence,
        evidence={("content" if n == 1 else f"content {n}"): span for n, span in enumerate(places, 1)},
        confidence=1.0,
    )


def from_words(words: str, issuance: Issuance) -> list[TaskDraft]:
    """Return the tasks that a person's own words state; where no rule reads one, a task of just these words."""
    tasks = read_tasks(outline([Paragraph(words, 0)]), Knowledge(AgencyReader(), issuance))
    found = tasks or [TaskDraft(ADDED, words.strip(" .;"))]
    return [replace(task, ref=ADDED, evidence={}, confidence=1.0) for task in found]


def limit_from_words(words: str, issuance: Issuance) -> tuple[Deadline, str | None] | None:
    """Return a deadline that is no single day ("hằng tháng", "quý II", "05 ngày làm việc kể từ ngày ký"), or None.

    With it comes the recurrence rule, if it recurs.
    """
    limit = read_time_cell(words, issuance)
    if limit is None or (limit.deadline.due is None and limit.deadline.kind is DeadlineKind.NONE):
        return None
    return replace(limit.deadline, text=words), limit.recurrence


def issuance_of(issued_on: date | None, today: date, is_working: IsWorking) -> Issuance:
    """Return from when a directive counts; years are completed from today where its own day is blank."""
    return Issuance(issued_on, issued_on or today, is_working)


def source_of(draft: TaskDraft, text: str) -> str:
    """Return the words of the document behind a draft, of several places with "…" between; "" for an added task."""
    places = [span for name, span in sorted(draft.evidence.items()) if name.startswith("content")]
    return " … ".join(joined([text[span.start : span.end]]) for span in places)
