"""Commands: /viec, /quahan, /homnay, /tuannay, /tonghop, /help and /start."""

from bot.conversation import questions
from bot.conversation.turn import Turn


async def hear_command(turn: Turn, text: str) -> bool:
    """Carry out a command; False when the words are none."""
    if not text.startswith("/"):
        return False
    await turn.stop_waiting()
    command = text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if len(text) > 1 else ""
    if command in questions.COMMANDS:
        await questions.hear_question(turn, f"/{command}")
    else:
        await questions.help_with(turn)
    return True
