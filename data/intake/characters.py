"""From bytes to characters: encodings, legacy fonts, one normal form."""

import re
import unicodedata

from data.intake.draft import Reason, Unreadable
from data.intake.legacy_fonts import from_tcvn3, from_vni
from data.intake.lexicon import load

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMON = frozenset(load("everyday")["words"])
_LEGACY = re.compile("[\xa1-\xff]")
_UNICODE_VIETNAMESE = re.compile("[ăđơưĂĐƠƯạ-ỹẠ-Ỹ\u0300-\u0323]")
_SOUND_TO_DAMAGED = 10
"""Letters beyond ASCII to each byte that is no UTF-8: a damaged file has many, text of another encoding hardly any."""
_INVISIBLE = str.maketrans(dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2011": "-", "\u0110": "Đ", "\u00d0": "Đ"})


def decode(content: bytes) -> str:
    """Return the text that `content` holds, whatever wrote it, in NFC. Raises Unreadable for what is not text."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Unreadable(Reason.EMPTY)
    text = _unicode(content)
    if text is None:
        text = _single_byte(content)
    if _is_noise(text):
        raise Unreadable(Reason.BINARY)
    return clean(text)


def clean(text: str) -> str:
    """Return `text` in NFC with plain spaces and line ends, and with legacy fonts turned into Unicode."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\u2028", "\n")
    modern = _modern(text)
    return unicodedata.normalize("NFC", modern).translate(_INVISIBLE).translate(_SPACES)


def _unicode(content: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, errors="replace")
    if content[:200].count(0) > len(content[:200]) // 4:
        little = content[1:200:2].count(0) >= content[0:200:2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", errors="ignore")) - damaged
    return text if sound >= _SOUND_TO_DAMAGED * damaged else None


def _single_byte(content: bytes) -> str:
    """Choose among the single-byte encodings the one whose text has the most everyday words."""
    candidates = [content.decode("latin-1"), content.decode("cp1258", errors="replace")]
    return max(candidates, key=lambda text: _familiarity(unicodedata.normalize("NFC", _modern(text))))


def _modern(text: str) -> str:
    """Turn text of a legacy font into Unicode; text that is Unicode already passes unchanged."""
    sample = text[:20_000]
    if len(_UNICODE_VIETNAMESE.findall(sample)) * 10 > len(_LEGACY.findall(sample)):
        return text
    return max((text, from_tcvn3(text), from_vni(text)), key=_familiarity)


def _familiarity(text: str) -> int:
    return sum(word in _COMMON for word in re.findall(r"\w+", text[:20_000].lower()))


def _is_noise(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(1 for ch in sample if (ord(ch) < 32 and ch not in "\t\n\r\f\x0b") or ch == "\ufffd")
    return odd > len(sample) * 0.02
