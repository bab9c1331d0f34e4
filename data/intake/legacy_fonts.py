"""Text typed with the fonts of before Unicode, whose bytes were read as Latin-1: TCVN3 (.VnTime) and VNI."""

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
"""TCVN 5712:1993, character set 3; capitals with a tone had a font of their own and come out small."""

_VNI_TONES = dict(zip("øùûõï", "\u0300\u0301\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âàáåãä", ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"], strict=True))
_VNI_BREVE = dict(zip("êèéúüë", ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"], strict=True))
_VNI_SINGLE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
_VNI_LETTER = re.compile("([aeouyöôAEOUYÖÔ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|[ñöôæóòîÑÖÔÆÓÒÎ]")


def from_tcvn3(text: str) -> str:
    """Return TCVN3 text as Unicode; a line in capitals gets the capitals its second font held."""
    return "".join(_capitals(line) for line in "".join(_TCVN3.get(ch, ch) for ch in text).splitlines(keepends=True))


def from_vni(text: str) -> str:
    """Return VNI-Windows text as Unicode: a vowel is followed by a character that stands for its marks."""
    return _VNI_LETTER.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return _VNI_SINGLE[match[0]]
    vowel, mark = match[1], match[2].lower()
    if mark in _VNI_TONES:
        return unicodedata.normalize("NFC", _VNI_SINGLE.get(vowel, vowel) + _VNI_TONES[mark])
    if mark in _VNI_CIRCUMFLEX and vowel in "aeoAEO":
        return unicodedata.normalize("NFC", vowel + "\u0302" + _VNI_CIRCUMFLEX[mark])
    if mark in _VNI_BREVE and vowel in "aA":
        return unicodedata.normalize("NFC", vowel + "\u0306" + _VNI_BREVE[mark])
    return "".join(_VNI_SINGLE.get(ch, ch) for ch in match[0])


def _capitals(line: str) -> str:
    plain = [ch for ch in line if ch.isascii() and ch.isalpha()]
    return line.upper() if plain and sum(ch.isupper() for ch in plain) > 0.7 * len(plain) else line
