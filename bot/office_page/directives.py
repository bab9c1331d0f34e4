"""Directives: handed in as files, reviewed, and made live."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from starlette.datastructures import UploadFile
from starlette.responses import Response

from bot.conversation import audiences
from bot.conversation.phrases import Phrases
from bot.conversation.reviewing.review import (
    DOUBTFUL,
    announce_to,
    earlier_in_words,
    hearers_of_end,
    say_end,
    supersede_label,
    unmatched_in,
)
from bot.language.dates import find_day
from bot.office_page.door import Visit
from bot.office_page.forms import MOST_FILE_BYTES, TooLarge
from bot.texts.catalogue import Texts
from data.db.stores.drafts import StoredDraft
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.clarity import unclear
from data.domain.message import Message
from data.domain.person import Person
from data.domain.task import TaskState
from data.intake.attachment import Attachment
from data.intake.draft import DirectiveDraft
from data.office.amending import earlier_directives, fill_in_directive, supersede
from data.office.importing import confirm_directive, store_directive
from data.office.versions import check_drafts, version_of

NEWEST = 30
"""Directives in the list below those that wait."""
_LONGEST_NUMBER = 20


async def show_list(visit: Visit) -> Response:
    """Show the directives whose drafts wait, and the newest others; above them the way in for a file."""
    return await _list(visit)


async def _list(visit: Visit, status: int = 200, sentence: str = "") -> Response:
    async with visit.page.database.reading() as uow:
        waiting = await uow.directives.unconfirmed()
        newest = await uow.directives.newest(NEWEST)
        known = await uow.directives.some(waiting)
    return visit.draw(
        "directives.html",
        status,
        sentence=sentence,
        waiting=[known[directive_id] for directive_id in reversed(waiting)],
        others=[directive for directive in newest if directive.id not in known],
    )


async def upload(visit: Visit) -> Response:
    """Take a file in as the chat does: read in a process of its own, refused with a reason or shown as drafts."""
    file = visit.form.get("file")
    say = visit.page.texts.say
    if not isinstance(file, UploadFile) or not file.filename:
        return await _list(visit, 400, say("page.no_file"))
    content = await file.read()
    if len(content) > MOST_FILE_BYTES:
        raise TooLarge
    attachment = await Attachment.read(file.filename, content)
    if attachment.classified:
        return await _list(visit, 422, say("common.classified"))
    if attachment.draft is None:
        return await _list(visit, 422, say(f"files.unreadable_{attachment.reason}"))
    if not attachment.draft.tasks:
        return await _list(visit, 422, say("files.no_tasks"))
    return await _store(visit, attachment.draft)


async def _store(visit: Visit, draft: DirectiveDraft) -> Response:
    """Store the drafts and show them to the rest of the office too, as when they come by chat."""
    page = visit.page
    async with page.database.work() as uow:
        stored = await store_directive(uow, draft, page.rules, visit.now, visit.actor)
        if stored.new:
            colleagues = [one for one in await audiences.whole_office(uow) if one.id != visit.person.id]
            await announce_to(colleagues, uow, stored.directive.id, page.rules, page.texts, visit.now)
        await uow.commit()
    page.told()
    return visit.go(f"/van-ban/{stored.directive.id}", "stored" if stored.new else "known")


async def show_one(visit: Visit) -> Response:
    """Show a directive: its drafts with what is unclear, or what became of them."""
    page, directive_id = visit.page, visit.request.path_params["directive"]
    async with page.database.reading() as uow:
        directive = await uow.directives.get(directive_id)
        stored = await uow.drafts.of(directive_id)
        registry = await uow.agencies.registry()
        waits = await uow.directives.waits(directive_id)
        earlier = [one for one in await earlier_directives(uow, directive_id) if one.owed]
    rows = [_row(page.texts, one, registry) for one in stored]
    return visit.draw(
        "directive.html",
        directive=directive,
        drafts=rows,
        live=sum(one.state is TaskState.DRAFT for one in stored),
        waits=waits,
        earlier=[
            (one.directive.id, earlier_in_words(page.texts, one), supersede_label(page.texts, one)) for one in earlier
        ],
        version=version_of(stored),
        agencies=[agency.name for agency in registry.agencies],
    )


def _row(texts: Texts, stored: StoredDraft, registry: Registry) -> dict[str, object]:
    draft = stored.draft
    unmatched = [name for name in draft.lead if registry.find(name) is None]
    points = unclear(draft.content, draft.lead, draft.deadline, known=not unmatched)
    is_draft = stored.state is TaskState.DRAFT
    return {
        "code": stored.code,
        "number": stored.number,
        "state": stored.state.value,
        "content": draft.content,
        "lead": "; ".join(draft.lead),
        "coordinating": "; ".join(draft.coordinating),
        "due": due_as_typed(stored),
        "unmatched": unmatched,
        "unclear": [texts.say(f"review.unclear_{point}") for point in points] if is_draft else [],
        "doubtful": draft.confidence < DOUBTFUL,
        "version": version_of([stored]),
    }


def due_as_typed(stored: StoredDraft) -> str:
    """Return the deadline of a draft as somebody would type it: its day, or the words that come to none."""
    deadline = stored.draft.deadline
    return f"{deadline.due_on:%d/%m/%Y}" if deadline.due_on else deadline.text or ""


async def confirm(visit: Visit) -> Response:
    """Make the drafts live, if they still are those that were seen; the rest of the office hears of it."""
    page, directive_id = visit.page, visit.request.path_params["directive"]
    async with page.database.work() as uow:
        await check_drafts(uow, directive_id, visit.field("version"))
        sheets = await confirm_directive(uow, directive_id, visit.actor, page.rules, visit.now)
        live = [sheet for sheet in sheets if sheet.task.state is TaskState.OPEN]
        said: dict[str, object] = {"count": len(live), "unmatched": unmatched_in(live)}
        directive = await uow.directives.get(directive_id)
        said |= {"who": visit.person.name, "label": directive.label}
        office = await audiences.whole_office(uow)
        await _tell(uow, visit, office, lambda words: Message(words.texts.say("review.confirmed_news", **said)))
        await uow.commit()
    page.told()
    return visit.go(f"/van-ban/{directive_id}", "confirmed")


async def _tell(uow: UnitOfWork, visit: Visit, people: Iterable[Person], word: Callable[[Phrases], Message]) -> None:
    """Queue a notice to these people, save who visits, within pushing hours and in the language of each."""
    due_at = visit.page.rules.calendar.next_push(visit.now)
    for person in people:
        if person.id != visit.person.id:
            words = visit.page.read_by(person).phrases
            news = replace(word(words), language=words.texts.language)
            await uow.outbox.put(Outgoing(Kind.NOTICE, due_at, news, person_id=person.id), visit.now)


async def end_earlier(visit: Visit) -> Response:
    """End what is owed of an earlier directive that this one replaces or withdraws; who is concerned hears of it."""
    page, directive_id = visit.page, visit.request.path_params["directive"]
    async with page.database.work() as uow:
        earlier = await supersede(uow, visit.actor, directive_id, visit.request.path_params["earlier"])
        successor = await uow.directives.get(directive_id)
        for people, codes in await hearers_of_end(uow, earlier):
            await _tell(uow, visit, people, partial(say_end, codes, successor, earlier))
        await uow.commit()
    page.told()
    return visit.go(f"/van-ban/{directive_id}", "ended")


async def fill_in(visit: Visit) -> Response:
    """Fill in the number and day that the document leaves blank."""
    page, directive_id = visit.page, visit.request.path_params["directive"]
    number, words = visit.field("number")[:_LONGEST_NUMBER], visit.field("issued_on")
    day = find_day(words, today=page.rules.calendar.office_day(visit.now)) if words else None
    if not number and day is None:
        return visit.say(422, page.texts.say("page.number_unclear"), f"{page.root}/van-ban/{directive_id}")
    async with page.database.work() as uow:
        await fill_in_directive(uow, directive_id, number or None, day, visit.actor, page.rules, visit.now)
        await uow.commit()
    return visit.go(f"/van-ban/{directive_id}", "saved")


def codes_in(words: str) -> Sequence[int]:
    """Return the numbers of the codes in words: "NV5, nv 6"."""
    return [int(found) for found in words.upper().replace("NV", " ").replace(",", " ").split() if found.isdigit()]
