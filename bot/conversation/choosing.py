"""The choices that a person may take on an assignment, by its state and by what is permitted."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.texts.catalogue import Texts
from data.domain.extension import Extension
from data.domain.message import Choice
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person, Role
from data.domain.task import Assignment, Part, Status


def choices_for(texts: Texts, person: Person, assignment: Assignment) -> tuple[Choice, ...]:
    """Return what `person` may press on one assignment's card; the affirmative choice stands first.

    Every label names its effect, so that pressing it needs no second question.
    """
    return tuple(_choices(texts, person, assignment))


def choices_for_all(texts: Texts, person: Person, assignments: Sequence[Assignment]) -> tuple[Choice, ...]:
    """Return what `person` may press under a list of several assignments.

    Where one of them is led and the others only coordinated, that one's choices are there too, named by its code.
    """
    new = [one.id for one in assignments if _unacknowledged(person, one)]
    choices = (
        [Choice(texts.label("cards.choose_acknowledge_all"), "acknowledge_all", {"assignments": new})] if new else []
    )
    shown = {"assignments": [one.id for one in assignments]}
    led = [one for one in assignments if one.part is Part.LEAD]
    if len(led) == 1:
        choices += [_named(texts, choice, led[0]) for choice in _choices(texts, person, led[0]) if _is_of_lead(choice)]
    return (*choices, Choice(texts.label("cards.choose_show_tasks"), "show_tasks", shown))


def _named(texts: Texts, choice: Choice, assignment: Assignment) -> Choice:
    return replace(choice, label=texts.label("cards.choose_named", label=choice.label, code=assignment.code))


def _is_of_lead(choice: Choice) -> bool:
    return choice.action in {"done", "ask_extension", "block"}


_ON_CARDS = frozenset(
    {"acknowledge", "done", "ask_extension", "block", "confirm_result", "return_result", "order", "raise", "reassign"}
)
"""What the choices of one assignment's card do; only these come and go with its state."""


def still_offered(
    texts: Texts, person: Person, choices: Sequence[Choice], assignments: Mapping[int, Assignment]
) -> tuple[Choice, ...]:
    """Return those of a sent card's choices that a new card of the same assignments would offer too."""
    fresh = {(choice.action, key) for key, one in assignments.items() for choice in choices_for(texts, person, one)}

    def stands(choice: Choice) -> bool:
        if choice.action == "acknowledge_all":
            return any(("acknowledge", key) in fresh for key in choice.args["assignments"])
        return choice.action not in _ON_CARDS or (choice.action, choice.args["assignment"]) in fresh

    return tuple(filter(stands, choices))


def verdicts_on(
    texts: Texts, person: Person, extension: Extension, assignment: Assignment, deciders: AbstractSet[Role]
) -> tuple[Choice, ...]:
    """Return what `person` may decide of a wish for more time that is open; a claim settles it."""
    asked_by = extension.asked_by
    allowed = may(person, Action.DECIDE_EXTENSION, assignment, asked_by=asked_by, deciders=deciders)
    if not assignment.open or not allowed:
        return ()
    args = {"extension": extension.id}
    return (
        Choice(texts.label("cards.choose_grant", until=extension.until), "grant_extension", args),
        Choice(texts.label("cards.choose_refuse"), "refuse_extension", args),
    )


def _unacknowledged(person: Person, assignment: Assignment) -> bool:
    return assignment.status is Status.ASSIGNED and may(person, Action.ACKNOWLEDGE, assignment)


def _choices(texts: Texts, person: Person, assignment: Assignment) -> Iterator[Choice]:
    args = {"assignment": assignment.id, "revision": assignment.revision}
    if not assignment.open:
        yield from _verdict(texts, person, assignment)
        return
    yield from decisions_on(texts, person, assignment)
    new = _unacknowledged(person, assignment)
    if new:
        yield Choice(texts.label("cards.choose_acknowledge"), "acknowledge", args)
    if may(person, Action.REPORT_DONE, assignment):
        yield Choice(texts.label("cards.choose_done" if new else "cards.choose_done_first"), "done", args)
    if assignment.due_at and assignment.chased and may(person, Action.ASK_EXTENSION, assignment):
        yield Choice(texts.label("cards.choose_ask_extension"), "ask_extension", args)
    if assignment.chased and may(person, Action.REPORT_DIFFICULTY, assignment):
        yield Choice(texts.label("cards.choose_block"), "block", args)
    if person.role not in AGENCY_ROLES:
        yield Choice(texts.label("cards.choose_show_task"), "show_tasks", {"assignments": [assignment.id]})


def decisions_on(texts: Texts, person: Person, assignment: Assignment) -> Iterator[Choice]:
    """Yield what the office may decide of a difficulty, of a task that the agency holds not its own, of a pause."""
    args = {"assignment": assignment.id, "revision": assignment.revision}
    named = {"code": assignment.code, "agency": assignment.agency_name}
    if assignment.status is Status.BLOCKED and may(person, Action.ANSWER, assignment):
        yield Choice(texts.label("cards.choose_answer", **named), "order", args | {"what": "answer"})
    if assignment.status is Status.BLOCKED and may(person, Action.RAISE, assignment):
        yield Choice(texts.label("cards.choose_raise", **named), "raise", args | {"what": "raise"})
    if assignment.status is Status.REFUSED and may(person, Action.REASSIGN, assignment):
        yield Choice(texts.label("cards.choose_reassign", **named), "reassign", args)
        yield Choice(texts.label("cards.choose_keep", **named), "order", args | {"what": "keep"})
    if assignment.status is Status.PAUSED and may(person, Action.PAUSE, assignment):
        yield Choice(texts.label("cards.choose_resume", **named), "order", args | {"what": "resume"})


def _verdict(texts: Texts, person: Person, assignment: Assignment) -> Iterator[Choice]:
    """Yield what the office may say of a claim that waits."""
    args = {"assignment": assignment.id, "revision": assignment.revision}
    if assignment.status is Status.REPORTED_DONE and may(person, Action.CONFIRM_RESULT, assignment):
        named = {"code": assignment.code, "agency": assignment.agency_name}
        yield Choice(texts.label("cards.choose_confirm_result", **named), "confirm_result", args)
        yield Choice(texts.label("cards.choose_return_result", **named), "return_result", args)
        yield Choice(texts.label("cards.choose_ask_more", **named), "order", args | {"what": "ask_more"})
