"""The short words by which people answer a question that offers yes and no, or take something back."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from data.folding import fold

_YES = "đúng|đúng rồi|đúng vậy|đúng ạ|có|vâng|vâng ạ|dạ|dạ vâng|ok|oke|okie|ừ|ừm|đồng ý|nhất trí|chuẩn|phải|xác nhận"
_NO = "không|không ạ|không phải|không đúng|thôi|sai|sai rồi|chưa|hủy|bỏ qua|khoan"
_BACK = "hoàn tác|nhầm|nhầm rồi|gửi nhầm|sai|sai rồi|rút lại|không phải|không đúng"

AFFIRMING = frozenset({"record", "send_extension", "confirm_directive", "confirm_result", "grant_extension"})
DENYING = frozenset({"drop", "drop_review"})
"""Actions of choices that a bare yes or no may stand for; other choices ask for more than that."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split("|"))


_ACTIONS: Mapping[frozenset[str], frozenset[str]] = MappingProxyType(
    {_folded(_YES): AFFIRMING, _folded(_NO): DENYING, _folded(_BACK): frozenset({"undo"})}
)


def words_of(text: str) -> list[str]:
    """Return the words of `text` folded, punctuation aside."""
    return re.sub(r"[.,;:!?…]+(?=\s|$)", " ", fold(text)).split()


def actions_of(words: str) -> frozenset[str]:
    """Return the actions that these folded words, said alone, may stand for."""
    return frozenset[str]().union(*(actions for known, actions in _ACTIONS.items() if words in known))
