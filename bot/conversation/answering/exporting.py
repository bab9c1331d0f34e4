"""A wish for a file: which tasks it means, in which format, and the message that carries it."""

import asyncio
import re
from dataclasses import replace
from datetime import date

from bot.conversation.answering import charting, listing
from bot.conversation.answering.filtering import Meant, within
from bot.conversation.answering.question import Question
from bot.conversation.answering.sheets import report_of
from bot.language.meaning import Asks, Query
from bot.reports.chart import undrawn
from bot.reports.formats import DEFAULT, INSTEAD, as_file
from bot.texts.catalogue import Texts
from data.domain.message import Message
from data.domain.question import Condition
from data.folding import fold
from data.office.asking import Answer

LONGEST_NAME = 80
"""Characters of a file's name before its date: every system and platform takes that many."""
_SUBJECTS = {Asks.RANK: "ranking", Asks.SUMMARY: "summary"}


def as_shown(query: Query) -> Query:
    """Return the question whose answer in the chat a wish for a file means; any other question as it is.

    So a file and the chat speak of the same tasks, whoever asks.
    """
    if query.intent is not Asks.EXPORT:
        return query
    return replace(query, intent=query.resolved_intent or _wanted(query), resolved_intent=None)


def _wanted(query: Query) -> Asks:
    if query.rank_by:
        return Asks.RANK
    if query.directive_ref:
        return Asks.DIRECTIVE
    return Asks.DETAIL if query.task_refs else Asks.LIST


async def export(question: Question, meant: Meant) -> Message:
    """Answer with the figures that the chat shows, and the file that holds all their tasks."""
    query, texts, asked = as_shown(question.query), question.texts, meant.asked
    if query.rank_by == "overdue_days":
        asked = replace(asked, conditions=(Condition.OVERDUE,))
        meant, query = replace(meant, asked=asked, shown=listing.overdue(meant.shown)), listing.overdue(query)
    since = question.updated_since(asked)
    kind = question.query.export_format or DEFAULT
    # A picture shows figures only; a file holds every task.
    answer = await (question.count if kind == charting.FORMAT else question.ask)(asked, since)
    named = question.heading(meant, await question.directive(answer) if query.intent is Asks.DIRECTIVE else "")
    if not answer.figures.total:
        return Message(texts.say("answers.nothing", heading=named, coordinating=[]))
    today = question.rules.calendar.office_day(question.now)
    name = file_name(texts, replace(meant.shown, intent=query.intent), today)
    if kind == charting.FORMAT:
        file = undrawn(charting.chart_of(question, answer, named), name)
        return Message(_text(texts, named, answer), files=(file,))
    report = await report_of(
        replace(question, query=query),
        answer,
        named,
        since=since,
        ranked=await question.rank(asked) if query.intent is Asks.RANK and query.rank_by else None,
        before=await _before(question, meant),
    )
    # Writing takes a second for a thousand tasks; everybody else's messages go on meanwhile.
    file = await asyncio.to_thread(as_file, report, name, INSTEAD.get(kind, kind))
    note = texts.say(f"answers.instead_of_{kind}") if kind in INSTEAD else ""
    return Message(_text(texts, named, answer, note), files=(file,))


def _text(texts: Texts, named: str, answer: Answer, note: str = "") -> str:
    return texts.say("answers.export", heading=named, breakdown=listing.breakdown(texts, answer), note=note)


async def _before(question: Question, meant: Meant) -> Answer | None:
    """Return what is compared with, for the same tasks in another period."""
    query = question.query
    if query.compare_to is None:
        return None
    return await question.count(within(meant.asked, query.compare_to, query.date_field, question.rules))


def file_name(texts: Texts, shown: Query, today: date) -> str:
    """Return a file's name without its ending, from what it is about: "nhacviec-qua-han-2024-05-20"."""
    about = [texts.label(f"answers.condition_{status}") for status in shown.status]
    if len(shown.agencies) == 1:
        about.append(shown.agencies[0])
    subject = " ".join(about) or texts.label(f"reports.file_{_SUBJECTS.get(shown.intent, 'tasks')}")
    words = re.sub(r"[^a-z0-9]+", "-", fold(f"nhacviec {subject}")).strip("-")
    return f"{words[:LONGEST_NAME].strip('-')}-{today.isoformat()}"
