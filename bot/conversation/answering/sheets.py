"""What a file of tasks holds: its figures, its rows and its ranking, in the words of the chat."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from html import unescape

from bot.conversation.answering import listing
from bot.conversation.answering.question import Question
from bot.conversation.answering.ranking import Ranking
from bot.reports.report import Cell, Column, Report, Table
from data.domain.deadline import DeadlineKind
from data.domain.directive import Directive
from data.domain.figures import Figures, days_late, days_left, time_class
from data.domain.task import Assignment, TaskSheet
from data.office.asking import Answer

_COUNTS = (
    "total", "doing_overdue", "doing_in_time", "due_soon", "no_deadline", "no_deadline_done", "paused",
    "done_on_time", "done_late", "to_confirm",
)  # fmt: skip
_RATES = ("due_completion", "on_time_share", "update_rate")
_WIDTHS: Mapping[str, int] = {
    "code": 8, "content": 60, "lead": 24, "coordinating": 28, "deadline": 14, "left": 20, "status": 24, "percent": 8,
    "heard_on": 13, "directive": 28, "first_due_on": 14, "extensions": 9,
}  # fmt: skip
"""The columns of the tasks, each with its width in characters."""


async def report_of(
    question: Question,
    answer: Answer,
    named: str,
    *,
    since: datetime,
    ranked: Ranking | None = None,
    before: Answer | None = None,
) -> Report:
    """Return the report on what was found: figures first, what was asked for last.

    `named` says what was asked, `since` when the update rate begins, `before` holds what is compared with.
    """
    texts = question.texts
    tables = [_figures(question, answer.figures, since, before), await _tasks(question, answer)]
    if ranked is not None:
        tables.append(_ranking(question, ranked))
    return Report(
        texts.label("reports.title"),
        unescape(named),
        texts.label("reports.moment", now=question.now),
        question.now,
        tuple(tables),
        texts.words,
    )


def _figures(question: Question, counted: Figures, since: datetime, before: Answer | None) -> Table:
    texts, query = question.texts, question.query
    rows: list[tuple[Cell, ...]] = []
    paused = counted.paused or (before is not None and before.figures.paused)
    for name in (one for one in (*_COUNTS, *_RATES) if one != "paused" or paused):
        data = {"figures": counted, "since": since.date()}
        rate = name in _RATES
        compared = [_value(question, name, before.figures)] if before else []
        formula = texts.label(f"answers.formula_of_{name}", **data) if rate else ""
        label = texts.label(f"reports.figure_{name}", **data)
        rows.append((label, _value(question, name, counted), *compared, formula))
    headings = [Column(texts.label("reports.column_figure"), 40), Column(texts.label("reports.column_value"), 14)]
    if before:
        days = listing.days_of(texts, query.compare_to, query.date_field)
        headings.append(Column(texts.label("reports.column_before", days=days), 24))
    headings.append(Column(texts.label("reports.column_formula"), 70))
    return Table(texts.label("reports.table_figures"), tuple(headings), tuple(rows))


def _value(question: Question, name: str, counted: Figures) -> Cell:
    value: int | float | None = getattr(counted, name)
    return question.texts.label("answers.rate_none") if value is None else value


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row needs beside its assignment."""

    sheets: Mapping[int, TaskSheet]
    directives: Mapping[int, Directive]


async def _tasks(question: Question, answer: Answer) -> Table:
    found, store = answer.assignments, question.uow.directives
    known = _Known(
        await store.sheets_of({one.task_id for one in found}), await store.some({one.directive_id for one in found})
    )
    columns = tuple(Column(question.texts.label(f"reports.column_{name}"), width) for name, width in _WIDTHS.items())
    rows = tuple(_row(question, one, known) for one in found)
    return Table(question.texts.label("reports.table_tasks"), columns, rows)


def _row(question: Question, one: Assignment, known: _Known) -> tuple[Cell, ...]:
    sheet, day = known.sheets[one.task_id], question.rules.calendar.office_day
    cells: dict[str, Cell] = {
        "code": one.code,
        "content": sheet.task.content,
        "lead": one.agency_name,
        "coordinating": ", ".join(sheet.coordinating),
        "deadline": _deadline(question, one),
        "first_due_on": one.first_due_on,
        "extensions": one.extensions,
        "left": _left(question, one),
        "status": question.texts.label(f"cards.status_{one.status}"),
        "percent": one.percent,
        "heard_on": day(one.heard_at) if one.heard_at else None,
        "directive": unescape(question.phrases.directive(known.directives[one.directive_id])),
    }
    return tuple(cells[name] for name in _WIDTHS)


def _deadline(question: Question, one: Assignment) -> date | str:
    """Return the day, or in words an hour or what stands in place of a day."""
    if one.due_at is None:
        return unescape(question.phrases.due(one, question.now))
    if one.deadline.kind is DeadlineKind.DATETIME:
        return question.texts.label("reports.deadline_at", at=one.due_at)
    return question.rules.calendar.office_day(one.due_at)


def _left(question: Question, one: Assignment) -> str:
    """Return the working days left, or late, in words."""
    if one.due_at is None:
        return ""
    calendar, now = question.rules.calendar, question.now
    today = calendar.office_day(now)
    due_on = calendar.office_day(one.due_at)
    return question.texts.label(
        "reports.left",
        time=time_class(one, now, calendar).value,
        due_on=due_on,
        today=today,
        lapsed=due_on == today and now > one.due_at,
        count=days_left(one, today, calendar),
        late=days_late(one, now, calendar),
    )


def _ranking(question: Question, ranked: Ranking) -> Table:
    texts = question.texts
    shown = [one for one in ranked.standings if one.place <= (question.query.top_n or len(ranked.standings))]
    columns = (
        Column(texts.label("reports.column_place"), 8),
        Column(texts.label("reports.column_agency"), 40),
        Column(unescape(ranked.measure), 34),
        Column(texts.label("reports.column_total"), 14),
    )
    rows = tuple(
        (one.place, one.agency, texts.label(f"answers.value_{ranked.by}", value=one.value), one.total) for one in shown
    )
    return Table(texts.label("reports.table_ranking"), columns, rows)
