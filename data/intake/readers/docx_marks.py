"""Every place of a Word file where a secrecy mark can stand, as a reader sees it.

Besides the body these are page headers and footers, notes, text boxes, drawn letters behind the page, and the
properties of the file. Columns set with a tab stay apart, and letters formatted as capitals are capitals.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from data.intake.readers.numbering import W
from data.intake.readers.runs import pieces
from data.intake.secrecy import refuse_classified

WRITTEN_PART = re.compile(r"word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml")
"""The names of the parts that hold paragraphs."""
PROPERTIES_PART = re.compile(r"docProps/(?:core|custom)\.xml")
"""The names of the parts that hold the title and other properties of the file."""

_DRAWN_LETTERS = "{urn:schemas-microsoft-com:vml}textpath"
_NAMES_OF_PEOPLE = ("creator", "lastModifiedBy")  # "Mật" is a given name too
_OFF = ("0", "false", "off")
_LONGEST_CHAIN = 20


def refuse_marked_part(part: etree._Element, styles: etree._Element | None) -> None:
    """Raise Classified when a paragraph of `part` or letters drawn on its pages are a secrecy mark."""
    capital_styles = frozenset(_capital_styles(styles)) if styles is not None else frozenset()
    lines = [_as_shown(paragraph, capital_styles) for paragraph in part.iter(f"{W}p")]
    refuse_classified("\n".join(lines))
    refuse_classified("\n".join(drawn.get("string", "") for drawn in part.iter(_DRAWN_LETTERS)))


def refuse_marked_properties(part: etree._Element) -> None:
    """Raise Classified when a property, such as the title, is a secrecy mark by itself or after its name."""
    for element in part.iterchildren("{*}*"):
        if etree.QName(element).localname in _NAMES_OF_PEOPLE:
            continue
        value = "".join(each.text or "" for each in element.iter())
        refuse_classified(f"{value}\n{element.get('name', '')}: {value}")


def _as_shown(paragraph: etree._Element, capital_styles: frozenset[str]) -> str:
    shown = ""
    for text, run in pieces(paragraph):
        shown += text.upper() if run is not None and _is_capital(run, paragraph, capital_styles) else text
    return shown


def _is_capital(run: etree._Element, paragraph: etree._Element, capital_styles: frozenset[str]) -> bool:
    """Tell by the run's own format, which goes before that of the styles of the run and its paragraph."""
    own = _capitals(run.find(f"{W}rPr"))
    if own is not None:
        return own
    styles = (run.find(f"{W}rPr/{W}rStyle"), paragraph.find(f"{W}pPr/{W}pStyle"))
    return any(style is not None and style.get(f"{W}val") in capital_styles for style in styles)


def _capitals(properties: etree._Element | None) -> bool | None:
    """Return whether these properties make capitals, None when they do not say."""
    found = [] if properties is None else [*properties.iterchildren(f"{W}caps", f"{W}smallCaps")]
    return any(element.get(f"{W}val") not in _OFF for element in found) if found else None


def _capital_styles(styles: etree._Element) -> Iterator[str]:
    """Yield the ids of the styles that make capitals, by themselves or by the style they are based on."""
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    for name, style in by_id.items():
        said = (_capitals(each.find(f"{W}rPr")) for each in _chain(style, by_id))
        if next((capitals for capitals in said if capitals is not None), False):
            yield name


def _chain(style: etree._Element, by_id: dict[str, etree._Element]) -> Iterable[etree._Element]:
    """Yield a style and those it is based on; a file in which they go in a circle ends at a limit."""
    current: etree._Element | None = style
    for _ in range(_LONGEST_CHAIN):
        if current is None:
            return
        yield current
        base = current.find(f"{W}basedOn")
        current = by_id.get(base.get(f"{W}val", "")) if base is not None else None
