"""Charts: how the tasks of each agency stand, as a picture, or in bars of text where none can be sent."""

from collections.abc import Sequence
from html import unescape

from bot.conversation.answering.question import Question
from bot.reports.chart import Bar, Chart, chart_in, fold
from bot.texts.catalogue import Texts
from data.domain.figures import AgencyFigures, Figures
from data.domain.message import OutFile
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
    texts = question.texts
    shown, rest = fold(_bars(answer.agencies), MOST_BARS)
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


def _bars(agencies: Sequence[AgencyFigures]) -> list[Bar]:
    """Count each agency's tasks; what is overdue most stands first."""
    counts: dict[str, list[int]] = {}
    for one in agencies:
        own = counts.setdefault(one.name, [0] * len(PARTS))
        for place, count in enumerate(_parts_of(one.figures)):
            own[place] += count
    bars = [Bar(name, tuple(own)) for name, own in counts.items()]
    return sorted(bars, key=lambda bar: (-bar.counts[-1], -bar.total, bar.name))


def _parts_of(found: Figures) -> tuple[int, ...]:
    """Return how many are in each part: every one is in one; what has no deadline or is paused is done, or doing."""
    done = found.done + found.no_deadline_done
    doing = found.total - done - found.due_soon - found.doing_overdue
    return done, doing, found.due_soon, found.doing_overdue


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
