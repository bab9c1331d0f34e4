"""`migrate` and `check`: the operator's care of the house."""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.commands.failures import explain
from bot.commands.office import named_database_failures
from bot.commands.outcome import CommandFailed
from bot.commands.printing import print_lines
from bot.platform_time import skew
from bot.settings import PREFIX, BadSettings, Settings, load_settings, office_clock, office_policy, unknown_names
from bot.telegram.account import Account
from bot.telegram.check import look_at
from bot.texts import commands as texts
from bot.texts.catalogue import Texts
from bot.zalo import account as zalo
from bot.zalo import check as zalo_check
from data.clock import MachineClock
from data.db.engine import BadUrl, Database, database_url, file_of
from data.db.migrate import migrate
from data.db.upkeep import Care
from data.db.version import prepare
from data.domain.policy import Policy
from data.domain.policy_values import PolicyValue, policy_values

LITTLE_DISK = 500_000_000
"""Below this many free bytes the operator should act; a year of a province's messages is some hundred megabytes."""

BACKUP_GROWS_OLD = timedelta(days=2)
CLOCK_MAY_DIFFER = timedelta(seconds=60)
"""What a slow line and a clock that is set now and then may account for."""


async def migrate_database() -> None:
    """Bring the database to the present version."""
    settings = load_settings()
    with named_database_failures():
        database = Database(settings.database_url)
        try:
            await migrate(database)
        finally:
            await database.close()
    print_lines([texts.MIGRATED])


class Mark(StrEnum):
    """How a finding is to be taken; only what is bad keeps the service from working."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"
    DETAIL = "detail"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check."""

    line: str
    mark: Mark = Mark.GOOD

    def __str__(self) -> str:
        return f"{texts.MARKS[self.mark]} {self.line}"


async def check() -> None:
    """Print what is in order and what is not; CommandFailed when the service could not work."""
    findings = [finding async for finding in _findings()]
    print_lines(map(str, findings))
    if bad := sum(finding.mark is Mark.BAD for finding in findings):
        raise CommandFailed(texts.CHECK_FAILED.format(count=bad))


async def _findings() -> AsyncIterator[Finding]:
    for name in unknown_names():
        yield Finding(texts.CHECK_UNKNOWN_NAME.format(name=name), Mark.NOTE)
    try:
        settings = load_settings()
    except BadSettings as error:
        yield Finding(str(error), Mark.BAD)
        return
    yield Finding(texts.CHECK_SETTINGS)
    policy, finding = _policy(settings)
    async for one in _database(settings, policy):
        yield one
    yield _disk(settings)
    yield finding
    for value in policy_values(policy):
        yield _policy_value(value)
    yield _clock(settings, policy)
    words = Texts(settings.language, policy.zone)
    if settings.telegram_token is not None:
        yield await _machine_clock(settings.telegram_api_url, settings.proxy)
    if (account := Account.of(settings)) is None:
        yield Finding(texts.CHECK_CHANNEL_OFF.format(channel="Telegram", name=f"{PREFIX}TELEGRAM_TOKEN"), Mark.NOTE)
    else:
        for fact in await look_at(account, words):
            yield Finding(fact.line, Mark.GOOD if fact.fine else Mark.BAD)
    for found in await _zalo(settings, policy, words):
        yield found


async def _zalo(settings: Settings, policy: Policy, words: Texts) -> list[Finding]:
    """Look at our Zalo bots, and at what they have used as far as the database tells."""
    account = zalo.Account.of(settings)
    if account is None:
        return [Finding(texts.CHECK_CHANNEL_OFF.format(channel="Zalo", name=f"{PREFIX}ZALO_TOKEN"), Mark.NOTE)]
    facts = [*await zalo_check.look_at(account, words)]
    with suppress(CommandFailed, DBAPIError, sqlite3.Error, OSError), named_database_failures():
        database = Database(settings.database_url)
        try:
            facts += await zalo_check.look_at_usage(database, words, policy, MachineClock().now())
        finally:
            await database.close()
    return [Finding(fact.line, Mark.GOOD if fact.fine else Mark.BAD) for fact in facts]


async def _database(settings: Settings, policy: Policy) -> AsyncIterator[Finding]:
    """Look at the database, and into it where it can be used."""
    try:
        with named_database_failures():
            database = Database(settings.database_url)
            try:
                await prepare(database)
                as_set = database.url.set(drivername=database.url.get_backend_name())
                yield Finding(texts.CHECK_DATABASE.format(database=as_set.render_as_string()))
                for look in _LOOKS:
                    yield await look(database, policy)
            finally:
                await database.close()
    except (CommandFailed, DBAPIError, sqlite3.Error, OSError) as error:
        yield Finding(texts.CHECK_DATABASE_BAD.format(problem=explain(error)), Mark.BAD)


async def _trail(database: Database, _policy: Policy) -> Finding:
    """Compute the chain of the audit trail anew."""
    async with database.reading() as uow:
        verdict = await uow.audit.verify()
    if verdict.broken is not None:
        return Finding(texts.CHECK_TRAIL_BROKEN.format(row=verdict.broken), Mark.BAD)
    return Finding(texts.CHECK_TRAIL.format(count=verdict.entries))


async def _audit(database: Database, policy: Policy) -> Finding:
    """Tell the auditor's last word."""
    async with database.reading() as uow:
        last = await uow.auditing.last()
    if last is None:
        return Finding(texts.CHECK_AUDIT_NEVER, Mark.NOTE)
    at, missing, double = last
    sentence, mark = (texts.CHECK_AUDIT_BAD, Mark.NOTE) if missing or double else (texts.CHECK_AUDIT, Mark.GOOD)
    moment = f"{at.astimezone(policy.zone):%H:%M %d/%m/%Y}"
    return Finding(sentence.format(moment=moment, missing=missing, double=double), mark)


async def _backup(database: Database, policy: Policy) -> Finding:
    async with database.reading() as uow:
        at = await uow.upkeep.last(Care.BACKUP)
    if at is None:
        return Finding(texts.CHECK_NO_BACKUP, Mark.NOTE)
    old = MachineClock().now() - at > BACKUP_GROWS_OLD
    sentence, mark = (texts.CHECK_OLD_BACKUP, Mark.NOTE) if old else (texts.CHECK_BACKUP, Mark.GOOD)
    return Finding(sentence.format(moment=f"{at.astimezone(policy.zone):%H:%M %d/%m/%Y}"), mark)


_LOOKS = (_trail, _audit, _backup)
"""What is looked at within the database, a line each."""


def _disk(settings: Settings) -> Finding:
    """Look at the disk that holds an embedded database, or else at that of the present folder."""
    try:
        file = file_of(database_url(settings.database_url))
    except BadUrl:
        file = None
    folder = next(folder for folder in (file or Path.cwd()).absolute().parents if folder.is_dir())
    free = shutil.disk_usage(folder).free
    sentence, mark = (texts.CHECK_DISK, Mark.GOOD) if free >= LITTLE_DISK else (texts.CHECK_DISK_FULL, Mark.BAD)
    return Finding(sentence.format(folder=folder, free=f"{free / 1e9:.1f}"), mark)


def _policy(settings: Settings) -> tuple[Policy, Finding]:
    """Return the policy in force, or the built-in one to go on looking with, and what is to be said of it."""
    try:
        policy = office_policy(settings)
    except BadSettings as error:
        return Policy(), Finding(str(error), Mark.BAD)
    hours = {"morning": policy.morning_at, "start": policy.push_from, "end": policy.push_until}
    shown = {name: f"{hour:%H:%M}" for name, hour in hours.items()}
    return policy, Finding(texts.CHECK_POLICY.format(source=settings.policy or texts.BUILT_IN, **shown))


def _policy_value(value: PolicyValue) -> Finding:
    if value.changed:
        return Finding(texts.CHECK_POLICY_CHANGED.format(**asdict(value)), Mark.CHANGED)
    return Finding(texts.CHECK_POLICY_VALUE.format(**asdict(value)), Mark.DETAIL)


def _clock(settings: Settings, policy: Policy) -> Finding:
    local = office_clock(settings, MachineClock()).now().astimezone(policy.zone)
    sentence, mark = (texts.CHECK_REHEARSAL, Mark.NOTE) if settings.clock else (texts.CHECK_CLOCK, Mark.GOOD)
    return Finding(sentence.format(moment=f"{local:%H:%M %d/%m/%Y}", zone=policy.zone), mark)


async def _machine_clock(url: str, proxy: str | None) -> Finding:
    """Compare the machine's clock with the platform's: a wrong one reminds people at wrong hours."""
    apart = await skew(url, MachineClock(), proxy)
    if apart is None:
        return Finding(texts.CHECK_NO_TIME.format(url=url), Mark.NOTE)
    if apart <= CLOCK_MAY_DIFFER:
        return Finding(texts.CHECK_TIME.format(url=url))
    return Finding(texts.CHECK_TIME_WRONG.format(url=url, seconds=round(apart.total_seconds())), Mark.BAD)
