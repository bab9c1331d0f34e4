"""Charts as pictures: a bar for each agency under its name and figures; no meaning is carried by colour alone."""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from textwrap import shorten, wrap
from threading import Lock
from unicodedata import normalize

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Patch

from bot.reports.chart import Bar, Chart

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
"""DejaVu Sans comes with the library and has every Vietnamese letter: no machine needs a font installed."""
_PLAIN, _BOLD = _FONTS / "DejaVuSans.ttf", _FONTS / "DejaVuSans-Bold.ttf"
_LOOKS = (("#0072B2", ""), ("#9BD0F0", ".."), ("#F0B840", "//"), ("#D55E00", "xx"))
"""Colours that the colour-blind tell apart (Okabe and Ito), and hatches for who sees or prints none."""
_WIDTH, _DPI = 7.0, 110
"""Inches and dots: about as wide as a telephone shows a picture, and readable there."""
_MARGIN, _TITLE_LINE, _GAP, _FACTS, _LEGEND, _ROW = 0.25, 0.26, 0.06, 0.52, 0.55, 0.82
"""The heights of what stands under another, in inches: margins, a line of the title, moment and total, key, a bar."""
_BAR, _LINE, _LONGEST_NAME = 0.36, 58, 74
_DRAWING = Lock()
"""The library's fonts are shared and not made for several threads."""


def write(chart: Chart) -> bytes:
    """Return the chart as a PNG; safe to call in any thread."""
    with _DRAWING:
        return _write(chart)


def _write(chart: Chart) -> bytes:
    title = wrap(_shown(chart.title), _LINE)[:3]
    facts_at = _MARGIN + _TITLE_LINE * len(title) + _GAP
    bars_at = facts_at + _FACTS + _LEGEND
    height = bars_at + _ROW * len(chart.bars) + _MARGIN
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI)
    FigureCanvasAgg(figure)
    edge, across = _MARGIN / _WIDTH, 1 - 2 * _MARGIN / _WIDTH
    _write_text(figure, 1 - _MARGIN / height, "\n".join(title), _font(13, bold=True))
    facts = f"{_shown(chart.moment)}\n{_shown(chart.total)}"
    _write_text(figure, 1 - facts_at / height, facts, _font(10))
    legend_at = 1 - (facts_at + _FACTS) / height
    figure.legend(
        handles=_legend(chart),
        ncols=2,
        prop=_font(10),
        loc="upper left",
        bbox_to_anchor=(edge - 0.005, legend_at),
        borderpad=0,
        frameon=False,
    )
    _draw_bars(figure.add_axes((edge, _MARGIN / height, across, 1 - (bars_at + _MARGIN) / height)), chart)
    content = BytesIO()
    figure.savefig(content, format="png", metadata={"Software": "nhacviec"})
    return content.getvalue()


def _write_text(figure: Figure, top: float, text: str, font: FontProperties) -> None:
    figure.text(_MARGIN / _WIDTH, top, text, va="top", font=font, linespacing=1.4, parse_math=False)


def _draw_bars(axes: Axes, chart: Chart) -> None:
    """Draw one bar under another, the first on top, each under its agency's name and figures."""
    most = max((bar.total for bar in chart.bars), default=1) or 1
    for row, bar in enumerate(chart.bars):
        left = 0
        for count, (colour, hatch) in zip(bar.counts, _LOOKS, strict=True):
            axes.barh(row + 0.78, count, _BAR, left, color=colour, hatch=hatch, edgecolor="white", linewidth=0.8)
            left += count
        name = shorten(_shown(bar.name), _LONGEST_NAME, placeholder="…")
        axes.text(0, row + 0.31, name, va="bottom", font=_font(10, bold=True), parse_math=False)
        axes.text(0, row + 0.57, _figures_of(bar, chart.parts), va="bottom", font=_font(9.5), parse_math=False)
    axes.set_xlim(0, most)
    axes.set_ylim(len(chart.bars), 0)
    axes.set_axis_off()


def _figures_of(bar: Bar, parts: Sequence[str]) -> str:
    """Return an agency's figures in words: its tasks, and those of each part that has any."""
    counted = ", ".join(f"{part} {count}" for part, count in zip(parts, bar.counts, strict=True) if count)
    return f"{bar.total}: {counted}"


def _legend(chart: Chart) -> list[Patch]:
    return [
        Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=f"{part}: {count}")
        for part, count, (colour, hatch) in zip(chart.parts, chart.sums(), _LOOKS, strict=True)
    ]


def _shown(text: str) -> str:
    """Return the text in whole letters, with a question mark for each that the font does not have."""
    known = _letters()
    return "".join(char if ord(char) in known or char.isspace() else "?" for char in normalize("NFC", text))


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(_PLAIN).get_charmap()) & frozenset(get_font(_BOLD).get_charmap())


def _font(size: float, *, bold: bool = False) -> FontProperties:
    return FontProperties(fname=_BOLD if bold else _PLAIN, size=size)
