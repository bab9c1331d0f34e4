"""Charts: how the tasks of each agency stand, as a picture, or in bars of text where none can be sent."""

from collections.abc import Sequence
from datetime import datetime
from html import unescape

from bot.conversation.question import Question
from bot.reports.chart import Bar, Chart, chart_in, fold
from bot.texts.catalogue import Texts
from data.domain.calendar import WorkingCalendar
from data.domain.figures import TimeClass, is_due_soon, time_class
from data.domain.message import OutFile
from data.domain.task import Assignment
from data.office.asking import Answer

FORMAT = "png"
PARTS = ("done", "doing", "soon", "overdue")
MOST_BARS, MOST_LINES = 16, 10
"""Agencies that a picture, and a message, shows one by one; the others stand together, so that all adds up."""
_WIDTH = 12
"""Characters of the longest bar of text: half a line of a small telephone."""
_BLOCKS = "█▓▒░"


def chart_of(question: Question, answer: Answer, named: str) -> Chart:
    """Return the chart of what was found under the heading `named`; its bars add up to the answer's total."""
    texts, calendar = question.texts, question.rules.calendar
    shown, rest = fold(_bars(answer.assignments, question.now, calendar), MOST_BARS)
    return Chart(
        title=unescape(named),
        moment=texts.label("reports.moment", now=question.now),
        total=texts.label("reports.chart_total", total=answer.figures.total),
        parts=tuple(texts.label(f"reports.chart_{part}") for part in PARTS),
        bars=(*shown, *_named(texts, rest)),
    )


def in_text(texts: Texts, file: OutFile) -> str:
    """Return a chart in words and bars of text, as markup."""
    chart = chart_in(file)
    shown, rest = fold(chart.bars, MOST_LINES)
    bars = (*shown, *_named(texts, rest))
    longest = max(bar.total for bar in bars)
    lines = [(bar, _blocks(bar, longest), _counted(chart.parts, bar.counts)) for bar in bars]
    blocks = [f"{block} {part}" for block, part, count in zip(_BLOCKS, chart.parts, chart.sums(), strict=True) if count]
    return texts.say("reports.chart_in_text", lines=lines, blocks=blocks, any_done=bool(chart.sums()[0]))


def _named(texts: Texts, rest: Bar | None) -> tuple[Bar, ...]:
    if rest is None:
        return ()
    return (Bar(texts.label("reports.chart_others", count=rest.agencies), rest.counts, rest.agencies),)


def _bars(found: Sequence[Assignment], now: datetime, calendar: WorkingCalendar) -> list[Bar]:
    """Count each agency's tasks; what is overdue most stands first."""
    counts: dict[str, list[int]] = {}
    for one in found:
        own = counts.setdefault(one.agency_name, [0] * len(PARTS))
        own[PARTS.index(_part_of(one, now, calendar))] += 1
    bars = [Bar(name, tuple(own)) for name, own in counts.items()]
    return sorted(bars, key=lambda bar: (-bar.counts[-1], -bar.total, bar.name))


def _part_of(one: Assignment, now: datetime, calendar: WorkingCalendar) -> str:
    """Return the part of a task: every task is in one; what has no deadline or is paused is done, or being done."""
    if not one.open:
        return "done"
    if is_due_soon(one, now, calendar):
        return "soon"
    return "overdue" if time_class(one, now, calendar) is TimeClass.DOING_OVERDUE else "doing"


def _blocks(bar: Bar, longest: int) -> str:
    """Return a bar of text: each part in its own block, and none that counts anything without one."""
    return "".join(
        block * max(1, round(count * _WIDTH / longest))
        for block, count in zip(_BLOCKS, bar.counts, strict=True)
        if count
    )


def _counted(parts: Sequence[str], counts: Sequence[int]) -> list[str]:
    """Return what is counted besides what is done: "quá hạn 2"."""
    return [f"{part} {count}" for part, count in zip(parts[1:], counts[1:], strict=True) if count]
