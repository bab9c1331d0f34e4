"""One spelling for comparing Vietnamese text that people type in many ways."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics and with single spaces.

    "Sở Kế hoạch và Đầu tư", its decomposed form and "so ke hoach  va dau tu" fold to the same string, so names,
    searches and typed words meet whatever keyboard wrote them.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(bare.replace("đ", "d").split())
