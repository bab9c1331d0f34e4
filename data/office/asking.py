"""The one road for figures and lists: the same numbers in a command, a question, a digest and on the command line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from data.db.unit import UnitOfWork
from data.domain.figures import AgencyFigures, Figures, by_agency, soon_until, summed
from data.domain.history import as_of, meets
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.domain.question import Page, TaskFilter
from data.domain.task import Assignment, number_of
from data.office.acting import Rules

_NEVER = datetime.max.replace(tzinfo=UTC)
FEW = 20
"""Tasks that are sooner loaded than counted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the lead assignments that were meant count up to, and themselves, or a page of them, by deadline.

    `starred` are the tasks that the viewer watches; their assignments come first. `number` is that of the task, and
    `directive_id` the directive, that everything found belongs to; None when there are several.
    """

    agencies: tuple[AgencyFigures, ...]
    assignments: tuple[Assignment, ...]
    starred: frozenset[int] = frozenset()
    number: int | None = None
    directive_id: int | None = None

    @property
    def figures(self) -> Figures:
        """The figures of all agencies together."""
        return summed(one.figures for one in self.agencies)


@dataclass(frozen=True, slots=True)
class Manners:
    """How agencies, by name, answer: how often they wished for more time, and the working days to their first words.

    `days` are those of all tasks that were acknowledged, together; `acknowledged` counts these tasks.
    """

    wishes: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    acknowledged: Mapping[str, int] = field(default_factory=dict)


async def ask(
    uow: UnitOfWork,
    asked: TaskFilter,
    now: datetime,
    rules: Rules,
    *,
    viewer: Person | None = None,
    since: datetime | None = None,
    page: Page | None = None,
) -> Answer:
    """Return what `asked` means at `now`; `viewer` None is the operator, who sees everything.

    Officials see the tasks in which their agency has a part, and nothing else is counted for them (domain rule 15).
    `since` begins the period of the update rate. With a `page` only its rows are loaded; the figures are of all.
    """
    seen = _as_seen(asked, now, rules, viewer)
    if seen is None:
        return Answer((), ())
    starred = await _stars(uow, viewer)
    if page is None:
        return _answer(await uow.questions.find(seen, now, rules.policy), starred, now, rules, since)
    rows = await uow.questions.page(seen, now, rules.policy, _or_few(page), starred) if page.size else []
    if not page.offset and len(rows) < _or_few(page).size:
        return _shown(_answer(rows, starred, now, rules, since), page)
    counted = await uow.questions.count(seen, now, rules.policy, soon_until(now, rules.calendar), since)
    return Answer(counted.agencies, tuple(rows[: page.size]), starred, counted.number, counted.directive_id)


def _or_few(page: Page) -> Page:
    """Return what is loaded for a first page: a little more, so that where that is all nothing need be counted."""
    return page if page.offset or not page.size else Page(0, max(FEW, page.size) + 1)


def _shown(answer: Answer, page: Page) -> Answer:
    return replace(answer, assignments=answer.assignments[page.offset : page.offset + page.size])


async def recall(
    uow: UnitOfWork,
    asked: TaskFilter,
    moment: datetime,
    rules: Rules,
    *,
    viewer: Person | None = None,
    since: datetime | None = None,
    page: Page | None = None,
) -> Answer:
    """Return what `ask` would have answered at a past `moment`, replayed from what was kept."""
    seen = _as_seen(asked, moment, rules, viewer)
    found: list[Assignment] = []
    for history in await uow.histories.find(seen) if seen is not None else []:
        stood = as_of(history, moment)
        if seen is not None and stood is not None and meets(seen, history, stood, moment, rules.calendar):
            found.append(stood)
    found.sort(key=lambda one: (one.due_at or _NEVER, number_of(one.code), one.id))
    answer = _answer(found, await _stars(uow, viewer), moment, rules, since)
    return answer if page is None else _shown(answer, page)


async def manners(
    uow: UnitOfWork, asked: TaskFilter, now: datetime, rules: Rules, *, viewer: Person | None = None
) -> Manners:
    """Return how the agencies answer that `asked` means at `now`."""
    seen = _as_seen(asked, now, rules, viewer)
    if seen is None:
        return Manners()
    days, acknowledged = Counter[str](), Counter[str]()
    async for one in uow.questions.answered(seen, now, rules.policy):
        days[one.agency] += one.count * _days_between(one.entered_at, one.acknowledged_at, rules)
        acknowledged[one.agency] += one.count
    return Manners(await uow.questions.wishes(seen, now, rules.policy), days, acknowledged)


async def past_manners(uow: UnitOfWork, answer: Answer, rules: Rules) -> Manners:
    """Return the same of an answer of `recall`, which must hold all its rows."""
    counted = await uow.questions.wishes_for([one.id for one in answer.assignments])
    wishes, days, acknowledged = Counter[str](), Counter[str](), Counter[str]()
    for one in answer.assignments:
        wishes[one.agency_name] += counted[one.id]
        if one.acknowledged_at is not None:
            days[one.agency_name] += _days_between(one.entered_at, one.acknowledged_at, rules)
            acknowledged[one.agency_name] += 1
    return Manners(wishes, days, acknowledged)


def _days_between(entered_at: datetime, acknowledged_at: datetime, rules: Rules) -> int:
    day = rules.calendar.office_day
    return rules.calendar.working_days_between(day(entered_at), day(acknowledged_at))


async def _stars(uow: UnitOfWork, viewer: Person | None) -> frozenset[int]:
    return frozenset() if viewer is None else await uow.stars.of(viewer.id)


def _answer(
    found: Sequence[Assignment], starred: frozenset[int], now: datetime, rules: Rules, since: datetime | None
) -> Answer:
    """Return the answer of what was loaded: counted, and what is starred first."""
    numbers, directives = {number_of(one.code) for one in found}, {one.directive_id for one in found}
    return Answer(
        by_agency(found, now, rules.calendar, since),
        tuple(sorted(found, key=lambda one: one.task_id not in starred)),
        starred,
        numbers.pop() if len(numbers) == 1 else None,
        directives.pop() if len(directives) == 1 else None,
    )


def _as_seen(asked: TaskFilter, now: datetime, rules: Rules, viewer: Person | None) -> TaskFilter | None:
    """Return `asked` as far as `viewer` may see it; None for who sees nothing."""
    asked = replace(asked, soon_until=soon_until(now, rules.calendar))
    if viewer is None or may(viewer, Action.SEE_ALL):
        return asked
    if viewer.agency_id is None or not viewer.active:
        return None
    return replace(asked, visible_to=viewer.agency_id)
