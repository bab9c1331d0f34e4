"""The office as a command finds it: settings, rules, clock, and a database that is ready for use."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.settings import load_settings, office_clock, office_policy
from bot.texts import commands as texts
from bot.texts.catalogue import Texts
from data.clock import MachineClock
from data.db.engine import BadUrl, Database
from data.db.version import NewerDatabase, NotMigrated, prepare
from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules


@dataclass(frozen=True, slots=True)
class Office:
    """What commands work with; `now` is office time at the start of the command."""

    database: Database
    rules: Rules
    texts: Texts
    now: datetime


@asynccontextmanager
async def open_office() -> AsyncIterator[Office]:
    """Open the office that the settings describe; CommandFailed or BadSettings when that cannot be."""
    settings = load_settings()
    policy = office_policy(settings)
    rules, words = Rules(WorkingCalendar(policy)), Texts(settings.language, policy.zone)
    with named_database_failures():
        database = Database(settings.database_url)
        try:
            await prepare(database)
            yield Office(database, rules, words, office_clock(settings, MachineClock()).now())
        finally:
            await database.close()


@contextmanager
def named_database_failures() -> Iterator[None]:
    """Say in the operator's words why a database cannot be used."""
    try:
        yield
    except BadUrl:
        raise CommandFailed(texts.BAD_DATABASE_URL, code=WRONG_INPUT) from None
    except NewerDatabase:
        raise CommandFailed(texts.NEWER_DATABASE) from None
    except NotMigrated:
        raise CommandFailed(texts.NOT_MIGRATED) from None
