"""The office as a command finds it: settings, rules, clock, and a database that is ready for use."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.settings import load_settings, office_clock, office_policy
from bot.texts import commands as texts
from data.clock import MachineClock
from data.db.engine import BadUrl, Database
from data.db.migrate import NewerDatabase, NotMigrated, prepare
from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules


@dataclass(frozen=True, slots=True)
class Office:
    """What commands work with; `now` is office time at the start of the command."""

    database: Database
    rules: Rules
    now: datetime


@asynccontextmanager
async def open_office() -> AsyncIterator[Office]:
    """Open the office that the settings describe; CommandFailed or BadSettings when that cannot be."""
    settings = load_settings()
    policy = office_policy(settings)
    async with opened(settings.database_url) as database:
        await ready(database)
        yield Office(database, Rules(policy, WorkingCalendar(policy)), office_clock(settings, MachineClock()).now())


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    """Open the database at `url` as it is."""
    try:
        database = Database(url)
    except BadUrl:
        raise CommandFailed(texts.BAD_DATABASE_URL, code=WRONG_INPUT) from None
    try:
        yield database
    finally:
        await database.close()


async def ready(database: Database) -> None:
    """Make the database ready for use: an embedded one migrates itself."""
    try:
        await prepare(database)
    except NewerDatabase:
        raise CommandFailed(texts.NEWER_DATABASE) from None
    except NotMigrated:
        raise CommandFailed(texts.NOT_MIGRATED) from None
