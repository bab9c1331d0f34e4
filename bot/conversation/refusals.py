"""Sentences for what was refused."""

from bot.conversation.turn import Turn
from data.office.acting import Refusal


async def say_refused(turn: Turn, why: Refusal) -> None:
    """Answer that it was not done and why; a lack of permission is logged."""
    if why is Refusal.NOT_YOURS:
        turn.log_refusal("not_yours", f"update:{turn.heard.update}")
    await turn.answer(turn.texts.say(f"common.refused_{why}"))
