"""The numbering tree of a directive's body: headings, lead-in sentences, items, and their positions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data.intake.agencies import Named
from data.intake.draft import Span
from data.intake.layout import Paragraph
from data.intake.markers import Marker, read_marker

_LETTER_RANK = 7
_SIGNS = {"dash": "gạch", "plus": "cộng", "bullet": "chấm"}
_ENDS_SENTENCE = re.compile(r"[.;!]\W*$")


@dataclass(slots=True, eq=False)
class Item:
    """One item: its words without the marker, where they start in the sheet, what stands under it.

    `ref` tells people where it stands ("2.1 (1)", "đoạn 5"), `section` the same of the nearest marked item, the item
    itself included; it is empty where there is none.
    """

    text: str
    start: int
    marker: Marker | None = None
    ref: str = ""
    section: str = ""
    children: list["Item"] = field(default_factory=list)
    rank: float = -1.0

    @property
    def opens(self) -> bool:
        """Whether the item announces what follows it."""
        return self.text.rstrip("* ").endswith(":")

    def span_of(self, named: Named) -> Span:
        """Return the place in the sheet of agencies named in this item."""
        return Span(self.start + named.start, self.start + named.end)


def outline(paragraphs: Iterable[Paragraph]) -> Item:
    """Return the tree of `paragraphs` under a root without words."""
    root = Item("", 0)
    stack = [root]
    for number, paragraph in enumerate(paragraphs, 1):
        item = _item(paragraph)
        if item.marker is None:
            _place_bare(item, stack)
            item.ref = item.section or f"đoạn {number}"
        else:
            _place_marked(item, stack)
    return root


def walk(item: Item) -> Iterator[Item]:
    """Yield an item and all below it in document order."""
    yield item
    for child in item.children:
        yield from walk(child)


def _item(paragraph: Paragraph) -> Item:
    marker = read_marker(paragraph.text)
    begins = marker.end if marker else 0
    return Item(paragraph.text[begins:], paragraph.start + begins, marker, rank=marker.rank if marker else -1.0)


def _place_marked(item: Item, stack: list[Item]) -> None:
    """Hang an item under the nearest earlier one of lower rank, or under the one that announced it."""
    last = stack[-1]
    nested = (
        last.opens and last.marker and item.rank <= last.rank and all(_style(other) != _style(item) for other in stack)
    )
    if nested:
        item.rank = last.rank + 0.1
    while stack[-1].rank >= item.rank:
        stack.pop()
    item.ref = item.section = _ref(stack[-1], item)
    stack[-1].children.append(item)
    stack.append(item)


def _place_bare(item: Item, stack: list[Item]) -> None:
    """Hang a paragraph without marker under the heading it follows; with a colon at its end it announces items."""
    while len(stack) > 1 and (
        stack[-1].marker is None or stack[-1].rank >= _LETTER_RANK or _ENDS_SENTENCE.search(stack[-1].text)
    ):
        stack.pop()
    parent = stack[-1]
    item.section = parent.section
    parent.children.append(item)
    if item.opens:
        item.rank = parent.rank + 0.5
        stack.append(item)


def _style(item: Item) -> str:
    return item.marker.style if item.marker else ""


def _ref(parent: Item, item: Item) -> str:
    """Return where an item stands: "II.1 gạch 2", "2.1 (1)", "3.a"."""
    above = parent.section
    if item.marker is None:
        return above
    if item.marker.style in _SIGNS:
        number = 1 + sum(_style(other) == _style(item) for other in parent.children)
        return f"{above} {_SIGNS[item.marker.style]} {number}".strip()
    words = item.marker.words.strip().rstrip(" ./:,")
    if words.startswith(("(", "[")):
        return f"{above} {words}".strip()
    words = words.rstrip(")")
    repeated, _, rest = words.partition(".")
    below = rest if rest and repeated == re.split(r"[. ]", above)[-1] else words
    return f"{above}.{below}" if above else words
