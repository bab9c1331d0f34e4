"""`understand`: messages in, one JSON object a line, and their meaning out."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from bot.commands.office import named_database_failures
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json
from bot.language.agencies import AgencyNames
from bot.language.as_json import query_row, reply_row
from bot.settings import Settings, load_settings, office_policy
from bot.texts import commands as texts
from data.db.engine import Database
from data.db.stores.agencies import AgencyEntry
from data.db.version import prepare
from data.domain.agency import Agency, Registry
from data.domain.calendar import WorkingCalendar
from data.registry_files import read_agencies
from data.sample import AGENCIES, sample


def understand_messages(*, queries: bool, explain: bool) -> None:
    """Print the meaning of each line of standard input; CommandFailed names the lines that are no messages."""
    settings = load_settings()
    meaning: Callable[[dict[str, Any]], dict[str, object]] = (
        partial(query_row, names=_agency_names(settings), explain=explain)
        if queries
        else partial(reply_row, is_working=WorkingCalendar(office_policy(settings)).is_working, explain=explain)
    )
    bad: list[str] = []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            print_json(meaning(_message(line)))
        except _NotAMessage as error:
            bad.append(texts.BAD_LINE.format(line=number, problem=error))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            bad.append(texts.BAD_LINE.format(line=number, problem=texts.FIELD_MISSING.format(field=error)))
    if bad:
        raise CommandFailed(*bad, code=WRONG_INPUT)


def _agency_names(settings: Settings) -> AgencyNames:
    """Return the names of the given database's agencies; without a database, or one of none, those of the sample."""
    entries: Iterable[Agency | AgencyEntry] = ()
    if "database_url" in settings.model_fields_set:
        entries = asyncio.run(_stored_agencies(settings.database_url))
    entries = entries or read_agencies(sample(AGENCIES), Registry(()))
    return AgencyNames((agency.name, agency.aliases) for agency in entries)


async def _stored_agencies(database_url: str) -> tuple[Agency, ...]:
    """Return the agencies of a database; one that does not exist yet is not made for this."""
    with named_database_failures():
        database = Database(database_url)
        try:
            if database.embedded and not (database.file and database.file.exists()):
                return ()
            await prepare(database)
            async with database.reading() as uow:
                return (await uow.agencies.registry()).agencies
        finally:
            await database.close()


class _NotAMessage(Exception):
    """The line is no JSON object with a text."""


def _message(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise _NotAMessage(texts.NOT_JSON) from None
    if not isinstance(row, dict):
        raise _NotAMessage(texts.NOT_JSON)
    if not isinstance(row.get("text"), str):
        raise _NotAMessage(texts.FIELD_MISSING.format(field="text"))
    return row
