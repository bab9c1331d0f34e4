"""Questions: what is outstanding, late, due, done - for leaders, the office and, of their own agency, officials."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.cards import task_card, task_menu
from bot.conversation.commands import query_of_command
from bot.conversation.standing import assignments_in
from bot.conversation.turn import Turn
from bot.language.agencies import AgencyNames
from bot.language.meaning import Asks, Query
from bot.language.queries import understand_query
from data.domain.person import AGENCY_ROLES

CLEAR = frozenset({Asks.LIST, Asks.COUNT, Asks.SUMMARY, Asks.RANK, Asks.DETAIL, Asks.DIRECTIVE, Asks.EXPORT, Asks.HELP})
"""What is a question to us even from somebody whose words are first read as reports."""


async def hear_command(turn: Turn, text: str) -> bool:
    """Carry out a command; False when the words are none."""
    if not text.startswith("/"):
        return False
    await turn.stop_waiting()
    query = query_of_command(text, turn.today)
    await _answer(turn, query or Query(Asks.HELP))
    return True


async def hear_question(turn: Turn, text: str) -> None:
    """Answer a question, and remember it for the one that follows."""
    await _answer(turn, await _understand(turn, text))
    await _remember(turn, text)


async def hear_clear_question(turn: Turn, text: str) -> bool:
    """Answer what is clearly a question to us; False when it is not."""
    query = await _understand(turn, text)
    asked = query.resolved_intent or query.intent
    if asked not in CLEAR:
        return False
    await _answer(turn, query)
    await _remember(turn, text)
    return True


async def _understand(turn: Turn, text: str) -> Query:
    registry = await turn.uow.agencies.registry()
    names = AgencyNames([(agency.name, agency.aliases) for agency in registry.agencies])
    return understand_query(text, today=turn.today, names=names, previous=turn.chat.question)


async def _remember(turn: Turn, text: str) -> None:
    turn.chat.question = text
    await turn.uow.chats.save(turn.chat)


async def _answer(turn: Turn, query: Query) -> None:
    await turn.answer(turn.texts.say("common.help", official=turn.person.role in AGENCY_ROLES))


async def show_tasks(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the card of one task, or ask which of several to show."""
    found = await assignments_in(turn, args)
    if not found:
        await turn.answer(turn.texts.say("common.choice_gone"))
    elif len(found) == 1:
        number = int(found[0].code.removeprefix("NV"))
        await turn.send(await task_card(turn.uow, number, turn.person, turn.now, turn.rules, turn.texts))
    else:
        await turn.send(task_menu(turn.texts, turn.rules, found, turn.now))


async def show_more(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the next page of an answer."""
