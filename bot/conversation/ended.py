"""How a task that is followed no more has ended: by which task or document it was replaced or withdrawn, and when."""

from collections.abc import Iterable

from markupsafe import Markup

from bot.conversation.phrases import Phrases
from data.db.unit import UnitOfWork
from data.domain.person import AGENCY_ROLES, Person
from data.domain.task import Task, TaskState, number_of

_ENDED = frozenset({TaskState.REPLACED, TaskState.REVOKED})


async def how_ended(uow: UnitOfWork, number: int, person: Person, phrases: Phrases) -> Markup | None:
    """Say how NV`number` was replaced or withdrawn; None of any other task, and of one that `person` may not see."""
    task = await uow.directives.task(number)
    if task is None or task.state not in _ENDED or not await _may_see(uow, task, person):
        return None
    subject, done = f"task:{task.id}", task.state.value
    told = await uow.audit.last_value(subject, done) or {}
    trace = await uow.audit.latest(subject, done)
    successor = await uow.directives.get(told["directive"]) if "directive" in told else None
    deadline = task.deadline
    return phrases.texts.say(
        "cards.ended",
        code=task.code,
        due=phrases.texts.say("review.due", due_on=deadline.due_on, words=deadline.text or ""),
        revoked=task.state is TaskState.REVOKED,
        by=f"NV{told['by']}" if "by" in told else "",
        successor=phrases.directive(successor) if successor else "",
        at=trace.at if trace else None,
    )


async def all_ended(
    uow: UnitOfWork, codes: Iterable[str], person: Person, phrases: Phrases
) -> tuple[list[Markup], list[str]]:
    """Return how those of `codes` that have ended did so, and the other codes."""
    said = {code: await how_ended(uow, number_of(code), person, phrases) for code in codes}
    return [line for line in said.values() if line is not None], [code for code, line in said.items() if line is None]


async def _may_see(uow: UnitOfWork, task: Task, person: Person) -> bool:
    """Whether somebody may hear of it: an official when the agency had a share of it, everybody else always."""
    if person.role not in AGENCY_ROLES:
        return True
    sheet = (await uow.directives.sheets_of([task.id]))[task.id]
    agency = (await uow.agencies.registry()).get(person.agency_id) if person.agency_id is not None else None
    return agency is not None and agency.name in {*sheet.lead, *sheet.coordinating}
