"""A chart before it is drawn: agencies, each with its tasks in parts that add up; and how it is kept until then.

Drawing takes a moment, and some channels carry no picture: what is queued are the figures. The picture is drawn when
it is first sent, and where none can be, the same figures are said in bars of text.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from data.domain.message import UNDRAWN, OutFile


@dataclass(frozen=True, slots=True)
class Bar:
    """One agency, or `agencies` of them together, with the number of tasks in each part of the chart."""

    name: str
    counts: tuple[int, ...]
    agencies: int = 1

    @property
    def total(self) -> int:
        """Return the number of tasks."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Chart:
    """What was asked, the moment and the total, in words; the names of the parts, and the bars."""

    title: str
    moment: str
    total: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]

    def sums(self) -> tuple[int, ...]:
        """Return the number of tasks in each part."""
        return tuple(map(sum, zip(*(bar.counts for bar in self.bars), strict=True)))


def fold(bars: Sequence[Bar], most: int) -> tuple[tuple[Bar, ...], Bar | None]:
    """Return at most `most` bars; where there are more, the last is all others together, still without a name."""
    if len(bars) <= most:
        return tuple(bars), None
    others = bars[most - 1 :]
    counts = tuple(map(sum, zip(*(bar.counts for bar in others), strict=True)))
    return tuple(bars[: most - 1]), Bar("", counts, sum(bar.agencies for bar in others))


def undrawn(chart: Chart, name: str) -> OutFile:
    """Return the chart as a file called `name`, to be drawn when it is sent."""
    return OutFile(f"{name}.png", UNDRAWN, json.dumps(asdict(chart), ensure_ascii=False).encode())


def chart_in(file: OutFile) -> Chart:
    """Return the chart that a file holds until it is drawn."""
    kept = json.loads(file.content)
    bars = tuple(Bar(bar["name"], tuple(bar["counts"]), bar["agencies"]) for bar in kept["bars"])
    return Chart(kept["title"], kept["moment"], kept["total"], tuple(kept["parts"]), bars)


def drawn(file: OutFile) -> OutFile:
    """Return the file with its picture; takes some tenths of a second, the first time in a process a second."""
    from bot.reports import png  # noqa: PLC0415 - heavy: imported when somebody asks for a picture

    return OutFile(file.name, "image/png", png.write(chart_in(file)), file.token)
