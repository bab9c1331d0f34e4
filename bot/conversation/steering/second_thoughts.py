"""What is answered to "hoàn tác" right after an order of the office, of which others have heard by then."""

from collections.abc import Sequence

from bot.conversation.heard_words import folded, words_of
from bot.conversation.turn import Turn
from data.domain.task import Assignment

_WANT = "second_thoughts"


async def remember(turn: Turn, what: str, shares: Sequence[Assignment], **stood: str) -> None:
    """Keep what was just ordered until the next words; `stood` is what a change has taken the place of."""
    codes = list(dict.fromkeys(one.code for one in shares))
    await turn.wait_for(_WANT, what=what, codes=codes, **stood)


async def hear_second_thoughts(turn: Turn, text: str) -> bool:
    """Say why an order cannot be taken back and which sets it right; False for other words, which begin anew."""
    last = turn.chat.awaiting
    if last is None or last["want"] != _WANT:
        return False
    await turn.stop_waiting()
    if turn.heard.reply_to is not None or " ".join(words_of(text)) not in folded("answers", "back"):
        return False
    instead = turn.texts.say(f"orders.instead_{last['what']}", codes=last["codes"], stood=last.get("stood", ""))
    await turn.answer(turn.texts.say("orders.no_undo", codes=last["codes"], instead=instead))
    return True
