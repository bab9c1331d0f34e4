"""Answers that count and list: total, a breakdown that adds up, the first rows and how to see more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.answering.remembering import pack_query
from bot.conversation.phrases import Phrases
from bot.language.meaning import Asks, DateRange, Query
from bot.texts.catalogue import Texts
from data.domain.figures import AgencyFigures, Figures
from data.domain.message import Choice, Message
from data.domain.task import Assignment
from data.office.asking import Answer

PAGE = 8
"""Rows that fit a telephone's screen beside the figures."""
MAX_AGENCIES = 5

_CLASSES = ("doing_overdue", "doing_in_time", "no_deadline", "paused", "done_on_time", "done_late")
_PARTS = ("due_soon", "to_confirm", "no_deadline_done")


@dataclass(frozen=True, slots=True)
class Row:
    """One task in a list, in words."""

    code: str
    due: str
    urgency: str
    brief: str
    agency: str
    title: str
    starred: bool = False
    extensions: int = 0


def heading(texts: Texts, query: Query, directive: str = "") -> str:
    """Return in words which tasks are meant, as `Meant.shown` says it: "Nhiệm vụ quá hạn · Sở Tài chính"."""
    return texts.say(
        "answers.heading",
        conditions=[texts.say(f"answers.condition_{status}") for status in query.status],
        coordinating=query.role == "coordinating",
        agencies=list(query.agencies),
        assigner=query.assigner or "",
        directive=directive or query.directive_ref or "",
        keywords="" if directive else query.keywords or "",
        days=days_of(texts, query.date_range, query.date_field),
        as_of=query.as_of,
    )


def days_of(texts: Texts, days: DateRange | None, field: str | None) -> str:
    """Return a period in words: "thời hạn từ 20/05/2024 đến 26/05/2024"; empty without one."""
    if days is None:
        return ""
    return texts.say("answers.range", day=texts.say(f"answers.day_{field or 'due'}"), start=days.start, end=days.end)


def breakdown(texts: Texts, answer: Answer) -> str:
    """Return the total, the time classes that add up to it, and the agencies that add up to it."""
    counted = answer.figures
    return texts.say(
        "answers.breakdown",
        total=counted.total,
        classes=_counts(texts, counted, "class", _CLASSES),
        parts=_counts(texts, counted, "part", _PARTS),
        agencies=_by_agency(texts, answer.agencies),
    )


def counting(texts: Texts, query: Query, answer: Answer, named: str) -> Message:
    """Return under the heading `named` how many there are, and the way to the list."""
    if not answer.figures.total:
        return Message(texts.say("answers.nothing", heading=named, coordinating=[]))
    text = texts.say("answers.count", heading=named, breakdown=breakdown(texts, answer))
    return Message(text, (more(texts, "choose_list", replace(query, intent=Asks.LIST, resolved_intent=None), 0),))


def listing(
    phrases: Phrases,
    query: Query,
    answer: Answer,
    named: str,
    now: datetime,
    *,
    offset: int = 0,
    coordinating: Sequence[Assignment] = (),
) -> Message:
    """Return what was found from row `offset` on under the heading `named`; only the first page shows the figures."""
    texts, page, total = phrases.texts, answer.assignments, answer.figures.total
    shared = [f"{one.code} ({one.agency_name})" for one in coordinating]
    if not page:
        return Message(texts.say("answers.nothing", heading=named, coordinating=shared))
    left = total - offset - len(page)
    text = texts.say(
        "answers.list",
        heading=named,
        breakdown="" if offset else breakdown(texts, answer),
        first=offset + 1,
        total=total,
        lines=[row(phrases, one, now, starred=one.task_id in answer.starred) for one in page],
        more=left,
        coordinating=shared,
    )
    choices = (more(texts, "choose_more", query, offset + len(page), more=left),) if left else ()
    return Message(text, choices, tuple(one.id for one in page))


def more(texts: Texts, label: str, query: Query, offset: int, **data: object) -> Choice:
    """Return the choice that asks `query` again from row `offset` on."""
    return Choice(texts.label(f"answers.{label}", **data), "more", {"query": pack_query(query), "offset": offset})


def overdue(query: Query) -> Query:
    """Return the question for the list of what is overdue among what `query` is about."""
    return replace(query, intent=Asks.LIST, resolved_intent=None, status=("overdue",), compare_to=None)


def row(phrases: Phrases, assignment: Assignment, now: datetime, *, starred: bool = False) -> Row:
    """Return a task as a line of a list."""
    return Row(
        assignment.code,
        phrases.due(assignment, now),
        phrases.urgency(assignment),
        phrases.brief(assignment),
        assignment.agency_name,
        assignment.title,
        starred,
        assignment.extensions,
    )


def _counts(texts: Texts, counted: Figures, kind: str, names: Sequence[str]) -> list[str]:
    """Return the counts that are not zero."""
    return [texts.say(f"answers.{kind}_{name}", n=getattr(counted, name)) for name in names if getattr(counted, name)]


def _by_agency(texts: Texts, agencies: Sequence[AgencyFigures]) -> list[str]:
    """Return how many each agency has, the most first; nothing where there is only one."""
    counted = Counter[str]()
    for one in agencies:
        counted[one.name] += one.figures.total
    if len(counted) < 2:
        return []
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    said: list[str] = [texts.say("answers.agency_count", agency=name, n=n) for name, n in ordered[:MAX_AGENCIES]]
    rest = sum(n for _, n in ordered[MAX_AGENCIES:])
    return [*said, texts.say("answers.agency_rest", n=rest)] if rest else said
