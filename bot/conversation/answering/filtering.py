"""From what a question means to which tasks it is about, for the person who asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.language.meaning import Asks, DateRange, Query
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.permissions import Action, may
from data.domain.person import Person, Role
from data.domain.question import Condition, Day, TaskFilter
from data.domain.task import number_of
from data.folding import fold
from data.office.acting import Rules

_DISTRICTS = ("ubnd huyen ", "ubnd thi xa ", "ubnd thanh pho ")
_COMMUNES = ("ubnd xa ", "ubnd phuong ", "ubnd thi tran ", "ubnd dac khu ")
GROUPS = {
    "cac so, ban, nganh": ("so ", "ban ", "thanh tra ", "van phong "),
    "ubnd cac huyen, thi xa, thanh pho": _DISTRICTS,
    "ubnd cac xa, phuong": _COMMUNES,
    "cac dia phuong": _DISTRICTS + _COMMUNES,
}
"""The groups that documents and leaders name, and how the names of their members begin, folded."""

_OF_ONES_OWN = frozenset({Asks.LIST, Asks.COUNT, Asks.SUMMARY, Asks.RANK})
"""What an official asks without naming an agency is meant of the own one; a task or a directive is not."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The filter a question stands for, and the names in it that nobody of the registry bears.

    `shown` is the question as it is said back: agencies by their full names, the own one of an official too.
    """

    asked: TaskFilter
    shown: Query
    agencies: tuple[str, ...] = ()
    assigner: str | None = None
    directive: str | None = None


def intent_of(query: Query) -> Asks:
    """Return what is asked for, a follow-up taken with the question before it."""
    if query.intent is Asks.FOLLOW_UP:
        return query.resolved_intent or Asks.OTHER
    return query.intent


async def meant_by(uow: UnitOfWork, query: Query, person: Person, rules: Rules) -> Meant:
    """Return which tasks `query` is about when `person` asks it."""
    registry = await uow.agencies.registry()
    ids, names, unknown = await _agencies(uow, query, registry)
    called = tuple(_called(name, registry) for name in query.agencies)
    if not query.agencies and intent_of(query) in _OF_ONES_OWN and not may(person, Action.SEE_ALL):
        ids = (person.agency_id,) if person.agency_id is not None else ()
        called = tuple(registry.get(own).name for own in ids)
    coordinates = query.role == "coordinating"
    asked = TaskFilter(
        conditions=tuple(Condition(status) for status in query.status if status in set(Condition)),
        agency_names=names,
        numbers=tuple(number_of(code) for code in query.task_refs),
        words=fold(query.keywords) if query.keywords else None,
        agency_ids=() if coordinates else ids,
        coordinator_ids=ids if coordinates else (),
    )
    asked = within(asked, query.date_range, query.date_field, rules)
    asked = await _of_directive(uow, query, asked)
    leaders = await _leaders(uow, query.assigner) if query.assigner else ()
    return Meant(
        replace(asked, leader_ids=leaders),
        replace(query, agencies=called),
        agencies=unknown,
        assigner=None if leaders else query.assigner,
        directive=query.directive_ref if asked.directive_ids == () else None,
    )


def within(asked: TaskFilter, days: DateRange | None, field: str | None, rules: Rules) -> TaskFilter:
    """Return `asked` for these days only."""
    if days is None:
        return asked

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, rules.policy.zone)

    return replace(
        asked,
        day=Day(field) if field else Day.DUE,
        start_at=midnight(days.start) if days.start else None,
        end_at=midnight(days.end + timedelta(days=1)) if days.end else None,
    )


async def _agencies(
    uow: UnitOfWork, query: Query, registry: Registry
) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the ids, the names that only documents use, and the names that nobody knows."""
    ids: list[int] = []
    names: list[str] = []
    unknown: list[str] = []
    for name in query.agencies:
        members = _members(name, registry)
        ids.extend(members)
        if await uow.questions.names_agency(name):
            names.append(name)
        elif not members:
            unknown.append(name)
    return tuple(dict.fromkeys(ids)), tuple(names), tuple(unknown)


def _called(name: str, registry: Registry) -> str:
    agency = registry.find(name)
    return agency.name if agency else name


def _members(name: str, registry: Registry) -> list[int]:
    """Return the agency of that name, or those of that group."""
    if (agency := registry.find(name)) is not None:
        return [agency.id]
    starts = GROUPS.get(fold(name), ())
    return [agency.id for agency in registry.agencies if starts and f"{fold(agency.name)} ".startswith(starts)]


async def _of_directive(uow: UnitOfWork, query: Query, asked: TaskFilter) -> TaskFilter:
    """Return `asked` for the directive that is named by its number or by words of its subject.

    A directive found by its subject needs no date: people name the day of the meeting, which is not its own.
    """
    if query.directive_ref:
        number, _, symbol = query.directive_ref.partition("/")
        return replace(asked, directive_ids=tuple(await uow.questions.directives_numbered(number, symbol)))
    if intent_of(query) is Asks.DIRECTIVE and query.keywords:
        found = await uow.questions.directives_about(query.keywords)
        if found:
            return replace(asked, directive_ids=tuple(found), words=None, start_at=None, end_at=None)
    return asked


async def _leaders(uow: UnitOfWork, assigner: str) -> tuple[int, ...]:
    """Return the leaders named by name ("Phó Chủ tịch Mai Sơn") or else by post ("Chủ tịch")."""
    leaders = await uow.people.with_roles({Role.LEADER})
    return tuple(person.id for person in _named(leaders, fold(assigner)))


def _named(leaders: Sequence[Person], wanted: str) -> list[Person]:
    by_name = [person for person in leaders if f" {wanted} ".endswith(f" {fold(person.name)} ")]
    return by_name or [person for person in leaders if f"{fold(person.post)} ".startswith(f"{wanted} ")]
