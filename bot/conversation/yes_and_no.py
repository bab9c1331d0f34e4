"""The short words by which people answer a question that offers yes and no, or take something back."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.conversation.heard_words import folded

AFFIRMING = frozenset(
    {
        "record",
        "send_extension",
        "send_return",
        "send_refusal",
        "send_order",
        "send_explanation",
        "send_change",
        "send_merger",
        "send_name",
        "send_assignment",
        "confirm_directive",
        "confirm_result",
        "grant_extension",
    }
)
DENYING = frozenset({"drop", "drop_review"})
"""Actions of choices that a bare yes or no may stand for; other choices ask for more than that."""

_ACTIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {"yes": AFFIRMING, "no": DENYING, "back": frozenset({"undo", "undo_confirm"})}
)


def actions_of(words: str) -> frozenset[str]:
    """Return the actions that these folded words, said alone, may stand for."""
    meant = (actions for name, actions in _ACTIONS.items() if words in folded("answers", name))
    return frozenset[str]().union(*meant)
