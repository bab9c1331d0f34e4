"""Agencies merged and renamed in the chat: understood, read back, done after yes, told to everybody concerned."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.conversation import audiences
from bot.conversation.heard_words import any_of
from bot.conversation.naming import agencies_in
from bot.conversation.turn import Turn
from bot.language.dates import find_day
from bot.texts.catalogue import Texts
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.agency import Agency, Registry
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.office.acting import Refusal, Refused, Rules
from data.office.merging import Merger, merge_agencies, rename_agency

_FROM = rf"(?:\s+(?:{any_of('agencies', 'from')})\s+(?P<day>[^,;]+?))?\s*[.!]?"
_INTO = any_of("agencies", "into")
_MERGES = (
    re.compile(
        rf"(?:{any_of('agencies', 'merge')})\s+(?P<agency>.+?)\s+(?:vào|vao)\s+(?P<into>.+?){_FROM}", re.IGNORECASE
    ),
    re.compile(rf"(?P<agency>.+?)\s+(?:{_INTO})\s+(?P<into>.+?){_FROM}", re.IGNORECASE),
)
_RENAMES = re.compile(
    rf"(?:đổi tên\s+)?(?P<agency>.+?)\s+(?:{any_of('agencies', 'renamed')})\s+(?P<name>.+?)\s*[.!]?", re.IGNORECASE
)


def speaks_of_change(text: str) -> bool:
    """Whether the words state a merger or a new name."""
    typed = " ".join(text.split())
    return not typed.endswith("?") and (_merges(typed) or _RENAMES.fullmatch(typed)) is not None


def _merges(typed: str) -> re.Match[str] | None:
    return next((found for pattern in _MERGES if (found := pattern.fullmatch(typed))), None)


async def hear_merger(turn: Turn, text: str) -> bool:
    """Read back that an agency goes over into another or bears another name; False when the words say neither."""
    if not speaks_of_change(text) or not may(turn.person, Action.CHANGE_AGENCIES):
        return False
    typed = " ".join(text.split())
    merges, renames = _merges(typed), _RENAMES.fullmatch(typed)
    registry = await turn.uow.agencies.registry()
    if merges is not None:
        await _ask_merge(turn, merges, registry)
    elif renames is not None:
        agency = _agency(renames["agency"], registry)
        args: dict[str, object] = {"agency": agency.id, "name": renames["name"]}
        text = turn.texts.say("merging.ask_rename", agency=agency.name, name=renames["name"])
        yes = turn.choice("merging.choose_rename", "send_name", args)
        await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")])
    return True


async def _ask_merge(turn: Turn, found: re.Match[str], registry: Registry) -> None:
    agency, successor = _agency(found["agency"], registry), _agency(found["into"], registry)
    on = find_day(found["day"], today=turn.today) if found["day"] else turn.today
    if on is None:
        await turn.answer(turn.texts.say("review.due_unclear", words=found["day"]))
        return
    held = await turn.uow.assignments.held_by(agency.id)
    args: dict[str, object] = {"agency": agency.id, "into": successor.id, "on": on.isoformat()}
    text = turn.texts.say("merging.ask_merge", agency=agency.name, successor=successor.name, on=on, tasks=len(held))
    yes = turn.choice("merging.choose_merge", "send_merger", args)
    await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")])


def _agency(words: str, registry: Registry) -> Agency:
    """Return the one agency that words name; `Refused` for none, for several and for one that nobody knows."""
    names = agencies_in(words, registry)
    found = registry.find(names[0] if len(names) == 1 else words)
    if found is None:
        raise Refused(Refusal.UNKNOWN_AGENCY)
    return found


async def press_merge(turn: Turn, args: Mapping[str, Any]) -> None:
    """Let the agency go over, at once or on its day."""
    registry = await turn.uow.agencies.registry()
    agency, successor = registry.get(int(args["agency"])), registry.get(int(args["into"]))
    on = date.fromisoformat(args["on"])
    merger = await merge_agencies(turn.uow, agency, successor, on, turn.rules, turn.now, turn.actor)
    told = await tell_merger(turn.uow, merger, turn.rules, turn.texts, turn.now, turn.person)
    await turn.answer(turn.texts.say("merging.merged", **_said(merger), told=told))


async def press_rename(turn: Turn, args: Mapping[str, Any]) -> None:
    """Give the agency its new name."""
    agency = (await turn.uow.agencies.registry()).get(int(args["agency"]))
    renamed = await rename_agency(turn.uow, agency, args["name"], turn.now, turn.actor)
    told = await tell_name(turn.uow, agency, renamed, turn.rules, turn.texts, turn.now, turn.person)
    await turn.answer(turn.texts.say("merging.renamed", agency=agency.name, name=renamed.name, told=told))


async def tell_merger(
    uow: UnitOfWork, merger: Merger, rules: Rules, texts: Texts, now: datetime, teller: Person | None = None
) -> int:
    """Tell both agencies and the office, now and, if the day is to come, on its morning; return how many people."""
    people = await _concerned(uow, {merger.agency.id, merger.successor.id}, teller)
    moments = [rules.calendar.next_push(now)]
    if not merger.done:
        moments.append(rules.calendar.morning(rules.calendar.next_working(merger.on)))
    await _tell(uow, people, partial(_say, texts, "merging.news", _said(merger)), moments, now)
    return len(people)


async def tell_name(
    uow: UnitOfWork,
    agency: Agency,
    renamed: Agency,
    rules: Rules,
    texts: Texts,
    now: datetime,
    teller: Person | None = None,
) -> int:
    """Tell the agency's people and the office of its new name; return to how many."""
    people = await _concerned(uow, {agency.id}, teller)
    said: dict[str, object] = {"agency": agency.name, "name": renamed.name}
    await _tell(uow, people, partial(_say, texts, "merging.name_news", said), [rules.calendar.next_push(now)], now)
    return len(people)


async def _concerned(uow: UnitOfWork, agency_ids: set[int], teller: Person | None) -> list[Person]:
    people = [*await audiences.everybody_of(uow, agency_ids), *await audiences.whole_office(uow)]
    return list({one.id: one for one in people if teller is None or one.id != teller.id}.values())


async def _tell(
    uow: UnitOfWork,
    people: Iterable[Person],
    word: Callable[[Person], Message],
    moments: Sequence[datetime],
    now: datetime,
) -> None:
    for person in people:
        for due_at in moments:
            await uow.outbox.put(Outgoing(Kind.NOTICE, due_at, word(person), person_id=person.id), now)


def _say(texts: Texts, key: str, said: Mapping[str, object], person: Person) -> Message:
    own = texts.of(person)
    return Message(own.say(key, **said), language=own.language)


def _said(merger: Merger) -> dict[str, object]:
    return {
        "agency": merger.agency.name,
        "successor": merger.successor.name,
        "on": merger.on,
        "people": merger.people,
        "tasks": merger.tasks,
        "done": merger.done,
    }
