"""How a sentence is understood, and which words led to what: for the office, which answers for the grammar."""

from collections.abc import Iterable

from bot.conversation.answering import listing
from bot.conversation.answering.filtering import intent_of
from bot.conversation.turn import Turn
from bot.language.agencies import AgencyNames
from bot.language.meaning import Query, Reply, ReplyItem
from bot.language.queries import explain_query, understand_query
from bot.language.replies import explain_reply, understand_reply
from bot.texts.catalogue import Texts
from data.domain.permissions import Action, may
from data.office.acting import Refusal, Refused

COMMAND = "/giaithich"


async def explain(turn: Turn, words: str, names: AgencyNames) -> None:
    """Answer with both readings of `words`, as a reply and as a question; Refused for who is not of the office."""
    if not may(turn.person, Action.SEE_MEANING):
        raise Refused(Refusal.NOT_YOURS)
    if not words:
        await turn.answer(turn.texts.say("explaining.ask"))
        return
    texts, today, is_working = turn.texts, turn.today, turn.rules.calendar.is_working
    text = texts.say(
        "explaining.explained",
        words=words,
        reply=_reply(texts, understand_reply(words, today=today, is_working=is_working)),
        reply_because=_because(texts, "reply", explain_reply(words, today=today, is_working=is_working)),
        query=_query(texts, understand_query(words, today=today, names=names)),
        query_because=_because(texts, "query", explain_query(words, today=today, names=names)),
    )
    await turn.answer(text)


def _because(texts: Texts, of: str, led: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the words that led to something, each with what it led to."""
    return [(typed, texts.say(_key(texts, of, name))) for name, typed in led]


def _key(texts: Texts, of: str, name: str) -> str:
    thing = f"explaining.thing_{name}"
    return thing if thing in texts.templates else f"explaining.{of}_{name}"


def _reply(texts: Texts, reply: Reply) -> str:
    said = "; ".join(_item(texts, item, (item.task_ref,)) for item in reply.items or ())
    said = said or _item(texts, reply, reply.task_refs, reply.reason)
    return texts.say("explaining.must_confirm", said=said) if reply.must_confirm else said


def _item(texts: Texts, item: Reply | ReplyItem, codes: tuple[str, ...], reason: str | None = None) -> str:
    return texts.label(
        "explaining.reply",
        what=texts.say(f"replies.what_{item.intent}"),
        codes=codes,
        percent=item.percent,
        until=item.new_deadline,
        expected_on=item.expected_on,
        reason=reason,
    )


def _query(texts: Texts, query: Query) -> str:
    worst = "best" if query.order == "best" else "worst"
    measure = f"answers.measure_{query.rank_by}_{worst}"
    return texts.say(
        "explaining.query",
        asks=texts.say(f"explaining.asks_{intent_of(query)}"),
        heading=listing.heading(texts, query),
        measure=texts.say(measure) if measure in texts.templates else "",
        codes=query.task_refs,
        format=texts.say(f"explaining.query_format_{query.export_format}") if query.export_format else "",
    )
