"""One task's card for a person who asks: all that is known of it, and what this person may do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.choosing import choices_for, verdicts_on
from bot.conversation.ended import how_ended
from bot.conversation.phrases import Phrases
from bot.texts.catalogue import Texts
from data.db.unit import UnitOfWork
from data.domain.extension import Extension, ExtensionState
from data.domain.message import Choice, Message
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person
from data.domain.task import Assignment, Part, number_of
from data.domain.trail import REFUSED
from data.office.acting import Rules

MAX_CONTENT = 700
"""Longer contents are cut: a card fits a telephone's screen."""
MAX_REPORTS = 3
MAX_EVIDENCE = 3
MAX_MENU = 10


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead's share in words; `due` only where several leads may have deadlines of their own."""

    agency: str
    status: str
    due: str
    first_due_on: date | None
    granted: tuple[date, ...]
    wish: date | None


async def task_card(uow: UnitOfWork, number: int, person: Person, now: datetime, rules: Rules, texts: Texts) -> Message:
    """Return the card of NV`number` with the choices that `person` may take.

    A task that the person may not see is answered like one that does not exist; the attempt is logged.
    """
    shares = await uow.assignments.of_task(number)
    if not shares or not _may_see(person, shares):
        if shares:
            uow.audit.note(
                at=now, action=f"{REFUSED}see_task", subject=f"task:{shares[0].task_id}", person_id=person.id
            )
        ended = await how_ended(uow, number, person, Phrases(texts, rules))
        return Message(ended or texts.say("cards.not_found", code=f"NV{number}"))
    leads = [one for one in shares if one.part is Part.LEAD]
    wishes = {one.id: await uow.extensions.of(one.id) for one in leads}
    own = [one for one in shares if person.role in AGENCY_ROLES and one.agency_id == person.agency_id]
    text = await _text(uow, shares, wishes, now, Phrases(texts, rules))
    return Message(text, _choices(texts, rules, person, own or leads, wishes), tuple(one.id for one in own or leads))


def task_menu(texts: Texts, rules: Rules, assignments: Sequence[Assignment], now: datetime) -> Message:
    """Return the question which of these tasks to show: one choice a task."""
    phrases = Phrases(texts, rules)
    choices = tuple(
        Choice(
            texts.label("cards.choose_task", code=one.code, due=phrases.due(one, now)),
            "show_tasks",
            {"assignments": [one.id]},
        )
        for one in assignments[:MAX_MENU]
    )
    return Message(texts.say("cards.menu"), choices, tuple(one.id for one in assignments))


def _may_see(person: Person, shares: Sequence[Assignment]) -> bool:
    parts = {one.agency_id: one.part for one in shares if one.agency_id is not None}
    return may(person, Action.SEE_TASK, parts=parts)


def _choices(
    texts: Texts, rules: Rules, person: Person, shares: Sequence[Assignment], wishes: dict[int, list[Extension]]
) -> tuple[Choice, ...]:
    """Return every choice on these shares; what only opens this card again is left out."""
    found: list[Choice] = []
    for share in shares:
        for wish in wishes.get(share.id, ()):
            if wish.state is ExtensionState.OPEN:
                found.extend(verdicts_on(texts, person, wish, share, rules.policy.extension_deciders))
        found.extend(one for one in choices_for(texts, person, share) if one.action != "show_tasks")
    return tuple(found)


async def _text(
    uow: UnitOfWork,
    shares: Sequence[Assignment],
    wishes: dict[int, list[Extension]],
    now: datetime,
    phrases: Phrases,
) -> str:
    first = shares[0]
    leads = [one for one in shares if one.part is Part.LEAD]
    task = await uow.directives.task(number_of(first.code))
    content = task.content if task else first.title
    return phrases.texts.say(
        "cards.card",
        code=first.code,
        due=phrases.due(first, now, weekday=True),
        urgency=phrases.urgency(first),
        content=content if len(content) <= MAX_CONTENT else content[:MAX_CONTENT].rsplit(" ", 1)[0] + "…",
        directive=phrases.directive(await uow.directives.get(first.directive_id)),
        leads=[_lead(one, wishes[one.id], phrases, now, alone=len(leads) == 1) for one in leads],
        coordinating=[one.agency_name for one in shares if one.part is Part.COORDINATING],
        reports=await _reports(uow, shares, phrases),
        evidence=[one for share in shares for one in await uow.evidence.of(share.id)][-MAX_EVIDENCE:],
    )


def _lead(share: Assignment, wishes: Sequence[Extension], phrases: Phrases, now: datetime, *, alone: bool) -> Lead:
    granted = tuple(one.granted_until for one in wishes if one.granted_until is not None)
    return Lead(
        agency=share.agency_name,
        status=phrases.status(share),
        due="" if alone else phrases.due(share, now),
        first_due_on=share.first_due_on,
        granted=granted,
        wish=next((one.until for one in wishes if share.open and one.state is ExtensionState.OPEN), None),
    )


async def _reports(uow: UnitOfWork, shares: Sequence[Assignment], phrases: Phrases) -> list[dict[str, object]]:
    """Return the newest reports of all shares in words, newest first; what was taken back is left out.

    What the office says of several shares at once is shown once.
    """
    found = [(one, share) for share in shares for one in await uow.reports.of(share.id) if one.undone_at is None]
    said = {(one.at, one.person_id, one.kind, one.note): (one, share) for one, share in reversed(found)}
    newest = sorted(said.values(), key=lambda pair: (pair[0].at, pair[0].id), reverse=True)[:MAX_REPORTS]
    names = {person.id: person.name for person in await uow.people.everybody()} if newest else {}
    return [
        {
            "on": phrases.rules.calendar.office_day(report.at),
            "who": names.get(report.person_id or 0, share.agency_name),
            "what": phrases.texts.say(f"cards.report_{report.kind}"),
            "percent": report.percent,
            "expected_on": report.expected_on,
            "note": report.note,
        }
        for report, share in newest
    ]
