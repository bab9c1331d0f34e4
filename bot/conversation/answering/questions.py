"""Questions: what is outstanding, late, due, done - for leaders, the office and, of their own agency, officials."""

from collections.abc import Mapping
from typing import Any

from bot.conversation.answering import explaining, pointing
from bot.conversation.answering.asking import answer_query, not_understood
from bot.conversation.answering.cards import task_card, task_menu
from bot.conversation.answering.remembering import unpack_query
from bot.conversation.commands import query_of_command
from bot.conversation.naming import agency_names
from bot.conversation.reporting.telling_apart import asks_us
from bot.conversation.standing import assignments_in
from bot.conversation.turn import Turn
from bot.language.agencies import AgencyNames
from bot.language.as_of import with_past
from bot.language.meaning import Asks, Query, Reply
from bot.language.queries import understand_query
from data.domain.task import number_of


async def hear_command(turn: Turn, text: str) -> bool:
    """Carry out a command; False when the words are none."""
    if not text.startswith("/"):
        return False
    await turn.stop_waiting()
    head, _, words = text.partition(" ")
    if head.partition("@")[0].casefold() == explaining.COMMAND:
        await explaining.explain(turn, words.strip(), await _known_names(turn))
        return True
    query = query_of_command(text, turn.today) or Query(Asks.HELP)
    await _answer(turn, query)
    if query.intent is not Asks.HELP:
        await _remember(turn, text, query)
    return True


async def hear_question(turn: Turn, text: str) -> None:
    """Answer a question; where it is none, say what can be asked."""
    query = await _understand(turn, text)
    if query.intent is Asks.OTHER and turn.heard.file is not None:
        # A caption need not ask anything: the file is what is answered.
        return
    if query.intent is Asks.OTHER:
        await turn.send(not_understood(turn.texts, text, query))
    else:
        await _answer(turn, query)
        await _remember(turn, text, query)


async def hear_officials_question(turn: Turn, text: str, reply: Reply) -> bool:
    """Answer an official who asks about tasks; False when the words, understood as `reply`, do not ask."""
    query = await _understand(turn, text)
    if not asks_us(text, reply, query):
        return False
    await _answer(turn, query)
    await _remember(turn, text, query)
    return True


async def is_question(turn: Turn, text: str, reply: Reply) -> bool:
    """Whether the words, understood as `reply` if they were a report, ask about tasks."""
    return asks_us(text, reply, await _understand(turn, text))


async def _understand(turn: Turn, text: str) -> Query:
    names = await _known_names(turn)
    query = understand_query(text, today=turn.today, names=names, previous=turn.chat.question)
    return with_past(query, text, turn.today)


async def _known_names(turn: Turn) -> AgencyNames:
    return agency_names(await turn.uow.agencies.registry())


async def _remember(turn: Turn, text: str, query: Query) -> None:
    """Keep the question for the one that follows; a question that itself follows does not stand alone."""
    if not query.uses_prev:
        turn.chat.question = text
        await turn.uow.chats.save(turn.chat)


async def _answer(turn: Turn, query: Query, offset: int = 0) -> None:
    meant = await pointing.followed(turn, query)
    if meant is None:
        await turn.answer(turn.texts.say("answers.row_unknown"))
        return
    answer = await answer_query(turn.uow, meant, turn.person, turn.now, turn.rules, turn.texts, offset=offset)
    await turn.send(answer)
    await pointing.remember(turn, meant, answer, offset)


async def show_more(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the next page of an answer."""
    await _answer(turn, unpack_query(args["query"]), int(args["offset"]))


async def show_tasks(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the card of one task, or ask which of several to show."""
    found = await assignments_in(turn, args)
    if not found:
        await turn.answer(turn.texts.say("common.choice_gone"))
    elif len({assignment.code for assignment in found}) == 1:
        number = number_of(found[0].code)
        await turn.send(await task_card(turn.uow, number, turn.person, turn.now, turn.rules, turn.texts))
    else:
        await turn.send(task_menu(turn.texts, turn.rules, found, turn.now))
