"""Drafts put right on the page, by the same use cases as in chat."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

from starlette.responses import Response

from bot.conversation.naming import agencies_in
from bot.conversation.reviewing.stating import deadline_in
from bot.office_page.directives import codes_in, due_as_typed
from bot.office_page.door import Missing, Visit
from data.db.stores.drafts import StoredDraft
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.deadline import NO_DEADLINE
from data.office import reviewing
from data.office.acting import Refusal, Refused
from data.office.versions import check_drafts, version_of


class Unclear(Exception):
    """What was typed means nothing; `sentence` says what is needed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


async def change(visit: Visit) -> Response:
    """Do with a draft what the pressed button says, if it still is what was seen."""
    page, path = visit.page, visit.request.path_params
    back = f"/van-ban/{path['directive']}"
    act = _ACTS.get(visit.field("act"))
    if act is None:
        return visit.go(back)
    async with page.database.work() as uow:
        stored = await _seen(uow, visit)
        try:
            await act(uow, visit, stored)
        except Unclear as problem:
            return visit.say(422, problem.sentence, f"{page.root}{back}#{stored.code}")
        await uow.commit()
    return visit.go(back, "saved", stored.code)


async def _seen(uow: UnitOfWork, visit: Visit) -> StoredDraft:
    """Return the draft, held until this work ends; `Refused` when it is no longer what the page showed."""
    path = visit.request.path_params
    if not await uow.drafts.hold(path["directive"]):
        raise Refused(Refusal.ALREADY_CONFIRMED)
    stored = await uow.drafts.get(path["number"])
    if stored is None or stored.directive_id != path["directive"]:
        raise Missing
    if version_of([stored]) != visit.field("version"):
        raise Refused(Refusal.CHANGED_MEANWHILE)
    return stored


async def _save(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    """Write the fields that were changed, and only those."""
    registry = await uow.agencies.registry()
    draft = stored.draft
    if visit.field("lead") != "; ".join(draft.lead):
        names = _agencies(visit, "lead", registry)
        if not names:
            raise Unclear(visit.page.texts.say("page.lead_missing"))
        await reviewing.change_lead(uow, visit.actor, stored.number, names)
    if visit.field("coordinating") != "; ".join(draft.coordinating):
        await reviewing.change_coordination(uow, visit.actor, stored.number, _agencies(visit, "coordinating", registry))
    if visit.field("due") != due_as_typed(stored):
        await _set_due(uow, visit, stored)


async def _set_due(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    words = visit.field("due")
    rules = visit.page.rules
    directive = await uow.directives.get(stored.directive_id)
    found = deadline_in(words, directive, rules.calendar.office_day(visit.now), rules.calendar) if words else ()
    if words and not found:
        raise Unclear(visit.page.texts.say("review.due_unclear", words=words))
    deadline, recurrence = found or (NO_DEADLINE, None)
    await reviewing.change_deadline(uow, visit.actor, stored.number, deadline, recurrence)


def _agencies(visit: Visit, field: str, registry: Registry) -> tuple[str, ...]:
    """Return the agencies that a field names, one after each semicolon; `Unclear` for words that name none."""
    found: list[str] = []
    for words in filter(None, map(str.strip, visit.field(field).split(";"))):
        names = agencies_in(words, registry)
        if not names:
            raise Unclear(visit.page.texts.say("review.agency_unclear", words=words))
        found += [name for name in names if name not in found]
    return tuple(found)


async def _keep(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    await reviewing.keep(uow, visit.actor, stored.number)


async def _leave_out(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    await reviewing.leave_untracked(uow, visit.actor, stored.number)


async def _bring_back(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    await reviewing.bring_back(uow, visit.actor, stored.number)


async def _split(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    await reviewing.split_draft(uow, visit.actor, stored.number, visit.page.rules)


async def _join(uow: UnitOfWork, visit: Visit, stored: StoredDraft) -> None:
    await reviewing.join_drafts(uow, visit.actor, [stored.number, *codes_in(visit.field("with"))])


_Act = Callable[[UnitOfWork, Visit, StoredDraft], Awaitable[None]]
_ACTS: Mapping[str, _Act] = MappingProxyType(
    {
        "save": _save,
        "keep": _keep,
        "leave_out": _leave_out,
        "bring_back": _bring_back,
        "split": _split,
        "join": _join,
    }
)


async def add(visit: Visit) -> Response:
    """Add what the words order to the drafts of a directive."""
    page, directive_id = visit.page, visit.request.path_params["directive"]
    words = visit.field("words")
    if not words:
        return visit.say(422, page.texts.say("page.words_missing"), f"{page.root}/van-ban/{directive_id}")
    async with page.database.work() as uow:
        await check_drafts(uow, directive_id, visit.field("version"))
        await reviewing.add_tasks(uow, visit.actor, directive_id, words, page.rules)
        await uow.commit()
    return visit.go(f"/van-ban/{directive_id}", "saved")
