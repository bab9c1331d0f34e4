"""Sentences for what was refused."""

from bot.conversation.standing import live, say_outrun
from bot.conversation.turn import Turn
from data.office.acting import Refusal, Refused


async def say_refused(turn: Turn, refused: Refused) -> None:
    """Answer that it was not done and why; a lack of permission is logged, who was outrun hears by whom."""
    if refused.why is Refusal.NOT_YOURS:
        turn.log_refusal("not_yours", f"update:{turn.heard.update}")
    moved = await live(turn, [refused.about]) if refused.about is not None else []
    if moved:
        await say_outrun(turn, moved)
    else:
        await turn.answer(turn.texts.say(f"common.refused_{refused.why}"))


async def say_ended(turn: Turn) -> None:
    """Answer that the task which was meant is followed no more."""
    await turn.answer(turn.texts.say("common.no_longer_followed"))
