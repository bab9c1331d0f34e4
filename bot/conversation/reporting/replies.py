"""What officials say of their tasks in their own words."""

from bot.conversation import context
from bot.conversation.answering import questions
from bot.conversation.reporting import asides, confirming, evidence, justifying
from bot.conversation.reporting.extending import wish
from bot.conversation.reporting.recording import record
from bot.conversation.reporting.telling_apart import is_courtesy
from bot.conversation.standing import say_not_yours
from bot.conversation.statement import Statement
from bot.conversation.steering.orders import Orders, understand_order
from bot.conversation.turn import Turn
from bot.language.codes import find_codes
from bot.language.dates import find_day
from bot.language.meaning import Intent, Reply
from bot.language.replies import understand_reply
from data.domain.task import Assignment

_OF_THE_OFFICE = frozenset({Orders.PAUSE, Orders.CLOSE, Orders.REVOKE})
_ASIDES = frozenset({Intent.NOTE, Intent.QUESTION, Intent.UNCLEAR})


async def hear_reply(turn: Turn, text: str) -> None:
    """Understand a reply, find its tasks, and record it or ask what is missing."""
    if is_courtesy(text):
        await turn.answer(turn.texts.say("replies.courtesy"))
        return
    if await _orders_like_the_office(turn, text):
        return
    if await justifying.hear_explanation(turn, text) or await evidence.hear_document(turn, text):
        return
    codes = find_codes(text)
    spoken_of = await context.reminded(turn, codes)
    reminded = context.led(spoken_of)
    own, _, _ = await context.named(turn, codes)
    reply = understand(turn, text, reminded, own or reminded)
    if await questions.hear_officials_question(turn, text, reply) or await _speaks_of_others(turn, reply):
        return
    if reply.intent in _ASIDES and reply.items is None:
        await asides.hear_aside(turn, text, reply, reminded)
    elif reply.items is not None:
        await _hear_items(turn, text, reply)
    else:
        # What is received is all that was said; other words are meant for what the agency answers for.
        await _hear_status(turn, text, reply, spoken_of if reply.intent is Intent.ACKNOWLEDGE else reminded)


async def _orders_like_the_office(turn: Turn, text: str) -> bool:
    """Answer an official who orders what only the office may: no word of theirs, but what they can do instead.

    With a reason it is a report like any other: "NV7 tạm dừng do thiếu vốn" is a difficulty.
    """
    order = understand_order(text, turn.today)
    if order is None or order.what not in _OF_THE_OFFICE or order.words:
        return False
    own, _, _ = await context.named(turn, order.codes)
    codes = [one.code for one in own or (context.led(await context.replied_to(turn)) if not order.codes else [])]
    if codes:
        turn.log_refusal(order.what.value, f"update:{turn.heard.update}")
        await turn.answer(turn.texts.say("orders.office_only", codes=codes))
    return bool(codes)


def understand(turn: Turn, text: str, reminded: list[Assignment], meant: list[Assignment]) -> Reply:
    """Return the meaning of `text`, said after a message about `reminded`; more time counts from the one `meant`."""
    return understand_reply(
        text,
        today=turn.today,
        reminded=[assignment.code for assignment in reminded],
        due=meant[0].deadline.due_on if len(meant) == 1 else None,
        is_working=turn.rules.calendar.is_working,
    )


async def _speaks_of_others(turn: Turn, reply: Reply) -> bool:
    """Answer politely about codes that are unknown or belong to other agencies; the message is then not recorded."""
    codes = [*reply.task_refs, *(item.task_ref for item in reply.items or ())]
    own, foreign, unknown = await context.named(turn, codes)
    for code in foreign:
        turn.log_refusal(reply.intent.value, f"task:{code}")
    if not foreign and not unknown:
        return False
    await say_not_yours(turn, foreign, unknown, own)
    return True


async def _hear_items(turn: Turn, text: str, reply: Reply) -> None:
    """Read back a message that says something of each of several tasks, to be recorded together."""
    own, _, _ = await context.named(turn, [item.task_ref for item in reply.items or ()])
    by_code = {assignment.code: assignment for assignment in own}
    items = [
        (by_code[item.task_ref], Statement.of(item, text, reply.reason if place == 0 else None))
        for place, item in enumerate(reply.items or ())
    ]
    await confirming.ask_whether(turn, items)


async def _hear_status(turn: Turn, text: str, reply: Reply, reminded: list[Assignment]) -> None:
    statement = Statement.of(reply, text, reply.reason)
    meant = await _meant(turn, reply, reminded)
    if not meant:
        await turn.answer(turn.texts.say("replies.no_task"))
    elif len(meant) > 1 and not _speaks_of_all(reply):
        await confirming.ask_which(turn, meant, statement)
    elif statement.intent is Intent.EXTENSION:
        # The grammar leaves a day out that has passed; it is taken up here, so that it can be said.
        await wish(turn, meant[0], statement.until or find_day(text, today=turn.today), statement.reason)
    elif reply.must_confirm:
        await confirming.ask_whether(turn, [(assignment, statement) for assignment in meant])
    else:
        await record(turn, [(assignment, statement) for assignment in meant])


async def _meant(turn: Turn, reply: Reply, reminded: list[Assignment]) -> list[Assignment]:
    """Return the tasks named, else those reminded of, else all that the agency owes."""
    own, _, _ = await context.named(turn, reply.task_refs)
    if own:
        return own
    if len(reminded) == 1:
        return reminded
    return [one for one in reminded if one.open] or await context.owed(turn)


def _speaks_of_all(reply: Reply) -> bool:
    """Whether one reply stands for several tasks: an acknowledgement, or codes named together."""
    return reply.intent is Intent.ACKNOWLEDGE or len(reply.task_refs) > 1
