"""The marks that open an item of a directive: "I.", "1.", "1.1.", "(1)", "a)", "-", "+", "Một là" and their kin."""

import re
from dataclasses import dataclass

_STYLES = (
    ("article", 0, r"(?:Điều|ĐIỀU)\s+\d+\s*[.:]"),
    ("part", 0, r"(?:Phần|PHẦN)\s+(?:thứ\s+\w+|[IVX]+|\d+)\s*[.:]?"),
    ("roman", 2, r"(?:X{0,2}(?:IX|IV|V?I{1,3}|V)|X{1,2})(?:\s*[.)/]|\s+-)(?=\s)"),
    ("capital", 1, r"[A-HĐ](?:\.|\))(?=\s)"),
    ("number4", 6, r"\d{1,2}(?:\.\d{1,2}){3,}[.)]?(?=\s)"),
    ("number3", 5, r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?(?=\s)"),
    ("number2", 4, r"\d{1,2}\.\d{1,2}[.)]?(?=\s)"),
    ("number", 3, r"\d{1,3}\s?(?:[.)](?=\s|[^\W\d_])|/(?=\s))"),
    ("ordinal", 7, r"(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]?"),
    ("ordinal", 7, r"(?:Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))(?:\s+là)?\s*[,:]"),
    ("bracket", 8, r"\(\d{1,3}\)|\[\d{1,3}\]"),
    ("bracket_roman", 10, r"\((?:ix|iv|v?i{1,3}|v|x)\)"),
    ("bracket_letter", 9, r"\([a-zđ]\)"),
    ("letter", 9, r"[a-zđ]\s?[.)](?=\s)"),
    ("dash", 11, r"[-–—−](?=\s|[^\W\d_]|\*)"),
    ("plus", 12, r"\+(?=\s|[^\W\d_])"),
    ("bullet", 13, r"[•●▪■□◦○·➢➤❖✓v*](?=\s)"),
)
_COMPILED = tuple((style, rank, re.compile(r"\s*(?:" + pattern + r")\s*")) for style, rank, pattern in _STYLES)


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark of an item: its style, its rank among the styles, its words, and where the item's text begins."""

    style: str
    rank: int
    words: str
    end: int


def read_marker(text: str) -> Marker | None:
    """Return the marker that `text` opens with, if it opens with one."""
    for style, rank, pattern in _COMPILED:
        match = pattern.match(text)
        if match:
            return Marker(style, rank, match[0].strip(), match.end())
    return None
