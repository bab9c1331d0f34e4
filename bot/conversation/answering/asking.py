"""Answering questions: what was understood of one, and for whom, becomes figures, a list, a ranking or a card."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from rapidfuzz import fuzz

from bot.conversation.answering import exporting, listing, ranking
from bot.conversation.answering.cards import task_card
from bot.conversation.answering.filtering import Meant, intent_of, meant_by, within
from bot.conversation.answering.question import Question
from bot.language.meaning import Asks, Query
from bot.texts.catalogue import Texts
from data.db.unit import UnitOfWork
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment
from data.folding import fold
from data.office.acting import Rules
from data.office.asking import Manners

MAX_STANDINGS = 10
MAX_WORST = 3
NEAREST = 3
"""How many examples somebody sees who was not understood."""


async def answer_query(
    uow: UnitOfWork,
    query: Query,
    person: Person,
    now: datetime,
    rules: Rules,
    texts: Texts,
    offset: int = 0,
) -> Message:
    """Return the answer to `query`, from row `offset` of its list on; a follow-up comes merged."""
    intent = intent_of(query)
    if intent in _PLAIN:
        return _PLAIN[intent](texts, query, person)
    moment = rules.calendar.end_of_calendar_day(query.as_of) if query.as_of else now
    question = Question(uow, query, person, moment, rules, texts, offset)
    meant = await meant_by(uow, exporting.as_shown(query), person, rules)
    if meant.agencies:
        return Message(texts.say("answers.unknown_agencies", names=list(meant.agencies)))
    if meant.assigner:
        return Message(texts.say("answers.unknown_assigner", name=meant.assigner))
    if meant.directive:
        return Message(texts.say("answers.unknown_directive", reference=meant.directive))
    return await _ANSWERS.get(intent, _list)(question, meant)


async def _list(question: Question, meant: Meant) -> Message:
    answer = await question.list(meant.asked)
    coordinating = await _coordinating(question, meant.asked) if not question.offset else ()
    return listing.listing(
        question.phrases,
        question.query,
        answer,
        question.heading(meant),
        question.now,
        offset=question.offset,
        coordinating=coordinating,
    )


async def _coordinating(question: Question, asked: TaskFilter) -> tuple[Assignment, ...]:
    """Return what an official's agency coordinates, for who asks for the own tasks without naming a part."""
    query, person = question.query, question.person
    if person.role not in AGENCY_ROLES or person.agency_id is None or query.agencies or query.role:
        return ()
    return (await question.list(replace(asked, agency_ids=(), coordinator_ids=(person.agency_id,)))).assignments


async def _count(question: Question, meant: Meant) -> Message:
    answer = await question.count(meant.asked)
    return listing.counting(question.texts, question.query, answer, question.heading(meant))


async def _summary(question: Question, meant: Meant) -> Message:
    query, texts, rules, asked = question.query, question.texts, question.rules, meant.asked
    since = question.updated_since(asked)
    answer = await question.count(asked, since)
    before = None
    if query.compare_to is not None:
        before = (await question.count(within(asked, query.compare_to, query.date_field, rules))).figures
    standings, _ = ranking.rank(answer.agencies, "overdue_count", Manners(), worst=True)
    worst = [texts.say("answers.agency_count", agency=one.agency, n=int(one.value)) for one in standings[:MAX_WORST]]
    text = texts.say(
        "answers.summary",
        heading=question.heading(meant),
        now=question.now,
        figures=answer.figures,
        since=since.date(),
        worst=worst,
        before=before,
        before_days=listing.days_of(texts, query.compare_to, query.date_field),
        rate=lambda share: texts.say("answers.rate_none") if share is None else texts.say("answers.rate", share=share),
    )
    choices = (
        (listing.more(texts, "choose_overdue", listing.overdue(query), 0),) if answer.figures.doing_overdue else ()
    )
    return Message(text, choices)


async def _rank(question: Question, meant: Meant) -> Message:
    """Rank agencies by what their tasks show."""
    if question.query.rank_by == "overdue_days":
        return await _longest_overdue(question, meant)
    query, texts = question.query, question.texts
    ranked = await question.rank(meant.asked)
    if not ranked.standings:
        return Message(texts.say("answers.rank_nothing", measure=ranked.measure))
    shown = [one for one in ranked.standings if one.place <= (query.top_n or MAX_STANDINGS)]
    text = texts.say(
        "answers.rank",
        measure=ranked.measure,
        days=listing.days_of(texts, query.date_range, query.date_field),
        formula=ranked.formula,
        standings=[(one, texts.say(f"answers.value_{ranked.by}", value=one.value)) for one in shown],
        more=len(ranked.standings) - len(shown),
        unranked=ranked.unranked,
    )
    return Message(text)


async def _longest_overdue(question: Question, meant: Meant) -> Message:
    """List what is overdue: the longest stands first, with its agency."""
    asked = replace(meant.asked, conditions=(Condition.OVERDUE,))
    listed = replace(question, query=listing.overdue(question.query))
    return await _list(listed, replace(meant, asked=asked, shown=listing.overdue(meant.shown)))


async def _detail(question: Question, meant: Meant) -> Message:
    """Show one task's card; several are listed."""
    if len(meant.asked.numbers) == 1:
        return await _card(question, meant.asked.numbers[0])
    answer = await question.list(meant.asked)
    if answer.number is not None:
        return await _card(question, answer.number)
    named = question.heading(meant)
    return listing.listing(question.phrases, question.query, answer, named, question.now, offset=question.offset)


async def _card(question: Question, number: int) -> Message:
    return await task_card(question.uow, number, question.person, question.now, question.rules, question.texts)


async def _directive(question: Question, meant: Meant) -> Message:
    """List the tasks of a directive under its own name."""
    answer = await question.list(meant.asked)
    named = question.heading(meant, await question.directive(answer))
    return listing.listing(question.phrases, question.query, answer, named, question.now, offset=question.offset)


def not_understood(texts: Texts, text: str, query: Query) -> Message:
    """Offer what can be asked and is nearest to what was said; the agency named is kept."""
    of = texts.say("answers.examples_of", agency=query.agencies[0]) if query.agencies else ""
    examples = texts.label("answers.examples", of=of).splitlines()
    said = fold(text)
    if said:
        examples.sort(key=lambda example: -fuzz.token_set_ratio(said, fold(example)))
    return Message(texts.say("answers.not_understood", examples=examples[:NEAREST]))


def _help(texts: Texts, _query: Query, person: Person) -> Message:
    return Message(
        texts.say(
            "answers.help",
            official=person.role in AGENCY_ROLES,
            confirms=may(person, Action.CONFIRM_RESULT),
            decides=may(person, Action.DECIDE_EXTENSION),
            reviews=may(person, Action.REVIEW_DIRECTIVE),
            assigns=may(person, Action.ASSIGN),
            steers=may(person, Action.PAUSE),
            restructures=may(person, Action.CHANGE_AGENCIES),
            explains=may(person, Action.SEE_MEANING),
        )
    )


def _other(texts: Texts, query: Query, _person: Person) -> Message:
    return not_understood(texts, "", query)


_PLAIN: Mapping[Asks, Callable[[Texts, Query, Person], Message]] = {
    Asks.HELP: _help,
    Asks.OTHER: _other,
    Asks.FOLLOW_UP: _other,
}
_ANSWERS: Mapping[Asks, Callable[[Question, Meant], Awaitable[Message]]] = {
    Asks.LIST: _list,
    Asks.COUNT: _count,
    Asks.SUMMARY: _summary,
    Asks.RANK: _rank,
    Asks.DETAIL: _detail,
    Asks.DIRECTIVE: _directive,
    Asks.EXPORT: exporting.export,
}
