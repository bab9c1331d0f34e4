"""Questions: what is outstanding, late, due, done - for leaders, the office and, of their own agency, officials."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.turn import Turn
from data.domain.person import AGENCY_ROLES

COMMANDS = frozenset({"viec", "quahan", "homnay", "tuannay", "tonghop"})


async def hear_question(turn: Turn, text: str, *, only_clear: bool = False) -> bool:
    """Answer a question."""
    if only_clear:
        return False
    await help_with(turn)
    return True


async def help_with(turn: Turn) -> None:
    """Say what one may say, by example."""
    await turn.answer(turn.texts.say("common.help", official=turn.person.role in AGENCY_ROLES))


async def show_tasks(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show tasks one by one."""


async def show_more(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the next page."""
