"""The one road for figures and lists: the same numbers in a command, a question, a digest and on the command line."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from data.db.unit import UnitOfWork
from data.domain.figures import Figures, TimeClass, figures, soon_until, time_class
from data.domain.history import as_of, meets
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment
from data.office.acting import Rules

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Answer:
    """Every lead assignment that was meant, by deadline, and what they count up to.

    `starred` are the tasks that the viewer watches; their assignments come first.
    """

    figures: Figures
    assignments: tuple[Assignment, ...]
    starred: frozenset[int] = frozenset()


async def ask(
    uow: UnitOfWork,
    asked: TaskFilter,
    now: datetime,
    rules: Rules,
    *,
    viewer: Person | None = None,
    since: datetime | None = None,
) -> Answer:
    """Return what `asked` means at `now`; `viewer` None is the operator, who sees everything.

    Officials see the tasks in which their agency has a part, and nothing else is counted for them (domain rule 15).
    `since` begins the period of the update rate.
    """
    seen = _as_seen(asked, now, rules, viewer)
    found = await _find(uow, seen, now, rules) if seen is not None else []
    return _starred_first(found, figures(found, now, rules.calendar, since), await _stars(uow, viewer))


async def recall(
    uow: UnitOfWork,
    asked: TaskFilter,
    moment: datetime,
    rules: Rules,
    *,
    viewer: Person | None = None,
    since: datetime | None = None,
) -> Answer:
    """Return what `ask` would have answered at a past `moment`, replayed from what was kept."""
    seen = _as_seen(asked, moment, rules, viewer)
    found: list[Assignment] = []
    for history in await uow.histories.find(seen) if seen is not None else []:
        stood = as_of(history, moment)
        if seen is not None and stood is not None and meets(seen, history, stood, moment, rules.calendar):
            found.append(stood)
    found.sort(key=lambda one: (one.due_at or _NEVER, int(one.code.removeprefix("NV")), one.id))
    return _starred_first(found, figures(found, moment, rules.calendar, since), await _stars(uow, viewer))


async def _stars(uow: UnitOfWork, viewer: Person | None) -> frozenset[int]:
    return frozenset() if viewer is None else await uow.stars.of(viewer.id)


def _starred_first(found: list[Assignment], counted: Figures, starred: frozenset[int]) -> Answer:
    return Answer(counted, tuple(sorted(found, key=lambda one: one.task_id not in starred)), starred)


def _as_seen(asked: TaskFilter, now: datetime, rules: Rules, viewer: Person | None) -> TaskFilter | None:
    """Return `asked` as far as `viewer` may see it; None for who sees nothing."""
    asked = replace(asked, soon_until=soon_until(now, rules.calendar))
    if viewer is None or may(viewer, Action.SEE_ALL):
        return asked
    if viewer.agency_id is None or not viewer.active:
        return None
    return replace(asked, visible_to=viewer.agency_id)


async def _find(uow: UnitOfWork, asked: TaskFilter, now: datetime, rules: Rules) -> list[Assignment]:
    """Find what is meant; what was done late is judged by office days, as the figures judge it."""
    found = await uow.questions.find(asked, now)
    if Condition.DONE_LATE not in asked.conditions:
        return found
    others = tuple(condition for condition in asked.conditions if condition is not Condition.DONE_LATE)
    also = await uow.questions.find(replace(asked, conditions=others), now) if others else []
    kept = {one.id for one in also}
    return [one for one in found if one.id in kept or time_class(one, now, rules.calendar) is TimeClass.DONE_LATE]
