"""A new directive in the office's chat: what was read, doubtful things first, and one press to make it live."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.conversation import audiences
from bot.conversation.phrases import Phrases
from bot.conversation.turn import Turn
from bot.texts.catalogue import Texts
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.directive import Directive
from data.domain.message import Choice, Guard, Message
from data.domain.person import Person
from data.domain.task import TaskSheet, TaskState, number_of
from data.intake.supersession import Ends
from data.office.acting import Refusal, Refused, Rules
from data.office.amending import Earlier, earlier_directives
from data.office.importing import confirm_directive
from data.office.reviewing import leave_untracked

DOUBTFUL = 0.8
"""Below this confidence a draft is shown first and marked."""
MOST_DOUBTS = 5
"""Doubtful drafts that have a choice of their own under the review."""
PAGE = 15
"""Drafts in one message; a screen holds no more."""


async def announce_directive(uow: UnitOfWork, directive_id: int, rules: Rules, texts: Texts, now: datetime) -> int:
    """Queue the review of a directive to the office, within pushing hours; return to how many people."""
    office = await audiences.whole_office(uow)
    await announce_to(office, uow, directive_id, rules, texts, now)
    return len(office)


async def announce_to(
    people: Iterable[Person], uow: UnitOfWork, directive_id: int, rules: Rules, texts: Texts, now: datetime
) -> None:
    """Queue the review of a directive to these people; where pushes carry codes only, its titles are asked for."""
    due_at = rules.calendar.next_push(now)
    for person in people:
        message = await review_message(uow, directive_id, texts.of(person), titles=not rules.policy.codes_only)
        review = Outgoing(Kind.NOTICE, due_at, message, person_id=person.id, guard=Guard(directive_id=directive_id))
        await uow.outbox.put(review, now)


async def review_message(
    uow: UnitOfWork, directive_id: int, texts: Texts, start: int = 0, *, titles: bool = True
) -> Message:
    """Return what was read of a directive, from its `start`-th draft on, for somebody to confirm."""
    directive = await uow.directives.get(directive_id)
    drafts = in_order_of_doubt(await uow.directives.sheets(directive_id))
    page = drafts[start : start + PAGE]
    earlier = [one for one in await earlier_directives(uow, directive_id) if one.owed] if start == 0 else []
    text = texts.say(
        "review.drafts",
        kind=texts.say(f"cards.kind_{directive.kind or 'other'}"),
        label=directive.label,
        issued_on=directive.issued_on,
        subject=directive.subject if titles and directive.subject else "",
        count=len(drafts),
        lines=[_line(texts, sheet, sheet.task.title if titles else "") for sheet in page],
        start=start,
        more=max(0, len(drafts) - start - PAGE),
        earlier=[earlier_in_words(texts, one) for one in earlier],
        example=drafts[0].task.code if drafts else "NV1",
    )
    following = start if not titles else start + PAGE if len(drafts) > start + PAGE else None
    choices = [
        *_choices(texts, directive_id, len(drafts), following),
        *(_supersede(texts, directive_id, one) for one in earlier),
        *(_look(texts, sheet) for sheet in page[:MOST_DOUBTS] if _needs_look(sheet)),
    ]
    return Message(text, tuple(choices), language=texts.language)


def earlier_in_words(texts: Texts, earlier: Earlier) -> str:
    """Say what an earlier directive still has open that this one ends."""
    return texts.say(
        "review.earlier",
        revokes=earlier.ends is Ends.REVOKES,
        directive=texts.say(
            "cards.directive",
            kind=texts.say(f"cards.kind_{earlier.directive.kind or 'other'}"),
            label=earlier.directive.label,
            issued_on=earlier.directive.issued_on,
        ),
        codes=earlier.codes(),
    )


def supersede_label(texts: Texts, earlier: Earlier) -> str:
    """Say what a press ends."""
    return texts.label(
        "review.choose_supersede",
        revokes=earlier.ends is Ends.REVOKES,
        label=earlier.directive.label,
        count=len(earlier.codes()),
    )


def _supersede(texts: Texts, directive_id: int, earlier: Earlier) -> Choice:
    label = supersede_label(texts, earlier)
    return Choice(label, "supersede", {"directive": directive_id, "earlier": earlier.directive.id})


def _look(texts: Texts, sheet: TaskSheet) -> Choice:
    number = number_of(sheet.task.code)
    return Choice(texts.label("review.choose_draft", code=sheet.task.code), "show_draft", {"number": number})


def _needs_look(sheet: TaskSheet) -> bool:
    return bool(sheet.unmatched) or sheet.task.confidence < DOUBTFUL


def in_order_of_doubt(sheets: Sequence[TaskSheet]) -> list[TaskSheet]:
    """Return the drafts, those first that somebody must look at: unknown leads, then doubtful reading."""
    drafts = [sheet for sheet in sheets if sheet.task.state is TaskState.DRAFT]
    return sorted(drafts, key=lambda sheet: (not sheet.unmatched, sheet.task.confidence >= DOUBTFUL))


def _line(texts: Texts, sheet: TaskSheet, title: str) -> str:
    deadline = sheet.task.deadline
    return texts.say(
        "review.draft",
        code=sheet.task.code,
        title=title,
        lead=sheet.lead,
        unmatched=sheet.unmatched,
        due_on=deadline.due_on,
        words=deadline.text or "",
        doubtful=sheet.task.confidence < DOUBTFUL,
    )


def _choices(texts: Texts, directive_id: int, count: int, following: int | None) -> tuple[Choice, ...]:
    """Return what may be chosen; `following` is the draft that the next page begins with, None without one."""
    args: dict[str, object] = {"directive": directive_id}
    choices = [
        Choice(texts.label("review.choose_all", count=count), "confirm_directive", args),
        Choice(texts.label("review.choose_later"), "drop_review", args),
    ]
    if following is not None:
        choices.append(Choice(texts.label("review.choose_more"), "more_drafts", args | {"start": following}))
    return tuple(choices)


async def show_drafts(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show the next page of a review."""
    await turn.send(await review_message(turn.uow, int(args["directive"]), turn.texts, int(args["start"])))


async def press_confirm(turn: Turn, args: Mapping[str, Any]) -> None:
    """Make the drafts live; leads that the registry does not know alarm the office."""
    directive_id = int(args["directive"])
    directive = await turn.uow.directives.get(directive_id)
    try:
        sheets = await confirm_directive(turn.uow, directive_id, turn.actor, turn.rules, turn.now)
    except Refused as refused:
        if refused.why is not Refusal.ALREADY_CONFIRMED:
            raise
        await turn.answer(turn.texts.say("review.already", label=directive.label, **await _open(turn, directive_id)))
        return
    live = [sheet for sheet in sheets if sheet.task.state is TaskState.OPEN]
    said = {"label": directive.label, "count": len(live), "unmatched": unmatched_in(live)}
    await turn.answer(turn.texts.say("review.confirmed", **said))
    await turn.tell(
        await audiences.whole_office(turn.uow),
        lambda to: Message(to.texts.say("review.confirmed_news", who=to.person.name, **said)),
    )


def unmatched_in(sheets: Sequence[TaskSheet]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the codes of the tasks with leads that the registry does not know, and those names."""
    return [(sheet.task.code, sheet.unmatched) for sheet in sheets if sheet.unmatched]


async def _open(turn: Turn, directive_id: int) -> dict[str, int]:
    sheets = await turn.uow.directives.sheets(directive_id)
    return {"count": sum(sheet.task.state is TaskState.OPEN for sheet in sheets)}


async def press_later(turn: Turn, args: Mapping[str, Any]) -> None:
    """Leave the drafts for now and say how to go on."""
    drafts = in_order_of_doubt(await turn.uow.directives.sheets(int(args["directive"])))
    example = drafts[0].task.code if drafts else "NV1"
    again = turn.choice("review.choose_again", "more_drafts", {"directive": args["directive"], "start": 0})
    await turn.answer(turn.texts.say("review.later", example=example), [again])


async def leave_out(turn: Turn, codes: Sequence[str]) -> None:
    """Take drafts out of what will be followed, and show what remains of their directive."""
    directive_id: int | None = None
    for code in codes:
        task = await turn.uow.directives.task(number_of(code))
        await leave_untracked(turn.uow, turn.actor, number_of(code))
        directive_id = task.directive_id if task else directive_id
    await turn.answer(turn.texts.say("review.left_out", codes=codes))
    if directive_id is not None:
        await turn.send(await review_message(turn.uow, directive_id, turn.texts))


async def hearers_of_end(uow: UnitOfWork, earlier: Earlier) -> list[tuple[list[Person], list[str]]]:
    """Return who hears that what was owed of an earlier directive has ended, and of which codes.

    Agencies that only coordinate hear of it too.
    """
    codes = {one: earlier.codes(one) for one in (share.agency_id for share in earlier.owed) if one is not None}
    registry = await uow.agencies.registry()
    for sheet in (await uow.directives.sheets_of({share.task_id for share in earlier.owed})).values():
        for agency in filter(None, map(registry.find, sheet.coordinating)):
            codes[agency.id] = list(dict.fromkeys([*codes.get(agency.id, []), sheet.task.code]))
    told = [(await audiences.whole_office(uow), earlier.codes())]
    return [*told, *[(await audiences.contacts(uow, {one}), codes[one]) for one in sorted(codes)]]


def say_end(codes: Sequence[str], successor: Directive, earlier: Earlier, phrases: Phrases) -> Message:
    """Say that what was owed of an earlier directive has ended with its successor."""
    said = {"successor": phrases.directive(successor), "directive": phrases.directive(earlier.directive)}
    revokes = earlier.ends is Ends.REVOKES
    return Message(phrases.texts.say("review.superseded_news", codes=codes, revokes=revokes, **said))
