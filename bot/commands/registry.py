"""`agencies import`, `export`, `merge` and `rename`, `people import` and `export`: the office's own lists."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from bot.commands.directives import parse_day
from bot.commands.office import open_office
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_lines
from bot.conversation.steering.merging import tell_merger, tell_name
from bot.texts import commands as texts
from bot.texts import words
from data.db.archive import written_beside
from data.domain.agency import Agency, Registry
from data.office.acting import Refused
from data.office.merging import merge_agencies, rename_agency
from data.office.registering import register_agencies, register_people
from data.registry_export import PEOPLE_EXPORTED, agency_rows, people_rows
from data.registry_files import AGENCY_COLUMNS, read_agencies, read_people
from data.spreadsheet import BadTable, Fault, Problem, read_file, write_table

T = TypeVar("T")


async def import_agencies(file: Path) -> None:
    """Add or update agencies, and match leads that nobody knew; nothing is stored unless every row is good."""
    async with open_office() as office, office.database.work() as uow:
        known = await uow.agencies.registry()
        entries = _read(file, lambda raw: read_agencies(raw, known))
        matched = await register_agencies(uow, entries, office.now)
        new = len((await uow.agencies.registry()).agencies) - len(known.agencies)
        await uow.commit()
    print_lines([texts.AGENCIES_IMPORTED.format(count=len(entries), new=new)])
    if matched:
        print_lines([texts.MATCHED.format(count=matched)])


async def import_people(file: Path) -> None:
    """Add or update people; whoever is no longer active is unpaired at once."""
    async with open_office() as office, office.database.work() as uow:
        known = len(await uow.people.everybody())
        registry = await uow.agencies.registry()
        try:
            entries = _read(file, lambda raw: read_people(raw, registry))
        except CommandFailed as failure:
            first = () if registry.agencies else (texts.AGENCIES_FIRST,)
            raise CommandFailed(*failure.lines, *first, code=failure.code) from None
        await register_people(uow, entries, office.now)
        new = len(await uow.people.everybody()) - known
        await uow.commit()
    print_lines([texts.PEOPLE_IMPORTED.format(count=len(entries), new=new)])


async def export_agencies(file: Path) -> None:
    """Write the agencies as the import takes them back."""
    async with open_office() as office, office.database.reading() as uow:
        rows = agency_rows(await uow.agencies.registry())
    _write(file, AGENCY_COLUMNS, rows)


async def export_people(file: Path) -> None:
    """Write the people as the import takes them back."""
    async with open_office() as office, office.database.reading() as uow:
        rows = people_rows(await uow.people.registered(), await uow.agencies.registry())
    _write(file, PEOPLE_EXPORTED, rows)


def _write(file: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"csv", "xlsx"}:
        raise CommandFailed(texts.EXPORT_ENDING.format(file=file), code=WRONG_INPUT)
    with written_beside(file) as target:
        target.write(write_table(columns, rows, kind))
    print_lines([texts.EXPORTED.format(count=len(rows), file=file)])


async def merge(code: str, into: str, on: str | None) -> None:
    """Let an agency go over into another from a day on; everybody concerned is told in chat."""
    day = parse_day(on)
    async with open_office() as office, office.database.work() as uow:
        registry = await uow.agencies.registry()
        agency, successor = _agency(registry, code), _agency(registry, into)
        from_day = day or office.rules.calendar.office_day(office.now)
        with _refusals():
            merger = await merge_agencies(uow, agency, successor, from_day, office.rules, office.now)
        told = await tell_merger(uow, merger, office.rules, office.texts, office.now)
        await uow.commit()
    said = texts.MERGED if merger.done else texts.MERGES
    counts = {"people": merger.people, "tasks": merger.tasks, "told": told}
    print_lines([said.format(agency=agency.name, successor=successor.name, on=words.day(merger.on), **counts)])


async def rename(code: str, name: str) -> None:
    """Give an agency a new name; everybody concerned is told in chat."""
    async with open_office() as office, office.database.work() as uow:
        agency = _agency(await uow.agencies.registry(), code)
        with _refusals():
            renamed = await rename_agency(uow, agency, name, office.now)
        told = await tell_name(uow, agency, renamed, office.rules, office.texts, office.now)
        await uow.commit()
    print_lines([texts.RENAMED.format(agency=agency.name, name=renamed.name, told=told)])


def _agency(registry: Registry, written: str) -> Agency:
    found = registry.find(written)
    if found is None:
        raise CommandFailed(texts.NO_AGENCY.format(agency=written), code=WRONG_INPUT)
    return found


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        raise CommandFailed(texts.RESTRUCTURING[refused.why], code=WRONG_INPUT) from None


def _read(file: Path, read: Callable[[bytes], T]) -> T:
    try:
        return read(read_file(file))
    except BadTable as error:
        raise CommandFailed(*(_worded(file, problem) for problem in error.problems), code=WRONG_INPUT) from None


def _worded(file: Path, problem: Problem) -> str:
    choice = problem.fault is Fault.UNKNOWN and problem.other
    sentence = texts.UNKNOWN_CHOICE if choice else texts.FAULTS[problem.fault]
    said = sentence.format(column=problem.column, value=_short(problem.value), other=problem.other)
    place = texts.BAD_ROW if problem.row else texts.BAD_FILE
    return place.format(file=file, row=problem.row, problem=said)


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
