"""`read` and `import`: from a file to what was understood, and into the database."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from bot.commands.office import Office, open_office
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json, print_lines
from bot.commands.reading import read_file, refused_as_json, worded
from bot.conversation.audiences import whole_office
from bot.conversation.reviewing.review import announce_directive, unmatched_in
from bot.texts import commands as texts
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.calendar import WorkingCalendar
from data.domain.directive import Directive
from data.domain.message import Message
from data.domain.task import TaskSheet, TaskState
from data.intake.draft import DirectiveDraft, Unreadable
from data.intake.filling import fill_in
from data.office.acting import Refused
from data.office.amending import fill_in_directive
from data.office.importing import confirm_directive, store_directive


@dataclass(frozen=True, slots=True)
class Stated:
    """What the operator says about a directive beside its file."""

    number: str | None = None
    issued_on: date | None = None
    confirm: bool = False


def parse_day(text: str | None) -> date | None:
    """Read 2024-05-13 or 13/5/2024; CommandFailed for anything else."""
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise CommandFailed(texts.BAD_DAY.format(text=text), code=WRONG_INPUT)


async def import_directive(file: Path, stated: Stated, *, as_json: bool) -> None:
    """Store a directive with its tasks as drafts, or find it again; `stated.confirm` makes them live."""
    async with open_office() as office:
        draft = _read(file, office.rules.calendar, as_json=as_json)
        await _import(draft, stated, office, as_json=as_json)


def _read(file: Path, calendar: WorkingCalendar, *, as_json: bool) -> DirectiveDraft:
    """Return what the file holds; CommandFailed when that is no directive with tasks."""
    try:
        draft = read_file(file, calendar)
    except Unreadable as error:
        if as_json:
            print_json(refused_as_json(str(file), error))
        raise CommandFailed(worded(str(file), error), code=WRONG_INPUT) from None
    if not draft.tasks:
        raise CommandFailed(texts.BAD_FILE.format(file=file, problem=texts.NO_TASKS_TO_STORE), code=WRONG_INPUT)
    return draft


async def _import(draft: DirectiveDraft, stated: Stated, office: Office, *, as_json: bool) -> None:
    async with office.database.work() as uow:
        try:
            directive, new = await _stored(uow, draft, stated, office)
        except Refused:
            raise CommandFailed(texts.NUMBER_TAKEN) from None
        if stated.confirm:
            await _confirm(uow, directive, office)
        elif new:
            await announce_directive(uow, directive.id, office.rules, office.texts, office.now)
        sheets = await uow.directives.sheets(directive.id)
        await uow.commit()
    _show(directive, sheets, stated, new=new, as_json=as_json)


async def _stored(uow: UnitOfWork, draft: DirectiveDraft, stated: Stated, office: Office) -> tuple[Directive, bool]:
    filled = fill_in(draft, stated.number, stated.issued_on, office.rules.calendar.is_working)
    stored = await store_directive(uow, filled, office.rules, office.now)
    if stored.new or not (stated.number or stated.issued_on):
        return stored.directive, stored.new
    later = await fill_in_directive(
        uow, stored.directive.id, stated.number, stated.issued_on, None, office.rules, office.now
    )
    return later.directive, False


async def _confirm(uow: UnitOfWork, directive: Directive, office: Office) -> None:
    """Make the drafts live and tell the office, with the leads that the registry does not know."""
    try:
        sheets = await confirm_directive(uow, directive.id, None, office.rules, office.now)
    except Refused:
        # Somebody has confirmed it before: what was asked for is true.
        return
    live = _followed(sheets)
    said = {"label": directive.label, "count": len(live), "unmatched": unmatched_in(live)}
    due_at = office.rules.calendar.next_push(office.now)
    for person in await whole_office(uow):
        words = office.texts.of(person)
        text = words.say("review.confirmed_news", who=words.say("common.operator"), **said)
        news = Message(text, language=words.language)
        await uow.outbox.put(Outgoing(Kind.NOTICE, due_at, news, person_id=person.id), office.now)


def _followed(sheets: Iterable[TaskSheet]) -> list[TaskSheet]:
    """Return the tasks that are followed, or will be once they are live, without those left out."""
    return [sheet for sheet in sheets if sheet.task.state in {TaskState.DRAFT, TaskState.OPEN}]


def _show(directive: Directive, sheets: list[TaskSheet], stated: Stated, *, new: bool, as_json: bool) -> None:
    followed = _followed(sheets)
    unmatched = list(dict.fromkeys(name for sheet in followed for name in sheet.unmatched))
    if as_json:
        identity = {name: asdict(directive)[name] for name in ("id", "number", "symbol")}
        issued_on = directive.issued_on.isoformat() if directive.issued_on else None
        print_json(
            {
                "directive": identity | {"issued_on": issued_on},
                "new": new,
                "tasks": [sheet.as_json() for sheet in sheets],
                "unmatched": unmatched,
            }
        )
        return
    stored = texts.STORED_LIVE if stated.confirm else texts.STORED_DRAFTS
    print_lines([(stored if new else texts.STORED_BEFORE).format(label=directive.label, count=len(followed))])
    print_lines(f"{sheet.task.code}  {sheet.task.title}" for sheet in followed)
    if unmatched:
        print_lines([texts.UNMATCHED.format(names="; ".join(unmatched))])
