"""Word's automatic numbering: the markers that a reader sees but the text does not hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of WordprocessingML, as lxml writes it."""

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_SMALL = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_DEPTH = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    words: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each has counted; `marker` must be asked in document order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def marker(self, paragraph: etree._Element) -> str:
        """Return the marker Word shows before `paragraph`, empty when it has none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self.levels.get(self.lists.get(list_id, ""), {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(self.lists[list_id], [None] * _DEPTH)
        current = counts[depth]
        counts[depth] = level.start if current is None else current + 1
        counts[depth + 1 :] = [None] * (_DEPTH - depth - 1)
        return _shown(levels, counts, depth)

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return list and depth of a paragraph, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{W}pStyle")
        inherited = self.styles.get(_value(style)) if style is not None else None
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        number, depth = own.find(f"{W}numId"), own.find(f"{W}ilvl")
        list_id = _value(number) if number is not None else inherited[0] if inherited else "0"
        return (
            None if list_id == "0" else (list_id, min(int(_value(depth) or 0), _DEPTH - 1) if depth is not None else 0)
        )


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Read the definitions of lists, and which styles carry a list."""
    found = Numbering()
    if numbering is not None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            found.levels[abstract.get(f"{W}abstractNumId", "")] = dict(_levels(abstract))
        for number in numbering.iter(f"{W}num"):
            link = number.find(f"{W}abstractNumId")
            found.lists[number.get(f"{W}numId", "")] = _value(link) if link is not None else ""
    if styles is not None:
        for style in styles.iter(f"{W}style"):
            list_id = _value(style.find(f".//{W}numPr/{W}numId"))
            depth = int(_value(style.find(f".//{W}numPr/{W}ilvl")) or 0)
            if list_id not in ("", "0"):
                found.styles[style.get(f"{W}styleId", "")] = (list_id, min(depth, _DEPTH - 1))
    return found


def _levels(abstract: etree._Element) -> Iterable[tuple[int, _Level]]:
    for level in abstract.iter(f"{W}lvl"):
        form, words, start = (level.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start"))
        yield (
            min(int(level.get(f"{W}ilvl", "0")), _DEPTH - 1),
            _Level(_value(form) or "decimal", _value(words), int(_value(start) or 1)),
        )


def _shown(levels: dict[int, _Level], counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return level.words if level.words in ("-", "–", "+") else "•"
    if level.form == "none":
        return ""
    words = level.words
    for upper in range(depth + 1):
        form = levels[upper].form if upper in levels else "decimal"
        words = words.replace(f"%{upper + 1}", _FORMS.get(form, str)(counts[upper] or 1))
    return words


def _value(element: etree._Element | None) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _roman(number: int) -> str:
    words = ""
    for value, letters in (*_ROMAN, *_ROMAN_SMALL):
        words += letters * (number // value)
        number %= value
    return words


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
}
