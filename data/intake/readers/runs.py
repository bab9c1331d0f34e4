"""The text of one paragraph of a Word file, run by run: what a reader sees of it."""

from collections.abc import Iterator

from lxml import etree

from data.intake.readers.numbering import W

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The copy of a drawing for older programs: what it says is said already."""

_SKIPPED = frozenset({FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}txbxContent"})
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def pieces(element: etree._Element, run: etree._Element | None = None) -> Iterator[tuple[str, etree._Element | None]]:
    """Yield what is shown of `element` with the run it stands in; not deleted or hidden text, nor text boxes."""
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{W}t":
            yield (child.text or "").replace("\f", "\n"), run
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag], run
        elif child.tag != f"{W}r":
            yield from pieces(child, run)
        elif child.find(f"{W}rPr/{W}vanish") is None:
            yield from pieces(child, child)
