"""From lines to paragraphs: columns told apart, hard wraps joined, page numbers and footnotes left out."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from data.intake.markers import read_marker

PAGE_BREAK = "\f"
"""Stands between pages, so that a sentence running over the edge is joined again."""

_PAGE_NUMBER = re.compile(r"^\s*[-–]?\s*(?:Trang\s+|Page\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?\s*[-–]?\s*$")
_RULE = re.compile(r"^\s*[_\-–—=*.]{4,}\s*$")
_FOOTNOTE = re.compile(r"^\s*(?:\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}\s|\*\s|[¹²³⁴⁵⁶⁷⁸⁹])")
_GAP = re.compile(r"(?<=\S)(?<!ngày)(?<!tháng)(?<!Số:)\s{3,}(?=\S)")
_BESIDE = re.compile(
    r"CỘNG HÒA|CỘNG HOÀ|Độc lập|ĐỘC LẬP|Nơi nhận|NƠI NHẬN|\b(?:TL|TM|KT|TUQ)\.|CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG"
)
_ENDS = tuple(".;:!?")
_WRAP_WIDTH = 130


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table row and where it stands in the sheet; `spaced` tells of an empty line before it."""

    text: str
    start: int
    spaced: bool = False

    @property
    def end(self) -> int:
        """Where the paragraph ends, exclusive."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text as it is read from here on, one paragraph a line, and its paragraphs."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    def with_text(self, text: str) -> "Sheet":
        """Return the sheet with other words of the same length in the same places."""
        found = (replace(each, text=text[each.start : each.end]) for each in self.paragraphs)
        return Sheet(text, tuple(found))


def lay_out(text: str) -> Sheet:
    """Turn extracted or pasted text into paragraphs."""
    lines = _without_footnotes([_table_row(line).rstrip() for line in _lines(text)])
    lines = _columns_apart(_without_page_numbers(lines))
    return _sheet(_joined(lines, wrapped=_is_wrapped(lines)))


def _lines(text: str) -> list[str]:
    return text.replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n").split("\n")


def _table_row(line: str) -> str:
    """Show a row pasted from a spreadsheet like any other table row."""
    cells = line.strip("\n").split("\t")
    return " | ".join(cell.strip() for cell in cells) if sum(bool(cell.strip()) for cell in cells) > 2 else line


def _without_page_numbers(lines: list[str]) -> list[str]:
    kept = [PAGE_BREAK if _PAGE_NUMBER.match(line) else line for line in lines]
    return [line for i, line in enumerate(kept) if not (line == "" and PAGE_BREAK in kept[max(i - 1, 0) : i + 2])]


def _without_footnotes(lines: list[str]) -> list[str]:
    """Drop rules, and below a rule the notes that explain a raised number, up to the next empty line."""
    kept: list[str] = []
    in_note = False
    for number, line in enumerate(lines):
        if _RULE.match(line):
            following = next((other for other in lines[number + 1 :] if other.strip()), "")
            in_note = bool(_FOOTNOTE.match(following)) and number > 12
            kept += [PAGE_BREAK] if in_note else []
        elif not in_note:
            kept.append(line)
        elif line in ("", PAGE_BREAK) and not _RULE.match(lines[number - 1]):
            in_note = False
            kept.append(PAGE_BREAK)
    return kept


def _columns_apart(lines: list[str]) -> list[str]:
    """Write the left column of letterhead and signature before the right one."""
    apart: list[str] = []
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and line != PAGE_BREAK:
            block.append(line)
            continue
        apart += [*_block_apart(block), line]
        block = []
    return apart[:-1]


def _block_apart(block: list[str]) -> list[str]:
    gaps = [found for line in block if "|" not in line and (found := _gaps(line))]
    if not gaps or not any(_BESIDE.search(line) for line in block):
        return block
    edges = sorted(found[0].end() for found in gaps if len(found) == 1) or [gaps[0][-1].end()]
    edge = edges[len(edges) // 2]
    left: list[str] = []
    right: list[str] = []
    for line in block:
        gap = min(_gaps(line), key=lambda found: abs(found.end() - edge), default=None)
        if gap:
            left.append(line[: gap.start()].strip())
            right.append(line[gap.end() :].strip())
        else:
            (left if _indent(line) < edge * 2 // 3 else right).append(line.strip())
    return [*left, *right]


def _gaps(line: str) -> list[re.Match[str]]:
    return list(_GAP.finditer(line))


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines were broken at a width: many full lines go on in small letters on the next."""
    filled = sorted(len(line) for line in lines if line.strip())
    if not filled:
        return False
    width = filled[int(len(filled) * 0.9)]
    runs_on = sum(
        len(line) > width * 0.7 and bool(after) and after.lstrip()[:1].islower() and not read_marker(after)
        for line, after in pairwise(lines)
    )
    return width <= _WRAP_WIDTH and runs_on >= max(3, len(filled) // 25)


@dataclass(frozen=True, slots=True)
class _Break:
    """What stands between two lines, and how wide the text was set when it was wrapped."""

    width: int
    wrapped: bool
    blank: bool = True
    page: bool = False


def _joined(lines: list[str], *, wrapped: bool) -> list[tuple[str, bool]]:
    """Return paragraphs with whether an empty line stands before each."""
    found: list[tuple[str, bool]] = []
    fresh = _Break(max((len(line) for line in lines), default=0), wrapped, blank=False)
    before, between = "", replace(fresh, blank=True)
    for line in lines:
        if line == PAGE_BREAK:
            between = replace(between, page=True)
        elif not line.strip():
            between = replace(between, blank=True)
        else:
            if found and _continues(before, line, between):
                found[-1] = (f"{found[-1][0]} {line.strip()}", found[-1][1])
            else:
                found.append((line.strip(), between.blank))
            before, between = line, fresh
    return found


def _continues(before: str, line: str, between: _Break) -> bool:
    """Tell whether `line` goes on with the sentence of the line before it."""
    text = line.strip()
    if "|" in line or "|" in before or not (between.wrapped or between.page):
        return False
    marker = read_marker(text)
    unfinished = not before.rstrip().endswith(_ENDS)
    if marker:
        goes_on = unfinished and not between.blank and not text[marker.end : marker.end + 1].isupper()
        return marker.style == "dash" and goes_on
    if between.page:
        return unfinished and text[:1].islower()
    if between.blank or before.isupper() or text.isupper():
        return False
    if _indent(line) > _indent(before) + 2 and not text[:1].islower():
        return False
    return len(before) > between.width * 0.7 or (unfinished and text[:1].islower())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _sheet(found: list[tuple[str, bool]]) -> Sheet:
    paragraphs: list[Paragraph] = []
    parts: list[str] = []
    position = 0
    for text, spaced in found:
        tidy = re.sub(r"[ \t]+", " ", text)
        lead = "\n" if spaced and parts else ""
        paragraphs.append(Paragraph(tidy, position + len(lead), spaced))
        parts.append(lead + tidy + "\n")
        position += len(parts[-1])
    return Sheet("".join(parts), tuple(paragraphs))
