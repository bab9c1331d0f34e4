"""Digests in words; what is in them is composed by `data.domain.digest`."""

from datetime import datetime

from markupsafe import Markup

from bot.conversation.answering.listing import more
from bot.conversation.phrases import Phrases
from bot.language.meaning import Asks, Query
from data.domain.digest import Item, LeaderDigest, OfficeDigest, Silent, Standing
from data.domain.message import Choice, Message
from data.domain.task import Assignment

MAX_CHOICES = 5
"""Buttons under the office's digest; a list of numbers on a channel without buttons."""
MAX_SILENT = 10


def with_standing(phrases: Phrases, message: Message, standing: Standing) -> str:
    """Return the words of an official's reminder with how all of the agency's tasks stand."""
    return phrases.texts.say(
        "digests.standing",
        text=Markup(message.text),  # noqa: S704 - rendered by us before
        open=standing.open,
        overdue=standing.overdue,
        due_soon=standing.due_soon,
    )


def office_message(phrases: Phrases, digest: OfficeDigest, now: datetime) -> Message:
    """Return what waits for somebody of the office, with choices that open the first of it."""
    texts = phrases.texts
    text = texts.say(
        "digests.office",
        total=len(digest.items) + digest.more,
        rows=[_office_row(phrases, one, digest, now) for one in digest.items],
        more=digest.more,
    )
    shown = {one.assignment.id: one.assignment for one in digest.items}
    choices = tuple(
        Choice(texts.label("digests.choose_open", code=one.code), "show_tasks", {"assignments": [one.id]})
        for one in list(shown.values())[:MAX_CHOICES]
    )
    return Message(text, choices, tuple(shown), language=texts.language)


def leader_message(phrases: Phrases, digest: LeaderDigest, now: datetime) -> Message:
    """Return the state of all work for a leader, with a choice that opens what is overdue."""
    texts, changed = phrases.texts, digest.change
    text = texts.say(
        "digests.leader",
        now=now,
        figures=digest.figures,
        before=digest.before,
        since=digest.since,
        new=len(changed.new),
        done=len(changed.done),
        newly_overdue=len(changed.newly_overdue),
        rows=[_late_row(phrases, one, digest, now) for one, _ in digest.overdue],
        more=digest.more_overdue,
        silent=[_silent(phrases, one) for one in digest.silent[:MAX_SILENT]],
        more_silent=max(0, len(digest.silent) - MAX_SILENT),
        silent_days=phrases.rules.policy.silent_agency_days,
        rate=lambda share: texts.say("answers.rate_none") if share is None else texts.say("answers.rate", share=share),
    )
    late = Query(Asks.LIST, status=("overdue",))
    choices = (more(texts, "choose_overdue", late, 0),) if digest.overdue else ()
    return Message(text, choices, tuple(one.id for one, _ in digest.overdue), language=texts.language)


def _office_row(phrases: Phrases, item: Item, digest: OfficeDigest, now: datetime) -> dict[str, object]:
    calendar = phrases.rules.calendar
    waited = calendar.working_days_between(calendar.office_day(item.since), calendar.office_day(now))
    return {
        "code": item.assignment.code,
        "due": phrases.due(item.assignment, now),
        "need": phrases.texts.say(f"digests.need_{item.need}"),
        "who": item.who,
        "agency": item.assignment.agency_name,
        "days": waited,
        "others": item.others,
        "starred": item.assignment.task_id in digest.starred,
    }


def _late_row(phrases: Phrases, assignment: Assignment, digest: LeaderDigest, now: datetime) -> dict[str, object]:
    return {
        "code": assignment.code,
        "due": phrases.due(assignment, now),
        "agency": assignment.agency_name,
        "title": "" if phrases.rules.policy.codes_only else assignment.title,
        "starred": assignment.task_id in digest.starred,
    }


def _silent(phrases: Phrases, silent: Silent) -> Markup:
    heard_on = phrases.rules.calendar.office_day(silent.heard_at) if silent.heard_at else None
    return phrases.texts.say("digests.silent", agency=silent.agency, heard_on=heard_on, owed=silent.owed)
